"""The scenarios on the Swedish cassettes: how each is staged, what it does, what must come of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.cassettes import scenario
from tests.cassettes.driving import Summary
from tests.cassettes.scenario import MISBEHAVES
from tests.cassettes.sweden import steps as do
from tests.cassettes.sweden.country import SWEDEN
from tests.cassettes.sweden.transcribed import TRANSCRIBED

__all__ = ["SCENARIOS", "TRANSCRIBED"]

# Keeping to the rate limit is switched off where it is not the subject: its pauses would say nothing.
Scenario = partial(scenario.Scenario, country=SWEDEN, options={"keep_pace": False})

_PARTIES = "it creates or changes companies, which stay"
_FEW = "it needs a server on which nothing else happens"
_SHAPE = "the answer of a sign-in is not documented; this is one way in which it may come"
_PAUSE = (0.66, 0.67)
"""After eight requests at once, ninety in a minute."""


def _case(invoice: str, state: str, status: str, capital: str, costs: str = "0.00") -> Summary:
    """Where a case stands; nothing here bears interest."""
    left = {"capital": capital, "costs": costs, "interest": "0.00"}
    return {"invoice": invoice, "state": state, "status": status, "closed": state == "closed", "left": left}


_SIGNING_IN = (
    Scenario(name="sweden/ada/sign_in", steps=do.sign_in, expected={"account": True}),
    Scenario(
        name="sweden/ada/sign_in_plain_text",
        steps=do.sign_in,
        shows="The answer of the sign-in is the token and nothing else, not even how long it lives.",
        expected={"account": True},
        settings={"token_field": None},
        sandbox_only=_SHAPE,
    ),
    Scenario(
        name="sweden/ada/sign_in_refused",
        steps=do.refused,
        expected={"error": "CredentialsError", "status": 401, "code": "401", "transient": False},
        options={"api_code": "not-the-api-code"},
        sandbox_only="wrong credentials have no business at a real server",
    ),
    Scenario(
        name="sweden/ada/token_refreshed",
        steps=do.two_looks,
        shows="A token that lives for a minute: the second request, after 61 seconds, goes with a new one, for which a new JWT was signed.",
        expected={"same": True},
        pauses=(61.0,),
        token_requests=2,
        settings={"token_lifetime": 60},
        sandbox_only="it needs tokens that live for a minute",
    ),
    Scenario(
        name="sweden/ada/token_revoked",
        steps=do.two_looks,
        shows="A token that is withdrawn while it is still young: one 401, one new token, the same request again.",
        expected={"same": True},
        pauses=(61.0,),
        token_requests=2,
        faults=("expired_token:GET:/ada/creditors:after=1",),
        sandbox_only=MISBEHAVES,
    ),
)

_USE_CASES = (
    Scenario(
        name="sweden/ada/invoice",
        steps=do.invoiced,
        # 500.00 and a quarter of it as VAT; then 125.00 are credited.
        expected={
            "adopted": False,
            "before": _case("001", "invoice", "invoice", "625.00"),
            "credited": True,
            "between": _case("001", "invoice", "invoice", "500.00"),
            "cancelled": True,
            "after": _case("001", "closed", "closed", "0.00"),
        },
        pauses=(2.0,),
    ),
    Scenario(
        name="sweden/ada/invoice_adopted",
        steps=do.adopted,
        expected={"invoice": "011", "adopted": True, "invoices": 1},
        faults=("status:POST:/ada/invoice--registrations:status=504,after_commit=true",),
        sandbox_only=MISBEHAVES,
    ),
    Scenario(
        name="sweden/ada/case",
        steps=do.collected,
        expected={
            "debts": ["021", "022"],
            "cases": 2,
            "OCR numbers": 2,
            "address ends": "2025-07-04T14:43:19+00:00",  # an hour after the beginning
            "before": _case("021", "debt_collection", "debt_collection_active", "2050.00", "60.00"),
            "settled": ["1000.00", "1110.00"],
            "after": _case("021", "closed", "closed", "0.00"),
            "other": _case("022", "debt_collection", "debt_collection_active", "250.00"),
        },
        pauses=(2.0,),
    ),
    Scenario(
        name="sweden/ada/creditor_and_users",
        steps=do.creditor_and_users,
        expected={
            "lacking": ["sender_address", "invoice_address", "payout_details"],
            "active": True,
            "groups": ["account_admin", "admin", "user"],
            "users": {"Anna Andersson": ["user"], "Jane Doe": ["admin"]},
            "adopted": [False, False],
        },
        sandbox_only=_PARTIES,
    ),
    Scenario(
        name="sweden/ada/onboarding_in_the_app",
        steps=do.onboarded_in_the_app,
        expected={"creditor is active": False, "adopted": [False, False]},
        sandbox_only=_PARTIES,
    ),
    Scenario(
        name="sweden/ada/onboarding_at_once",
        steps=do.onboarded_at_once,
        expected={"creditor is active": True, "cases": 1},
        sandbox_only=_PARTIES,
    ),
    Scenario(
        name="sweden/ada/payouts",
        steps=do.paid_out,
        expected={
            "before": {"capital": False, "debt_collection": False},
            "payouts": 2,  # one for each category
            "adds up": True,
            "totals": {
                "capital/capital": "250.00 + 0.00 = 250.00",
                "creditor_commission/debt_collection": "180.00 + 45.00 = 225.00",
            },
            "changed": {"capital": True, "debt_collection": True},
            "then": {},
        },
        pauses=(2.0, 3.0),
        sandbox_only=_FEW,
    ),
)

_MECHANICS = (
    Scenario(
        name="sweden/ada/paging",
        steps=do.paging,
        expected={
            "pages": [["051", "052"], ["053", "054"], ["055"]],
            "rest": ["053", "054", "055"],
            "ordered": [["055", "054"], ["053", "052"], ["051"]],
            "count": 2,
            "first": "054",
        },
        options={"keep_pace": True},
        pauses=(_PAUSE,) * 7,
        sandbox_only=_FEW,
    ),
    Scenario(
        name="sweden/ada/edit_conflict",
        steps=do.edit_conflict,
        expected={
            "conflict": {"status": 412, "mine": "Generella tester", "theirs": "Web shop"},
            "merged": ["Web shop", "en"],
        },
        sandbox_only=_PARTIES,
    ),
    Scenario(
        name="sweden/ada/registration_refused",
        steps=do.registration_refused,
        expected={
            "invoice": {
                "error": "ValidationError",
                "status": 422,
                "code": "422",
                "fields": {"matrix[0].unit_vat_percent": ("must be one of 0%, 6%, 12%, 25%",)},
            },
            "inactive": {"error": "ValidationError", "status": 422, "code": "422", "fields": {"creditor": ("must be active",)}},
        },
        sandbox_only=_PARTIES,
    ),
    Scenario(
        name="sweden/ada/rate_limited",
        steps=do.rate_limited,
        expected={"adopted": False, **_case("071", "invoice", "invoice", "625.00")},
        pauses=((5.0, 5.5), (3.0, 3.3)),
        faults=(
            "status:POST:/ada/invoice--registrations:status=429,retry_after=5",
            "status:GET:/ada/cases/:status=429,retry_after=3,retry_after_date=true",
        ),
        sandbox_only=MISBEHAVES,
    ),
    Scenario(
        name="sweden/ada/gateway_page",
        steps=do.gateway_page,
        expected={"cases": 0, "then": {"error": "UnreadableResponseError", "status": 200}},
        pauses=((0.25, 0.5), (0.5, 1.0)),
        faults=("status:GET:/ada/cases:status=502", "status:GET:/ada/cases:status=504", "html:GET:/ada/creditors"),
        sandbox_only=MISBEHAVES,
    ),
    Scenario(
        name="sweden/ada/not_found",
        steps=do.not_found,
        expected={"error": "NotFoundError", "status": 404, "code": "404"},
    ),
)

SCENARIOS: tuple[Any, ...] = (*_SIGNING_IN, *_USE_CASES, *_MECHANICS)
