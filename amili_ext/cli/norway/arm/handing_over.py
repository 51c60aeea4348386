"""A file of documents or customers goes out to ARMrest in batches. How a run goes is in `amili_ext.cli.norway.sending`.

ARM has no list of batches, and what a batch makes is not there before it is carried out. So a run that was killed is gone on with in two
steps: the batches whose handles it wrote down, as far as they hold something of this file, are waited for first; then whatever is there is
passed over. Without a file of handles only the second step can be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from math import ceil

from attrs import evolve, frozen

from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.arm.handles import ARM_HANDLES
from amili_ext.cli.norway.arm.options import ArmOptions, make_client
from amili_ext.cli.norway.arm.report import ArmReport
from amili_ext.cli.norway.sending import BatchSize, DryRun, HandlesTo, Sending, Wait, send_all, tell_dry_run
from amili_ext.cli.norway.waiting import MaxWait, NameAll
from amili_ext.cli.output import Screen, many
from amili_ext.errors import NotFoundError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kind import ArmKind, same_number
from amili_ext.norway.arm.client import Arm
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.waiting import UnfinishedBatchesError

WAIT_COMMAND = "amili arm batches wait"


@frozen(kw_only=True)
class ArmSendingOptions(ArmOptions):
    """How a file goes out in batches."""

    wait: Wait = False
    max_wait: MaxWait = DOCUMENTED_MAX_WAIT
    handles: HandlesTo = None
    batch_size: BatchSize = 500
    name_all: NameAll = False
    dry_run: DryRun = False


@frozen
class InBatches:
    """What goes out.

    Attributes:
        noun: what it is called.
        kind: the kind of the batches.
        done: what has happened to those that Amili has.
        numbers: of all of them.
        send: hands over, in batches of at most that many.
        finds: whether the same command finds what is there, and does not send it again.
    """

    noun: str
    kind: ArmKind
    done: str
    numbers: Sequence[str]
    send: Callable[[Arm, int], Iterable[ArmBatchHandle]]
    finds: bool


def hand_over(items: InBatches, options: ArmSendingOptions, screen: Screen, command: str, *, look_first: bool = True) -> ExitCode:
    """Hand over what a file holds; `command` is what was typed for it."""
    total = len(items.numbers)
    if options.dry_run:
        return tell_dry_run(screen, items.noun, total, ceil(total / options.batch_size))
    report = ArmReport()
    if not items.finds:
        goes_on = "the same command sends all of it again, which does no harm"
    else:
        again = "the same command" if look_first else "the same command, without --no-look-first,"
        goes_on = f"{again} finds what is there and sends the rest"
    sending = Sending(
        noun=items.noun,
        total=total,
        done=items.done,
        report=report,
        handles=evolve(ARM_HANDLES, command=command),
        book=options.handles,
        open=lambda: make_client(options, look_first=look_first),
        before=lambda client, handles: _wait_for_earlier(client, handles, items, options.max_wait, screen),
        send=lambda client: items.send(client, options.batch_size),
        wait=(lambda client: wait_for(client, report, options.max_wait, screen)) if options.wait else None,
        wait_command=WAIT_COMMAND,
        everything=options.name_all,
        after_interruption=f"one more batch may have been on its way; when Amili has had time to carry it out, {goes_on}",
        after_trouble=goes_on if options.handles else f"when Amili has had time to carry them out, {goes_on}",
    )
    return send_all(sending, screen)


def wait_for(client: Arm, report: ArmReport, max_wait: float, screen: Screen) -> None:
    """Wait for all batches of a report, and put each result into it as soon as it is there."""
    handles = list(report.handles.values())
    with screen.progress("waiting for batches", len(handles)) as move_on:
        for result in client.batches.wait_all(handles, max_wait=max_wait):
            report.finished(result)
            move_on()


def _wait_for_earlier(client: Arm, handles: Collection[ArmBatchHandle], items: InBatches, max_wait: float, screen: Screen) -> None:
    """Wait for batches of earlier runs that hold something of this file, since what they make cannot be seen before.

    Raises:
        AmiliError: one of them has not finished, or cannot be looked at; nothing was sent.
    """
    ours = {same_number(number) for number in items.numbers}
    earlier = [
        handle
        for handle in handles
        if handle.batch_uuid is not None
        and (handle.client_no, handle.kind) == (client.client_no, items.kind)
        and not ours.isdisjoint(map(same_number, handle.references))
    ]
    if not earlier:
        return
    screen.note(f"amili: {many(len(earlier), 'batch', 'batches')} of earlier runs hold some of these {items.noun}; waiting for that first")
    try:
        for _ in client.batches.wait_all(earlier, max_wait=max_wait):
            pass
    except UnfinishedBatchesError as error:
        # A batch that Amili does not know any more is not in work any more either.
        left = [trouble for trouble in error.errors.values() if not isinstance(trouble, NotFoundError)]
        if left:
            screen.note("amili: nothing was sent: what an earlier run sent may still be made")
            raise left[0] from error
