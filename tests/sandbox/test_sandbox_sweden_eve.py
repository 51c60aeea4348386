"""Lists, single documents and changes as Eve does them: where, sort, projection, pages, etags, and errors in the documented shape."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from amili_ext.sandbox.sweden import collection

from .sweden import ACCOUNT, CREDITOR, Make, Swede, active_creditor, case_registration, payment

_WRITABLE = {"accounts", "creditors", "users", "invoice--registrations", "case--registrations"} | {
    f"creditor--{action}" for action in ("payments", "creditings", "cancellations")
}
_READABLE = {"partners", "cases", "customers", "invoices", "finance--payouts", "finance--payout-specifications", "access--groups"}


@pytest.fixture
def numbers(swede: Swede) -> list[str]:
    """The invoice numbers of five cases, each a minute younger than the one before."""
    names = [f"INV-{number}" for number in (3, 1, 5, 2, 4)]
    for at, name in enumerate(names):
        swede.case_id(invoice_number=name, capital_to_claim=100.0 * (at + 1), invoice_date=f"Mon, {10 + at} Jun 2025 00:00:00 GMT")
        swede.clock.advance(60)
    return names


def _found(swede: Swede, where: Any, **query: Any) -> list[str]:
    answer = swede.get("/cases", where=where, **query)
    assert answer.status == 200, answer
    assert answer["_meta"]["total"] == len(answer.items)
    return [item["debt"]["invoice_number"] for item in answer.items]


def test_every_documented_resource_has_its_methods_and_no_others(swede: Swede) -> None:
    for name in _WRITABLE | _READABLE:
        assert swede.get(f"/{name}").status == 200, name
        assert swede.get(f"/{name}/{'0' * 24}").status == 404
        assert swede.send("DELETE", f"/{name}").status == 405
        assert swede.send("PUT", f"/{name}/{'0' * 24}").status == 405
        assert swede.post(f"/{name}", {}).status == (422 if name in _WRITABLE else 405)
        assert swede.change("PATCH", f"/{name}/{'0' * 24}", {}).status == (404 if name == "creditors" else 405)


def test_a_page_has_25_items_and_100_at_most(swede: Swede) -> None:
    swede.created("/case--registrations", case_registration(*({"invoice_number": str(number)} for number in range(105))))
    first = swede.get("/cases")
    assert (len(first.items), first["_meta"]) == (25, {"page": 1, "max_results": 25, "total": 105})
    assert len(swede.get("/cases", max_results=1000).items) == 100
    last = swede.get("/cases", page=3, max_results=50)
    assert (len(last.items), last["_meta"]) == (5, {"page": 3, "max_results": 50, "total": 105})
    assert swede.get("/cases", page=4, max_results=50).items == []
    pages = [item["_id"] for page in range(1, 12) for item in swede.get("/cases", page=page, max_results=10, sort="_id").items]
    assert pages == sorted(set(pages))
    assert len(pages) == 105


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, ["INV-3", "INV-1", "INV-5", "INV-2", "INV-4"]),
        ({"debt.invoice_number": "INV-5"}, ["INV-5"]),
        ({"creditor": CREDITOR}, ["INV-3", "INV-1", "INV-5", "INV-2", "INV-4"]),
        ({"creditor": ACCOUNT}, []),
        ({"creditor": {"$in": [ACCOUNT, CREDITOR]}, "debt.capital_to_claim": {"$gte": 300, "$lt": 500}}, ["INV-5", "INV-2"]),
        ({"debt.invoice_number": {"$ne": "INV-5"}, "debt.capital_to_claim": {"$gt": 200}}, ["INV-2", "INV-4"]),
        ({"$or": [{"debt.invoice_number": "INV-1"}, {"$and": [{"debt.capital_to_claim": 500}]}]}, ["INV-1", "INV-4"]),
        ({"closed": {"$exists": False}, "debt.capital_to_claim": {"$lte": 100}}, ["INV-3"]),
        ({"debt.invoice_date": {"$lt": "Thu, 12 Jun 2025 00:00:00 GMT"}}, ["INV-3", "INV-1"]),
        # The weekday is not looked at.
        ({"debt.invoice_date": "Sun, 14 Jun 2025 00:00:00 GMT"}, ["INV-4"]),
        ({"_created": {"$gt": "Mon, 15 Jan 2024 10:33:00 GMT"}}, ["INV-4"]),
        ({"status": "active"}, []),
    ],
    ids=str,
)
def test_where(swede: Swede, numbers: list[str], where: Any, expected: list[str]) -> None:
    assert _found(swede, where) == expected


@pytest.mark.parametrize(
    "where",
    [
        "{bad",
        "[]",
        "5",
        '"x"',
        {"a": {"$foo": 1}},
        {"$where": "1"},
        {"debt.invoice_number": {"$regex": "^INV"}},
        {"$or": {}},
        {"$or": []},
        {"$near": 1},
        {"state": {"$in": "reminder"}},
        "state in ['reminder']",
        "f() == state",
    ],
    ids=str,
)
def test_a_filter_that_cannot_be_is_refused_also_when_there_is_nothing(swede: Swede, where: Any) -> None:
    for path in ("/cases", "/partners"):
        answer = swede.get(path, where=where)
        assert (answer.status, answer["_error"]["code"]) == (400, 400)
        assert answer.message


@pytest.mark.parametrize("where", ["5", "[]", '"x"', "true"])
def test_a_filter_that_is_no_object_is_refused_beside_a_search_too(swede: Swede, numbers: list[str], where: str) -> None:
    answer = swede.send("GET", "/customers", {"where": where, "name": "Jane Doe"})
    assert (answer.status, answer["_error"]["code"]) == (400, 400)


@pytest.mark.parametrize(
    ("method", "path", "methods"),
    [
        ("TRACE", "/cases", "GET, HEAD, OPTIONS"),
        ("DELETE", "/users", "GET, HEAD, OPTIONS, POST"),
        ("POST", f"/creditors/{CREDITOR}", "DELETE, GET, HEAD, OPTIONS, PATCH"),
    ],
)
def test_a_refused_method_comes_with_those_that_there_are(swede: Swede, method: str, path: str, methods: str) -> None:
    answer = swede.raw(method, path)
    assert (answer.status, answer.headers["allow"]) == (405, methods)
    assert swede.raw("OPTIONS", path).headers["allow"] == methods


def test_sort(swede: Swede, numbers: list[str]) -> None:
    assert _found(swede, {}, sort="debt.invoice_number") == sorted(numbers)
    assert _found(swede, {}, sort="-debt.invoice_number") == sorted(numbers, reverse=True)
    assert _found(swede, {}, sort="-_created") == numbers[::-1]
    assert _found(swede, {}, sort="currency,-debt.capital_to_claim") == numbers[::-1]
    assert _found(swede, {}, sort="no_such_field") == numbers
    for impossible in (
        "[1]",
        ",",
        "-a, ",
        "a b",
        "[(1, 2)]",
        "[('state',)]",
        "[('state', 1, 1)]",
        "[('state', 'up')]",
        "{'state': 1}",
        "5",
    ):
        assert swede.get("/cases", sort=impossible).status == 400, impossible


def test_a_mistake_of_the_sandbox_does_not_look_like_one_of_its_client(swede: Swede, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: Any) -> Any:
        raise AttributeError("a mistake")

    swede.case_id()
    monkeypatch.setattr(collection, "project", mistaken)
    with pytest.raises(AttributeError, match="a mistake"):
        swede.get("/cases")


def test_projection_includes_or_excludes_but_never_the_system_fields(swede: Swede) -> None:
    case_id = swede.case_id()
    system = {"_id", "_created", "_updated", "_etag"}
    for path in ("/cases", f"/cases/{case_id}"):
        whole, included, excluded = (
            (answer.items[0] if "_items" in answer.content else answer.content)
            for answer in (
                swede.get(path),
                swede.get(path, projection={"debt.invoice_number": 1, "state": 1, "closed": 1}),
                swede.get(path, projection={"debt.debt_description": 0, "state": 0, "_etag": 0}),
            )
        )
        assert included.keys() == system | {"debt", "state"}
        assert included["debt"] == {"invoice_number": "778899"}
        assert whole.keys() - excluded.keys() == {"state"}
        assert whole["debt"].keys() - excluded["debt"].keys() == {"debt_description"}
        assert {name: whole[name] for name in included.keys() - {"debt"}} == {name: included[name] for name in included.keys() - {"debt"}}
    assert swede.get("/cases", projection="state").status == 400


def test_dates_are_read_in_both_forms_and_written_in_one(swede: Swede) -> None:
    swede.created("/creditor--payments", payment(case=swede.case_id(), bank_transaction_date="2025-07-04T18:20:41.123+02:00"))
    swede.created("/creditor--payments", payment(case=swede.case_id(), bank_transaction_date="Sun, 04 Jul 2025 16:20:41 GMT"))
    assert [one["bank_transaction_date"] for one in swede.get("/creditor--payments").items] == ["Fri, 04 Jul 2025 16:20:41 GMT"] * 2
    for text in ("2025-07-04", "yesterday", 1751646041, None):
        body = {**payment(case=swede.case_id()), "bank_transaction_date": text}
        assert "bank_transaction_date" in swede.refused("/creditor--payments", body)


def test_a_change_needs_the_present_etag(swede: Swede) -> None:
    path = f"/creditors/{CREDITOR}"
    before = swede.get(path).content
    assert swede.change("PATCH", path, {"description": "x"}).status == 428
    assert swede.change("PATCH", path, {"description": "x"}, etag="0" * 40).status == 412
    assert swede.get(path).content == before
    swede.clock.advance(10)
    answer = swede.change("PATCH", path, {"description": "x"}, etag=f'"{before["_etag"]}"')
    assert answer.content.keys() == {"_id", "_created", "_updated", "_etag", "_status"}
    after = swede.get(path).content
    assert after == {**before, "description": "x", "_updated": "Mon, 15 Jan 2024 10:30:10 GMT", "_etag": answer["_etag"]}
    assert answer["_etag"] != before["_etag"]
    assert swede.change("PATCH", path, {"description": "y"}, etag=before["_etag"]).status == 412
    assert swede.change("DELETE", path).status == 428
    assert swede.change("DELETE", path, etag=before["_etag"]).status == 412
    assert swede.change("DELETE", path, etag=after["_etag"]).status == 204
    assert swede.get(path).status == 404


def test_whatever_changes_a_document_changes_its_etag(swede: Swede) -> None:
    case_id = swede.case_id()
    etags = [swede.case(case_id)["_etag"]]
    swede.clock.advance(2)
    etags.append(swede.case(case_id)["_etag"])
    swede.pay(case_id, 1)
    etags.append(swede.case(case_id)["_etag"])
    assert len(set(etags)) == 3
    assert swede.case(case_id)["_etag"] == etags[-1]


def test_errors_have_the_documented_shape_and_eves_beside_it(swede: Swede) -> None:
    body = case_registration({"invoice_number": 5, "capital_to_claim": "250"}, {"invoice_date": None}, first_action=None)
    answer = swede.post("/case--registrations", body)
    assert answer.status == 422
    assert answer.content == {
        "_status": "ERR",
        "_error": {
            "code": 422,
            "message": "Validation failed",
            "details": {
                "debts.0.capital_to_claim": "must be of number type",
                "debts.0.invoice_number": "must be of string type",
                "debts.1.invoice_date": "required field",
                "first_action": "required field",
            },
        },
        "_issues": {
            "debts": {
                "0": {"capital_to_claim": "must be of number type", "invoice_number": "must be of string type"},
                "1": {"invoice_date": "required field"},
            },
            "first_action": "required field",
        },
    }
    assert swede.get("/cases").items == []


def test_rules_beyond_the_schema_are_told_in_the_same_shape(swede: Swede) -> None:
    answer = swede.post("/case--registrations", case_registration({"capital_to_claim": 0}, currency="EUR"))
    assert answer.details == {"debts.0.capital_to_claim": "must be greater than 0", "currency": "must be SEK"}
    assert answer["_issues"] == {"debts": {"0": {"capital_to_claim": "must be greater than 0"}}, "currency": "must be SEK"}
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [400, 404, 405, 412, 428])
def test_other_errors_say_what_is_wrong(swede: Swede, status: int) -> None:
    path = f"/creditors/{CREDITOR}"
    answer = {
        400: lambda: swede.send("POST", "/creditors", body=b"{", headers={"Content-Type": "application/json"}),
        404: lambda: swede.get("/creditors/not-an-id"),
        405: lambda: swede.send("DELETE", "/partners"),
        412: lambda: swede.change("PATCH", path, {}, etag="x"),
        428: lambda: swede.change("PATCH", path, {}),
    }[status]()
    assert answer.status == status
    assert answer.content == {"_status": "ERR", "_error": {"code": status, "message": answer.message}}
    assert len(answer.message) > 10


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/creditor--payments", payment(case="0" * 24, account=ACCOUNT), "account"),
        ("/creditor--payments", payment(case="0" * 24, settled_amount=1.0), "settled_amount"),
        ("/creditors", active_creditor(partner="618a851643314ff68dcb8895"), "partner"),
        ("/creditors", active_creditor(creditor_number=1), "creditor_number"),
        ("/creditors", active_creditor(added_to_erp_system=True), "added_to_erp_system"),
        ("/creditors", active_creditor(_id="0" * 24), "_id"),
        ("/creditors", active_creditor(_etag="x"), "_etag"),
        ("/case--registrations", case_registration(_cases=[]), "_cases"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_read_only_field_is_refused(swede: Swede, path: str, body: Any, field: str) -> None:
    assert "read-only" in swede.refused(path, body)[field]


def test_unknown_fields_are_kept(swede: Swede) -> None:
    body = case_registration({"interest_model": "x"}, colour="blue")
    body["customer"]["language"] = "sv"
    created = swede.created("/case--registrations", body)
    stored = swede.get(f"/case--registrations/{created['_id']}").content
    assert (stored["colour"], stored["customer"]["language"], stored["debts"][0]["interest_model"]) == ("blue", "sv", "x")
    assert swede.case(created["_cases"][0])["debt"]["interest_model"] == "x"


def test_a_reference_must_lead_somewhere(swede: Swede) -> None:
    details = swede.refused("/case--registrations", case_registration(account="0" * 24, creditor="x"))
    assert details.keys() == {"account", "creditor"}


def test_several_documents_at_once_are_not_taken(swede: Swede) -> None:
    assert swede.post("/creditors", [active_creditor(), active_creditor()]).status == 400


def test_ids_and_dates_come_from_the_sandbox(swede: Swede) -> None:
    created = swede.created("/creditors", active_creditor())
    assert created["_created"] == created["_updated"] == "Mon, 15 Jan 2024 10:30:00 GMT"
    assert int(created["_id"], 16) < 1000
    assert swede.clock() == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)


def test_money_comes_back_as_it_was_sent(make_swede: Make) -> None:
    swede = make_swede()
    for amount in (0.01, 0.1, 1234567890.12, 99999999999.99, 3, 19.9):
        case = swede.case(swede.case_id(capital_to_claim=amount))
        assert case["debt"]["capital_to_claim"] == case["local_remaining_capital_amount"] == amount
