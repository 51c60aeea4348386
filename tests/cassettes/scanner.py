"""Looks for what must not be in a public file: tokens, keys, secrets, signed addresses, and numbers, phones and addresses of people.

It knows nothing of how cassettes are scrubbed, on purpose: a pattern that both shared would be blind twice. It reads any text, and would
rather be wrong about a harmless line than miss a person. What may stand in public files is a short list: what Amili's own documentation
prints, the marks that the scrubber leaves, and ids and versions of documents, which look like secrets and so may only stand where they
belong: the value of a field that holds an id, a segment of a path, behind `_etag` or `If-Match`.
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
        # https://docs.amili.dev/example-workflow-359631m0
        "12345678901",
        "+4798765432",
        "kari.nordmann@example.com",
        "s3cr3t",
        "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9...",
        # https://docs.amili.dev/get-a-list-of-customers-3942679e0 and …/post-create-a-batch-of-documents-3942668e0
        "01019921717",
        "81501757329",
        "99887766",
        "99775533",
        "88776655",
        "amili@testarmrest.no",
        "test@armresttest.no",
        # https://docs.amili.se/reference/endpoints/customer and …/invoice-registration
        "202501012385",
        "556789-1234",
        "+46709876543",
        "jane.doe@domain.se",
        # https://docs-alpha.amili.se/reference/examples/invoice
        "19900101-1234",
        "+46701234567",
        "anna.andersson@example.se",
        # https://docs.amili.se/reference/examples/case prints it without the hyphen; clients ask for both spellings
        "556026-9986",
        # https://docs.amili.se/reference/endpoints/case-registration
        "674dbeaf08847b9501cc9132",
        "674dbeb208847b9501cc9138",
        "6867da7788b9226bb78d716c",
        # https://docs.amili.se/reference/common/authentication
        "your-api-code",
        "your-access-token",
    }
)
"""The examples in Amili's documentation."""

_HARMLESS = re.compile("|".join(rf"(?<![\w.+-]){re.escape(text)}(?![\w@-]|\.\w)" for text in PUBLISHED))
_MARK = re.compile(r"SCRUBBED(-\d+)?")
_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])", re.IGNORECASE)
_ENCODED = re.compile(r"%([2-6][0-9A-F]|7[0-9A-E])")
"""Printable characters as they are written in addresses."""
_UNIX_TIME = re.compile(r"""\b(?:not_before|expires_on)["']?:\s*\d{10}\b""")

# -- where the ids and versions of MongoDB documents belong, in YAML and in JSON

