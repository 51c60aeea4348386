"""The scenarios on the Norwegian cassettes: how each is staged, what it does, what must come of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.cassettes import scenario
from tests.cassettes.driving import Summary
from tests.cassettes.norway import arm_scenarios
from tests.cassettes.norway import steps as do
from tests.cassettes.norway.country import NORWAY
from tests.cassettes.norway.following_scenarios import FOLLOWING
from tests.cassettes.scenario import MISBEHAVES as _FAULT

Scenario = partial(scenario.Scenario, country=NORWAY)

_CHOSEN = "its invoices fail by rules of the sandbox"
_SIZES = "it needs a server with few invoices and small pages"
_KEYS = "how idempotency keys are treated is not documented"
_GUESS = "wrong credentials have no business at a real server"


def _success(*numbers: str, **more: Any) -> Summary:
    """A batch in which all invoices succeeded, each with a case of its own."""
    return {
        "status": "SUCCESS",
        "succeeded": [*numbers],
        "failed": {},
        "unsettled": [],
        "unexpected": [],
        "with a case": [*numbers],
        **more,
    }


# The page's schedule: wait 1 s, look, wait 2 s, look, 4, 8, 16, then 30 each. A batch of five seconds is finished at the third look.
_FIVE_SECONDS: Mapping[str, Any] = {"processing_delay": 5}
_THREE_LOOKS = (1.0, 2.0, 4.0)

_COLLECTION = (
    Scenario(
        name="norway/collection/workflow",
        steps=do.workflow,
        expected={**_success("00123", "00124"), "read back": "00123"},
        pauses=_THREE_LOOKS,
        settings=_FIVE_SECONDS,
    ),
    Scenario(
        name="norway/collection/partial",
        steps=do.partial,
        expected={
            "status": "PARTIAL",
            "succeeded": ["00201", "00203"],
            "failed": {"00202": ["Debtor identification number is invalid"], "00204": ["Currency is not supported"]},
            "unsettled": [],
            "unexpected": [],
            "with a case": ["00201", "00203"],
        },
        pauses=_THREE_LOOKS,
        settings=_FIVE_SECONDS,
        sandbox_only=_CHOSEN,
    ),
    Scenario(
        name="norway/collection/failed",
        steps=do.failed,
        expected={
            "status": "FAILED",
            "succeeded": [],
            "failed": {
                "00301": ["Debtor is missing"],
                "00302": ["Currency is not supported", "Debtor identification number is invalid"],
            },
            "unsettled": [],
            "unexpected": [],
            "with a case": [],
        },
        pauses=_THREE_LOOKS,
        settings=_FIVE_SECONDS,
        sandbox_only=_CHOSEN,
    ),
    Scenario(
        name="norway/collection/two_submissions",
        steps=do.two_submissions,
        expected={"succeeded": [["00501"], ["00502"]]},
        pauses=(1.0, 1.0),
        options={"look_first": False, "send_idempotency_key": False},
        settings={"processing_delay": 0},
    ),
    Scenario(
        name="norway/collection/poll_timeout",
        steps=do.poll_timeout,
        expected={"first": {"error": "PollTimeoutError"}, "then": _success("00601")},
        # The last look of a wait is at its very end. The second wait starts at 10 s and looks at 11, 13, 17, 25, 41 and 71 s.
        pauses=(1.0, 2.0, 4.0, 3.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0),
        settings={"processing_delay": 60},
        sandbox_only="a real batch may be finished earlier",
    ),
    Scenario(
        name="norway/collection/adopted",
        steps=do.adopted,
        expected=_success("00701", "00702", adopted=True, batches=1),
        pauses=_THREE_LOOKS,
        settings=_FIVE_SECONDS,
        faults=("status:POST:/invoices:status=504,after_commit=true",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/collection/paging_invoices",
        steps=do.paging_invoices,
        expected={
            "pages": [["00805", "00804"], ["00803", "00802"], ["00801"]],
            "more": [True, True, False],
            "rest": ["00803", "00802", "00801"],
        },
        pauses=(1.0,),
        options={"look_first": False},
        settings={"processing_delay": 1, "page_size": 2},
        sandbox_only=_SIZES,
    ),
    Scenario(
        name="norway/collection/paging_batches",
        steps=do.paging_batches,
        expected={"pages": [[["00901"], ["00902"]], [["00903"]]], "more": [True, False]},
        pauses=(1.0, 1.0, 1.0),
        options={"look_first": False},
        settings={"processing_delay": 1},
        sandbox_only=_SIZES,
    ),
    Scenario(
        name="norway/collection/rate_limited",
        steps=do.rate_limited,
        expected=_success("00401"),
        pauses=((5.0, 5.5), 1.0, (3.0, 3.3), 2.0),
        settings=_FIVE_SECONDS,
        faults=("status:POST:/invoices:status=429,retry_after=5", "status:GET:/batches/:status=429,retry_after=3,retry_after_date=true"),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/collection/gateway_page",
        steps=do.gateway_page,
        expected={**_success("00401"), "then": {"error": "UnreadableResponseError", "status": 200}},
        pauses=(1.0, (0.25, 0.5), (0.5, 1.0), 2.0),
        settings={"processing_delay": 3},
        faults=("status:GET:/batches/:status=502", "status:GET:/batches/:status=504", "html:GET:/invoices"),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/collection/batch_not_found",
        steps=do.batch_not_found,
        expected={"error": "NotFoundError", "status": 404},
    ),
    Scenario(
        name="norway/collection/organization_forbidden",
        steps=do.organization_forbidden,
        expected={"error": "PermissionDeniedError", "status": 403},
    ),
    Scenario(
        name="norway/collection/submission_refused",
        steps=do.submission_refused,
        expected={
            "empty": {"error": "BadRequestError", "status": 400, "fields": {"invoices": ("must hold at least one invoice",)}},
            "key used before": {
                "error": "ValidationError",
                "status": 422,
                "fields": {"IdempotencyKey": ("was used before for other invoices",)},
            },
        },
        sandbox_only=_KEYS,
    ),
)

_IDENTIVERSE = (
    Scenario(
        name="norway/identiverse/token_refresh_in_mid_poll",
        steps=do.one_batch,
        shows="A wait of 91 seconds with tokens that live for 60: the look after 61 seconds goes with a new one.",
        expected=_success("00401"),
        pauses=(1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0),
        token_requests=2,
        settings={"processing_delay": 70, "token_lifetime": 60},
        sandbox_only="it needs tokens that live for a minute",
    ),
    Scenario(
        name="norway/identiverse/token_revoked_in_mid_poll",
        steps=do.one_batch,
        shows="A token that is withdrawn while it is still young: one 401, one new token, the same look again.",
        expected=_success("00401"),
        pauses=_THREE_LOOKS,
        token_requests=2,
        settings=_FIVE_SECONDS,
        faults=("expired_token:GET:/batches/:after=1",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/identiverse/token_revoked_at_submission",
        steps=do.one_batch,
        shows="The submission itself meets 401; refused is not accepted, so it goes again with a new token.",
        expected=_success("00401"),
        pauses=_THREE_LOOKS,
        token_requests=2,
        settings=_FIVE_SECONDS,
        faults=("expired_token:POST:/invoices",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/identiverse/token_without_expiry",
        steps=do.one_batch,
        shows="A token response without `expires_in` and `expires_on`: the token is used all the same.",
        expected=_success("00401"),
        pauses=_THREE_LOOKS,
        settings=_FIVE_SECONDS,
        faults=("token_without_expiry",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/identiverse/wrong_credentials",
        steps=do.refused_credentials,
        expected={"error": "CredentialsError", "status": 401, "code": "invalid_client", "transient": False},
        options={"client_secret": "not-the-secret"},
        sandbox_only=_GUESS,
    ),
    Scenario(
        name="norway/identiverse/gateway_page",
        steps=do.one_batch,
        shows="A gateway answers the token request with 502 and an HTML page; a second request gets the token.",
        expected=_success("00401"),
        pauses=((0.25, 0.5), *_THREE_LOOKS),
        token_requests=2,
        settings=_FIVE_SECONDS,
        faults=("status:POST:/token:status=502",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/identiverse/captive_portal",
        steps=do.refused_credentials,
        shows="A proxy answers the token request with 200 and an HTML page: an error, and no API call.",
        expected={"error": "TokenError", "status": 200, "transient": False},
        faults=("html:POST:/token",),
        sandbox_only=_FAULT,
    ),
)

SCENARIOS = (*_COLLECTION, *FOLLOWING, *_IDENTIVERSE, *arm_scenarios.SCENARIOS)

EXAMPLE = Scenario(
    name="norway/collection/example_workflow.transcribed",
    steps=do.documented_exchange,
    expected={
        "batch": "d290f1ee-6c54-4b01-90e6-d701748f0851",
        "status": "PARTIAL",
        "succeeded": ["00123"],
        "failed": {},
        "unsettled": [],
        "unexpected": ["00124"],
        "with a case": ["00123"],
        "case": "CASE-2024-00456",
    },
    pauses=(1.0,),
    # What the page does: the organization-less path, no question first, no key, and a token from production.
    options={"legacy_batch_path": True, "look_first": False, "send_idempotency_key": False, "auth_url": "https://auth.amili.no"},
    printed=Path(__file__).with_name("example_workflow.txt"),
)
TRANSCRIBED = (EXAMPLE, *arm_scenarios.TRANSCRIBED)
