"""Switches that make the sandbox misbehave, so that a client's behaviour on a bad day can be tried and not only hoped for.

    sandbox.faults.add(Fault(kind="drop_after_commit", method="POST", path_contains="/invoices"))   # from Python
    sandbox.faults.add("status:POST:/invoices:status=429,retry_after=5,times=2")                     # compact, as on the command line
    POST /_sandbox/faults  {"kind": "expired_token", "after": 3}                                      # over HTTP; DELETE removes all

The compact form is `KIND:METHOD:PATH:NAME=VALUE,…`; everything after the kind may be left out, `*` or nothing means any, and
`times=forever` never ends. A fault is used for the first matching requests (`times`, after letting `after` of them pass), then it is
spent. One request meets at most one fault, the one that was added first; faults behind it neither see nor count that request.

| kind | what happens | options |
| --- | --- | --- |
| `drop_before_commit` | connection cut, nothing was done | |
| `drop_after_commit` | the request is carried out, then the connection is cut | |
| `status` | an error status; 502 and 504 with a gateway's HTML page, others in the country's own shape | `status` (503), and those below |
| `html` | 200 with an HTML page, as a captive portal or proxy answers | `after_commit` |
| `truncated_json` | the request is carried out, half of the body is sent | |
| `slow_body` | the request is carried out, the body dribbles in | `seconds` before each piece (0.2) |
| `expired_token` | the token of the request is withdrawn: 401 until there is a new one | |
| `token_clock` | the token endpoint's clock is wrong: `not_before`, `expires_on` and `Date`, not `expires_in` | `seconds` (600) |
| `token_without_expiry` | a token response without `expires_in` and `expires_on` | |
| `webhook_duplicate` | an event is posted twice, with one and the same `IdempotencyKey` | |
| `webhook_reorder` | an event is held back, so that later ones overtake it | `seconds` (5) |
| `webhook_lost` | an event is never posted | |
| `webhook_bad_signature` | the first post of an event has a signature that does not fit; its retries are right | |

The kinds about tokens only touch the paths that tokens come from, `expired_token` only the others. `status` takes `retry_after` (seconds),
`retry_after_date` (say it as an HTTP date instead), and like `html` it takes `after_commit` (carry the request out first). The kinds about
webhooks are met by events instead of requests, so they heed no method and no path; one event meets at most one of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from attrs import Attribute, Factory, asdict, field, fields, frozen
from attrs.validators import instance_of

TOKEN_PATHS = frozenset({"/token", "/ada/authenticates/api-code"})


class FaultKind(StrEnum):
    """What goes wrong; see the table in this module's docstring."""

    DROP_BEFORE_COMMIT = "drop_before_commit"
    DROP_AFTER_COMMIT = "drop_after_commit"
    STATUS = "status"
    HTML = "html"
    TRUNCATED_JSON = "truncated_json"
    SLOW_BODY = "slow_body"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105  # here and below: names, no secrets
    TOKEN_CLOCK = "token_clock"  # noqa: S105
    TOKEN_WITHOUT_EXPIRY = "token_without_expiry"  # noqa: S105
    WEBHOOK_DUPLICATE = "webhook_duplicate"
    WEBHOOK_REORDER = "webhook_reorder"
    WEBHOOK_LOST = "webhook_lost"
    WEBHOOK_BAD_SIGNATURE = "webhook_bad_signature"


_TOKEN_KINDS = frozenset({FaultKind.TOKEN_CLOCK, FaultKind.TOKEN_WITHOUT_EXPIRY})
_WEBHOOK_KINDS = frozenset(
    {FaultKind.WEBHOOK_DUPLICATE, FaultKind.WEBHOOK_REORDER, FaultKind.WEBHOOK_LOST, FaultKind.WEBHOOK_BAD_SIGNATURE}
)
_DEFAULT_SECONDS = {FaultKind.SLOW_BODY: 0.2, FaultKind.TOKEN_CLOCK: 600.0, FaultKind.WEBHOOK_REORDER: 5.0}


def _kind(value: FaultKind | str) -> FaultKind:
    try:
        return FaultKind(value)
    except ValueError:
        raise ValueError(f"unknown fault {value!r}; there are {', '.join(FaultKind)}") from None


def _default_seconds(fault: Fault) -> float:
    return _DEFAULT_SECONDS.get(fault.kind, 0.0)


