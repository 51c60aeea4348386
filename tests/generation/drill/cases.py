"""What a case of the drill is: a change that a vendor might make, and what must come of it."""

from typing import Any

from attrs import frozen
from diffing import ABSENT, Rating

from .edits import Edit

MAJOR, MINOR, PATCH, NONE = Rating.MAJOR, Rating.MINOR, Rating.PATCH, Rating.NONE


@frozen
class Found:
    """A difference that the report must name, as `diffing` calls it."""

    kind: str
    place: str
    old: Any = ABSENT
    new: Any = ABSENT


@frozen
class Reported:
    """Generation succeeds. The report has these differences and no other, and these files differ, `openapi.json` aside.

    Attributes:
        files: in the generated package; `+` before what is new, `-` before what is gone, nothing before what changed.
        overlay: what `spec_update` says besides, of actions of the overlay that no longer do what they did.
    """

    rating: Rating
    found: tuple[Found, ...]
    files: tuple[str, ...]
    overlay: tuple[str, ...] = ()


@frozen
class Stopped:
    """Generation stops, with a message that says all of this."""

    says: tuple[str, ...]


@frozen
class Case:
    """One change.

    Attributes:
        title: what the vendor did.
        document: to which document.
        operations: the part of it that is enough to see it.
        edits: how.
        outcome: what must come of it.
    """

    title: str
    document: str
    operations: tuple[str, ...]
    edits: tuple[Edit, ...]
    outcome: Reported | Stopped
