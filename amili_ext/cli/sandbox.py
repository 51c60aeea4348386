"""`amili sandbox`: an Amili of one's own on this machine, with switches for bad days."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer

from amili_ext import sandbox as server  # whose names are loaded when they are used: the extra `sandbox` may be missing
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import OutputOptions, command
from amili_ext.cli.output import Screen
from amili_ext.config import Settings
from amili_ext.norway.environments import ENVIRONMENTS, SANDBOX_SETTINGS, SANDBOX_URL
from amili_ext.sandbox.settings import SANDBOX_WEBHOOK_SECRET
from amili_ext.sweden.environments import LOCAL_URL

_HOST, _PORT = urlsplit(SANDBOX_URL).hostname or "", urlsplit(SANDBOX_URL).port or 0
_SECONDS = "SECONDS"


@command(OutputOptions)
def sandbox(
    _options: OutputOptions,
    screen: Screen,
    *,
    host: Annotated[str, typer.Option(help="Where to listen; its secrets are public, so keep it on this machine.")] = _HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = _PORT,
    database: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep Norway in this file; else in memory.")] = None,
    processing_delay: Annotated[float, typer.Option(min=0, metavar=_SECONDS, help="How long a batch is QUEUED.")] = 1.0,
    latency: Annotated[float, typer.Option(min=0, metavar=_SECONDS, help="How long an answer travels.")] = 0.0,
    listing_delay: Annotated[float, typer.Option(min=0, metavar=_SECONDS, help="How late a new batch is listed.")] = 0.0,
    initialization_delay: Annotated[float, typer.Option(min=0, metavar=_SECONDS, help="Sweden: how long a case is initializing.")] = 1.0,
    payout_delay: Annotated[float, typer.Option(min=0, metavar=_SECONDS, help="Sweden: how late a booked amount is paid out.")] = 2.0,
    rate_limit: Annotated[bool, typer.Option("--rate-limit", help="Sweden: 429 above 100 requests a minute or 10 a second.")] = False,
    token_lifetime: Annotated[int, typer.Option(min=1, metavar=_SECONDS, help="How long a token lives.")] = 3600,
    fault: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SPEC",
            help="KIND:METHOD:PATH:NAME=VALUE,… such as drop_after_commit:POST:/invoices. Repeatable.",
        ),
    ] = None,
    webhook: Annotated[str | None, typer.Option(metavar="URL", help="Norway: post what happens there. Faults: webhook_….")] = None,
    webhook_encoding: Annotated[Literal["hex", "base64"], typer.Option(help="How the signature of a webhook is written.")] = "hex",
    ignore_idempotency: Annotated[bool, typer.Option("--ignore-idempotency", help="Heed no IdempotencyKey, header or filter.")] = False,
    ignore_idempotency_filter: Annotated[
        bool, typer.Option("--ignore-idempotency-filter", help="Answer a look-up by IdempotencyKey with all batches.")
    ] = False,
) -> ExitCode:
    """Serve a local Amili until Ctrl-C, and tell what to set to use it.

    Webhooks are signed with the secret in AMILI_NORWAY_WEBHOOK_SECRET, or with one that it tells.
    """
    settings = server.SandboxSettings(
        database=":memory:" if database is None else str(database),
        processing_delay=processing_delay,
        latency=latency,
        listing_delay=listing_delay,
        token_lifetime=token_lifetime,
        honour_idempotency_header=not ignore_idempotency,
        honour_idempotency_filter=not (ignore_idempotency or ignore_idempotency_filter),
        webhooks=None if webhook is None else _webhooks(webhook, webhook_encoding),
        sweden=server.SwedenSettings(
            token_lifetime=token_lifetime,
            initialization_delay=initialization_delay,
            payout_delay=payout_delay,
            rate_limit=rate_limit,
            example_cases=True,
        ),
    )
    faults = [_fault(text) for text in fault or ()]
    with server.Sandbox(settings) as served:
        for one in faults:
            served.faults.add(one)
        server.serve(served, host=host, port=port, ready=lambda url: _announce(screen, url, settings.webhooks))
    return ExitCode.OK


def _fault(text: str) -> server.Fault:
    try:
        return server.Fault.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--fault") from error


def _webhooks(url: str, encoding: Literal["hex", "base64"]) -> server.WebhookSettings:
    # The secret is no option: everybody on this machine can read what a process was started with.
    secret = Settings("norway", {}).get("webhook_secret") or SANDBOX_WEBHOOK_SECRET
    return server.WebhookSettings(url=url, secret=secret, encoding=encoding)


def _announce(screen: Screen, url: str, webhooks: server.WebhookSettings | None) -> None:
    # Who listens on every address is reached on this machine by its usual one.
    url = url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
    variables = {"AMILI_NORWAY_ENVIRONMENT": "sandbox", "AMILI_SWEDEN_ENVIRONMENT": "sandbox"}
    if url != SANDBOX_URL:
        path = urlsplit(ENVIRONMENTS["sandbox"].collection_url).path
        variables |= {"AMILI_NORWAY_AUTH_URL": url, "AMILI_NORWAY_COLLECTION_URL": url + path}
        variables |= {"AMILI_SWEDEN_BASE_URL": url + urlsplit(LOCAL_URL).path}
    if webhooks is not None and webhooks.secret == SANDBOX_WEBHOOK_SECRET:  # another one is known to whom it concerns
        variables["AMILI_NORWAY_WEBHOOK_SECRET"] = SANDBOX_WEBHOOK_SECRET
    screen.document({"url": url, "variables": variables, "organization_id": SANDBOX_SETTINGS["organization_id"]})
    screen.say(f"An Amili of your own on {url} (Ctrl-C ends it). To use it:", style="bold")
    for name, value in variables.items():
        screen.say(f"  export {name}={value}")
    screen.say("Credentials are those that the documentation prints; environment sandbox brings them along.")
