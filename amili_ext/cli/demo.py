"""`amili demo`: a hand-over from token to result, over real HTTP, on a sandbox inside this process.

Three submissions: the invoice that the Example Workflow page prints, a batch of 200 of which some must fail, and one whose connection is
cut after the sandbox has taken it, which must be found again instead of being sent twice. Every exchange is shown. The demo checks what
it shows: it ends with 0 only if everything went as designed, the failures included.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from threading import get_ident
from typing import Any
from urllib.parse import urlsplit

from amili_client.runtime import decode_json
from attrs import field, frozen
from rich.text import Text

from amili_ext import sandbox as server  # whose names are loaded when they are used: the extra `sandbox` may be missing
from amili_ext._http import BlockingClient
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import OutputOptions, command, make_clock
from amili_ext.cli.output import Screen, printable
from amili_ext.cli.report import Report
from amili_ext.cli.waiting import wait_for
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.handle import BatchHandle
from amili_ext.norway.collection.outcomes import InvoiceStatus
from amili_ext.norway.environments import ENVIRONMENTS
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.sandbox.examples import DEFAULT_FAILURES, FAILING_KINDS, documented_invoice, realistic_invoices
from amili_ext.shapes import is_array, is_object

PROCESSING_DELAY = 2.0
INVOICES = 200
IN_DOUBT = 5
# One more is the documented invoice once more, which was handed over just before.
FAILURES: Mapping[str, int] = {**DEFAULT_FAILURES, "handed_over_before": 1}


@command(OutputOptions)
def demo(_options: OutputOptions, screen: Screen) -> ExitCode:
    """Hand over invoices to a sandbox inside this process, and show each step."""
    begun = time.monotonic()
    clock = make_clock()
    report = Report()
    with (
        server.Sandbox(server.SandboxSettings(processing_delay=PROCESSING_DELAY), clock=lambda: clock.now().wall) as served,
        server.running(served) as url,
        # A proxy that is set for the internet has no business between two ends of this process.
        BlockingClient(trust_env=False, event_hooks=_Trace(screen).hooks()) as http,
    ):
        path = urlsplit(ENVIRONMENTS["sandbox"].collection_url).path
        client = Norway(environment="sandbox", auth_url=url, collection_url=url + path, http_client=http, clock=clock)
        screen.say(f"All of this is real HTTP to a sandbox on this machine, {url}")
        submissions = 0
        for handle in _submissions(client, served, screen):
            submissions += 1
            report.accepted(handle)
        _step(screen, "Wait for all three on the documented schedule: 1 s, 2 s, 4 s, …")
        wait_for(client, report.handles.values(), DOCUMENTED_MAX_WAIT, report, screen)
        _step(screen, "Count the batches that the sandbox has")
        in_sandbox = sum(1 for _ in client.batches.list())
        screen.say(f"     {submissions} submissions, one of them cut off: {in_sandbox} batches")
    surprises = _surprises(report, submissions, in_sandbox)
    screen.say()
    report.show(screen)
    for surprise in surprises:
        screen.note(f"amili: not as designed: {surprise}", style="bold red")
    code = ExitCode.ERROR if surprises else ExitCode.OK
    seconds = round(time.monotonic() - begun, 1)
    screen.document(
        {
            "ok": not surprises,
            "exit_code": code.value,
            "submissions": submissions,
            "batches_in_sandbox": in_sandbox,
            "surprises": surprises,
            "seconds": seconds,
            "report": report.document(),
        }
    )
    if not surprises:
        screen.say(f"Everything went as designed, the {sum(FAILURES.values())} failures included, in {seconds} s.", style="green")
    return code


def _submissions(client: Norway, served: server.Sandbox, screen: Screen) -> Iterator[BatchHandle]:
    _step(screen, "Get a token, ask whether the documented invoice was handed over before, hand it over")
    yield client.invoices.submit([documented_invoice()])
    _step(screen, f"Hand over {INVOICES} invoices, of which {sum(FAILURES.values())} cannot succeed")
    yield client.invoices.submit(realistic_invoices(INVOICES, failures=FAILURES))
    _step(screen, f"Hand over {IN_DOUBT} more; the sandbox takes them, then cuts the connection")
    served.faults.add(server.Fault(kind=server.FaultKind.DROP_AFTER_COMMIT, method="POST", path_contains="/invoices"))
    handle = client.invoices.submit(realistic_invoices(IN_DOUBT, seed=2, failures={}))
    if handle.adopted:
        screen.say(f"     found: batch {_short(handle.batch_id)} is adopted, nothing is sent again")
    yield handle


def _surprises(report: Report, submissions: int, in_sandbox: int) -> list[str]:
    """What is not as it should be."""
    outcomes = [outcome for _, outcome in report.outcomes()]
    reasons = sorted(reason for outcome in outcomes if outcome.status is InvoiceStatus.FAILED for reason in outcome.reasons)
    expected = sorted(FAILING_KINDS[kind] for kind, times in FAILURES.items() for _ in range(times))
    checks = {
        "other invoices failed, or for other reasons, than were to": reasons == expected,
        "an invoice is not accounted for": report.code() is ExitCode.FAILED and len(outcomes) == 1 + INVOICES + IN_DOUBT,
        "the number of batches is not the number of submissions": in_sandbox == submissions == len(report.handles),
        "the submission in doubt was not adopted": [handle.adopted for handle in report.handles.values()] == [False, False, True],
    }
    return [surprise for surprise, right in checks.items() if not right]


def _step(screen: Screen, text: str) -> None:
    screen.say()
    screen.say(text, style="bold cyan")


def _short(batch_id: object) -> str:
    return str(batch_id)[:8]


@frozen
class _Trace:
    """Shows every HTTP exchange: method, path, status, and of the body what the step is about."""

    screen: Screen
    unanswered: dict[int, str] = field(factory=dict[int, str])

    def hooks(self) -> dict[str, list[Any]]:
        """For `httpx`."""
        return {"request": [self.asked], "response": [self.answered]}

    def asked(self, request: Any) -> None:
        """A request is about to be sent."""
        # A thread asks one thing at a time, so what it asked before and got no answer to is lost.
        before = self.unanswered.pop(get_ident(), None)
        if before is not None:
            self._line(before, "cut off: did it arrive?", "yellow")
        self.unanswered[get_ident()] = f"{request.method:<4} {_path(request.url)}"

    def answered(self, response: Any) -> None:
        """Its answer begins."""
        response.read()
        self._line(self.unanswered.pop(get_ident()), f"{response.status_code}  {_gist(response.content)}", "dim")

    def _line(self, request: str, answer: str, style: str) -> None:
        self.screen.say(Text(printable(f"     {request:<46} {answer}"), style=style))


def _path(url: Any) -> str:
    """The path without what is the same everywhere, and the names of the query."""
    parts = url.path.split("/")
    path = "/".join(part if len(part) < 36 else _short(part) for part in (["…", *parts[5:]] if len(parts) > 5 else parts))
    names = "&".join(f"{name}=…" for name in url.params)
    return f"{path}?{names}" if names else path


def _gist(content: bytes) -> str:
    try:
        body = decode_json(content)
    except ValueError:
        return ""
    data = body.get("data") if is_object(body) else None
    if is_array(data):
        return f"{len(data)} found"
    if not is_object(data):
        return f"lives {body['expires_in']} s" if is_object(body) and "expires_in" in body else ""
    if "status" in data:
        counts = ", ".join(f"{len(data[name])} {name}" for name in ("succeeded", "failed") if data.get(name))
        return f"{data['status']}{f': {counts}' if counts else ''}"
    return f"batch {_short(data.get('batchId'))}"
