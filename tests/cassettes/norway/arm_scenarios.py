"""The scenarios of ARMrest: how each is staged, and what must come of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.cassettes import scenario
from tests.cassettes.norway import arm_steps as do
from tests.cassettes.norway.country import ARM

Scenario = partial(scenario.Scenario, country=ARM)

_STAYS = "what is put into a ledger stays there"
_GUESSED = "no page shows its body"
_FAULT = scenario.MISBEHAVES

SCENARIOS = (
    Scenario(
        name="norway/arm/paging_customers",
        steps=do.paging_customers,
        expected={
            "pages": [["543210", "765432", "900001", "900002", "900003"], ["900004", "900005"]],
            "more": [True, False],
            "rest": ["900004", "900005"],
        },
        pauses=(1.0,),
        settings={"processing_delay": 1},
        sandbox_only=_STAYS,
    ),
    Scenario(
        name="norway/arm/create_and_change",
        steps=do.create_and_change,
        expected={
            "adopted": [False, False],
            "name": "Owe Armstrong",
            "message": "",
            "address": {"addressLine1": "C/O ARMchair industries", "postalCode": "0155", "cityName": "Oslo", "countryCode": "NO"},
        },
        sandbox_only=_STAYS,
    ),
    Scenario(
        name="norway/arm/documents",
        steps=do.documents_in_a_batch,
        expected={
            "status": 200,
            "succeeded": ["88776655"],
            "failed": {},
            "unsettled": [],
            "unexpected": [],
            "to pay": "6500",
            "again": [None, ["88776655"]],
        },
        # The schedule of the Collection API: wait 1 s, look, wait 2 s, look, 4 … A batch of five seconds is finished at the third look.
        pauses=(1.0, 2.0, 4.0),
        settings={"processing_delay": 5},
        sandbox_only=_STAYS,
    ),
    Scenario(
        name="norway/arm/partly_and_refused",
        steps=do.partly_and_refused,
        expected={
            "batches": [
                {
                    "status": 206,
                    "succeeded": ["1001"],
                    "failed": {"1002": ["Customer does not exist"]},
                    "unsettled": [],
                    "unexpected": [],
                },
                {
                    "status": 406,
                    "succeeded": [],
                    "failed": {"1003": ["Customer does not exist"]},
                    "unsettled": [],
                    "unexpected": [],
                },
            ]
        },
        pauses=(1.0, 1.0),
        options={"look_first": False},
        settings={"processing_delay": 1},
        sandbox_only=_STAYS,
    ),
    Scenario(
        name="norway/arm/batch_adopted",
        steps=do.batch_adopted,
        expected={"batch": None, "already": ["1001"], "complete": True},
        settings={"processing_delay": 0},
        faults=("status:POST:/documents/batches:status=504,after_commit=true",),
        sandbox_only=_FAULT,
    ),
    Scenario(
        name="norway/arm/delete_refused",
        steps=do.delete_refused,
        expected={
            "with a document": {
                "error": "CustomerInUseError",
                "status": 422,
                "messages": ["Unprocessable Content", "The customer has documents or AR items."],
            },
            "without": {"error": "NotFoundError", "status": 404},
        },
        sandbox_only=_STAYS,
    ),
    Scenario(
        name="norway/arm/auto_postings",
        steps=do.auto_postings,
        expected={"posted": [False, False, True], "fell with it": [0], "culprits": {1: ["AR item does not exist"]}, "left": "5999.50"},
        sandbox_only=_GUESSED,
    ),
    Scenario(
        name="norway/arm/files",
        steps=do.files,
        expected={
            "status": [207, 200],
            "outcomes": ["succeeded", "failed", "succeeded"],
            "reasons": [["File type is not allowed for this client"]],
        },
        sandbox_only=_GUESSED,
    ),
    Scenario(
        name="norway/arm/payment_reserved",
        steps=do.payment_reserved,
        expected={
            "reserved": "payment-1",
            "again": {
                "error": "ValidationError",
                "status": 422,
                "fields": {"paymentReservation.paymentId": ("was used before",)},
                "messages": ["One or more validation errors occurred."],
            },
        },
        sandbox_only=_STAYS,
    ),
)

CUSTOMERS = Scenario(
    name="norway/arm/customers.transcribed",
    steps=do.printed_list,
    expected={
        "customer": "543210",
        "discount": "5.5",
        "stops": "2026-12-31",
        "email": ["amili@testarmrest.no"],
        "of": [14, 28, 10000],
        "query": "8NlwdOIM1YLVFApvQFONTw",
    },
    token_requests=0,
    printed=Path(__file__).with_name("arm_customers.txt"),
)
TRANSCRIBED = (CUSTOMERS,)
