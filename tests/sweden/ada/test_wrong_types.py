"""Promise 4 from the server's side: an answer whose parts have other types than the pages show never becomes a generic exception.

What was created all the same is found again and adopted, and nothing is made twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from amili_ext import testing
from amili_ext._http import BlockingClient, in_process_transport
from amili_ext.errors import AmiliError, UnreadableResponseError
from amili_ext.flow import Reply, Request
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.shapes import is_array
from amili_ext.sweden import Sweden
from amili_ext.sweden.ada.creation import AlreadyThereError
from amili_ext.sweden.ada.registering.case_mapping import CaseMappingError
from amili_ext.testing import VirtualClock
from tests.sweden.ada.desk import CREDITOR, cases, debt, invoice
from tests.sweden.ada.parties import creditor_example

ACCOUNT_EXAMPLE = {"name": "Acme", "organization_no": "5560269986", "initial_creditor_data": {"name": "N", "organization_no": "5560269986"}}

WRONG: list[Any] = [7, True, ["x"], {"a": 1}, [[]]]


class Distorted:
    """A sandbox whose answers to one method and path are changed before they come back."""

    def __init__(self, clock: VirtualClock) -> None:
        sandbox = Sandbox(SandboxSettings(sweden=SwedenSettings(initialization_delay=0)), clock=clock.time)
        self._answer = testing.handler(sandbox)
        self._change: Callable[[Any], None] | None = None
        self._where = ("", "")
        self.client = Sweden(http_client=BlockingClient(transport=in_process_transport(self)), environment="sandbox", clock=clock)

    def __call__(self, request: Request) -> Reply:
        reply = self._answer(request)
        if self._change is None or (request.method, request.url.rpartition("/ada/")[2].partition("/")[0]) != self._where:
            return reply
        body = json.loads(reply.content)
        self._change(body)
        return Reply(reply.status, reply.headers, json.dumps(body).encode())

    def distort(self, method: str, path: str, change: Callable[[Any], None]) -> None:
        self._where, self._change = (method, path), change


@pytest.fixture
def network(clock: VirtualClock) -> Distorted:
    return Distorted(clock)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["_id", "_etag"])
def test_a_registration_whose_answer_cannot_be_used_is_found_and_not_made_again(network: Distorted, name: str, wrong: Any) -> None:
    network.distort("POST", "invoice--registrations", lambda body: body.update({name: wrong}))
    assert network.client.invoices.register(invoice()).adopted
    assert network.client.invoices.list().count() == 1


@pytest.mark.parametrize("wrong", WRONG)
def test_a_case_that_is_no_text_is_read_back(network: Distorted, wrong: Any) -> None:
    network.distort("POST", "invoice--registrations", lambda body: body.update(_case=wrong))
    handle = network.client.invoices.register(invoice())
    found = network.client.invoices.list().first()
    assert found is not None
    assert (handle.case, handle.adopted) == (found.case, False)


@pytest.mark.parametrize("wrong", [*WRONG, "6867da7788b9226bb78d716c"])
def test_cases_that_are_no_list_of_ids_are_an_error_that_carries_the_registration(network: Distorted, wrong: Any) -> None:
    network.distort("POST", "case--registrations", lambda body: body.update(_cases=wrong))
    with pytest.raises(CaseMappingError) as caught:
        network.client.cases.register(cases(debt("INV-1", 10), debt("INV-2", 20)))
    assert caught.value.registration
    again = network.client.cases.register(cases(debt("INV-1", 10), debt("INV-2", 20)))
    assert (again.registration, again.adopted) == (caught.value.registration, True)


@pytest.mark.parametrize("wrong", WRONG)
def test_ocr_numbers_that_are_no_texts_are_not_known(network: Distorted, wrong: Any) -> None:
    network.distort(
        "POST", "case--registrations", lambda body: body.update(_ocr_numbers=wrong if wrong != ["x"] else 7, _ocr_numbers_ocr=[wrong])
    )
    made = network.client.cases.register(cases(debt("INV-1", 10))).debts[0]
    assert made.case
    assert (made.ocr_number, made.ocr_number_id) == (None, None)


LOOKED_AT = ["creditor", "customer_id_number", "case_registration", "invoice_registration", "invoice_number", "case"]


@pytest.mark.parametrize("wrong", [None, *WRONG])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_what_is_found_in_another_shape_is_no_exception_and_not_made_again(network: Distorted, name: str, wrong: Any) -> None:
    def change(body: Any) -> None:
        for item in body.get("_items", ()):
            item[name] = wrong
            if name == "invoice_number" and "debt" in item:
                item["debt"][name] = wrong

    network.client.cases.register(cases(debt("INV-1", 10)))
    network.client.invoices.register(invoice())
    for path, again in (
        ("cases", lambda: network.client.cases.register(cases(debt("INV-1", 10)))),
        ("invoices", lambda: network.client.invoices.register(invoice())),
    ):
        network.distort("GET", path, change)
        with suppress(AmiliError):
            assert again().adopted
    network.distort("", "", lambda _body: None)
    assert (network.client.invoices.list().count(), network.client.cases.list().count()) == (1, 2)


@pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")
@pytest.mark.parametrize("name", ["organization_no", "email_data", "name"])
def test_what_does_not_show_its_key_is_not_created_again(network: Distorted, name: str) -> None:
    """A creditor, an account and a user that were found by their keys; a name is the key of none of them."""

    def change(body: Any) -> None:
        for item in body.get("_items", ()):
            item.pop(name, None)

    user = {"name": "Jane", "email_data": {"email": "jane@domain.se"}}
    creations: list[tuple[str, str, Callable[[], Any]]] = [
        ("creditors", "organization_no", lambda: network.client.creditors.create(creditor_example())),
        ("users", "email_data", lambda: network.client.users.create_creditor_user(CREDITOR, user)),
        ("accounts", "organization_no", lambda: network.client.accounts.create(ACCOUNT_EXAMPLE)),
    ]
    for path, key, create in creations:
        network.distort("", "", lambda _body: None)
        create()
        network.distort("GET", path, change)
        if key == name:
            with pytest.raises(AlreadyThereError, match="does not show it"):
                create()
        else:
            assert create().adopted


def test_a_payment_that_does_not_show_its_reference_is_not_made_again(network: Distorted) -> None:
    made = network.client.cases.register(cases(debt("INV-1", 100))).debts[0]
    pay: dict[str, Any] = {"amount": 10, "bank_transaction_date": date(2026, 1, 1), "creditor_payment_reference": "P-1"}
    network.client.payments.register(made, **pay)

    def change(body: Any) -> None:
        for item in body.get("_items", ()):
            item.pop("creditor_payment_reference", None)

    network.distort("GET", "creditor--payments", change)
    with pytest.raises(AlreadyThereError, match="may be this one"):
        network.client.payments.register(made, **pay)
    assert network.client.payments.list().count() == 1


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["_id", "_etag"])
def test_an_id_or_etag_in_a_list_or_document_that_is_no_text_is_unreadable(network: Distorted, name: str, wrong: Any) -> None:
    def change(body: Any) -> None:
        for document in body.get("_items", [body]):
            document[name] = wrong

    network.distort("GET", "creditors", change)
    with pytest.raises(UnreadableResponseError, match=f"{name} is no text"):
        list(network.client.creditors.list())
    with pytest.raises(UnreadableResponseError, match=f"{name} is no text"):
        network.client.creditors.update(CREDITOR, {"name": "New"})


@pytest.mark.parametrize("wrong", WRONG)
def test_a_status_without_a_readable_history_is_a_status(network: Distorted, wrong: Any) -> None:
    made = network.client.cases.register(cases(debt("INV-1", 10))).debts[0]
    network.distort("GET", "cases", lambda body: body.update(status_history=wrong))
    status = network.client.cases.status(made)
    assert status.remaining_capital == Decimal(10)
    assert status.status_history == (tuple(wrong) if is_array(wrong) else ())


@pytest.mark.parametrize("wrong", WRONG)
def test_a_case_whose_creditor_is_no_text_cannot_be_acted_on_by_its_id(network: Distorted, wrong: Any) -> None:
    made = network.client.cases.register(cases(debt("INV-1", 10))).debts[0]
    network.distort("GET", "cases", lambda body: body.update(creditor=wrong))
    with pytest.raises(UnreadableResponseError, match="which creditor"):
        network.client.cancellations.register(made.case)


@pytest.mark.parametrize("wrong", WRONG)
def test_an_upload_whose_address_is_no_text_has_none(network: Distorted, wrong: Any) -> None:
    made = network.client.cases.register(cases(debt("INV-1", 10))).debts[0]
    network.distort("POST", "media--upload", lambda body: body.update(url=wrong))
    uploaded = network.client.media.upload(made.case, b"%PDF-1.4", filename="invoice.pdf")
    assert (uploaded.url, uploaded.expires_at, uploaded.adopted) == (None, None, False)