def _anything(value: str) -> str:
    return "" if value == "*" else value


def _whole(minimum: int, maximum: int = 2**31, *, or_none: bool = False) -> Callable[[Any, Attribute[Any], Any], None]:
    def check(_fault: Any, attribute: Attribute[Any], value: object) -> None:
        if value is None and or_none:
            return
        if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
            raise ValueError(f"{attribute.name} of a fault must be a whole number from {minimum} to {maximum}")

    return check


@frozen(kw_only=True)
class Fault:
    """One switch. `times=None` never wears out. What the options mean for which kind is in the module's docstring."""

    kind: FaultKind = field(converter=_kind)
    method: str = field(default="", converter=_anything, validator=instance_of(str))
    path_contains: str = field(default="", converter=_anything, validator=instance_of(str))
    times: int | None = field(default=1, validator=_whole(1, or_none=True))
    after: int = field(default=0, validator=_whole(0))
    status: int = field(default=503, validator=_whole(200, 599))
    retry_after: int | None = field(default=None, validator=_whole(0, or_none=True))
    retry_after_date: bool = field(default=False, validator=instance_of(bool))
    after_commit: bool = field(default=False, validator=instance_of(bool))
    seconds: float = field(default=Factory(_default_seconds, takes_self=True), converter=float)

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read the compact form, such as `status:POST:/invoices:status=429,retry_after=5`."""
        kind, method, path, options = (*text.split(":", 3), "", "", "")[:4]
        values: dict[str, Any] = {}
        for option in filter(None, (part.strip() for part in options.split(","))):
            name, equals, value = option.partition("=")
            if not equals:
                raise ValueError(f"{option!r} in {text!r} is not NAME=VALUE")
            values[name] = _option(name, value)
        return cls.from_dict({**values, "kind": kind, "method": method, "path_contains": path})

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Fault:
        """Make one from a JSON object with the names of the attributes; an unknown name is a `ValueError`."""
        known = {attribute.name for attribute in fields(cls)}
        if unknown := sorted(set(values) - known):
            raise ValueError(f"a fault has no {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        if "kind" not in values:
            raise ValueError("a fault needs a kind")
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError(str(error.args[0])) from None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object for `from_dict`."""
        return asdict(self)

    def matches(self, method: str, path: str) -> bool:
        """Whether a request with this method and path is one that this fault is meant for."""
        if self.kind in _WEBHOOK_KINDS:
            return False
        is_token = path in TOKEN_PATHS
        if self.kind in _TOKEN_KINDS and not is_token:
            return False
        if self.kind is FaultKind.EXPIRED_TOKEN and is_token:
            return False
        return self.method.upper() in ("", method.upper()) and self.path_contains in path


class _Armed:
    """A fault together with how often it was met and used."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.let_pass = fault.after
        self.left = fault.times

    def fires(self, is_met: Callable[[Fault], bool]) -> bool:
        if self.left == 0 or not is_met(self.fault):
            return False
        if self.let_pass:
            self.let_pass -= 1
            return False
        if self.left is not None:
            self.left -= 1
        return True


class Faults:
    """The switches of one sandbox; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[_Armed] = []

    def add(self, fault: Fault | str) -> Fault:
        """Arm a fault, given as such or in the compact form."""
        armed = _Armed(Fault.parse(fault) if isinstance(fault, str) else fault)
        with self._lock:
            self._armed.append(armed)
        return armed.fault

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._armed.clear()

    def active(self) -> list[Fault]:
        """The faults that are not spent yet, in the order in which they were added."""
        with self._lock:
            return [armed.fault for armed in self._armed if armed.left != 0]

    def take(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any; it counts as used."""
        return self._take(lambda fault: fault.matches(method, path))

    def take_for_event(self) -> Fault | None:
        """The fault that the next event of the webhooks meets, if any; it counts as used."""
        return self._take(lambda fault: fault.kind in _WEBHOOK_KINDS)

    def _take(self, is_met: Callable[[Fault], bool]) -> Fault | None:
        with self._lock:
            return next((armed.fault for armed in self._armed if armed.fires(is_met)), None)


def _option(name: str, value: str) -> Any:
    if name == "times" and value == "forever":
        return None
    if value in ("true", "false"):
        return value == "true"
    try:
        return float(value) if name == "seconds" else int(value)
    except ValueError:
        raise ValueError(f"{name}={value} in a fault is neither a number nor true or false") from None
