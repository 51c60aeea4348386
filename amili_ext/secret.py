"""A string that must not be seen: client secrets, access tokens, keys.

It shows as `Secret(***)` in `repr`, in logs, in f-strings and in the local variables that crash reporters collect. `reveal()` is the only
way to the text, so that a search for it finds every place where a secret leaves this wrapper.
"""

from __future__ import annotations

import hmac
from typing import NoReturn


class Secret:
    """Holds a text without showing it. Equality takes the same time whatever differs."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text itself."""
        return self.__text

    def __repr__(self) -> str:
        return "Secret(***)"

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.__text.encode(), other.reveal().encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __reduce__(self) -> NoReturn:
        # A pickle is a file or a message on a queue: a secret has no business there.
        raise TypeError("a Secret cannot be pickled")
