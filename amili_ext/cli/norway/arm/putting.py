"""`amili arm customers put`: create and change the customers of a file, one by one or in batches.

Put means what ARM's own POST does: a number that is new makes a customer, one that is there changes it, and a field that is left out stays
as it is. With `--existing` it is ARM's PUT, for which a number that is new is an error. Doing either again does no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Annotated, Any

import attrs
import typer

from amili_ext.cli.arguments import ExtraField, Reasons
from amili_ext.cli.documents import error_document
from amili_ext.cli.ending import explain
from amili_ext.cli.exits import ExitCode, exit_code, worst
from amili_ext.cli.norway.arm.handing_over import ArmSendingOptions, InBatches, hand_over
from amili_ext.cli.norway.arm.options import make_client
from amili_ext.cli.norway.arm.shown import reasons_of, written_document
from amili_ext.cli.norway.sending import File, many_of
from amili_ext.cli.options import command, stdin_for_one
from amili_ext.cli.output import Columns, Screen
from amili_ext.cli.record_file import Records, read_records
from amili_ext.errors import (
    AmiliError,
    BadRequestError,
    ConflictError,
    InputError,
    NotFoundError,
    ResponseError,
    ValidationError,
)
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.client import Arm
from amili_ext.norway.arm.customers.checking import check_many
from amili_ext.norway.arm.customers.kinds import CUSTOMER_UPDATES, CUSTOMERS

_COMMAND = "amili arm customers put"
_ONE_REFUSED = (BadRequestError, ConflictError, InputError, NotFoundError, ValidationError)
"""What concerns one customer, so that the others can go on."""

_CODES = {"done": ExitCode.OK, "adopted": ExitCode.OK, "failed": ExitCode.FAILED}


@command(ArmSendingOptions)
def put(
    options: ArmSendingOptions,
    screen: Screen,
    *,
    file: File,
    existing: Annotated[bool, typer.Option("--existing", help="Only change customers that are there; a new number is an error.")] = False,
    batch: Annotated[bool, typer.Option("--batch", help="In batches, which Amili carries out later.")] = False,
    extra_field: ExtraField = None,
    reasons: Reasons = False,
) -> ExitCode:
    """Create and change the customers of a file. Fields that are left out stay as they are, and "" clears one.

    All is checked first; if anything is wrong, nothing is sent.
    Where a part of a postal address is given, the rest of it is kept.
    """
    stdin_for_one("the customers", "the client secret", file, options.client_secret_file)
    extra = extra_field or ()
    records = Records(
        "customers",
        partial(check_many, new=not existing),
        lambda value: value.get("customerNo") or value.get("customer_no"),
    )
    customers = read_records(file, records, extra)
    numbers = [checked.number for checked in check_many(customers, extra, new=not existing)]
    if batch:
        if reasons:
            raise typer.BadParameter("--reasons is for customers that are put one by one; a batch tells its own")
        items = InBatches(
            "customers",
            CUSTOMER_UPDATES if existing else CUSTOMERS,
            "handed over",
            numbers,
            lambda client, size: _in_batches(client, customers, size, extra, existing=existing),
            finds=False,
        )
        return hand_over(items, options, screen, f"{_COMMAND} --batch")
    _need_batch(options)
    if options.dry_run:
        screen.say(f"{many_of(len(customers), 'customers')}: nothing wrong was found, nothing was sent")
        screen.document({"ok": True, "exit_code": ExitCode.OK.value, "customers": len(customers)})
        return ExitCode.OK
    shown = _Shown(screen, len(customers), reasons=reasons)
    with make_client(options) as client:
        write = client.customers.update if existing else client.customers.create
        try:
            for number, customer in zip(numbers, customers, strict=True):
                try:
                    done = write(customer, extra_fields=extra)
                except _ONE_REFUSED as error:
                    shown.add(number, "failed", error)
                else:
                    shown.add(number, "adopted" if done.adopted else "done")
        except (AmiliError, KeyboardInterrupt) as error:
            return shown.stopped(error)
    return shown.ended()


def _in_batches(client: Arm, customers: Sequence[Any], size: int, extra: Collection[str], *, existing: bool) -> Iterator[ArmBatchHandle]:
    send = client.customers.update_batch if existing else client.customers.create_batch
    return (send(customers[start : start + size], extra_fields=extra) for start in range(0, len(customers), size))


def _need_batch(options: ArmSendingOptions) -> None:
    """Refuse what makes no sense for customers that are put one by one."""
    own = {"wait", "max_wait", "handles", "batch_size", "name_all"}
    given = [field.name for field in attrs.fields(ArmSendingOptions) if field.name in own and getattr(options, field.name) != field.default]
    if given:
        names = ", ".join("--all" if name == "name_all" else f"--{name.replace('_', '-')}" for name in given)
        raise typer.BadParameter(f"{names}: only with --batch")


class _Shown:
    """What was printed so far."""

    def __init__(self, screen: Screen, total: int, *, reasons: bool) -> None:
        self._screen = screen
        self._total = total
        self._reasons = reasons
        self._columns = Columns(screen, customer=16, outcome=8, why=0)
        self._counts: Counter[str] = Counter()

    def add(self, number: str, status: str, error: AmiliError | None = None) -> None:
        """Print what became of one."""
        self._counts[status] += 1
        self._screen.document(written_document(number, status, error, reasons=self._reasons))
        self._columns.row(number, status, self._why(error))

    def ended(self) -> ExitCode:
        """The end, when all of them are known."""
        parts = [f"{count} {status}" for status in _CODES if (count := self._counts[status])]
        self._screen.say(f"{many_of(self._total, 'customers')}: {', '.join(parts)}", style="bold")
        return worst(_CODES[status] for status in self._counts)

    def stopped(self, error: AmiliError | KeyboardInterrupt) -> ExitCode:
        """The end, when something came in between."""
        code = ExitCode.INTERRUPTED if isinstance(error, KeyboardInterrupt) else exit_code(error)
        explain(self._screen, error)
        self._screen.document({"error": error_document(error)})
        settled = f"{self._counts.total()} of {many_of(self._total, 'customers')}"
        self._screen.note(f"amili: {settled} are settled; the same command may be repeated")
        return worst([code, *(_CODES[status] for status in self._counts)])

    def _why(self, error: AmiliError | None) -> str:
        if isinstance(error, ResponseError) and self._reasons:
            return "; ".join(reasons_of(error)) or str(error)
        return str(error or "")
