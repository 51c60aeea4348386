"""What holds for any input: nothing that can be sent makes the sandbox fall over, and no way of paging loses a row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from amili_client.runtime import encode_json
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.sandbox import Fault, FaultKind, Sandbox, SandboxSettings
from amili_ext.sandbox.norway.examples import documented_invoice

from .conftest import Caller, FakeClock

LIMITS = settings(max_examples=50, deadline=None)  # how long one example takes is no promise of ours

TEXTS = st.text(max_size=12)
NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from([Decimal("9E+999999"), Decimal("-1E-99999")])
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
DATES = st.dates().map(str) | st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")


def _maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


FITTING = _maybe(
    type=TEXTS,
    invoiceNumber=TEXTS,
    originalInvoiceAmount=NUMBERS,
    currency=st.sampled_from(["NOK", "SEK", ""]),
    invoiceDate=DATES,
    dueDate=DATES,
    uniqueSourceInvoiceId=TEXTS,
    debtors=st.lists(_maybe(identificationNumber=TEXTS | st.just("12345678901"), customerNumber=TEXTS), max_size=2),
    claims=st.lists(_maybe(remainingAmount=NUMBERS), max_size=3),
    unknown=ANYTHING,
)


@LIMITS
@given(invoices=st.lists(FITTING, min_size=1, max_size=4))
def test_every_fitting_invoice_comes_back_once_and_in_order(invoices: list[dict[str, Any]]) -> None:
    with Sandbox(SandboxSettings(processing_delay=0), clock=FakeClock()) as sandbox:
        caller = Caller(sandbox)
        batch = caller.batch(caller.batch_id(*invoices))
        sent = [invoice.get("invoiceNumber") for invoice in invoices]
        found = {kind: [item.get("invoiceNumber") for item in batch[kind]] for kind in ("succeeded", "failed")}
        assert sorted(map(repr, found["succeeded"] + found["failed"])) == sorted(map(repr, sent))
        for numbers in found.values():
            rest = iter(sent)
            assert all(number in rest for number in numbers), "the order sent"
        assert all(item["errors"] for item in batch["failed"])


@LIMITS
@given(field=st.sampled_from([*documented_invoice()]), value=ANYTHING)
def test_no_value_of_a_field_makes_it_fall_over(field: str, value: Any) -> None:
    with Sandbox(SandboxSettings(processing_delay=0), clock=FakeClock()) as sandbox:
        caller = Caller(sandbox)
        answer = caller.submit({**documented_invoice(), field: value})
        if answer.status == 202:
            assert caller.batch(answer.data["batchId"])["status"] in {"SUCCESS", "FAILED"}
        else:
            assert answer.status == 400
            assert all(name.startswith(f"invoices[0].{field}") for name in answer.errors)


@LIMITS
@given(body=st.binary(max_size=40) | ANYTHING.map(encode_json))
def test_no_body_makes_it_fall_over(body: bytes) -> None:
    with Sandbox(clock=FakeClock()) as sandbox:
        caller = Caller(sandbox)
        response = caller.raw("POST", f"{caller.base}/invoices", body=body, headers={"Content-Type": "application/json"})
        assert response.status == 400


@LIMITS
@given(name=st.sampled_from(["PageToken", "PageSize", "SortDirection", "State", "SubjectId"]) | TEXTS, value=TEXTS)
def test_no_query_makes_it_fall_over(name: str, value: str) -> None:
    with Sandbox(clock=FakeClock()) as sandbox:
        assert Caller(sandbox).get("/batches", {name: value}).status in {200, 400}


@LIMITS
@given(
    rows=st.integers(0, 12),
    size=st.integers(1, 5),
    direction=st.sampled_from(["ASC", "DESC"]),
    inserts=st.lists(st.integers(0, 2), max_size=6),
)
def test_walking_a_list_meets_every_row_once_whatever_is_added_meanwhile(rows: int, size: int, direction: str, inserts: list[int]) -> None:
    with Sandbox(SandboxSettings(page_size=size), clock=FakeClock()) as sandbox:
        caller = Caller(sandbox)
        old = [caller.batch_id({"invoiceNumber": str(at)}) for at in range(rows)]
        adding, seen = iter(inserts), list[str]()
        token: str | None = ""
        while token is not None:
            answer = caller.get("/batches", {"PageToken": token, "SortDirection": direction})
            seen += [one["batchId"] for one in answer.data]
            token = answer.next_page
            for _ in range(next(adding, 0)):
                caller.batch_id({"invoiceNumber": "new"})
        assert len(set(seen)) == len(seen)
        assert [one for one in seen if one in old] == (old if direction == "ASC" else old[::-1])


@LIMITS
@given(
    kind=st.sampled_from(FaultKind),
    method=st.sampled_from(["", "GET", "POST"]),
    path=st.sampled_from(["", "/invoices"]),
    times=st.none() | st.integers(1, 9),
    after=st.integers(0, 9),
    seconds=st.floats(0, 100),
)
def test_fault_survives_both_forms(kind: FaultKind, method: str, path: str, times: int | None, after: int, seconds: float) -> None:
    fault = Fault(kind=kind, method=method, path_contains=path, times=times, after=after, seconds=seconds)
    assert Fault.from_dict(fault.to_dict()) == fault
    text = f"{kind}:{method or '*'}:{path}:times={times or 'forever'},after={after},seconds={seconds}"
    assert Fault.parse(text) == fault
