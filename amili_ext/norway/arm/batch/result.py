"""A finished batch: its state laid against what was handed over, with what was there already."""

from __future__ import annotations

from attrs import evolve, frozen

from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kind import same_number
from amili_ext.norway.arm.batch.state import REFUSED, ArmBatchState
from amili_ext.norway.arm.batch.verdicts import NOTHING_SAID, Verdict, said_of_all, verdicts_in
from amili_ext.outcomes import ItemOutcome, ItemStatus, Outcomes


@frozen
class ArmOutcome(ItemOutcome[str]):
    """What became of one document or customer.

    Attributes:
        index: its position in `handle.references`, from 0.
        reference: its number.
        status: what the batch says of it.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
        already: True when it was there already and is not in the batch.
        confirmed_by_lookup: True when the batch does not speak of it, and it was found to be there.
    """

    already: bool = False
    confirmed_by_lookup: bool = False


@frozen(repr=False)
class ArmBatchResult(Outcomes[ArmOutcome]):
    """A finished batch of documents or customers.

    Attributes:
        handle: the handle that was waited for.
        outcomes: one for each document or customer passed, in that order.
        unexpected: numbers that the batch speaks of and that were never sent in it.
        state: the batch as the API gave it; None when there was none to read.
    """

    handle: ArmBatchHandle
    state: ArmBatchState | None = None

    def __repr__(self) -> str:
        return f"ArmBatchResult(batch_uuid={self.handle.batch_uuid!r}, {self._counts}, {len(self.unexpected)} unexpected)"

    @property
    def _nouns(self) -> tuple[str, str]:
        """What was sent, and what names it."""
        return self.handle.kind.name, "numbers"

    def confirmed(self, there: frozenset[str]) -> ArmBatchResult:
        """The same, where these were found to be there: what the batch does not speak of has succeeded, what failed is in doubt."""

        def seen(one: ArmOutcome) -> ArmOutcome:
            if one.status is ItemStatus.UNREPORTED:
                return evolve(one, status=ItemStatus.SUCCEEDED, confirmed_by_lookup=True)
            return evolve(one, status=ItemStatus.CONTRADICTORY)

        return evolve(self, outcomes=tuple(seen(one) if one.reference in there else one for one in self.outcomes))


def settled_without_batch(handle: ArmBatchHandle) -> ArmBatchResult:
    """The result where nothing was left for a batch."""
    outcomes = (ArmOutcome(index, reference, ItemStatus.SUCCEEDED, already=True) for index, reference in enumerate(handle.references))
    return ArmBatchResult(tuple(outcomes), handle)


def reconcile(handle: ArmBatchHandle, state: ArmBatchState) -> ArmBatchResult:
    """Lay a state, taken as the last, against what was handed over."""
    said = verdicts_in(state.body, handle.kind.key)
    already = frozenset(handle.already)
    why = said_of_all(state.body) if state.status == REFUSED else ()
    outcomes: list[ArmOutcome] = []
    for index, reference in enumerate(handle.references):
        verdict = said.pop(same_number(reference), NOTHING_SAID)
        if reference in already:
            outcomes.append(ArmOutcome(index, reference, ItemStatus.SUCCEEDED, already=True))
            continue
        if state.status == REFUSED:
            verdict = _refused(verdict, why)
        outcomes.append(ArmOutcome(index, reference, verdict.status, verdict.reasons))
    return ArmBatchResult(tuple(outcomes), handle, state, unexpected=tuple(sorted(said)))


def speaks_of_all(handle: ArmBatchHandle, state: ArmBatchState) -> bool:
    """Whether a state says of everything in the batch how it ended."""
    said = verdicts_in(state.body, handle.kind.key)
    sent = {same_number(reference) for reference in handle.references} - {same_number(reference) for reference in handle.already}
    return all(said.get(number, NOTHING_SAID).status is not ItemStatus.UNREPORTED for number in sent)


def _refused(verdict: Verdict, why: tuple[str, ...]) -> Verdict:
    if verdict.status is ItemStatus.SUCCEEDED:
        return Verdict(ItemStatus.CONTRADICTORY, verdict.reasons)
    if verdict.status is ItemStatus.UNREPORTED:
        return Verdict(ItemStatus.FAILED, verdict.reasons or why)
    return verdict
