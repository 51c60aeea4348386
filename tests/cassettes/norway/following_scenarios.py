"""The scenarios of what follows a hand-over: how each is staged, and what must come of it."""

from __future__ import annotations

from functools import partial

from tests.cassettes import scenario
from tests.cassettes.norway import following as do
from tests.cassettes.norway.country import NORWAY
from tests.cassettes.scenario import MISBEHAVES as _FAULT

Scenario = partial(scenario.Scenario, country=NORWAY, settings={"processing_delay": 1})

_OURS = "no page shows the path or the effect of the operation"
_PAYS = "debtors pay when they want"
_CHOSEN = "it fails by rules of the sandbox"

_TOO_MUCH = "Amount exceeds the remaining amount"
_TITLE = "One or more validation errors occurred."


def _refused(error: str, status: int, *messages: str, **more: object) -> dict[str, object]:
    return {"error": error, "status": status, **more, "messages": [*messages]}


FOLLOWING = (
    Scenario(
        name="norway/collection/pause_and_resume",
        steps=do.pause_and_resume,
        expected={
            "found": "01101",
            "number": "5000001",
            "outcomes": ["done", "already", "done"],
            "paused": ["01101"],
            "in the end": "OPEN",
        },
        pauses=(1.0, 1.0, 1.0),
        sandbox_only=_OURS,
    ),
    Scenario(
        name="norway/collection/withdraw",
        steps=do.withdraw,
        expected={
            "withdrawn": "done",
            "is closed": True,
            "pausing it": "refused",
            "the API's words": _refused("ConflictError", 409, "Conflict", "The case is closed."),
        },
        pauses=(1.0, 1.0),
        sandbox_only=_OURS,
    ),
    Scenario(
        name="norway/collection/debt_collection_list",
        steps=do.debt_collection_list,
        expected={"outcomes": ["done", "done", "not_waiting"]},
        pauses=(1.0, 1.0, 1.0),
        sandbox_only=_OURS,
    ),
    Scenario(
        name="norway/collection/action_in_doubt",
        steps=do.action_in_doubt,
        expected={"status": "done"},
        pauses=(1.0, 1.0),
        faults=("status:POST:/pause:status=504,after_commit=true",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/collection/payments",
        steps=do.payments,
        expected={
            "status": "PARTIAL",
            "outcomes": ["succeeded", "failed", "failed"],
            "reasons": [[], [_TOO_MUCH], ["Invoice does not exist"]],
            "paid": "1000.50",
            "remaining": "3499.50",
        },
        pauses=(1.0, 1.0),
        sandbox_only=_CHOSEN,
    ),
    Scenario(
        name="norway/collection/payment_adopted",
        steps=do.payment_adopted,
        expected={"adopted": True, "paid": "100"},
        pauses=(1.0, 1.0),
        faults=("status:POST:/payments:status=504,after_commit=true",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/collection/corrections",
        steps=do.corrections,
        expected={
            "first": {"status": "SUCCESS", "outcomes": ["succeeded"], "reasons": [[]]},
            "second": {"status": "FAILED", "outcomes": ["failed"], "reasons": [["Case is closed"]]},
            "credited": "4500.00",
            "is closed": True,
        },
        pauses=(1.0, 1.0, 1.0),
        sandbox_only=_CHOSEN,
    ),
    Scenario(
        name="norway/collection/settlements",
        steps=do.settlements,
        expected={"pages": [1, 1], "one": True, "first run": ["01801", "01802"], "second run": ["01803"]},
        pauses=(1.0,),
        sandbox_only=_PAYS,
    ),
    Scenario(
        name="norway/collection/refusals",
        steps=do.refusals,
        expected={
            "no payments": _refused("BadRequestError", 400, _TITLE, fields={"payments": ("must hold at least one payment",)}),
            "no corrections": _refused("BadRequestError", 400, _TITLE, fields={"corrections": ("must hold at least one correction",)}),
            "cases of another": _refused("PermissionDeniedError", 403, "Forbidden", "This client may not act for this organization."),
            "settlements of another": _refused("PermissionDeniedError", 403, "Forbidden", "This client may not act for this organization."),
            "no such settlement": _refused("NotFoundError", 404, "Not Found", "There is no such settlement."),
            "no such case": {"error": "CaseNotFoundError", "messages": []},
        },
        sandbox_only="its words are the sandbox's",
    ),
    Scenario(
        name="norway/collection/traced",
        steps=do.traced,
        expected={"01901": "failed", "01902": "open", "01903": "paused", "01904": "settled", "01999": "not_found"},
        pauses=(1.0, 1.0),
        sandbox_only=_PAYS,
    ),
)
