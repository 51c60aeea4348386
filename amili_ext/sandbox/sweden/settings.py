"""What can be set about the Swedish part of a sandbox. Every default works."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen
from attrs.validators import ge, gt, instance_of

PREFIX = "/ada"


def is_swedish(path: str) -> bool:
    """Whether a request with this path is for Sweden."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def _seconds_or_none(value: float | None) -> float | None:
    if value is not None and value < 0:
        raise ValueError("payout_delay must not be negative")
    return value


@frozen(kw_only=True)
class SwedenSettings:
    """Times are in seconds.

    Attributes:
        public_keys: by API code, the public key (PEM) that the holder of that code has registered. By default there is one pair, that of
            `amili_ext.sweden.example_key`, which a client of the environment `sandbox` signs with.
        token_lifetime: how long a token is good for.
        leeway: how far the client's clock may be off when it signs.
        token_field: the name that the token has in the answer, which the pages do not show. None: the answer is the token alone, a
            JSON string.
        token_expiry_field: the name of the token's lifetime in the answer. None: the answer does not tell.
        initialization_delay: how long a case is `initializing` before its first action.
        payout_delay: how long after its booking a payout specification becomes part of a payout. None: only when `run_payouts` is called.
        force_creditor_onboarding: what Amili has set for the partner; new accounts are marked then.
        rate_limit: answer 429 to more than 100 requests a minute or 10 a second with one token.
        example_cases: begin with the cases whose ids the published requests use, so that those requests work as they stand. The
            published account, creditor and partner are there in any case.
    """

    public_keys: Mapping[str, str] | None = field(default=None, repr=False)
    token_lifetime: int = field(default=3600, validator=gt(0))
    leeway: float = field(default=30.0, validator=ge(0))
    token_field: str | None = "access_token"  # noqa: S105  # a name, no secret
    token_expiry_field: str | None = "expires_in"  # noqa: S105
    initialization_delay: float = field(default=1.0, validator=ge(0))
    payout_delay: float | None = field(default=2.0, converter=_seconds_or_none)
    force_creditor_onboarding: bool = field(default=False, validator=instance_of(bool))
    rate_limit: bool = field(default=False, validator=instance_of(bool))
    example_cases: bool = field(default=False, validator=instance_of(bool))
