"""`amili invoices submit`, `amili payments register` and `amili corrections register`: a file goes out in batches, each at most once.

Everything in the file is checked first. Started again with the same file, the same command finds what arrived and sends the rest. How a run
goes is in `sending`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from typing import Annotated, Any
from uuid import UUID

import typer
from attrs import evolve, frozen

from amili_ext.cli.arguments import ExtraField, NoLookFirst
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.handles import BATCH_HANDLES
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.norway.report import Report
from amili_ext.cli.norway.sending import BatchSize, DryRun, HandlesTo, Sending, Wait, many_of, send_all, tell_dry_run
from amili_ext.cli.norway.waiting import MaxWait, NameAll, News, wait_for
from amili_ext.cli.options import stdin_for_one
from amili_ext.cli.output import Screen
from amili_ext.cli.record_file import Records, read_records
from amili_ext.errors import ConfigurationError
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.polling import DOCUMENTED_MAX_WAIT


@frozen(kw_only=True)
class HandingOverOptions(ClientOptions):
    """How a file is handed over."""

    wait: Wait = False
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT
    news: News = None
    handles: HandlesTo = None
    batch_size: BatchSize = 500
    extra_field: ExtraField = None
    idempotency_key: Annotated[
        str | None, typer.Option(metavar="KEY", help="In place of one made from the content. For one batch only.")
    ] = None
    no_look_first: NoLookFirst = False
    name_all: NameAll = False
    dry_run: DryRun = False


@frozen(kw_only=True)
class RegisteringOptions(HandingOverOptions):
    """How a file of payments or corrections is registered."""

    apart_from: Annotated[
        list[UUID] | None,
        typer.Option(metavar="UUID", help="A batch that is known to hold something else. For one batch only. Repeatable."),
    ] = None


@frozen
class OneBatch:
    """What is said about the only batch that a file makes.

    Attributes:
        idempotency_key: see `client.invoices.submit`.
        apart_from: see `client.payments.register`; always empty for invoices.
    """

    idempotency_key: str | None = None
    apart_from: tuple[UUID, ...] = ()


@frozen
class HandingOver:
    """What is handed over.

    Attributes:
        records: how the file is read and checked.
        command: what hands it over, as it is typed.
        done: what has happened to those that Amili has.
        as_one: hands over one batch.
        in_batches: hands over batches of at most that many.
    """

    records: Records
    command: str
    done: str
    as_one: Callable[[Norway, list[Any], OneBatch, list[str]], BatchHandle[Any, Any]]
    in_batches: Callable[[Norway, list[Any], int, list[str]], Iterable[BatchHandle[Any, Any]]]


def hand_over(kind: HandingOver, options: HandingOverOptions, screen: Screen, file: str) -> ExitCode:
    """Hand over what a file holds."""
    if options.news is not None and not options.wait:
        raise typer.BadParameter("--news goes with --wait")
    noun = kind.records.noun
    stdin_for_one(f"the {noun}", "the client secret", file, options.client_secret_file)
    extra = options.extra_field or []
    items = read_records(file, kind.records, extra)
    batches = ceil(len(items) / options.batch_size)
    special = _special(options)
    if special is not None and batches > 1:
        name = "--idempotency-key" if special.idempotency_key is not None else "--apart-from"
        raise ConfigurationError(f"{name} is for one batch, but {many_of(len(items), noun)} make {batches}; nothing was sent")
    if options.dry_run:
        return tell_dry_run(screen, noun, len(items), batches)

    def send(client: Norway) -> Iterable[BatchHandle[Any, Any]]:
        if special is not None:
            return (kind.as_one(client, items, special, extra) for _ in range(1))
        return kind.in_batches(client, items, options.batch_size, extra)

    report = Report()
    again = "the same command, without --no-look-first," if options.no_look_first else "the same command"
    sending = Sending(
        noun=noun,
        total=len(items),
        done=kind.done,
        report=report,
        handles=evolve(BATCH_HANDLES, command=kind.command),
        book=options.handles,
        open=lambda: make_client(options, look_first=not options.no_look_first),
        send=send,
        wait=(lambda client: wait_for(client, report.handles.values(), options.max_wait, report, screen, options.news))
        if options.wait
        else None,
        wait_command="amili batches wait",
        everything=options.name_all,
        after_interruption=f"one more batch may have been on its way; {again} within the hour finds it and sends the rest",
        after_trouble=f"{again} within the hour finds them and sends the rest",
    )
    return send_all(sending, screen)


def _special(options: HandingOverOptions) -> OneBatch | None:
    apart_from = tuple(options.apart_from or ()) if isinstance(options, RegisteringOptions) else ()
    if options.idempotency_key is None and not apart_from:
        return None
    return OneBatch(options.idempotency_key, apart_from)
