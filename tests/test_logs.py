"""Promise 9: at DEBUG, with everything captured, the log holds no secret, no token, no name, no number and no address of a person."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from amili_ext import AmiliError, testing
from amili_ext.flow import Reply, Request
from amili_ext.logs import HARMLESS_PARAMETERS, describe, logger
from amili_ext.sandbox import Fault, Sandbox, SandboxRequest, SandboxResponse
from amili_ext.sandbox.norway.examples import documented_invoice
from amili_ext.testing import VirtualClock

from .support import BATCH, ORGANIZATION, Server, client, complete, in_each_world, json_reply, leaves

PUBLIC_VALUES = {"NOTICE", "NOK", "PRIVATE", "NO", "PRINCIPAL", "Oslo"}
"""Values of the documented example that say nothing about anybody."""


class Captured(logging.Handler):
    """Every record of this package, whole: what it says, and what it carries along."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def text(self) -> str:
        """All of it, as a formatter that writes out every attribute would, but for ids: random digits may be a zip code by chance."""
        format_exception = logging.Formatter().formatException
        written = "\n".join(
            f"{record.getMessage()} {record.args!r} {_untimed(record)!r} {format_exception(record.exc_info) if record.exc_info else ''}"
            for record in self.records
        )
        return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>", written)


def _untimed(record: logging.LogRecord) -> dict[str, Any]:
    """Without the numbers of this run, whose digits may be those of a zip code by chance."""
    return {name: value for name, value in vars(record).items() if not isinstance(value, int | float) or name == "lineno"}


@pytest.fixture
def captured() -> Iterator[Captured]:
    """Captures at the root, as an application that turns on DEBUG for everything does."""
    root, handler = logging.getLogger(), Captured()
    handler.addFilter(lambda record: record.name.split(".")[0] == "amili_ext")
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def private_values() -> list[str]:
    return [str(value) for value in leaves(documented_invoice()) if str(value) not in PUBLIC_VALUES]


class Watched(Sandbox):
    """Remembers the tokens that it gave out."""

    def handle(self, request: SandboxRequest) -> SandboxResponse:
        response = super().handle(request)
        if request.path == "/token" and response.status == 200:
            self.tokens.append(json.loads(response.body)["access_token"])
        return response

    tokens: list[str] = []  # noqa: RUF012  # one sandbox per test


@in_each_world
def test_a_bad_day_with_the_documented_invoice_leaves_nothing_of_it_in_the_log(
    world: str, clock: VirtualClock, captured: Captured, tmp_path: Path
) -> None:
    """Adopted after a cut, refused tokens, faults of every kind, lists that filter by customer, a token file that others can read."""
    sandbox = Watched(clock=clock.time)
    sandbox.tokens = []
    make = testing.norway if world == "blocking" else testing.async_norway
    token_file = tmp_path / "tokens.json"
    token_file.write_text("{}")
    token_file.chmod(0o644)
    amili: Any = make(sandbox, clock=clock, token_file=token_file)
    debtor = documented_invoice()["debtors"][0]
    for kind, more in [
        ("expired_token", {"after": 1}),
        ("drop_after_commit", {"method": "POST", "path_contains": "/invoices"}),
        ("status", {"method": "GET", "status": 503, "retry_after": 1, "after": 3}),
        ("status", {"method": "GET", "status": 429, "after": 4}),
        ("drop_before_commit", {"method": "GET", "after": 2}),
    ]:
        sandbox.faults.add(Fault(kind=kind, **more))
    result = complete(world, lambda: amili.invoices.submit_and_wait([documented_invoice()]))
    assert len(result) == 1
    for lists in (
        lambda: amili.invoices.list(customer_number=debtor["customerNumber"]),
        lambda: amili.invoices.list(invoice_number="INV-2024-00123"),
        lambda: amili.invoices.list(unique_source_invoice_id="erp-order-9981"),
        lambda: amili.batches.list(idempotency_key="Kari Nordmann", subject_id="12345678901"),
    ):
        complete(world, lists)
    clock.advance(3600 - 60)
    sandbox.faults.add(Fault(kind="status", path_contains="/token", status=503))
    complete(world, lambda: amili.batches.get(result.handle.batch_id))
    sandbox.faults.add(Fault(kind="html", method="GET"))
    with suppress(AmiliError):
        complete(world, lambda: amili.batches.get(result.handle.batch_id))
    text = captured.text()
    said = {record.getMessage().split(" ")[0] for record in captured.records}
    assert {"GET", "POST", "got", "refreshing", "the"} <= said, "the day was bad enough"
    assert len(sandbox.tokens) >= 2
    for hidden in [*private_values(), *sandbox.tokens, "s3cr3t", "Bearer", "Kari Nordmann"]:
        assert hidden not in text
    sandbox.close()


