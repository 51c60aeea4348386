"""What is refused before anything is sent, and by which name."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from amili_client.runtime import decode_json
from amili_client.sweden.ada.models import AddressInput, CustomerInput, InvoiceRegistrationInput, InvoiceType, MatrixRow
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.sweden.ada.registering.checks import check_all, check_one, same_identity
from amili_ext.sweden.ada.registering.invoice_checks import ReadyInvoice, check_invoice
from tests.sweden.ada.desk import ACCOUNT, CREDITOR, customer, invoice, row


def ready(value: Any, **options: Any) -> ReadyInvoice:
    return check_one(check_invoice, value, **options)


def sent(value: Any) -> dict[str, Any]:
    return json.loads(ready(value).part, parse_float=Decimal)


def problems(value: Any) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        ready(value)
    return {problem.field: problem.message for problem in caught.value.problems}


def without(names: str, value: dict[str, Any]) -> dict[str, Any]:
    value = copy.deepcopy(value)
    inner: Any = value
    *path, last = names.split(".")
    for name in path:
        inner = inner[int(name)] if name.isdigit() else inner[name]
    del inner[last]
    return value


class TestWhatIsSent:
    def test_the_documented_invoice_goes_out_as_the_guide_prints_it(self) -> None:
        assert sent(invoice("INV-2026-001")) == {
            "account": "674dbeaf08847b9501cc9132",
            "creditor": "674dbeb208847b9501cc9138",
            "invoice_number": "INV-2026-001",
            "invoice_type": "invoice",
            "invoice_date": "Tue, 31 Mar 2026 09:30:00 GMT",
            "invoice_due_date": "Thu, 30 Apr 2026 00:00:00 GMT",
            "currency": "SEK",
            "customer": customer(),
            "matrix": [row(unit_price=Decimal("500.00"), total_price_excluding_vat=Decimal("500.00"))],
        }

    def test_a_model_goes_out_as_the_dict_with_the_same_content_does(self) -> None:
        model = InvoiceRegistrationInput(
            account=ACCOUNT,
            creditor=CREDITOR,
            customer=CustomerInput(
                name="Jane Doe",
                id_number="202501012385",
                is_person=True,
                address=AddressInput(address_line_1="Business Street 456", zip_code="54321", city="Gothenburg", country="SE"),
            ),
            invoice_type=InvoiceType("invoice"),
            invoice_number="INV-2026-001",
            invoice_date=datetime(2026, 3, 31, 9, 30, tzinfo=UTC),
            invoice_due_date=datetime(2026, 4, 30, tzinfo=UTC),
            currency="SEK",
            matrix=[
                MatrixRow(
                    article_description="Service fee",
                    unit_price=Decimal("500.00"),
                    number_of_units=Decimal(1),
                    total_price_excluding_vat=Decimal("500.00"),
                    unit_vat_percent="25%",
                )
            ],
        )
        assert json.loads(ready(model).part) == json.loads(ready(invoice()).part)

    def test_times_in_any_zone_and_form_become_the_moments_of_the_api(self) -> None:
        noon_in_stockholm = datetime(2026, 3, 31, 12, tzinfo=timezone(timedelta(hours=2)))
        changes = {"invoice_due_date": date(2026, 4, 30), "invoice_delivery_date": "2026-03-30T00:00:00Z"}
        wire = sent(invoice(invoice_date=noon_in_stockholm, **changes))
        assert wire["invoice_date"] == "Tue, 31 Mar 2026 10:00:00 GMT"
        assert wire["invoice_due_date"] == "Thu, 30 Apr 2026 00:00:00 GMT"
        assert wire["invoice_delivery_date"] == "Mon, 30 Mar 2026 00:00:00 GMT"

    def test_what_was_passed_is_left_as_it_is(self) -> None:
        passed = invoice(matrix=[row(unit_vat_percent=25)])
        before = copy.deepcopy(passed)
        ready(passed)
        assert passed == before

    def test_a_model_is_left_as_it_is_too(self) -> None:
        model = InvoiceRegistrationInput.from_dict(decode_json(ready(invoice()).part))
        model.matrix[0].unit_vat_percent = Decimal(25)  # type: ignore[assignment]  # as a caller without a type checker does
        assert sent(model)["matrix"][0]["unit_vat_percent"] == "25%"
        assert model.matrix[0].unit_vat_percent == Decimal(25)

    def test_an_undocumented_field_is_sent_only_when_it_is_named(self) -> None:
        odd = invoice(peppol_id="0007:5560269986")
        assert "is not a known field" in problems(odd)["peppol_id"]
        assert json.loads(ready(odd, extra_fields=["peppol_id"]).part)["peppol_id"] == "0007:5560269986"


RATES = st.decimals(1, 100, places=2, allow_nan=False) | st.just(Decimal(0)) | st.decimals(1, 100, places=4, allow_nan=False)


class TestVat:
    @given(RATES)
    def test_any_rate_survives_as_a_text(self, rate: Decimal) -> None:
        text = sent(invoice(matrix=[row(unit_vat_percent=rate)]))["matrix"][0]["unit_vat_percent"]
        assert text.endswith("%")
        assert "E" not in text
        assert Decimal(text[:-1]) == rate

    @pytest.mark.parametrize(
        ("rate", "text"),
        [
            (25, "25%"),
            (0, "0%"),
            (100, "100%"),
            (Decimal("25"), "25%"),
            (Decimal("25.00"), "25%"),
            (Decimal("1E+1"), "10%"),
            (Decimal("-0"), "0%"),
            (Decimal("12.5"), "12.5%"),
            ("25%", "25%"),
            ("0%", "0%"),
            ("6%", "6%"),
            ("12.50%", "12.50%"),
        ],
    )
    def test_how_rates_are_written(self, rate: Any, text: str) -> None:
        assert sent(invoice(matrix=[row(unit_vat_percent=rate)]))["matrix"][0]["unit_vat_percent"] == text

    @given(st.decimals(Decimal("0.0001"), Decimal("0.9999"), allow_nan=False))
    def test_a_fraction_is_refused_since_it_means_a_hundred_times_as_much(self, rate: Decimal) -> None:
        assert "25" in problems(invoice(matrix=[row(unit_vat_percent=rate)]))["matrix[0].unit_vat_percent"]

    @pytest.mark.parametrize(
        "rate",
        [
            *(25.0, True, -1, 101, Decimal("100.01"), Decimal("NaN"), Decimal("Infinity"), Decimal("12.00001"), Decimal("1E+400"), []),
            *("25", "25 %", "%", "-25%", "101%", "2,5%", "1e1%", "٢٥%", "25%\n", "0.00001%"),
        ],
    )
    def test_what_is_no_rate_is_refused(self, rate: Any) -> None:
        assert list(problems(invoice(matrix=[row(), row(unit_vat_percent=rate)]))) == ["matrix[1].unit_vat_percent"]


class TestRows:
    @pytest.mark.parametrize(
        ("price", "units", "total", "good"),
        [
            ("500", 1, "500.00", True),
            ("33.333", 3, "100.00", True),
            ("33.333", 3, "99.99", True),
            ("33.333", 3, "99.98", False),
            ("0.105", Decimal("1.5"), "0.16", True),
            ("500", 2, "500", False),
            ("-500", 2, "-1000", True),
            ("1E+999999", 2, "0", False),
        ],
    )
    def test_a_row_adds_up_to_one_ore(self, price: str, units: Any, total: str, good: bool) -> None:
        one = invoice(matrix=[row(unit_price=Decimal(price), number_of_units=units, total_price_excluding_vat=Decimal(total))])
        if good:
            ready(one)
        else:
            assert "to one öre" in problems(one)["matrix[0].total_price_excluding_vat"]

    @given(
        st.decimals("-10000", "10000", places=4, allow_nan=False),
        st.decimals("-1000", "1000", places=3, allow_nan=False),
        st.sampled_from([Decimal(0), Decimal("0.005"), Decimal("-0.005")]),
    )
    def test_any_way_of_rounding_to_ore_is_right(self, price: Decimal, units: Decimal, nudge: Decimal) -> None:
        total = (price * units + nudge).quantize(Decimal("0.01"))
        ready(invoice(matrix=[row(unit_price=price, number_of_units=units, total_price_excluding_vat=total)]))

    def test_without_a_number_of_units_nothing_is_computed(self) -> None:
        ready(without("matrix.0.number_of_units", invoice(matrix=[row(unit_price=500, total_price_excluding_vat=1500)])))

    def test_an_invoice_needs_a_row(self) -> None:
        assert list(problems(invoice(matrix=[]))) == ["matrix"]

    def test_the_total_is_known_only_if_every_row_has_one(self) -> None:
        assert ready(invoice(matrix=[row(), row(total_price_excluding_vat=Decimal("500.01"))])).total == Decimal("1000.01")
        assert ready(without("matrix.1.total_price_excluding_vat", invoice(matrix=[row(), row()]))).total is None


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "path",
        [
            *(
                "account",
                "creditor",
                "customer",
                "invoice_type",
                "invoice_number",
                "invoice_date",
                "invoice_due_date",
                "currency",
                "matrix",
            ),
            *("customer.name", "customer.id_number", "customer.address", "customer.address.zip_code"),
        ],
    )
    def test_what_is_missing_is_named(self, path: str) -> None:
        assert list(problems(without(path, invoice()))) == [path]

    def test_an_empty_text_is_as_good_as_none(self) -> None:
        assert problems(invoice(""))["invoice_number"] == "is empty"

    @pytest.mark.parametrize("kinds", [{}, {"is_person": False}, {"is_person": True, "is_company": True}])
    def test_exactly_one_kind_of_customer_must_be_said(self, kinds: dict[str, bool]) -> None:
        said = {"is_person": False, **kinds}
        assert list(problems(invoice(customer=customer(**said)))) == ["customer"]

    def test_a_foreign_customer_may_have_no_identity_number(self) -> None:
        ready(invoice(customer=without("id_number", customer(is_person=False, is_foreign=True))))

    @pytest.mark.parametrize(
        ("change", "path"),
        [
            ({"currency": "EUR"}, "currency"),
            ({"invoice_due_date": datetime(2026, 3, 30, 9, 30, tzinfo=UTC)}, "invoice_due_date"),
            ({"invoice_due_date": date(2026, 3, 30)}, "invoice_due_date"),
            ({"invoice_date": datetime(2026, 3, 31, 9, 30)}, "invoice_date"),  # noqa: DTZ001
            ({"matrix": [row(unit_price=500.0)]}, "matrix[0].unit_price"),
            ({"matrix": "rows"}, "matrix"),
            ({"customer": "Jane Doe"}, "customer"),
            ({"_id": "1"}, "_id"),
        ],
    )
    def test_what_cannot_be_right_is_named(self, change: dict[str, Any], path: str) -> None:
        assert list(problems(invoice(**change))) == [path]

    @pytest.mark.parametrize("due", [date(2026, 3, 31), datetime(2026, 3, 31, tzinfo=timezone(timedelta(hours=2))), "2026-03-31"])
    def test_an_invoice_can_be_due_on_the_day_of_its_date_however_both_are_written(self, due: Any) -> None:
        ready(invoice(invoice_due_date=due))

    def test_everything_is_named_at_once_and_once(self) -> None:
        bad = invoice(currency="NOK", customer=customer(is_company=True, name=7), matrix=[row(unit_vat_percent=0.25, unit_price=1.5)])
        del bad["invoice_number"]
        assert set(problems(bad)) == {
            "currency",
            "customer",
            "customer.name",
            "invoice_number",
            "matrix[0].unit_vat_percent",
            "matrix[0].unit_price",
        }

    @pytest.mark.parametrize("nothing", [None, 7, "invoice", [invoice()]])
    def test_what_is_no_invoice_is_refused_as_a_whole(self, nothing: Any) -> None:
        assert list(problems(nothing)) == [""]

    def test_no_message_holds_a_value(self) -> None:
        secret = "19900101-9999-SECRET"
        bad = invoice(customer=customer(id_number=[secret]), matrix=[row(unit_vat_percent=secret)], invoice_date=secret, currency=secret)
        assert secret not in "".join(problems(bad).values())


class TestMany:
    def many(self, *invoices: Any) -> list[ReadyInvoice]:
        return check_all(check_invoice, invoices, "invoices", "invoice_number")

    def test_each_problem_says_which_invoice(self) -> None:
        with pytest.raises(InputError) as caught:
            self.many(invoice("1"), invoice("2", currency="EUR"), without("creditor", invoice("3")))
        assert [(problem.index, problem.field) for problem in caught.value.problems] == [(1, "currency"), (2, "creditor")]
        assert "invoices[1].currency" in str(caught.value)

    def test_a_number_comes_once_for_each_creditor(self) -> None:
        assert len(self.many(invoice("1"), invoice("2"), invoice("1", creditor="f" * 24))) == 3
        with pytest.raises(InputError, match=r"invoices\[2\].invoice_number: is the same as in invoices\[0\]"):
            self.many(invoice("1"), invoice("2"), invoice("1", matrix=[row(unit_price=7, number_of_units=1, total_price_excluding_vat=7)]))

    @pytest.mark.parametrize("single", [invoice(), "invoices", 7])
    def test_a_single_invoice_is_no_list(self, single: Any) -> None:
        with pytest.raises(InputError, match="pass a list of invoices"):
            check_all(check_invoice, single, "invoices", "invoice_number")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("19900101-1234", "199001011234", True),
        ("19900101-1234", "900101-1234", True),
        ("556789-1234", "5567891234", True),
        ("556789-1234", "5567891235", False),
        ("12345678", "12345678", True),
        ("12345678", "3412345678", False),
        ("de 811 907 980", "DE811907980", True),
        ("", "5567891234", False),
    ],
)
def test_identity_numbers_are_compared_as_people_write_them(one: str, other: str, same: bool) -> None:
    assert same_identity(one, other) is same
    assert same_identity(other, one) is same


def test_nothing_personal_is_shown_of_what_is_kept() -> None:
    shown = repr(ready(invoice()))
    assert "Jane" not in shown
    assert "202501012385" not in shown
