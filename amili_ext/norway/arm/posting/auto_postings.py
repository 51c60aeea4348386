"""Auto postings: compound sets of debit and credit entries to the general and the customer ledger, each stemming from one event.

By the page they are all or nothing: one that fails makes every posting of the call fail, and what was valid itself is then marked
`BATCH-REJECTED`. So the postings to look at are the `culprits` of the result; the others can be sent again as they are.

Of the body the page shows `validateOnly` and nothing else. The name of its list, `autoPostings`, is a guess of which you are warned at the
first use; the fields of a posting are sent as they are given, with amounts as `Decimal` or `int`.

Page: https://docs.amili.dev/post-create-one-or-more-auto-postings-3942671e0
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, cast

from amili_client.norway.arm.api.auto_postings import create_auto_postings
from amili_client.norway.arm.models.auto_posting_input import AutoPostingInput
from amili_client.norway.arm.models.create_auto_postings_request import CreateAutoPostingsRequest
from amili_client.runtime import UNSET, decode_json
from attrs import field, frozen

from amili_ext.checked import Checking, Encoded, is_no_list
from amili_ext.endpoint import call
from amili_ext.errors import BadRequestError, InputError, Problem, ValidationError
from amili_ext.flow import Flow
from amili_ext.norway.arm.answers import BATCH_REJECTED, reasons_in, results_in, verdict_of, word_of
from amili_ext.norway.arm.asking import metadata_of, number_in
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.posting.given import encode_as_given
from amili_ext.norway.arm.posting.once import sent_once
from amili_ext.norway.arm.posting.unshaped import unshaped
from amili_ext.outcomes import ItemOutcome, ItemStatus, Outcomes
from amili_ext.shapes import is_mapping
from amili_ext.values import kind_of
from amili_ext.wire import Problems

AnyPosting = Mapping[str, Any] | AutoPostingInput
"""A posting, with names in the API's spelling."""


@frozen
class AutoPostingOutcome(ItemOutcome[int]):
    """What became of one posting.

    Attributes:
        index: its position in what was passed, from 0; also its `reference`, since ARM knows no other.
        status: what the answer says of it. Where nothing was to be posted, success says that it is valid.
        reasons: why it failed, in Amili's words; not shown by `repr`, since they may name people.
        rejected_with_batch: True when it was valid itself and failed because another one did.
    """

    rejected_with_batch: bool = False

    @property
    def name(self) -> str:
        """Where it was passed."""
        return f"postings[{self.index}]"


@frozen(repr=False)
class AutoPostingResult(Outcomes[AutoPostingOutcome]):
    """What became of the postings of one call.

    Attributes:
        outcomes: one for each posting, in the order sent. All are unsettled when the answer does not list them one by one.
        validate_only: whether they were only to be validated.
        answer: the answer as the API gave it.
        refused: whether that was an answer with an error status, which lists the postings all the same.
    """

    validate_only: bool
    answer: Any = field(repr=False)
    refused: bool = False

    def __repr__(self) -> str:
        return f"AutoPostingResult({self._counts}, posted={self.posted}, validate_only={self.validate_only})"

    @property
    def _nouns(self) -> tuple[str, str]:
        """What they are called, and what their names are."""
        return ("postings", "postings")

    @property
    def posted(self) -> bool | None:
        """Whether the postings are in the ledgers: all of them, or none. None when the answer does not say so: find out before sending any
        of them again."""
        if self.validate_only or self.refused:
            return False
        statuses = {outcome.status for outcome in self.outcomes}
        if ItemStatus.CONTRADICTORY in statuses:
            return None
        if ItemStatus.FAILED in statuses:
            return False
        return None if ItemStatus.UNREPORTED in statuses else True

    @property
    def culprits(self) -> list[AutoPostingOutcome]:
        """The postings that failed by themselves, and made the others fail."""
        return [outcome for outcome in self.failed if not outcome.rejected_with_batch]


