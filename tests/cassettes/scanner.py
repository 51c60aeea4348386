"""Looks for what must not be in a public file: tokens, secrets, and numbers, phones and addresses of people.

It knows nothing of how cassettes are scrubbed, on purpose: a pattern that both shared would be blind twice. It reads any text, line by
line, and would rather be wrong about a harmless line than miss a person. What may stand in public files is a short list: what Amili's own
documentation prints, and the marks that the scrubber leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from attrs import frozen

PUBLISHED = frozenset(
    {
        "12345678901",
        "+4798765432",
        "kari.nordmann@example.com",
        "s3cr3t",
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9...",
    }
)
"""The examples on https://docs.amili.dev/example-workflow-359631m0."""

_HARMLESS = re.compile("|".join(rf"(?<![\w.+-]){re.escape(text)}(?![\w@-]|\.\w)" for text in PUBLISHED))
_MARK = re.compile(r"SCRUBBED(-\d+)?")
_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])", re.IGNORECASE)
_UNIX_TIME = re.compile(r"""\b(?:not_before|expires_on)["']?:\s*\d{10}\b""")


@frozen
class Finding:
    """One thing that should not be there. The thing itself is kept out of `repr`, and so out of a build's log."""

    kind: str
    line: int
    length: int


def _looks_random(run: str) -> bool:
    """Whether letters, capitals and digits alternate more than in any word, name or path."""
    kinds = ["digit" if char.isdigit() else "upper" if char.isupper() else "lower" for char in run if char.isalnum()]
    changes = sum(one != other for one, other in pairwise(kinds)) / len(run)
    # Capitals within a name, likeTheseHere, change a quarter of the time; digits within a name less.
    return changes > (0.35 if {"upper", "lower"} <= set(kinds) else 0.2)


def _is_day(digits: str) -> bool:
    """Whether six digits can be year, month and day, also with the 60 that Swedish coordination numbers add to the day."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _anything(_found: str) -> bool:
    return True


def _no_date(found: str) -> bool:
    return not (found.startswith("20") and _is_day(found[2:]))


_RULES: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("jwt", re.compile(r"(?<![\w-])(eyJ[\w-]{6,}(?:\.[\w.-]*)?)"), _anything),
    ("token", re.compile(r"""(?:access|refresh|id)_token["']?[ ]?[:=][ ]?["']?([^\s"',&{}]+)""", re.IGNORECASE), _anything),
    ("token", re.compile(r"\bBearer ([\w.~+/=-]{12,})"), _anything),
    ("token", re.compile(r"\bBasic ([A-Za-z0-9+/=]{8,})"), _anything),
    ("secret", re.compile(r"""client_secret["']?[ ]?[:=][ ]?["']?([^\s"',&{}]+)""", re.IGNORECASE), _anything),
    ("hidden", re.compile(r"(!!binary)"), _anything),
    ("cookie", re.compile(r"^\W*((?:set-)?cookie)\W*:", re.IGNORECASE), _anything),
    ("random", re.compile(r"(?<![0-9A-Za-z])([0-9a-f]{32,}|[0-9A-F]{32,})(?![0-9A-Za-z])"), _anything),
    ("random", re.compile(r"([A-Za-z0-9_+=-]{24,})"), _looks_random),
    ("person", re.compile(r"(?<![\w.-])(\d{6} ?\d{5})(?![\w-])"), _anything),
    ("person", re.compile(r"(?<![\w.-])(\d{6}[-+]\d{4})(?![\w-])"), _anything),
    ("person", re.compile(r"(?<![\w.-])((?:18|19|20)\d{6}[-+]?\d{4})(?![\w-])"), lambda found: _is_day(found[2:])),
    ("person", re.compile(r"(?<![\w.-])(\d{10})(?![\w-])"), _is_day),
    ("phone", re.compile(r"(?<![\w.])(\+\d(?:[ -]?\d){6,14})(?!\d)"), _anything),
    ("phone", re.compile(r"(?<![\w.-])(00(?:45|46|47|354|358)(?: ?\d){6,12})(?!\d)"), _anything),
    ("phone", re.compile(r"(?<![\w.+-])([2-9]\d{7}|\d{2} \d{2} \d{2} \d{2}|[2-9]\d{2} \d{2} \d{3})(?![\w-])"), _no_date),
    ("email", re.compile(r"([\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+)"), _anything),
)


def scan(text: str) -> Iterator[Finding]:
    """What is in a text that should not be."""
    for number, line in enumerate(text.splitlines(), 1):
        plain = _UNIX_TIME.sub("", _UUID.sub("<uuid>", _HARMLESS.sub("", line)))
        for kind, pattern, suspicious in _RULES:
            for found in pattern.findall(plain):
                if not _MARK.fullmatch(found) and suspicious(found):
                    yield Finding(kind, number, len(found))


def scan_file(path: Path) -> list[Finding]:
    """What is in a file that should not be."""
    return list(scan(path.read_text("utf-8")))
