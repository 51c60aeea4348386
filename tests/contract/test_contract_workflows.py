"""The workflows of `amili_ext` against mocks that are driven by the documents alone.

A mock has no memory: it answers every request for itself, with an example of the document or something made from its schema. So what runs
here directly is what makes sense without one. All that needs one was recorded from the sandbox, on the cassettes; of these the requests are
sent to the mock, which has to find them valid.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml

from amili_ext import UnverifiedOperationWarning, testing
from amili_ext.norway import Arm, Norway
from amili_ext.sandbox.norway.examples import documented_invoice
from amili_ext.sweden import Sweden
from spec.table.documents import ROOT
from spec.table.documents import read_documents as read_for_table
from spec.table.tapes import Routes
from tests.cassettes.sweden import inputs
from tests.contract.documents import read_document

ID = "d290f1ee-6c54-4b01-90e6-d701748f0851"
PAYMENT = {"invoiceId": ID, "amount": 100, "currency": "NOK", "date": "2024-03-01T00:00:00Z"}
CUSTOMER = {"customerNo": "543210", "name": "Kari Nordmann"}
DOCUMENT = {"documentType": "IN", "documentNo": "88776655", "customerNo": "543210"}


def _first(items: Any) -> list[Any]:
    """The first page: a mock that has another one has the same for ever, which a list does not take."""
    return list(next(iter(items.pages())).items)


NORWAY: dict[str, Callable[[Norway], object]] = {
    "batches.get": lambda client: client.batches.get(ID),
    "batches.list": lambda client: _first(client.batches.list(state="SUCCESS", batch_type="INVOICE", page_size=10, sort_direction="ASC")),
    "cases.list": lambda client: _first(client.cases.list(status="OPEN", customer_number="1", page_size=10)),
    "corrections.register": lambda client: client.corrections.register([PAYMENT]),
    "invoices.get": lambda client: client.invoices.get(ID),
    "invoices.list": lambda client: _first(client.invoices.list(status="OPEN", invoice_number="1")),
    "invoices.submit": lambda client: client.invoices.submit([documented_invoice()]),
    "payments.register": lambda client: client.payments.register([PAYMENT]),
    "settlements.get": lambda client: client.settlements.get(ID),
    "settlements.list": lambda client: _first(client.settlements.list(from_date="2024-01-01", to_date="2024-01-31", page_size=10)),
    "autocollect.ping": lambda client: client.autocollect.ping(),
    "autocollect.get_batch": lambda client: client.autocollect.get_batch(sender_id="1", include_closed=True, remittance_date="2024-01-01"),
    "autocollect.get_attachment": lambda client: client.autocollect.get_attachment("1"),
    "autocollect.send_batch": lambda client: client.autocollect.send_batch({"a": 1}, sender_id="1"),
}

ARM: dict[str, Callable[[Arm], object]] = {
    "ar_items.get": lambda client: client.ar_items.get(700001, expand="document", language="no"),
    "ar_items.list": lambda client: _first(client.ar_items.list(page_size=10, maximum_count=100)),
    "ar_items.update": lambda client: client.ar_items.update({"arItemId": 700001, "dueDate": "2026-01-31"}),
    "auto_postings.create": lambda client: client.auto_postings.create("transfer", [{"arItemId": 700001, "amount": 10}]),
    "batches.get": lambda client: client.batches.get(ID.upper()),
    "customers.create": lambda client: client.customers.create(CUSTOMER, user_id="kari"),
    "customers.create_batch": lambda client: client.customers.create_batch([CUSTOMER]),
    "customers.delete": lambda client: client.customers.delete(543210),
    "customers.get": lambda client: client.customers.get("543210", user_id="kari"),
    "customers.list": lambda client: _first(client.customers.list(page_size=10)),
    "customers.update": lambda client: client.customers.update(CUSTOMER),
    "customers.update_batch": lambda client: client.customers.update_batch([CUSTOMER]),
    "document_bundles.get": lambda client: client.document_bundles.get(1),
    "document_bundles.list": lambda client: _first(client.document_bundles.list()),
    "documents.create": lambda client: client.with_options(look_first=False).documents.create(DOCUMENT),
    "documents.create_batch": lambda client: client.with_options(look_first=False).documents.create_batch([DOCUMENT]),
    "documents.get": lambda client: client.documents.get("88776655"),
    "documents.list": lambda client: _first(client.documents.list()),
    "gl_items.get": lambda client: client.gl_items.get(1),
    "gl_items.list": lambda client: _first(client.gl_items.list()),
    "gl_movements.list": lambda client: _first(client.gl_movements.list()),
    "log_items.get": lambda client: client.log_items.get(1),
    "log_items.list": lambda client: _first(client.log_items.list()),
    "payment_reservations.create": lambda client: client.payment_reservations.create("P-1", document_no="88776655"),
}

_READ = (
    *("access_groups", "accounts", "cancellations", "cases", "creditings", "creditors", "customers", "invoices"),
    *("partners", "payments", "payouts", "users"),
)

SWEDEN: dict[str, Callable[[Sweden], object]] = {
    **{
        f"{name}.list": lambda client, name=name: _first(getattr(client, name).list(where={"a": 1}, projection=["a"], sort=["-a"]))
        for name in _READ
    },
    **{f"{name}.get": lambda client, name=name: getattr(client, name).get(inputs.CREDITOR) for name in _READ},
    "cases.list_closed": lambda client: _first(client.cases.list_closed(creditor=inputs.CREDITOR, page_size=10)),
    "cases.list_open": lambda client: _first(client.cases.list_open(creditor=inputs.CREDITOR)),
    "cases.status": lambda client: client.cases.status(inputs.CREDITOR),
    "creditors.delete": lambda client: client.creditors.delete(inputs.CREDITOR, etag="1"),
    "creditors.update": lambda client: client.creditors.update(inputs.CREDITOR, {"description": "x"}, etag="1"),
    "media.upload": lambda client: client.media.upload(inputs.CREDITOR, b"%PDF-1.4", dotted_path="a", filename="a.pdf"),
    "payouts.get_specification": lambda client: client.payouts.get_specification(inputs.CREDITOR),
    "payouts.specifications": lambda client: _first(client.payouts.specifications(creditor=inputs.CREDITOR)),
}


NEED_A_MEMORY = {
    Norway: {
        *("batches.wait", "batches.wait_all", "invoices.submit_and_wait", "invoices.submit_batches", "invoices.trace"),
        *("corrections.register_and_wait", "corrections.register_batches", "payments.register_and_wait", "payments.register_batches"),
        *("cases.find", "cases.wait", "cases.act_all", "cases.pause", "cases.resume", "cases.withdraw"),
        *("cases.accept_debt_collection_list", "cases.reject_debt_collection_list"),
        *("cases.accept_eviction_request", "cases.reject_eviction_request"),
        *("cases.accept_eviction_confirmation", "cases.reject_eviction_confirmation"),
        *("settlements.since", "settlements.export_to_file", "webhooks.re_read"),
    },
    Arm: {"batches.wait", "batches.wait_all", "documents.create_batches", "files.upload"},
    Sweden: {
        *("accounts.create", "creditors.create", "creditors.activate", "access_groups.of_account", "access_groups.of_creditor"),
        *("users.create", "users.create_account_admin", "users.create_creditor_admin", "users.create_creditor_user"),
        *("invoices.register", "invoices.register_all", "cases.register", "cases.register_all", "cases.link"),
        *(f"{action}.{what}" for action in ("payments", "creditings", "cancellations") for what in ("register", "refresh")),
        *("payouts.export", "payouts.export_to_file", "payouts.reconcile"),
    },
}
"""What asks for something and then looks for it, or asks for all there is. What these send is on tape, or as what is."""


@pytest.mark.parametrize(("client", "workflows"), [(Norway, NORWAY), (Arm, ARM), (Sweden, SWEDEN)])
def test_every_method_is_somewhere(client: Any, workflows: dict[str, Any]) -> None:
    homes = {resource: home.rsplit(".", 1) for resource, home in client._RESOURCES.items()}
    kinds = {resource: getattr(import_module(module), kind) for resource, (module, kind) in homes.items()}
    methods = {f"{resource}.{name}" for resource, kind in kinds.items() for name in dir(kind) if not name.startswith("_")}
    assert workflows.keys() | NEED_A_MEMORY[client] == methods
    assert not workflows.keys() & NEED_A_MEMORY[client]


class Watched:
    """HTTP clients whose every exchange with a mock must have been valid."""

    def __init__(self) -> None:
        self.operations: list[str] = []

    def client(self, **options: Any) -> httpx.Client:
        return httpx.Client(trust_env=False, event_hooks={"response": [self._look_at]}, **options)

    def _look_at(self, response: httpx.Response) -> None:
        response.read()
        check_valid(response)
        self.operations.append(response.request.url.path)


def check_valid(response: httpx.Response) -> None:
    """The mock found the request valid, and answered it."""
    said = {name: text for name, text in response.headers.items() if name.startswith("x-steady-error")}
    assert (response.headers.get("x-steady-request-valid"), said) == ("true", {"x-steady-error-count": "0"}), str(response.request.url)
    assert response.is_success


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture(autouse=True)
def concluded_operations_may_be_called() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnverifiedOperationWarning)
        yield


@pytest.mark.parametrize("workflow", NORWAY)
def test_norway(mocks: dict[str, str], watched: Watched, workflow: str) -> None:
    with watched.client() as http:
        client = Norway(
            environment="sandbox",
            auth_url=mocks["norway/identiverse"],
            collection_url=mocks["norway/collection"],
            autocollect_url=mocks["norway/autocollect"],
            http_client=http,
            clock=testing.VirtualClock(),
        )
        NORWAY[workflow](client)
    assert len(watched.operations) > 1


@pytest.mark.parametrize("workflow", ARM)
def test_arm(mocks: dict[str, str], watched: Watched, workflow: str) -> None:
    with watched.client() as http:
        client = Arm(
            environment="sandbox",
            auth_url=mocks["norway/identiverse"],
            arm_url=mocks["norway/arm"],
            http_client=http,
            clock=testing.VirtualClock(),
        )
        ARM[workflow](client)
    assert len(watched.operations) > 1


@pytest.mark.parametrize("workflow", SWEDEN)
def test_sweden(mocks: dict[str, str], watched: Watched, workflow: str) -> None:
    with watched.client() as http:
        client = Sweden(environment="sandbox", base_url=mocks["sweden/ada"], http_client=http, clock=testing.VirtualClock())
        SWEDEN[workflow](client)
    assert len(watched.operations) > 1


CASSETTES = sorted(path.relative_to(ROOT / "cassettes").with_suffix("").as_posix() for path in (ROOT / "cassettes").rglob("*.yaml"))


@pytest.mark.parametrize("cassette", CASSETTES)
def test_what_is_on_tape_is_valid(mocks: dict[str, str], cassette: str) -> None:
    """Every request that was answered with success."""
    routes = Routes(read_for_table())
    tape = yaml.load((ROOT / "cassettes" / f"{cassette}.yaml").read_bytes(), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe
    with httpx.Client(trust_env=False) as http:
        for exchange in tape["interactions"]:
            request = exchange["request"]
            found = routes.find(request["method"], request["uri"])
            if found is None or not 200 <= exchange["response"]["status"]["code"] < 300:
                continue
            name = f"{found[0]}/{found[1]}"
            parts = urlsplit(request["uri"])
            base = next((urlsplit(one["url"]).path for one in read_document(name).content["servers"] if parts.netloc in one["url"]), "")
            path = parts.path.removeprefix(base.rstrip("/"))
            headers = {one: texts[0] for one, texts in request["headers"].items() if one != "content-length"}
            check_valid(
                http.request(request["method"], f"{mocks[name]}{path}?{parts.query}", headers=headers, content=request["body"] or b"")
            )