def create(
    context: Receivables,
    method: str,
    postings: Iterable[AnyPosting],
    *,
    validate_only: bool = False,
    user_id: str | None = None,
) -> Flow[AutoPostingResult]:
    """Perform auto postings, all or none of them, at most once.

    That some failed is data and no exception, also where Amili answers 400 or 422 and says of each posting what became of it.

    Args:
        method: the auto posting method, `autopostingmethod`. No page shows which there are: ask Amili.
        postings: mappings with names in the API's spelling, sent as they are, or models.
        validate_only: only have them checked, by setting `validateOnly` on each. That nothing is posted then was concluded, from the name
            and from a page that is cut off.
        user_id: the end user on whose behalf it is done, if another than the client's.

    Raises:
        InputError: there are no postings, one holds what cannot be sent exactly, or `validateOnly` is set on only some of them, since one
            governs all; nothing was sent.
        UnknownOutcomeError: the answer was lost, and nobody can know whether the postings are in the ledgers. Its `references` are their
            positions. Not where they were only to be validated; that can be done again.
        AmiliError: nothing was posted, see `amili_ext.errors`.

    Page: https://docs.amili.dev/post-create-one-or-more-auto-postings-3942671e0
    """
    chosen, metadata = number_in("method", method), metadata_of(context, user_id)
    parts, only = _checked(postings, validate_only)
    body = CreateAutoPostingsRequest(metadata=metadata, auto_postings=cast(list[AutoPostingInput], [Encoded(part) for part in parts]))
    send = call(context.api, unshaped(create_auto_postings), context.client_no, chosen, body=body)
    try:
        answer = yield from (send if only else sent_once(send, f"{len(parts)} auto postings", range(len(parts))))
    except (BadRequestError, ValidationError) as refusal:
        result = _refused(refusal, len(parts), only)
        if result is None:
            raise
        return result
    return AutoPostingResult(_outcomes(answer.content, len(parts)), only, answer.content)


def _checked(postings: Any, validate_only: Any) -> tuple[list[bytes], bool]:
    """The postings as JSON, and whether they are only validated."""
    if not isinstance(validate_only, bool):
        raise InputError([Problem(None, "validate_only", f"must be True or False, not {kind_of(validate_only)}")])
    if is_no_list(postings):
        raise InputError([Problem(None, "postings", f"must be a list of postings, not {kind_of(postings)}")])
    problems = Problems("postings")
    parts: list[bytes] = []
    wanted: list[tuple[Checking, Any]] = []
    for index, posting in enumerate(postings):
        checking = Checking(problems.at(index))
        wire, part = encode_as_given(checking, AutoPostingInput, _marked(posting) if validate_only else posting)
        parts.append(part)
        wanted.append((checking, wire.get("validateOnly")))
    if not parts:
        problems.at(None)("postings", "is empty")
    only = validate_only or any(one is True for _, one in wanted)
    for checking, one in wanted:
        if only and one is not True:
            checking.blame("validateOnly", "is true on others and not on this one, but it governs all: set it on each, or on none")
    problems.check()
    return parts, only


def _marked(posting: Any) -> Any:
    """The posting with `validateOnly`, unless it says something of that itself."""
    if isinstance(posting, AutoPostingInput) and posting.validate_only is UNSET:
        marked = copy(posting)
        marked.validate_only = True
        return marked
    if is_mapping(posting) and not {"validateOnly", "validate_only"} & posting.keys():
        return {**posting, "validateOnly": True}
    return posting


def _refused(refusal: BadRequestError | ValidationError, count: int, only: bool) -> AutoPostingResult | None:
    """The result that a refusal holds; None if it does not say of each posting what became of it."""
    try:
        content = decode_json(refusal.body)
    except ValueError:
        return None
    outcomes = _outcomes(content, count)
    if all(outcome.status is not ItemStatus.FAILED for outcome in outcomes):
        return None
    return AutoPostingResult(outcomes, only, content, refused=True)


def _outcomes(content: Any, count: int) -> tuple[AutoPostingOutcome, ...]:
    """One for each posting, by its position in the first list whose objects have a `resultType`."""
    results = results_in(content, lambda result: word_of(result) is not None)
    if len(results) != count:
        return tuple(AutoPostingOutcome(index, index, ItemStatus.UNREPORTED) for index in range(count))
    statuses = [verdict_of(result) for result in results]
    failed = ItemStatus.FAILED in statuses
    return tuple(_outcome(index, status, result, failed) for index, (status, result) in enumerate(zip(statuses, results, strict=True)))


def _outcome(index: int, status: ItemStatus, result: Mapping[str, Any], failed: bool) -> AutoPostingOutcome:
    if failed and status is ItemStatus.SUCCEEDED:
        status = ItemStatus.CONTRADICTORY  # by the page none can succeed where one fails
    return AutoPostingOutcome(index, index, status, reasons_in(result), rejected_with_batch=word_of(result) == BATCH_REJECTED)
