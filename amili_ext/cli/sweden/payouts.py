"""`amili se payouts`: list what Amili paid out, see whether it adds up, export it again and again."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated

import typer

from amili_ext.cli.arguments import Limit, moment
from amili_ext.cli.documents import moment as written
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.exporting import PointFile, To, read_point, tell_export
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen, many
from amili_ext.cli.sweden.arguments import Creditor, Where
from amili_ext.cli.sweden.documents import payout_document, reconciliation_document
from amili_ext.cli.sweden.options import SwedishOptions, make_client
from amili_ext.sweden.ada.money.export_point import ExportPoint

app = typer.Typer(help="List what Amili paid out, see whether it adds up, export it.", no_args_is_help=True)


@app.command("list", epilog=SHORT_EPILOG)
@command(SwedishOptions)
def list_payouts(
    options: SwedishOptions, screen: Screen, *, creditor: Creditor = None, where: Where = None, limit: Limit = None
) -> ExitCode:
    """List payouts, as they are read; with --json one JSON line each."""
    columns = Columns(screen, payout=24, date=20, reference=20, total=12, currency=8)
    with make_client(options) as client:
        for payout in islice(client.payouts.list(where=where, creditor=creditor), limit):
            document = payout_document(payout)
            screen.document(document)
            columns.row(*(document[name] or "" for name in ("payout_id", "payout_date", "reference", "total_amount", "currency")))
    return ExitCode.OK


@app.command(epilog=SHORT_EPILOG)
@command(SwedishOptions)
def reconcile(
    options: SwedishOptions,
    screen: Screen,
    *,
    payout: Annotated[list[str] | None, typer.Argument(metavar="[PAYOUT]", help="Ids of payouts.", show_default=False)] = None,
    creditor: Annotated[str | None, typer.Option(metavar="ID", help="All payouts of this creditor, in place of PAYOUT.")] = None,
    since: Annotated[date | None, typer.Option(parser=moment, metavar="DATE", help="With --creditor: paid out from then on.")] = None,
    until: Annotated[date | None, typer.Option(parser=moment, metavar="DATE", help="With --creditor: paid out before.")] = None,
) -> ExitCode:
    """See whether payouts are the sum of their specifications; a mismatch is listed, and ends with code 5."""
    if bool(payout) == (creditor is not None):
        raise typer.BadParameter("name payouts, or a --creditor")
    if creditor is None and (since is not None or until is not None):
        raise typer.BadParameter("--since and --until go with --creditor")
    with make_client(options) as client:
        found = client.payouts.reconcile(payout or None, creditor=creditor, since=since, until=until)
    code = ExitCode.OK if found.adds_up else ExitCode.CHECK
    document = reconciliation_document(found, code)
    screen.document(document)
    amounts = ("count", "amount", "vat_amount", "total_amount")
    rows = [(*(str(one[name]) for name in ("category", "article", *amounts)),) for one in document["by_category_and_article"]]
    screen.table(
        ("category", "article", "count", "amount", "VAT", "total"),
        [*rows, ("", "all", *(str(document["total"][name]) for name in amounts))],
    )
    screen.say(
        f"{many(len(found.payouts), 'payout', 'payouts')}: {'everything adds up' if found.adds_up else 'does not add up'}", style="bold"
    )
    for mismatch in found.mismatches:
        screen.note(f"  {mismatch}")
    for sentence in found.not_compared:
        screen.note(f"  not compared: {sentence}")
    return code


@app.command(epilog=SHORT_EPILOG)
@command(SwedishOptions)
def export(
    options: SwedishOptions,
    screen: Screen,
    *,
    to: To,
    point: PointFile = None,
    creditor: Creditor = None,
    where: Where = None,
) -> ExitCode:
    """Add to a file what payouts are made of, as far as it is new or changed since the last run with that file.

    Where it stands is kept beside the file, in FILE.point. A run that was killed is gone on with by the same command.
    """
    since = None if point is None else read_point(point, ExportPoint.from_value)
    with make_client(options) as client:
        done = client.payouts.export_to_file(to, creditor=creditor, where=where, since=since)
    return tell_export(screen, to, done, "specification", written(done.point.since) if done.point else None)
