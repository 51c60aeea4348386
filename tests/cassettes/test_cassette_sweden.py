"""What is Sweden's own on cassettes: signing in, tokens in `X-API-Key`, versions in `If-Match`, forms with a file; and that a client which
says something else than what was recorded is found out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml
from attrs import evolve

from amili_ext.errors import AmiliError
from amili_ext.sweden.ada.eve.errors import EditConflictError
from tests.cassettes.catalogue import ALL
from tests.cassettes.driving import Steps
from tests.cassettes.form import DOCUMENT
from tests.cassettes.replay import MismatchError, replay
from tests.cassettes.scenario import Scenario
from tests.cassettes.sweden import steps as do
from tests.cassettes.sweden.inputs import ANNA, CREDITOR, JANE, debt, debt_with_fees, invoice, registration
from tests.cassettes.sweden.transcribed import bodies
from tests.cassettes.tape import CASSETTES, path_of

BOTH = pytest.mark.parametrize("asynchronous", [False, True], ids=["blocking", "async"])


def scenario_named(name: str, **changes: Any) -> Scenario:
    return evolve(next(scenario for scenario in ALL if scenario.name == f"sweden/ada/{name}"), **changes)


def keys(name: str) -> list[str | None]:
    return [one.x_api_key for one in replay(scenario_named(name)).made]


def test_a_jwt_goes_out_and_the_token_that_comes_back_is_used_from_then_on() -> None:
    assert keys("sign_in") == ["SCRUBBED", "SCRUBBED-1"]
    assert keys("sign_in_plain_text") == ["SCRUBBED", "SCRUBBED-1"]


def test_a_new_token_is_used_when_the_old_one_has_ended_or_is_refused() -> None:
    assert keys("token_refreshed") == ["SCRUBBED", "SCRUBBED-1", "SCRUBBED", "SCRUBBED-2"]
    assert keys("token_revoked") == ["SCRUBBED", "SCRUBBED-1", "SCRUBBED-1", "SCRUBBED", "SCRUBBED-2"]


def test_each_change_names_the_version_that_it_changes() -> None:
    versions = [one.if_match for one in replay(scenario_named("edit_conflict")).made if one.method == "PATCH"]
    # The first is somebody else's; the second and the third name the version before that; the last is the third, merged.
    assert len(versions) == 4
    assert versions[0] == versions[1] == versions[2] != versions[3]
    statuses = [
        exchange["response"]["status"]["code"]
        for exchange in yaml.safe_load(path_of("sweden/ada/edit_conflict").read_text("utf-8"))["interactions"]
        if exchange["request"]["method"] == "PATCH"
    ]
    assert statuses == [200, 412, 412, 200]


def test_both_clients_are_meant() -> None:
    def telling(amili: Any, series: str) -> Steps:
        return {**(yield from do.sign_in(amili, series)), "client": type(amili).__name__}

    said = [replay(scenario_named("sign_in", steps=telling), asynchronous=asynchronous).summary["client"] for asynchronous in (False, True)]
    assert said == ["Sweden", "AsyncSweden"]


def test_every_use_case_is_on_a_cassette_and_so_are_the_mechanics() -> None:
    requested = {
        (exchange["request"]["method"], exchange["request"]["uri"].split("/")[3].partition("?")[0], exchange["response"]["status"]["code"])
        for path in (CASSETTES / "sweden/ada").glob("*.yaml")
        if "transcribed" not in path.name
        for exchange in yaml.safe_load(path.read_text("utf-8"))["interactions"]
    }
    assert {
        *(("GET", "authenticates", status) for status in (200, 401)),
        *(
            ("POST", name, 201)
            for name in ("invoice--registrations", "case--registrations", "media--upload", "accounts", "creditors", "users")
        ),
        *(("POST", f"creditor--{name}", 201) for name in ("payments", "creditings", "cancellations")),
        *(("GET", name, 200) for name in ("cases", "invoices", "creditors", "access--groups", "finance--payouts")),
        ("GET", "finance--payout-specifications", 200),
        *(("PATCH", "creditors", status) for status in (200, 412)),
        *(("POST", "invoice--registrations", status) for status in (422, 429, 504)),
        *(("GET", "cases", status) for status in (404, 429, 502, 504)),
        ("GET", "creditors", 401),
    } <= requested


# -- a client that says something else


def refused(name: str, steps: Callable[[Any, str], Steps], difference: str, *, asynchronous: bool = False) -> None:
    with pytest.raises(MismatchError, match=difference):
        replay(scenario_named(name, steps=steps), asynchronous=asynchronous)


def registering(**changes: Any) -> Callable[[Any, str], Steps]:
    def steps(amili: Any, series: str) -> Steps:
        yield amili.invoices.register({**invoice(series, 1, **(yield from do.acting(amili))), **changes})
        return {}

    return steps


@BOTH
@pytest.mark.parametrize(
    "changes",
    [
        {"customer": {**ANNA, "id_number": "19900101-1235"}},
        {"customer": JANE},
        {"invoice_due_date": "2025-08-03T00:00:01Z"},
        {"invoice_headline": "One field more"},
        {"matrix": [{**invoice("2025", 1)["matrix"][0], "unit_vat_percent": "12%"}]},
        {"matrix": [{**invoice("2025", 1)["matrix"][0], "unit_price": Decimal("500.01"), "total_price_excluding_vat": Decimal("500.01")}]},
    ],
    ids=["digit", "person", "second", "field", "rate", "öre"],
)
def test_another_invoice_does_not_match(changes: dict[str, Any], asynchronous: bool) -> None:
    refused("invoice", registering(**changes), r"request 4, POST .* differs in body", asynchronous=asynchronous)


def test_debts_in_another_order_do_not_match() -> None:
    def steps(amili: Any, series: str) -> Steps:
        debts = debt(series, 22), debt_with_fees(series, 21)
        yield amili.cases.register(registration(*debts, **(yield from do.acting(amili))))
        return {}

    refused("case", steps, r"request 3, GET .* differs in uri")


@BOTH
@pytest.mark.parametrize(("content", "filename"), [(DOCUMENT + b" ", "INV-2025-021.pdf"), (DOCUMENT, "INV-2025-022.pdf")])
def test_another_file_does_not_match(content: bytes, filename: str, asynchronous: bool) -> None:
    def steps(amili: Any, series: str) -> Steps:
        debts = debt_with_fees(series, 21), debt(series, 22)
        result = yield amili.cases.register(registration(*debts, **(yield from do.acting(amili))))
        yield amili.media.upload(result.debts[0].case, content, filename=filename)
        return {}

    refused("case", steps, r"request 7, POST .* differs in body", asynchronous=asynchronous)


def test_a_change_of_another_version_does_not_match() -> None:
    def steps(amili: Any, series: str) -> Steps:
        yield amili.creditors.get(CREDITOR)
        yield amili.creditors.update(CREDITOR, {"description": "Web shop"})
        try:
            yield amili.creditors.update(CREDITOR, {"description": "Shop"}, etag="0" * 40)
        except EditConflictError:
            pass
        except AmiliError:
            return {}
        return {}

    refused("edit_conflict", steps, r"request 5, PATCH .* differs in if_match")


def test_another_amount_than_the_page_prints_does_not_match() -> None:
    def steps(amili: Any, series: str) -> Steps:
        printed = bodies("case_registration")[0]
        printed["debts"][0]["capital_to_claim"] = Decimal("250.01")
        yield amili.cases.register(printed)
        return {}

    refused("case_registration.transcribed", steps, r"request 1, POST .* differs in body")
