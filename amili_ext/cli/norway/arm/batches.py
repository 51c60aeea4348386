"""`amili arm batches`: wait for batches that were handed over."""

from __future__ import annotations

from typing import Annotated

import typer

from amili_ext.cli.exits import SHORT_EPILOG, ExitCode
from amili_ext.cli.handle_file import read_handles
from amili_ext.cli.norway.arm.handing_over import WAIT_COMMAND, wait_for
from amili_ext.cli.norway.arm.handles import ARM_HANDLES
from amili_ext.cli.norway.arm.options import ArmOptions, make_client
from amili_ext.cli.norway.arm.report import ArmReport
from amili_ext.cli.norway.waiting import MaxWait, NameAll, conclude
from amili_ext.cli.options import STDIN, command, stdin_for_one
from amili_ext.cli.output import Screen
from amili_ext.errors import AmiliError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.polling import DOCUMENTED_MAX_WAIT

app = typer.Typer(help="Wait for batches that were handed over.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """A group, although it has one command only."""


@app.command(epilog=SHORT_EPILOG)
@command(ArmOptions)
def wait(
    options: ArmOptions,
    screen: Screen,
    *,
    handle: Annotated[
        list[str] | None,
        typer.Argument(metavar="HANDLE", help="As `documents create --json` and `customers put --json` print them.", show_default=False),
    ] = None,
    handles: Annotated[str | None, typer.Option(metavar="FILE", help="A file of handles, one a line; - for stdin.")] = None,
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT,
    name_all: NameAll = False,
) -> ExitCode:
    """Wait until batches have finished, and tell what became of each document and customer in them."""
    stdin_for_one("the handles", "the client secret", handles, options.client_secret_file)
    report = ArmReport()
    for one in (
        *(ArmBatchHandle.from_json(text) for text in handle or ()),
        *(read_handles(handles, ARM_HANDLES) if handles is not None else ()),
    ):
        report.accepted(one)
    if not report.handles:
        raise typer.BadParameter("name a handle or a file of --handles")
    with make_client(options) as client:
        try:
            wait_for(client, report, max_wait, screen)
        except (AmiliError, KeyboardInterrupt) as error:
            report.stop(error)
    saved_in = None if handles in (None, STDIN) else handles
    return conclude(report, screen, saved_in=saved_in, everything=name_all, command=WAIT_COMMAND)
