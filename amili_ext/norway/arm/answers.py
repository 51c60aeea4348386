"""What an answer of unknown shape says of each thing that was sent.

The pages show two words that a `resultType` can have, `FAILED` and `BATCH-REJECTED`, both bad, and none that is good. So the words for
success are a guess; any other word settles nothing, and never becomes a success. Values are not case-sensitive, by the page.

Page: https://docs.amili.dev/about-355476m0
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from amili_ext.errors import UnreadableResponseError, ValidationError
from amili_ext.outcomes import ItemStatus, reasons_of
from amili_ext.shapes import is_array, is_object

BATCH_REJECTED: Final = "BATCH-REJECTED"
"""The word for what was valid itself and fell with another one."""

_FAILURES = frozenset({"FAILED", BATCH_REJECTED, "REJECTED", "ERROR"})

_SUCCESSES = frozenset({"OK", "SUCCESS", "SUCCEEDED", "CREATED", "UPDATED", "POSTED", "UPLOADED", "VALID", "VALIDATED"})

_REASONS = ("errors", "error", "messages", "message")
"""Where an answer may say why; a guess."""


def objects_in(content: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in an answer, the outer ones first."""
    return (value for value in _values(content) if is_object(value))


def results_in(content: Any, speaks: Callable[[Mapping[str, Any]], bool]) -> Sequence[Mapping[str, Any]]:
    """The outermost list of objects of which at least one speaks of what it is about; empty if there is none."""
    for value in _values(content):
        if is_array(value) and all(is_object(item) for item in value) and any(speaks(item) for item in value):
            return value
    return ()


def word_of(result: Mapping[str, Any], name: str = "resultType") -> str | None:
    """The word for a result in upper case; None if there is none."""
    said = result.get(name)
    return said.strip().upper() if isinstance(said, str) and said.strip() else None


def status_of(word: str | None) -> ItemStatus:
    """What a word in upper case means; one that nobody has heard of, or none, settles nothing."""
    if word in _FAILURES:
        return ItemStatus.FAILED
    return ItemStatus.SUCCEEDED if word in _SUCCESSES else ItemStatus.UNREPORTED


def verdict_of(result: Mapping[str, Any], name: str = "resultType") -> ItemStatus:
    """What an object says became of the thing that it is about, by its word and by whether it lists errors."""
    word, errors = word_of(result, name), bool(result.get("errors"))
    status = status_of(word)
    if errors and status is ItemStatus.SUCCEEDED:
        return ItemStatus.CONTRADICTORY
    return ItemStatus.FAILED if errors and word is None else status


def reasons_in(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Why, in Amili's words."""
    return tuple(reason for name in _REASONS for reason in reasons_of(result.get(name)))


def raise_if_failed(answer: Mapping[str, Any], what: str) -> None:
    """Do nothing unless the answer to a single write, although its status says success, says somewhere that it failed.

    Raises:
        ValidationError: it does. Its `messages` are Amili's words.
        UnreadableResponseError: it says both that it failed and that it did not, so that nobody knows.
    """
    verdicts = [(verdict_of(part), part) for part in objects_in(answer)]
    status = agreed([verdict for verdict, _ in verdicts])
    if status is ItemStatus.CONTRADICTORY:
        raise UnreadableResponseError(f"200 OK for {what}, and the answer says both that it succeeded and that it failed", status=200)
    if status is ItemStatus.FAILED:
        reasons = (reason for verdict, part in verdicts if verdict is ItemStatus.FAILED for reason in reasons_in(part))
        raise ValidationError(f"200 OK for {what}, but the answer says that it failed", status=200, messages=tuple(dict.fromkeys(reasons)))


def raise_if_unsettled(answer: Mapping[str, Any], what: str) -> None:
    """Do nothing unless an answer has a `resultType`, and none that anybody knows.

    Raises:
        UnreadableResponseError: so it is.
    """
    words = [word for word in map(word_of, objects_in(answer)) if word is not None]
    if words and all(status_of(word) is ItemStatus.UNREPORTED for word in words):
        raise UnreadableResponseError(f"200 OK for {what}, with a resultType that settles nothing", status=200)


def agreed(statuses: Sequence[ItemStatus]) -> ItemStatus:
    """What several mentions of one thing say together; one that settles nothing does not count against one that does."""
    settled = {status for status in statuses if status is not ItemStatus.UNREPORTED}
    if len(settled) > 1:
        return ItemStatus.CONTRADICTORY
    return settled.pop() if settled else ItemStatus.UNREPORTED


def _values(content: Any) -> Iterator[Any]:
    # Without recursion, since an answer may be nested deeper than Python's stack; breadth first, so that the outer ones come first.
    waiting = deque([content])
    while waiting:
        value = waiting.popleft()
        yield value
        waiting.extend(value.values() if is_object(value) else value if is_array(value) else ())
