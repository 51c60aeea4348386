"""Handing over a batch of any kind, so that nothing is handed over twice and nothing is lost.

The API answers 202 with a batch id, and there is no documented way to repeat a submission safely. So:

* Before the first attempt the API is asked whether an earlier attempt with the same content, perhaps of a process that was killed, arrived.
* A request that provably never reached the server is repeated (`amili_ext.retry`).
* After an ambiguous failure the API is asked again and again for `settle` seconds, and what it says decides between adopting, repeating
  and `SubmissionUnknownError`; see `amili_ext.once`.

The request carries an `IdempotencyKey` derived from the content. That a filter of that name exists is documented; that a header of that
name is heeded is inferred, so the key is never trusted alone.

Page: https://docs.amili.dev/example-workflow-359631m0, step 2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, NamedTuple
from uuid import UUID, uuid5

from amili_client.norway.collection.models.batch_reference import BatchReference
from amili_client.runtime import Unset
from attrs import frozen

from amili_ext.errors import InputError, Problem, ResponseError, UnreadableResponseError
from amili_ext.flow import Emit, Flow, Instant, Now, Sleep, Stream
from amili_ext.logs import logger
from amili_ext.norway.collection.batch import batches, lookup
from amili_ext.norway.collection.batch.checked import Checked
from amili_ext.norway.collection.batch.errors import SubmissionUnknownError
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.kind import Kind
from amili_ext.norway.collection.batch.lookup import Finding, Sent
from amili_ext.norway.collection.batch.outcomes import OutcomeT, ReferenceT
from amili_ext.norway.collection.batch.waiting import is_finished
from amili_ext.norway.collection.context import Collection
from amili_ext.once import SETTLING, Sighting, at_most_once
from amili_ext.values import at_least_one, kind_of

LOOK_BACK = timedelta(hours=1)
"""How far back a new submission looks for itself."""

CLOCK_MARGIN = timedelta(minutes=2)
"""How much earlier than we believe a batch of ours may claim to have been made."""

_NAMESPACE = UUID("0b0f7cf5-7c0a-5e0b-9d3c-6a1f0f3c5e21")

_MAY_NOT_LIST = frozenset({403, 404, 405})


@frozen
class Way(Generic[ReferenceT, OutcomeT]):
    """How batches of one kind are handed over.

    Attributes:
        kind: which kind.
        send: sends the items, each as JSON, with an idempotency key or none, and says which batch they became.
        arrived: whether any of them is there since a given time, with or without its batch; None where the API has no way to tell.
    """

    kind: Kind[ReferenceT, OutcomeT]
    send: Callable[[Collection, Sequence[bytes], str | None], Flow[UUID]]
    arrived: Callable[[Collection, Sequence[ReferenceT], datetime], Flow[bool]] | None = None


class _Keys(NamedTuple):
    """The keys of one submission.

    Attributes:
        content: what this client remembers the submission by.
        own: what the request carries, unless keys are switched off.
        earlier: other keys that an earlier attempt at the same may have carried.
        given: whether the caller gave it.
        within: how old a batch of such a key may be and still be the same submission; None if that does not matter.
    """

    content: str
    own: str
    earlier: tuple[str, ...]
    given: bool
    within: timedelta | None


@frozen
class _Submission(Generic[ReferenceT, OutcomeT]):
    """One submission under way."""

    context: Collection
    way: Way[ReferenceT, OutcomeT]
    checked: Checked[ReferenceT]
    keys: _Keys
    sent: Sent

    def handle(self, batch_id: UUID, now: Instant, *, adopted: bool) -> BatchHandle[ReferenceT, OutcomeT]:
        memory = self.context.memory
        memory.own_batches.add(batch_id)
        if self.sent.key is not None and not adopted:
            memory.last_sent = (self.sent.key, batch_id)
        if not self.way.kind.unique and not (adopted and self.keys.content in memory.registered):
            memory.registered[self.keys.content] = (batch_id, now.monotonic)
        if adopted:
            logger.info("batch %s was there already from an earlier attempt; it is adopted", batch_id)
        references = tuple(self.checked.references)
        return BatchHandle(batch_id, self.context.organization_id, references, now.wall, self.sent.key, adopted, self.way.kind)

    def unknown(self, why: str, candidates: tuple[UUID, ...] = (), status: int | None = None) -> SubmissionUnknownError:
        count, kind = len(self.checked.references), self.way.kind
        return SubmissionUnknownError(
            f"{why}; {count} {kind} may or may not have been handed over: check them before sending them again",
            references=self.checked.references,
            idempotency_key=self.sent.key,
            candidates=candidates,
            status=status,
        )


def hand_over(
    context: Collection,
    way: Way[ReferenceT, OutcomeT],
    checked: Checked[ReferenceT],
    key: str | None = None,
    apart_from: frozenset[UUID] = frozenset(),
) -> Flow[BatchHandle[ReferenceT, OutcomeT]]:
    """Hand over one batch; `apart_from` are batches that are known to hold something else."""
    _check_key(key)
    now: Instant = yield Now()
    keys = _keys(context, way, checked, key, apart_from, now)
    sent = Sent(way.kind, way.kind.matcher(checked.references), keys.own if context.send_idempotency_key else None, set(apart_from))
    sent.named = keys.given
    submission = _Submission(context, way, checked, keys, sent)
    if context.look_first:
        earlier = yield from _earlier_attempt(submission)
        if earlier is not None:
            return submission.handle(earlier, (yield Now()), adopted=True)
    send = partial(way.send, context, checked.parts, sent.key)
    done = yield from at_most_once(send, partial(_look, submission), settle=context.settle, unknown=submission.unknown)
    return submission.handle(done.value, (yield Now()), adopted=done.adopted)


def hand_over_batches(
    context: Collection, way: Way[ReferenceT, OutcomeT], checked: Checked[ReferenceT], batch_size: int
) -> Stream[BatchHandle[ReferenceT, OutcomeT]]:
    """Hand over batches of at most `batch_size`; give out each handle as soon as its batch is accepted."""
    at_least_one("batch_size", batch_size)
    for piece in checked.slices(batch_size):
        handle = yield from hand_over(context, way, piece)
        yield Emit(handle)


def _check_key(key: str | None) -> None:
    given: Any = key
    if given is not None and not isinstance(given, str):
        raise InputError([Problem(None, "idempotency_key", f"must be a text, not {kind_of(given)}")])
    if given and given != given.strip():
        # HTTP takes the space around a header away, so that the batch would not be found by the key that was given.
        raise InputError([Problem(None, "idempotency_key", "must not begin or end with a space")])


def accepted(answer: BatchReference | Unset) -> UUID:
    """The id of the batch that a submission became.

    Raises:
        UnreadableResponseError: the answer does not name it.
    """
    if not answer or not answer.batch_id:
        raise UnreadableResponseError("the submission was accepted, but the answer names no batch", status=202)
    return answer.batch_id


def derived_key(context: Collection, contents: Iterable[bytes], more: str = "") -> str:
    """A key that is the same for the same items of the same organization, in whatever order, form and process they are passed.

    Of invoices, 4500 and 4500.00 are the same money but not the same bytes: a job that writes amounts in another way the second time is
    recognised by its invoice numbers, not by its key.
    """
    # JSON holds no zero byte, so that the parts cannot run into each other.
    digest = hashlib.sha256(b"\0".join(sorted(contents))).hexdigest()
    return str(uuid5(_NAMESPACE, context.organization_id.hex + digest + more))


def _keys(
    context: Collection,
    way: Way[ReferenceT, OutcomeT],
    checked: Checked[ReferenceT],
    key: str | None,
    apart_from: frozenset[UUID],
    now: Instant,
) -> _Keys:
    if key:
        return _Keys(key, key, (), given=True, within=None)
    more = "" if way.kind.unique else "".join([way.kind.name, *sorted(map(str, apart_from))])
    key = derived_key(context, checked.contents, more)
    if way.kind.unique or checked.dated:
        return _Keys(key, key, (), given=False, within=None)
    # The same amount again, some other day, is another payment, also to a server that remembers keys for long: the hour is in the key.
    hour = int(now.wall.timestamp() // LOOK_BACK.total_seconds())
    this, last = (derived_key(context, checked.contents, f"{more}{one}") for one in (hour, hour - 1))
    return _Keys(key, this, (last,), given=False, within=LOOK_BACK)


def _earlier_attempt(submission: _Submission[ReferenceT, OutcomeT]) -> Flow[UUID | None]:
    """The batch of an earlier attempt at the same submission, if there is one."""
    context, sent, keys = submission.context, submission.sent, submission.keys
    try:
        remembered = yield from _remembered(submission)
        if remembered is not None:
            return remembered
        for key in (keys.own, *keys.earlier) if sent.key is not None else ():
            finding = yield from lookup.by_key(context, sent, key, just_sent=False, within=keys.within)
            if finding.batch_id is not None:
                return finding.batch_id
        memory = context.memory
        if memory.keys_work is None and memory.last_sent is not None:
            memory.keys_work = yield from lookup.keys_work(context, *memory.last_sent)
        # A key with an hour in it is made with this machine's clock. The process before may have had another one.
        if memory.keys_work and sent.key is not None and keys.within is None:
            return None
        now: Instant = yield Now()
        since = context.api.server_clock.earlier(now, LOOK_BACK)
        finding = yield from lookup.recent(context, sent, since, just_sent=False)
        complete, looks, begun = finding.complete, 0, now.monotonic
        # What is not finished yet may be ours: its content shows when it is. What was begun later than our look cannot be.
        among = frozenset(finding.undecided)
        while finding.batch_id is None and finding.undecided and now.monotonic - begun < context.settle:
            yield Sleep(SETTLING.pause(looks))
            looks += 1
            finding = yield from lookup.recent(context, sent, since, just_sent=False, among=among)
            now = yield Now()
    except ResponseError as error:
        if error.status not in _MAY_NOT_LIST:
            raise  # nothing was sent, and what cannot be looked for today can be tomorrow
        # A client may be allowed to submit but not to list. Nothing hints at an earlier attempt, so the submission goes on.
        logger.warning("earlier attempts cannot be looked for (%s)", type(error).__name__)
        return None
    if finding.batch_id is None and finding.undecided:
        hint = "" if sent.kind.unique else " (if they hold others, say so with apart_from)"
        raise submission.unknown(f"other batches may hold these {sent.kind} already{hint}", finding.undecided)
    sent.all_before = complete
    return finding.batch_id


def _remembered(submission: _Submission[ReferenceT, OutcomeT]) -> Flow[UUID | None]:
    """The batch that this client itself made of the same; its own batches are otherwise passed over as being of other submissions."""
    context, keys = submission.context, submission.keys
    batch_id, registered = context.memory.registered.get(keys.content, (None, 0.0))
    now: Instant = yield Now()
    old = keys.within is not None and now.monotonic - registered >= keys.within.total_seconds()
    if batch_id is None or old:
        return None
    try:
        batch = yield from batches.get(context, batch_id)
    except ResponseError:
        return batch_id  # that it was accepted is certain, whether or not it can be read
    failed_whole = is_finished(batch) and not submission.sent.matcher.compare(batch).took
    return None if failed_whole else batch_id


def _look(submission: _Submission[ReferenceT, OutcomeT], started: Instant, *, final: bool) -> Flow[Sighting[UUID]]:
    context, sent, way = submission.context, submission.sent, submission.way
    # Anew each time, since the first answer may be what tells the server's clock.
    since = context.api.server_clock.earlier(started, CLOCK_MARGIN)
    finding: Finding = yield from lookup.by_key(context, sent, sent.key, just_sent=True)
    if finding.batch_id is None:
        finding = yield from lookup.recent(context, sent, since, just_sent=True)
    if finding.batch_id is not None:
        return Sighting(finding.batch_id)
    if final and way.arrived is not None and (yield from way.arrived(context, submission.checked.references, since)):
        return Sighting(doubt=f"some of the {sent.kind} have arrived, but their batch was not found", candidates=finding.undecided)
    if finding.undecided or not finding.complete:
        return Sighting(doubt="batches made at that time may be this one", candidates=finding.undecided)
    return Sighting()
