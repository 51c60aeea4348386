"""Everything that cannot be right is found before anything is sent, all at once, with its place in the caller's spelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from amili_client.norway.collection.models import ClaimInput, CreateInvoicesRequest, DebtorInput, InvoiceInput
from amili_client.norway.collection.models.debtor_type import DebtorType
from amili_client.runtime import decode_json

from amili_ext import Norway
from amili_ext.errors import InputError
from amili_ext.norway.collection.batch.checks import check_invoices
from amili_ext.sandbox.norway.examples import documented_invoice
from tests.norway.collection.world import invoice


def problems(*invoices: Any, **options: Any) -> list[tuple[int | None, str]]:
    """Where the check finds fault."""
    with pytest.raises(InputError) as caught:
        check_invoices(invoices, **options)
    return [(problem.index, problem.field) for problem in caught.value.problems]


def sent(invoices: Any, **options: Any) -> list[dict[str, Any]]:
    """What would go over the wire."""
    return [decode_json(part) for part in check_invoices(invoices, **options).parts]


def python_names(value: dict[str, Any]) -> dict[str, Any]:
    """The documented example in Python names, written out by hand."""
    debtor, claim = value["debtors"][0], value["claims"][0]
    address, phone = debtor["addresses"][0], debtor["phoneNumbers"][0]
    return {
        "type_": value["type"],
        "invoice_number": value["invoiceNumber"],
        "original_invoice_amount": value["originalInvoiceAmount"],
        "currency": value["currency"],
        "invoice_date": value["invoiceDate"],
        "due_date": value["dueDate"],
        "unique_source_invoice_id": value["uniqueSourceInvoiceId"],
        "description": value["description"],
        "ocr_reference_number": value["ocrReferenceNumber"],
        "debtors": [
            {
                "type_": debtor["type"],
                "firstname": debtor["firstname"],
                "lastname": debtor["lastname"],
                "customer_number": debtor["customerNumber"],
                "identification_number": debtor["identificationNumber"],
                "emails": debtor["emails"],
                "phone_numbers": [{"value": phone["value"], "country_code": phone["countryCode"]}],
                "addresses": [
                    {
                        "street": address["street"],
                        "city": address["city"],
                        "zip_code": address["zipCode"],
                        "country_code": address["countryCode"],
                    }
                ],
            }
        ],
        "claims": [{"type_": claim["type"], "remaining_amount": claim["remainingAmount"], "description": claim["description"]}],
    }


@pytest.mark.parametrize("form", [dict, InvoiceInput.from_dict, python_names], ids=["wire names", "model", "Python names"])
def test_each_form_of_the_documented_invoice_is_sent_as_documented(form: Callable[[Any], Any]) -> None:
    assert sent([form(documented_invoice())]) == [documented_invoice()]


def test_any_iterable_and_the_whole_request_are_taken() -> None:
    expected = [documented_invoice()]
    assert sent(iter(expected)) == expected
    assert sent(one for one in expected) == expected
    assert sent(CreateInvoicesRequest(invoices=[InvoiceInput.from_dict(documented_invoice())])) == expected


@pytest.mark.parametrize("nothing", [[], (), iter([])])
def test_an_empty_list_is_refused(nothing: Any) -> None:
    with pytest.raises(InputError, match="no invoices"):
        check_invoices(nothing)


@pytest.mark.parametrize("slip", [documented_invoice(), "INV-1", b"x", InvoiceInput(), None, 7])
def test_one_invoice_instead_of_a_list_is_refused(slip: Any) -> None:
    with pytest.raises(InputError, match="pass a list of invoices"):
        check_invoices(slip)


def test_all_problems_are_listed_at_once() -> None:
    assert problems(
        invoice("A", originalInvoiceAmount=0.1, dueDate=datetime.fromisoformat("2024-02-15T00:00:00")),
        invoice("B", dueDate=date(2023, 1, 1)),
        invoice("A", uniqueSourceInvoiceId="other", claims=[{"remaining_amount": float("nan")}]),
        {"invoiceNumbr": "C"},
        "D",
    ) == [
        (0, "originalInvoiceAmount"),
        (0, "dueDate"),
        (1, "dueDate"),
        (2, "claims[0].remaining_amount"),
        (2, "invoiceNumber"),
        (3, "invoiceNumbr"),
        (3, "invoiceNumber"),
        (4, ""),
    ]


def test_the_model_path_names_python_fields() -> None:
    wrong: Any = 1.5
    model = InvoiceInput(
        invoice_number="A",
        original_invoice_amount=Decimal("NaN"),
        debtors=[DebtorInput(type_=DebtorType.PRIVATE, firstname="Kari"), DebtorInput(emails=wrong)],
        claims=[ClaimInput(remaining_amount=wrong)],
    )
    assert problems(model) == [(0, "original_invoice_amount"), (0, "debtors[1].emails"), (0, "claims[0].remaining_amount")]


@pytest.mark.parametrize("number", [{}, {"invoiceNumber": ""}, {"invoiceNumber": None}])
def test_an_invoice_without_a_number_is_refused_once(number: dict[str, Any]) -> None:
    without = {name: value for name, value in documented_invoice().items() if name != "invoiceNumber"}
    assert problems(without | number) == [(0, "invoiceNumber")]


def test_the_callers_own_id_must_differ_too() -> None:
    assert problems(invoice("A"), invoice("B", uniqueSourceInvoiceId="erp-A")) == [(1, "uniqueSourceInvoiceId")]


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        (date(2024, 1, 15), date(2024, 1, 14)),
        (datetime(2024, 1, 15, tzinfo=UTC), date(2024, 1, 14)),
        ("2024-01-15", "2024-01-14T23:00:00Z"),
        ("2024-01-15T00:00:00Z", "2024-01-15T00:30:00+01:00"),
    ],
)
def test_due_before_issued_is_refused(issued: Any, due: Any) -> None:
    assert problems(invoice("A", invoiceDate=issued, dueDate=due)) == [(0, "dueDate")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (date(2024, 2, 15), "2024-02-15"),
        (datetime(2024, 2, 15, tzinfo=UTC), "2024-02-15T00:00:00Z"),
        ("2024-02-15", "2024-02-15"),
        ("2024-02-15T00:00:00+01:00", "2024-02-15T00:00:00+01:00"),
    ],
)
def test_both_documented_forms_of_a_date_are_sent(given: Any, expected: str) -> None:
    assert sent([invoice("A", dueDate=given)])[0]["dueDate"] == expected


def test_amounts_are_sent_to_the_last_oere() -> None:
    wire = sent([invoice("A", originalInvoiceAmount=Decimal("10000000000000000.01"))])[0]
    assert str(wire["originalInvoiceAmount"]) == "10000000000000000.01"


def test_an_unknown_field_needs_to_be_named_to_be_sent() -> None:
    assert problems(invoice("A", fakturaType="X")) == [(0, "fakturaType")]
    assert sent([invoice("A", fakturaType="X")], extra_fields=["fakturaType"])[0]["fakturaType"] == "X"
    model = InvoiceInput(invoice_number="A")
    model["fakturaType"] = "X"
    assert sent([model]) == [{"invoiceNumber": "A", "fakturaType": "X"}]


def test_an_enum_value_nobody_documented_is_sent() -> None:
    assert sent([invoice("A", type="LEGAL_CLAIM")])[0]["type"] == "LEGAL_CLAIM"


def test_messages_do_not_repeat_values() -> None:
    with pytest.raises(InputError) as caught:
        check_invoices([invoice("A", debtors=[{"identificationNumber": 12345678901, "firstname": ["Kari"]}])])
    assert "12345678901" not in str(caught.value)
    assert "Kari" not in str(caught.value)


def test_many_problems_are_all_kept_and_the_message_stays_short() -> None:
    with pytest.raises(InputError, match="and 295 more problems") as caught:
        check_invoices([invoice(f"A-{index}", originalInvoiceAmount=1.0) for index in range(300)])
    assert len(caught.value.problems) == 300


def test_the_caller_s_invoices_are_not_changed(amili: Norway) -> None:
    given = [documented_invoice()]
    amili.invoices.submit_and_wait(given)
    assert given == [documented_invoice()]


@pytest.mark.parametrize(
    ("resource", "name"), [("batches", "state"), ("batches", "batch_type"), ("invoices", "status"), ("invoices", "invoice_type")]
)
def test_a_filter_that_is_no_text_is_refused_by_name(amili: Norway, resource: str, name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: must be a text, not int"):
        list(getattr(amili, resource).list(**{name: 5}))