@in_each_world
def test_what_the_server_writes_is_not_logged(world: str, clock: VirtualClock, captured: Captured) -> None:
    name = "Kari Nordmann"
    rude = json_reply(
        {"title": name, "detail": name, "errors": {name: [name]}, "code": name, "traceId": name}, 503, headers={"x-request-id": name}
    )
    amili = client(world, Server(rude), clock=clock)
    with pytest.raises(AmiliError):
        complete(world, lambda: amili.batches.get(BATCH))
    assert len(captured.records) >= 4
    assert name not in captured.text()


@in_each_world
def test_wrong_credentials_are_not_logged(world: str, clock: VirtualClock, captured: Captured) -> None:
    echo = json_reply({"error": "invalid_client", "error_description": "no such client: hidden-id hidden-secret"}, 401)
    amili = client(world, lambda request: echo, clock=clock, client_id="hidden-id", client_secret="hidden-secret")
    with pytest.raises(AmiliError):
        complete(world, lambda: amili.batches.get(BATCH))
    assert "hidden" not in captured.text()


@in_each_world
def test_each_exchange_is_told_with_method_address_status_and_attempt(world: str, clock: VirtualClock, captured: Captured) -> None:
    server = Server(Reply(503), json_reply({"data": {"batchId": str(BATCH)}}))
    amili = client(world, server, clock=clock)
    complete(world, lambda: amili.batches.get(BATCH))
    address = f"http://127.0.0.1:8420/collection/v1/orgs/{ORGANIZATION}/batches/{BATCH}"
    told = [record.getMessage() for record in captured.records if record.levelno == logging.DEBUG]
    assert told == [f"GET {address}: 503, attempt 1", f"GET {address}: 200, attempt 2"]


def test_everything_goes_through_one_logger_that_is_silent_by_default(capsys: pytest.CaptureFixture[str], clock: VirtualClock) -> None:
    assert logger.name == "amili_ext"
    assert logger.level == logging.NOTSET
    assert logger.handlers == []
    client("blocking", Server(), clock=clock).batches.get(BATCH)
    assert capsys.readouterr() == ("", "")


def test_of_a_query_only_the_values_of_harmless_parameters_are_written() -> None:
    harmless = ("Status", "State", "Type", "PageSize", "SortDirection", "From", "To", "page", "max_results", "sort", "projection")
    params = [(name, f"value-of-{name}") for name in harmless]
    secret = [
        (name, f"value-of-{name}")
        for name in (
            "InvoiceNumber",
            "UniqueSourceInvoiceId",
            "CustomerNumber",
            "SubjectId",
            "IdempotencyKey",
            "PageToken",
            "state",
            "where",
            "id_number",
            "Invented",
        )
    ]
    text = describe(Request("GET", "https://api/x", params=(*params, *secret)))
    for name, value in params:
        assert f"{name}={value}" in text
    for name, value in secret:
        assert f"{name}=\u2026" in text
        assert value not in text
    assert {name for name, _ in params} == HARMLESS_PARAMETERS


def test_a_request_without_a_query_is_its_method_and_address() -> None:
    request = Request("POST", "https://api/x", headers={"Authorization": "hidden"}, content=b"hidden")
    assert describe(request) == "POST https://api/x"


def test_the_harmless_parameters_are_ones_that_the_api_has() -> None:
    """A misspelt name in the allow-list would hide what it is meant to show."""
    from amili_client.norway.collection.api.batches import get_batches_by_organization
    from amili_client.norway.collection.api.invoice import get_invoices_by_organization
    from amili_client.norway.collection.models.batch_status import BatchStatus
    from amili_client.norway.collection.models.batch_type import BatchType
    from amili_client.norway.collection.models.invoice_status import InvoiceStatus
    from amili_client.norway.collection.models.invoice_type import InvoiceType
    from amili_client.sweden.ada.api.case import list_cases

    day = datetime(2026, 1, 1, tzinfo=UTC)
    batches = get_batches_by_organization.build_request(
        ORGANIZATION, state=BatchStatus.QUEUED, type_=BatchType.INVOICE, page_size=1, sort_direction="x"
    )
    invoices = get_invoices_by_organization.build_request(
        ORGANIZATION, status=InvoiceStatus("OPEN"), type_=InvoiceType("NOTICE"), from_=day, to=day
    )
    cases = list_cases.build_request(page=1, max_results=100, sort="_id", projection="{}")
    assert batches["params"].keys() | invoices["params"].keys() | cases["params"].keys() == HARMLESS_PARAMETERS
