"""Handing over a batch of any kind, so that nothing is handed over twice and nothing is lost.

ARM answers with the id of a batch that it carries out later. It has no list of batches and takes no key, so a batch whose answer was lost
cannot be found; only what it was to make can. So after such a failure every item is looked up for a while:

* All of them are there: the batch arrived, and the handle does without its id.
* Anything else proves nothing, since the batch may only just be waiting its turn: `UnknownOutcomeError`. It is never sent again by itself.

A request that provably never reached the server is repeated (`amili_ext.retry`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from amili_client.norway.arm.models.batch_accepted import BatchAccepted
from amili_client.runtime import decode_json
from attrs import define, field

from amili_ext.errors import ConflictError, UnknownOutcomeError, UnreadableResponseError
from amili_ext.flow import Flow, Instant, Now, Outcome, Together
from amili_ext.logs import logger
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kind import ArmKind, Row
from amili_ext.norway.arm.context import Receivables
from amili_ext.once import Sighting, at_most_once
from amili_ext.shapes import is_mapping

AT_ONCE = 8
"""How many items are looked up at the same time."""

Post = Callable[[Sequence[bytes]], Flow[BatchAccepted]]
"""Sends the items, each as JSON, as one batch."""


def send_batch(
    context: Receivables,
    kind: ArmKind,
    rows: Sequence[Row],
    post: Post,
    *,
    already: Sequence[Row] = (),
    user_id: str | None = None,
    looked_first: bool = False,
) -> Flow[ArmBatchHandle]:
    """Hand over one batch; without `rows` nothing is sent.

    Args:
        rows: what is to be sent.
        already: what need not be sent, since it is there; it is in the handle all the same.
        user_id: on whose behalf items are looked up.
        looked_first: whether it was seen that the rows are not there yet.

    Raises:
        UnknownOutcomeError: the answer was lost, and it could not be shown that the batch arrived.
        AmiliError: ARM refused the batch as a whole, or nothing was sent.
    """
    references = tuple(row.reference for row in sorted((*rows, *already), key=lambda row: row.index))
    batch_uuid = None
    if rows:
        batch_uuid = yield from _sent(context, _Search(context, kind, rows, user_id), post)
    there = tuple(row.reference for row in already) if batch_uuid is not None else references
    now: Instant = yield Now()
    return ArmBatchHandle(batch_uuid, context.client_no, kind, references, now.wall, there, looked_first)


def _sent(context: Receivables, search: _Search, post: Post) -> Flow[str | None]:
    """The id of the batch; None if everything in it is there although the answer was lost."""

    def send() -> Flow[str | ConflictError]:
        try:
            return accepted((yield from post([row.part for row in search.rows])))
        except ConflictError as refusal:
            # An answer, and no doubt: there was no attempt before this one that it could be about.
            return refusal

    done = yield from at_most_once(send, search.look, settle=context.settle, unknown=search.unknown)
    if isinstance(done.value, ConflictError):
        raise done.value
    return done.value or None


def accepted(answer: BatchAccepted) -> str:
    """The id of the batch that was handed over, letter by letter as it came.

    No page shows the answer: `batchUuid` is inferred from the path of GET one batch, so its likely other names are understood too, there
    and one level further down.

    Raises:
        UnreadableResponseError: the answer names no batch, or several.
    """
    body: dict[str, Any] = answer.to_dict()
    for part in ([body], [one for one in body.values() if is_mapping(one)]):
        for name in ("batchUuid", "batchId", "uuid"):
            found = {one[name] for one in part if isinstance(one.get(name), str) and one[name].strip()}
            if len(found) == 1:
                return str(found.pop())
            if found:
                raise UnreadableResponseError("the answer names several batches", status=202)
    raise UnreadableResponseError("the batch was accepted, but the answer does not name it", status=202)


def look_up(
    context: Receivables, kind: ArmKind, references: Sequence[str], user_id: str | None = None
) -> Flow[list[Mapping[str, Any] | None]]:
    """What is stored under each number, in that order; None for what is not there.

    Raises:
        AmiliError: a look-up failed.
    """
    outcomes: list[Outcome[Mapping[str, Any] | None]] = yield Together([kind.find(context, one, user_id) for one in references], AT_ONCE)
    for outcome in outcomes:
        if outcome.error is not None:
            raise outcome.error
    return [outcome.value for outcome in outcomes]


@define(eq=False)
class _Search:
    """The search for what a batch whose answer was lost was to make."""

    context: Receivables
    kind: ArmKind
    rows: Sequence[Row]
    user_id: str | None
    _found: set[str] = field(factory=set[str])

    def look(self, started: Instant, *, final: bool) -> Flow[Sighting[str | ConflictError]]:
        """An empty id once everything is there, as it was sent."""
        del started  # whenever it was made, it is there
        missing = [row for row in self.rows if row.reference not in self._found]
        for start in range(0, len(missing), AT_ONCE):
            here = missing[start : start + AT_ONCE]
            stored = yield from look_up(self.context, self.kind, [row.reference for row in here], self.user_id)
            self._found |= {row.reference for row, one in zip(here, stored, strict=True) if one is not None and self._shows(one, row)}
            if not final and not self._found.issuperset(row.reference for row in here):
                break  # one that is missing decides; which others are there matters only at the end
        if all(row.reference in self._found for row in self.rows):
            logger.info("all %d %s are there although the answer was lost", len(self.rows), self.kind)
            return Sighting("")
        there = tuple(row.reference for row in self.rows if row.reference in self._found)
        return Sighting(doubt=f"{len(there)} of {len(self.rows)} {self.kind} are there, and a batch is carried out later", candidates=there)

    def _shows(self, stored: Mapping[str, Any], row: Row) -> bool:
        return self.kind.same(stored, decode_json(row.part))

    def unknown(self, why: str, candidates: tuple[Any, ...] = (), status: int | None = None) -> UnknownOutcomeError:
        return UnknownOutcomeError(
            f"{why}; {len(self.rows)} {self.kind} may or may not have been handed over: look them up before sending them again",
            references=[row.reference for row in self.rows],
            candidates=candidates,
            status=status,
        )
