"""How one API words a failure: what of an error body is its code, which fields it blames, and what it says in free text.

Each API has its own dialect; `PLAIN` understands the usual ones and is what an API has until it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from amili_ext.shapes import is_array, is_object

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


@frozen
class Failure:
    """What an error body says.

    Attributes:
        code: the error code, only if it has the form of one, since it is printed.
        fields: messages by field, in the spelling of the API; not printed.
        messages: free texts; not printed, since they may name people.
        status: the HTTP status that the body names; it counts where the answer itself claims to be a success.
    """

    code: str | None = None
    fields: Mapping[str, Sequence[str]] = field(factory=dict[str, Sequence[str]])
    messages: Sequence[str] = ()
    status: int | None = None


class Dialect:
    """Problem details (RFC 9457, what ASP.NET sends), OAuth errors, and the usual plain names."""

    def failure(self, body: Mapping[str, Any]) -> Failure:
        """What an error body, as far as it is a JSON object, says."""
        return Failure(
            next((code for name in ("code", "errorCode", "error") if (code := as_code(body.get(name)))), None),
            by_field(body.get("errors")),
            texts(body, ("title", "detail", "message", "error_description")),
        )

    def refused(self, _content: bytes) -> bool:
        """Whether the body of a success says that it is none."""
        return False

    def misshapen(self, _value: Any) -> str | None:
        """Why nothing can be done with a success that was read, although each of its parts could be; None if it is fine."""
        return None


PLAIN = Dialect()


def as_code(value: Any) -> str | None:
    """The value if it has the form of an error code."""
    return value if isinstance(value, str) and _CODE.fullmatch(value) else None


def by_field(errors: Any) -> dict[str, list[str]]:
    """Messages by field, from an object of such or from a value that concerns the whole."""
    named: dict[str, Any] = errors if is_object(errors) else {"": errors}
    return {name: _listed(said) for name, said in named.items() if said}


def texts(body: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Those of the named members that are texts."""
    return [body[name] for name in names if isinstance(body.get(name), str)]


def _listed(said: Any) -> list[str]:
    return [str(text) for text in said] if is_array(said) else [str(said)]
