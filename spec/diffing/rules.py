"""What each kind of change means: the table by which a difference becomes major, minor or patch.

Each row: the kind; four letters, for what it means on the wire and to Python users, each first in requests and then in answers (`M` major,
`m` minor, `p` patch, `-` nothing); the sentence of the report; and the reason. "On the wire" asks whether a program that was written for
the old document is still understood, and still understands. "Python" asks whether code that uses the generated package must be changed, or
its types: griffe, which compares the packages, does not look at types. Whoever disagrees with a rating changes a letter here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from attrs import frozen


class Rating(IntEnum):
    """As in semantic versioning."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


@frozen
class Rule:
    """One row of the table.

    Attributes:
        kind: what happened.
        mirror: what the same difference is called when the two documents change places.
        wire, python: what it means, by use, `request` or `answer`.
        sentence, reason: for people.
    """

    kind: str
    mirror: str
    wire: Mapping[str, Rating]
    python: Mapping[str, Rating]
    sentence: str
    reason: str


_NEW = "{place} is new"
_GONE = "{place} is gone"
_OTHER = "{place} was {old} and is {new}"

_TABLE = (
    # ---- operations
    ("operation-added", "mm mm", "{place} is new: {new}", "nothing of before uses it"),
    ("operation-removed", "MM MM", "{place} is gone: {old}", "callers of it fail"),
    ("operation-moved", "MM pp", "{place} moved from {old} to {new}", "the old address may stop answering; the function keeps its name"),
    ("operation-renamed", "-- MM", "{place} was called {old}", "its module and its function get another name; the wire does not know it"),
    ("path-parameter-renamed", "-- MM", "{place}: the parameter {old} is called {new}", "an argument gets another name"),
    ("tag-changed", "-- MM", "{place} is filed under {new}, not {old}", "its module moves into another folder"),
    ("tag-renamed", "-- MM", "the tag {old} is called {new}", "the modules of its operations move into another folder"),
    ("webhook-added", "mm mm", _NEW, "nobody waits for it yet"),
    ("webhook-removed", "MM MM", _GONE, "who waits for it waits in vain"),
    ("security-changed", "MM mm", "{place} wants other credentials: {new}, not {old}", "the credentials of before may be refused"),
    ("server-added", "mm pp", "{place}: {new} is new", "nobody calls it yet"),
    ("server-removed", "MM pp", "{place}: {old} is gone", "it may stop answering"),
    ("server-changed", "MM pp", "{place} moved from {old} to {new}", "the old address may stop answering"),
    ("deprecated", "mm mm", "{place} is deprecated", "it works, but for how long"),
    ("undeprecated", "pp pp", "{place} is no longer deprecated", "nothing has to change"),
    # ---- parameters, bodies, answers
    ("parameter-added", "mm mm", _NEW, "it can be left out"),
    ("required-parameter-added", "MM MM", "{place} is new, and required", "requests without it are refused"),
    ("parameter-removed", "MM MM", _GONE, "it has no effect any more, or is refused; an argument is gone"),
    ("required-parameter-removed", "MM MM", _GONE, "it has no effect any more, or is refused; an argument is gone"),
    ("serialisation-changed", "MM mm", "{place} is written another way: {new}, not {old}", "the same value looks different on the wire"),
    ("body-added", "mm mm", _NEW, "it can be left out"),
    ("required-body-added", "MM MM", "{place} is new, and required", "requests without it are refused"),
    ("body-removed", "MM MM", _GONE, "what was said in it is said no more; an argument is gone"),
    ("required-body-removed", "MM MM", _GONE, "what was said in it is said no more; an argument is gone"),
    ("media-type-added", "mm mm", "{place} can also be {new}", "what was sent before is still understood"),
    ("media-type-removed", "MM MM", "{place} can no longer be {old}", "what was sent or read before is no longer so"),
    ("media-type-changed", "MM mm", _OTHER, "what was sent or read before is no longer so"),
    ("answer-added", "MM mm", _NEW, "a success that today's code does not know how to read"),
    ("answer-removed", "MM MM", _GONE, "who waits for this success waits in vain"),
    ("error-added", "pp pp", _NEW, "any status has its error already"),
    ("error-removed", "pp pp", _GONE, "any status has its error still"),
    ("answer-body-added", "mm mm", "{place} has a body now", "it can be ignored"),
    ("answer-body-removed", "MM MM", "{place} has no body any more", "who reads it finds nothing"),
    ("answer-header-added", "mm --", _NEW, "it can be ignored"),
    ("answer-header-removed", "MM --", _GONE, "who reads it finds nothing"),
    # ---- schemas
    ("schema-added", "-- mm", "the schema {place} is new", "a class more"),
    ("schema-removed", "-- MM", "the schema {place} is gone", "a class less; the wire does not know its name"),
    ("schema-renamed", "-- MM", "the schema {old} is called {new}", "a class gets another name; the wire does not know it"),
    ("field-added", "mm mm", _NEW, "it can be left out, or ignored"),
    ("required-field-added", "Mm Mm", "{place} is new, and required", "requests without it are refused; readers may ignore it"),
    ("field-removed", "MM MM", _GONE, "readers find nothing, senders may be refused; an attribute is gone"),
    ("required-field-removed", "MM MM", _GONE, "readers find nothing, senders may be refused; an attribute is gone"),
    ("became-required", "Mm Mm", "{place} is required now", "requests without it are refused; readers can rely on it"),
    ("became-optional", "mM mM", "{place} is no longer required", "senders can leave it out; readers may find nothing"),
    ("type-changed", "MM MM", _OTHER, "neither side takes the other's values"),
    ("reference-changed", "MM MM", _OTHER, "it is another object, and another class"),
    ("nullable-added", "mm mm", "{place} can be null", "null reads as absent"),
    ("nullable-removed", "Mm Mm", "{place} can no longer be null", "requests with null are refused"),
    ("format-changed", "MM MM", "{place} has the format {new}, not {old}", "the text looks different, and has another type in Python"),
    ("format-hint-changed", "mm pp", "{place} has the format {new}, not {old}", "the type in Python is the same; a server may be stricter"),
    ("value-added", "mm mm", "{place} can be {new}", "enums are open: who does not know it reads it as it is"),
    ("value-removed", "Mm MM", "{place} can no longer be {old}", "requests with it are refused; a member of an enum is gone"),
    ("enum-added", "Mm MM", "{place} is one of {new}", "free text became an enum"),
    ("enum-removed", "mm MM", "{place} is no longer one of {old}", "an enum became free text"),
    ("default-changed", "mp mp", "{place}: the default is {new}, not {old}", "what is left out means something else"),
    ("object-closed", "Mm MM", "{place} takes no other fields any more", "requests with others are refused; additional_properties is gone"),
    ("object-opened", "mm mm", "{place} takes other fields too", "there may be more to read"),
    ("alternative-added", "mM MM", "{place} can also be {new}", "readers meet something else; the type in Python changes"),
    ("alternative-removed", "Mm MM", "{place} can no longer be {old}", "requests with it are refused; the type in Python changes"),
    ("part-added", "MM MM", "{place} is also {new}", "more is wanted, and more is there"),
    ("part-removed", "MM MM", "{place} is no longer {old}", "fields of it may be gone"),
    ("constraint-tightened", "Mp pp", "{place} was limited by {old}, and is by {new}", "requests beyond it are refused"),
    ("constraint-loosened", "mm pp", "{place} was limited by {old}, and is by {new}", "answers may go further than before"),
    ("constraint-changed", "Mm pp", "{place} was limited by {old}, and is by {new}", "requests may be refused that were not"),
    ("access-changed", "MM MM", "{place} is {new}, not {old}", "who may write it changed"),
    # ---- what is only said
    ("reading-changed", "-- MM", "{place} reads as {new}, not {old}", "x-amili-read: another type in Python"),
    ("moments-changed", "MM pp", "{place}: moments are written as {new}, not {old}", "x-amili-datetime: every moment sent looks different"),
    ("shared-part-added", "-- --", _NEW, "what uses it is told of by itself"),
    ("shared-part-removed", "-- --", _GONE, "what uses it is told of by itself"),
    ("knowledge-changed", "-- pp", "{place}: {new}, not {old}", "what we know of it changed, not what it is"),
    ("text-changed", "-- pp", "{place} is described in other words", "docstrings only"),
    ("order-changed", "-- pp", "{place} has its members in another order", "arguments are given by name"),
    ("spelled-differently", "-- --", "{place} says the same in another way", "nothing is another"),
    ("other-changed", "MM MM", _OTHER, "no rule knows this; somebody has to look"),
)  # fmt: skip

_LETTERS = {"M": Rating.MAJOR, "m": Rating.MINOR, "p": Rating.PATCH, "-": Rating.NONE}
_OPPOSITES = (
    *(("added", "removed"), ("required", "optional"), ("deprecated", "undeprecated")),
    *(("tightened", "loosened"), ("closed", "opened")),
)


def _mirror(kind: str) -> str:
    before, dash, end = kind.rpartition("-")
    for pair in _OPPOSITES:
        if end in pair:
            return before + dash + pair[1 - pair.index(end)]
    return kind


def _rule(kind: str, letters: str, sentence: str, reason: str) -> Rule:
    wire, python = ({"request": _LETTERS[pair[0]], "answer": _LETTERS[pair[1]]} for pair in letters.split())
    return Rule(kind, _mirror(kind), wire, python, sentence, reason)


RULES: Final[Mapping[str, Rule]] = {row[0]: _rule(*row) for row in _TABLE}
"""All kinds of changes, by name."""