_ID_FIELDS = (
    *("_id", "_case", "_cases", "_ocr_numbers", "account", "access_group", "access_group_template", "agreement_template"),
    *("agreement_version", "application", "case", "case_registration", "creditor", "credit_invoice", "customer"),
    *("invoice_registration", "ocr_number", "original_invoice", "partner", "payout", "print"),
    *("$eq", "$gt", "$gte", "$in", "$lt", "$lte", "$ne", "$nin"),
)
_RESOURCES = (
    *("access--groups", "accounts", "case--registrations", "cases", "creditor--cancellations", "creditor--creditings"),
    *("creditor--payments", "creditors", "customers", "finance--payout-specifications", "finance--payouts"),
    *("invoice--registrations", "invoices", "media--files", "media--upload", "partners", "users"),
)
_HEX = re.compile(r"[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{24}")
_IS = r"""\\?["']?\s*[:=]\s*(?:-\s+)?\[?\s*\\?["']?"""
_ID = r"[0-9a-f]{24}(?![0-9A-Za-z_-])"
_FIELD_WITH_IDS = re.compile(rf"""(?<![\w.$-])(?i:{"|".join(map(re.escape, _ID_FIELDS))}){_IS}{_ID}(?:\\?["']?,\s*\\?["']?{_ID})*""")
_PATH_WITH_ID = re.compile(rf"/(?:{'|'.join(_RESOURCES)})/{_ID}")
_STORED_FILE = re.compile(r"/(?:cases|invoices|media--files)/[0-9a-f]{24}-(?:[0-9a-f]{24}|[0-9a-f]{32})(?=\?)")
_VERSION = re.compile(rf"(?<![\w.-])(?:_etag|if-match){_IS}(?:{_HEX.pattern})(?![0-9A-Za-z_-])", re.IGNORECASE)
_PLACES = (_FIELD_WITH_IDS, _PATH_WITH_ID, _STORED_FILE, _VERSION)


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
    ("token", re.compile(r"""(?:access|refresh|id|auth)_token["']?[ ]?[:=][ ]?["']?([^\s"',&{}]+)""", re.IGNORECASE), _anything),
    ("token", re.compile(r"""\bx-api-key["']?\s*[:=]\s*(?:-\s+)?["']?([^\s"',&{}]+)""", re.IGNORECASE), _anything),
    ("token", re.compile(r"\bBearer ([\w.~+/=-]{12,})"), _anything),
    ("token", re.compile(r"\bBasic ([A-Za-z0-9+/=]{8,})"), _anything),
    ("secret", re.compile(r"""(?:client_secret|api_code)["']?[ ]?[:=][ ]?["']?([^\s"',&{}]+)""", re.IGNORECASE), _anything),
    ("key", re.compile(r"(-----BEGIN [A-Z ]*PRIVATE KEY-----)"), _anything),
    (
        "signature",
        re.compile(r"""\b(?:GoogleAccessId|(?:X-(?:Goog|Amz)-)?(?:Signature|Credential))=([^&\s"'\\]+)"""),
        lambda found: found != "...",
    ),
    ("hidden", re.compile(r"(!!binary)"), _anything),
    ("cookie", re.compile(r"^\W*((?:set-)?cookie)\W*:", re.IGNORECASE | re.MULTILINE), _anything),
    ("random", re.compile(r"(?<![0-9A-Za-z])([0-9a-f]{32,}|[0-9A-F]{32,})(?![0-9A-Za-z])"), _anything),
    ("random", re.compile(r"(?<![0-9A-Za-z])([0-9a-f]{24})(?![0-9A-Za-z])"), _anything),
    ("random", re.compile(r"([A-Za-z0-9_+=-]{24,})"), _looks_random),
    ("person", re.compile(r"(?<![\w.-])(\d{6} ?\d{5})(?![\w-])"), _anything),
    ("person", re.compile(r"(?<![\w.-])(\d{6}[-+]\d{4})(?![\w-])"), _anything),
    ("person", re.compile(r"(?<![\w.-])((?:18|19|20)\d{6}[-+]?\d{4})(?![\w-])"), lambda found: _is_day(found[2:])),
    ("person", re.compile(r"(?<![\w.-])(\d{10})(?![\w-])"), _is_day),
    ("phone", re.compile(r"(?<![\w.])(\+\d(?:[ -]?\d){6,14})(?!\d)"), _anything),
    ("phone", re.compile(r"(?<![\w.-])(00(?:45|46|47|354|358)(?: ?\d){6,12})(?!\d)"), _anything),
    ("phone", re.compile(r"(?<![\w.+-])([2-9]\d{7}|\d{2} \d{2} \d{2} \d{2}|[2-9]\d{2} \d{2} \d{3})(?![\w-])"), _no_date),
    ("phone", re.compile(r"(?<![\w.+-])(0\d{1,3}-\d(?: ?\d){4,7}|07[02369](?: ?\d){7})(?![\w-])"), _anything),
    ("email", re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)"), _anything),
)


def scan(text: str) -> Iterator[Finding]:
    """What is in a text that should not be."""
    readable = _ENCODED.sub(lambda found: chr(int(found[1], 16)), text)
    plain = _UNIX_TIME.sub("", _UUID.sub("<uuid>", _HARMLESS.sub("{published}", readable)))
    for place in _PLACES:
        plain = place.sub(lambda found: _HEX.sub("<id>", found[0]), plain)
    for kind, pattern, suspicious in _RULES:
        for found in pattern.finditer(plain):
            if not _MARK.fullmatch(found[1]) and suspicious(found[1]):
                yield Finding(kind, plain.count("\n", 0, found.start(1)) + 1, len(found[1]))


def scan_file(path: Path) -> list[Finding]:
    """What is in a file that should not be."""
    return sorted(scan(path.read_text("utf-8")), key=lambda found: found.line)
