"""The invoices of `examples` succeed, or fail for the reason they were made to fail for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from amili_client.runtime import encode_json

from amili_ext.sandbox.norway.examples import DEFAULT_FAILURES, FAILING_KINDS, documented_invoice, realistic_invoices

from .conftest import Caller

Make = Callable[..., Caller]


def test_two_hundred_realistic_invoices(make: Make) -> None:
    caller = make(processing_delay=0)
    invoices = realistic_invoices()
    batch = caller.batch(caller.batch_id(*invoices))
    assert batch["status"] == "PARTIAL"
    assert len(batch["succeeded"]) + len(batch["failed"]) == len(invoices) == 200
    reasons = Counter(error for item in batch["failed"] for error in item["errors"])
    assert reasons == {FAILING_KINDS[kind]: times for kind, times in DEFAULT_FAILURES.items()}
    assert len(batch["failed"]) == sum(DEFAULT_FAILURES.values()), "one reason each"


def test_every_kind_fails_for_its_reason(make: Make) -> None:
    caller = make(processing_delay=0)
    assert caller.batch(caller.batch_id(documented_invoice()))["status"] == "SUCCESS"
    for seed, (kind, message) in enumerate(FAILING_KINDS.items()):
        batch = caller.batch(caller.batch_id(*realistic_invoices(1, seed=seed, failures={kind: 1})))
        assert [item["errors"] for item in batch["failed"]] == [[message]]


def test_all_succeed_when_none_is_to_fail_whatever_the_seed(make: Make) -> None:
    caller = make(processing_delay=0)
    for seed in range(5):
        assert caller.batch(caller.batch_id(*realistic_invoices(20, seed=seed, failures={})))["status"] == "SUCCESS"


def test_same_arguments_give_the_same_invoices() -> None:
    assert realistic_invoices(10, seed=3) == realistic_invoices(10, seed=3)
    assert realistic_invoices(10, seed=3) != realistic_invoices(10, seed=4)


def test_invoices_are_synthetic() -> None:
    for made in realistic_invoices(200, failures={}):
        [debtor] = made["debtors"]
        assert int(debtor["identificationNumber"][2:4]) > 80
        assert debtor["emails"][0]["value"].endswith("@example.com")
        assert debtor["phoneNumbers"][0]["value"].startswith("+470")


def test_money_is_exact_and_numbers_are_unique() -> None:
    invoices = realistic_invoices(200)
    encode_json(invoices)  # refuses floats
    assert len({made["invoiceNumber"] for made in invoices}) == 200
    assert len({made["uniqueSourceInvoiceId"] for made in invoices}) == 200


def test_documented_invoice_is_made_anew_each_time() -> None:
    documented_invoice()["debtors"].clear()
    assert documented_invoice()["debtors"]


def test_wrong_failures_are_told() -> None:
    with pytest.raises(ValueError, match="unknown kind of failure weather"):
        realistic_invoices(failures={"weather": 1})
    with pytest.raises(ValueError, match="3 failures do not fit into 2"):
        realistic_invoices(2, failures={"currency": 3})
