"""Taking an event for a hint: what it is about is read with one's own token, and nothing else of it is believed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import encode_json

from amili_ext import AmiliError, ConfigurationError
from amili_ext.endpoint import Api
from amili_ext.errors import NotFoundError
from amili_ext.flow import Reply, Request
from amili_ext.norway.collection.cases.errors import CaseNotFoundError
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.webhooks import BatchCompleted, CaseRegistered, CaseUpdated, Event, SettlementCreated, UnknownEvent, parse
from amili_ext.norway.webhooks.hints import confirmed, re_read
from amili_ext.testing import VirtualClock
from tests.norway.webhooks.page import BATCH_COMPLETED, CASE, CASE_UPDATED, PAGE, SETTLEMENT_CREATED, changed
from tests.support import drive, in_each_world, performer

ORGANIZATION = UUID("db6a7ff4-3a20-4042-b271-a9485ded6334")
BATCH_ID = "db6a7ff4-3a20-4042-b271-a9485ded6333"
SETTLEMENT_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
CASE_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
INVOICE_ID = "4a86b85e-a3c3-4299-b9e6-202d1096b990"
STANDING = {"status": "OPEN", "type": "COLLECTION_NOTICE"}


class Amili:
    """An API that has these answers by path; anything else is 404."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {
            f"batches/{BATCH_ID}": {"batchId": BATCH_ID, "status": "PARTIAL"},
            f"settlements/{SETTLEMENT_ID}": {"settlementId": SETTLEMENT_ID, "caseNumber": "5000009", "settlementDate": "2025-08-16"},
            "cases": [
                {"caseId": BATCH_ID, "caseNumber": 50000010},
                {
                    "caseId": CASE_ID,
                    "caseNumber": 5000001,
                    "status": "OPEN",
                    "type": "COLLECTION_NOTICE",
                    "invoices": [{"invoiceId": INVOICE_ID}, {}],
                },
            ],
        } | answers
        self.asked: list[Request] = []

    def send(self, request: Request) -> Reply:
        self.asked.append(request)
        data = self.answers.get(request.url.partition(f"/orgs/{ORGANIZATION}/")[2])
        if data is None:
            return Reply(404, {"content-type": "application/json"}, b"{}")
        return Reply(200, {"content-type": "application/json"}, encode_json({"summary": {"status": "SUCCESS"}, "data": data}))

    def re_read(self, event: Event, world: str = "blocking") -> Any:
        context = Collection(Api("https://api.example.com/collection/v1"), ORGANIZATION)
        return drive(world, re_read(context, event), performer(world, self.send, VirtualClock()))


@in_each_world
def test_each_event_leads_to_what_it_is_about(world: str) -> None:
    amili = Amili()
    found = {kind: amili.re_read(parse(body), world) for kind, body in PAGE.items()}
    assert {kind: type(one) for kind, one in found.items()} == {
        "BATCH_COMPLETED": Batch,
        "SETTLEMENT_CREATED": Settlement,
        "CASE": Case,
        "CASE_UPDATED": Case,
    }
    assert found["BATCH_COMPLETED"].status == "PARTIAL"
    assert found["CASE"].case_id == UUID(CASE_ID)
    assert len(amili.asked) == 4
    assert dict(amili.asked[2].params)["CaseNumber"] == "5000001"


def test_of_an_unknown_event_nothing_is_read() -> None:
    amili = Amili()
    assert amili.re_read(parse(b'{"type":"NEW","data":{"batchId":"x"}}')) is None
    assert amili.asked == []


@pytest.mark.parametrize("body", PAGE.values(), ids=PAGE)
def test_an_event_of_another_organization_is_a_wrong_setting_and_nothing_is_sent(body: bytes) -> None:
    amili = Amili()
    other = "00000000-0000-0000-0000-000000000001"
    name = "orgId" if b"orgId" in body else "organizationId"
    with pytest.raises(ConfigurationError, match=f"organization {other}, this client acts for {ORGANIZATION}"):
        amili.re_read(parse(changed(body, **{name: other})))
    assert amili.asked == []


def test_an_event_that_names_no_organization_is_read_in_ones_own() -> None:
    assert Amili().re_read(parse(changed(BATCH_COMPLETED, organizationId=...))).batch_id == UUID(BATCH_ID)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (changed(BATCH_COMPLETED, batchId=CASE_ID), NotFoundError),
        (changed(SETTLEMENT_CREATED, settlementId=CASE_ID), NotFoundError),
        (changed(CASE, caseNumber="4711"), CaseNotFoundError),
    ],
)
def test_what_somebody_made_up_is_not_found(body: bytes, kind: type[AmiliError]) -> None:
    with pytest.raises(kind):
        Amili().re_read(parse(body))


def test_what_was_read_takes_the_place_of_what_was_delivered() -> None:
    """The deliveries lie in whatever they say beside the id."""
    amili = Amili()
    lies = {
        "batch": changed(BATCH_COMPLETED, status="SUCCESS"),
        "settlement": changed(SETTLEMENT_CREATED, caseNumber="666", settlementDate="1999-01-01", invoiceNumber="666", invoiceId=BATCH_ID),
        "case": changed(CASE, caseId=BATCH_ID, status="PAUSED", type="LIE", invoices=[BATCH_ID]),
        "updated": changed(CASE_UPDATED, status="PAUSED", fields=["lies"]),
    }
    events = {name: confirmed(event, amili.re_read(event)) for name, event in ((name, parse(body)) for name, body in lies.items())}
    assert all(event.payload == {} for event in events.values())
    batch, settlement, case, updated = events["batch"], events["settlement"], events["case"], events["updated"]
    assert isinstance(batch, BatchCompleted)
    assert batch.status == "PARTIAL"
    assert isinstance(settlement, SettlementCreated)
    assert (settlement.case_number, str(settlement.settlement_date)) == ("5000009", "2025-08-16")
    assert (settlement.invoice_number, settlement.invoice_id) == (None, None)
    assert isinstance(case, CaseRegistered)
    assert (case.case_id, case.status, case.case_type, case.invoice_ids) == (
        UUID(CASE_ID),
        "OPEN",
        "COLLECTION_NOTICE",
        (UUID(INVOICE_ID),),
    )
    assert isinstance(updated, CaseUpdated)
    assert (updated.status, updated.fields) == ("OPEN", ())


def test_of_an_unknown_event_only_its_name_is_left() -> None:
    event = confirmed(parse(b'{"type":"NEW","data":{"a":1}}'), None)
    assert isinstance(event, UnknownEvent)
    assert (event.type, event.data, event.payload) == ("NEW", {}, {})
