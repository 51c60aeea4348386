"""`amili settlements`: list what Amili has settled with the creditor, read one, export them again and again."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Annotated, TypeAlias

import typer

from amili_ext.cli.arguments import Limit, day
from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.exporting import PointFile, To, read_point, tell_export
from amili_ext.cli.norway.documents import settlement_document
from amili_ext.cli.norway.options import ClientOptions, make_client
from amili_ext.cli.options import command
from amili_ext.cli.output import Columns, Screen
from amili_ext.norway.collection.settlements.point import SettlementPoint

app = typer.Typer(help="List what Amili has settled with you, read one, export them.", no_args_is_help=True)

Other: TypeAlias = Annotated[bool, typer.Option("--other", help="Show also the fields that the pages do not show, such as the amounts.")]


@app.command("list", epilog=SHORT_EPILOG)
@command(ClientOptions)
def list_settlements(
    options: ClientOptions,
    screen: Screen,
    *,
    from_: Annotated[date | None, typer.Option("--from", parser=day, metavar="DATE", help="From that day on.")] = None,
    to: Annotated[date | None, typer.Option(parser=day, metavar="DATE", help="Up to that day.")] = None,
    page_size: Annotated[int | None, typer.Option(min=1, help="Settlements that one request reads.")] = None,
    other: Other = False,
    limit: Limit = None,
) -> ExitCode:
    """List the settlements of the organization, as they are read; with --json one JSON line each."""
    shown = {"settlement_date": 15, "settlement_id": 36, "case_number": 12, "invoice_number": 20, "collection_type": 15, "currency": 8}
    columns = Columns(screen, **shown, **({"other": 0} if other else {}))
    with make_client(options) as client:
        for settlement in islice(client.settlements.list(from_date=from_, to_date=to, page_size=page_size), limit):
            document = settlement_document(settlement, other=other)
            screen.document(document)
            columns.row(*(document[name] or "" for name in shown), *([_other(document["other"])] if other else []))
    return ExitCode.OK


@app.command(epilog=SHORT_EPILOG)
@command(ClientOptions)
def get(
    options: ClientOptions,
    screen: Screen,
    *,
    settlement_id: Annotated[str, typer.Argument(metavar="ID", help="Its id.", show_default=False)],
    other: Other = False,
) -> ExitCode:
    """Read one settlement."""
    with make_client(options) as client:
        document = settlement_document(client.settlements.get(settlement_id), other=other)
    screen.document(document)
    rows = [(name.replace("_", " "), value) for name, value in document.items() if isinstance(value, str)]
    if other:
        rows += [(name, str(value)) for name, value in document["other"].items()]
    screen.table(("what", "value"), rows)
    return ExitCode.OK


@app.command(epilog=SHORT_EPILOG)
@command(ClientOptions)
def export(
    options: ClientOptions,
    screen: Screen,
    *,
    to: To,
    since: Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Where a new file begins: the first settlement date in it.")
    ] = None,
    point: PointFile = None,
) -> ExitCode:
    """Add to a file the settlements that are new since the last run with that file, each once.

    Where it stands is kept beside the file, in FILE.point. A run that was killed is gone on with by the same command.
    """
    if since is not None and point is not None:
        raise typer.BadParameter("only one of --since and --point")
    begin = since if point is None else read_point(point, SettlementPoint.from_value)
    with make_client(options) as client:
        done = client.settlements.export_to_file(to, since=begin)
    stands = done.point.since.isoformat() if done.point and done.point.since else None
    return tell_export(screen, to, done, "settlement", stands)


def _other(fields: dict[str, object]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in fields.items())
