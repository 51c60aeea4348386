"""What the state of a batch says of each item in it.

No page shows that state. What is relied on is little: that an item which is spoken of is named by its number under the usual key
(`documentNo`, `customerNo`), in the same object as what is said of it. Where in the state that object is does not matter. Said of it is:

* `resultType`, whose words `amili_ext.norway.arm.answers` knows. No other word is taken for a success, nor for a failure.
* `errors` that are not empty: a failure. Beside a word for success they are a contradiction.
* `messages`: the reasons, whichever way it went.

An item that is not mentioned, or only with a word that nobody knows, is unreported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from amili_ext.norway.arm.answers import agreed, objects_in, reasons_in, verdict_of, word_of
from amili_ext.norway.arm.batch.kind import same_number
from amili_ext.outcomes import ItemStatus, reasons_of
from amili_ext.shapes import is_array, is_object

_NOT_YET_MADE = frozenset({"UPLOADED", "VALID", "VALIDATED"})
"""Good words that do not say that what was sent is there now."""

_SPOKEN = ("resultType", "errors", "messages")


class Verdict(NamedTuple):
    """What is said of one item.

    Attributes:
        status: UNREPORTED also where it is mentioned and nothing of that is understood.
        reasons: in Amili's words.
    """

    status: ItemStatus
    reasons: tuple[str, ...] = ()


NOTHING_SAID = Verdict(ItemStatus.UNREPORTED)


def verdicts_in(body: Any, key: str) -> dict[str, Verdict]:
    """What a state says of each item that it names under that key; by number, in the form of `same_number`."""
    said: defaultdict[str, list[Verdict]] = defaultdict(list)
    for part in objects_in(body):
        number = _number(part.get(key))
        if number and any(name in part for name in _SPOKEN):
            said[same_number(number)].append(_verdict(part))
    return {number: _together(verdicts) for number, verdicts in said.items()}


def said_of_all(body: Any) -> tuple[str, ...]:
    """Why a batch was refused as a whole."""
    if is_array(body):
        return reasons_of([one for one in body if isinstance(one, str)])
    if not is_object(body):
        return ()
    titles = [body[name] for name in ("title", "detail") if isinstance(body.get(name), str)]
    return tuple(dict.fromkeys((*titles, *reasons_in(body))))


def _verdict(part: Mapping[str, Any]) -> Verdict:
    """What one object says of the item that it is about."""
    status = ItemStatus.UNREPORTED if word_of(part) in _NOT_YET_MADE else verdict_of(part)
    return Verdict(status, reasons_in(part))


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """What several objects say of one item."""
    reasons = dict.fromkeys(reason for verdict in verdicts for reason in verdict.reasons)
    return Verdict(agreed([verdict.status for verdict in verdicts]), tuple(reasons))


def _number(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
