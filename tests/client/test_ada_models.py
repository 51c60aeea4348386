"""The generated models of Sweden's API on what the documentation prints, and on what it does not foresee.

The printed requests and answers are taken from `openapi.json` beside the generated code, where the generation tests hold them
against the vendored document; the three that matter most are repeated here as they are printed.
"""

import copy
import datetime
import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from amili_client.runtime import UNSET, decode_json, encode_json, read_datetime
from amili_client.sweden.ada import api, models
from amili_client.sweden.ada.api.authentication import exchange_api_code, exchange_api_code_unsigned
from amili_client.sweden.ada.api.case import get_case, list_cases
from amili_client.sweden.ada.api.creditor import create_creditor, delete_creditor, update_creditor
from amili_client.sweden.ada.api.customer import list_customers
from amili_client.sweden.ada.api.media_upload import upload_media
from amili_client.sweden.ada.types import File
from hypothesis import given, settings
from hypothesis import strategies as st

UTC = datetime.UTC
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

DOCUMENT: dict[str, Any] = decode_json((Path(models.__file__).parents[1] / "openapi.json").read_bytes())
MODELS = sorted(name for name in models.__all__ if hasattr(getattr(models, name), "WIRE_NAMES"))
ENUMS = sorted(name for name in models.__all__ if not hasattr(getattr(models, name), "WIRE_NAMES"))
INPUTS = [name for name in MODELS if DOCUMENT["components"]["schemas"].get(name, {}).get("required")]

# https://docs.amili.se/reference/endpoints/case, up to where its text is cut off. The day of the invoice was a Wednesday, the
# thirtieth of August a Saturday.
PRINTED_CASE = b"""\
{"_id":"6867da7788b9226bb78d716c","debt":{"invoice_number":"103118","debt_reference":"1031186","payout_reference":"1031186",
"invoice_date":"Tue, 25 Jun 2025 00:00:00 GMT","invoice_due_days_after_invoice_date":30,"interest_days_after_invoice_date":30,
"initial_capital":300.0,"capital_to_claim":300.0,"debt_description":"Services"},"creditor":"671a133fc9e282cfad3ffeb6",
"_created":"Mon, 30 Aug 2025 07:06:05 GMT","_etag":"e291a3c19b834a11960187af","_updated":"Mon, 30 Aug 2025 07:06:05 GMT",
"agreement_version":"60e7fdefc90dc3e2ddd6c7ac","case_registration":"60e7fdefc90dc3e2ddd6c7ad",
"case_settings":{"interest_rate":{"reference_rate":true}},"creditor_name":"Integration team AB","currency":"SEK",
"customer":"60e7fdefc90dc3e2ddd6c7ae","customer_id_number":"7766554433","customer_name":"Integration team","customer_number":"12345",
"customer_status":"initialized","latest_state_date":"Mon, 30 Aug 2025 07:06:05 GMT",
"local_added_capital_amount":300.0,"local_added_costs_amount":0,"local_added_interest_amount":0.0,"local_added_transaction_amount":300.0,
"local_remaining_capital_amount":300.0,"local_remaining_costs_amount":0,"local_remaining_interest_amount":0.0,
"local_remaining_transaction_amount":300.0,"state":"initializing"}
"""
# https://docs-stage.amili.se/reference/endpoints/case-registration
PRINTED_REGISTERED = b"""\
{"_updated":"Fri, 04 Jul 2025 13:43:19 GMT","_created":"Fri, 04 Jul 2025 13:43:19 GMT","_etag":"fb0b598d816eaa0085492ba22c7876ecd06f3764",
"_id":"6867da77eaa52b3ff595b5a5","_status":"OK","_cases":["6867da7788b9226bb78d716c"],
"_ocr_numbers":["6867da77eaa52b3ff595b5aa"],"_ocr_numbers_ocr":["20251852687013699044"]}
"""
# https://docs.amili.se/guides/api-integration/case
PRINTED_DEBT = b"""\
{"invoice_number":"INV-2025-003","debt_description":"Services","invoice_date":"Mon, 07 Jul 2025 00:00:00 GMT","capital_to_claim":2050.0,
"invoice_due_days_after_invoice_date":31,"fees_included_in_capital_to_claim":{"invoice_fee":50.0},
"fees_already_claimed":{"reminder":{"amount":60.0,"fee_registration_date":"Mon, 11 Aug 2025 00:00:00 GMT"}}}
"""


def printed() -> Iterator[Any]:
    """Every printed body with the model of its place."""
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            answers = {status: operation["responses"][status] for status in operation["responses"] if status < "300"}
            for what, body in {"request": operation.get("requestBody", {}), **answers}.items():
                for media in body.get("content", {}).values():
                    bodies = [media[key] for key in ("example",) if key in media]
                    bodies += [each["value"] for each in media.get("examples", {}).values()]
                    for number, content in enumerate(bodies):
                        model = media["schema"]["$ref"].rpartition("/")[2]
                        yield pytest.param(model, content, id=f"{method} {path} {what} {number}")
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for content in schema.get("examples", []):
            yield pytest.param(name, content, id=name)


def unknown_fields(value: Any) -> list[str]:
    """The fields that no model knows, anywhere in what was read."""
    if isinstance(value, list):
        return [name for each in value for name in unknown_fields(each)]
    if not hasattr(value, "WIRE_NAMES"):
        return []
    inner = [name for field in value.WIRE_NAMES for name in unknown_fields(getattr(value, field))]
    return [*value.additional_properties, *inner]


def with_true_weekdays(value: Any) -> Any:
    """The same JSON value with every moment in the form that is sent."""
    if isinstance(value, dict):
        return {key: with_true_weekdays(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_true_weekdays(inner) for inner in value]
    if isinstance(value, str) and re.search(r"\d\d:\d\d:\d\d(Z| GMT)$", value):
        # Not by what is tested: email.utils does not look at the weekday, and strftime knows it.
        return read_datetime(value).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return value


# ---- what is printed


@pytest.mark.parametrize(("name", "content"), list(printed()))
def test_every_printed_body_is_read_completely_and_written_back(name: str, content: Any) -> None:
    absent = (
        {"invoice_date": "Tue, 31 Mar 2026 12:00:00 GMT"} if content.get("invoice_number") == "INV-2026-001" else {}
    )  # now, says the guide
    given = {**content, **absent}
    read = getattr(models, name).from_dict(given)

    assert unknown_fields(read) == (list(content["_error"]["details"]) if name == "ErrorBody" else [])  # which has any field
    assert decode_json(encode_json(read.to_dict())) == with_true_weekdays(given)
    assert pickle.loads(pickle.dumps(read)) == copy.deepcopy(read) == read


def test_there_is_something_to_read() -> None:
    # Eight requests, sixteen answers, an error and a debt.
    assert len(list(printed())) == 8 + 16 + 1 + 1


def test_the_printed_case_has_wrong_weekdays_and_exact_amounts() -> None:
    case = get_case.parse_content(200, PRINTED_CASE)

    assert case is not None
    assert case.id == "6867da7788b9226bb78d716c"
    assert case.created == case.updated == case.latest_state_date == datetime.datetime(2025, 8, 30, 7, 6, 5, tzinfo=UTC)
    assert case.etag == "e291a3c19b834a11960187af"
    assert case.debt
    assert case.debt.invoice_date == datetime.datetime(2025, 6, 25, tzinfo=UTC)
    assert str(case.debt.capital_to_claim) == "300.0"
    assert (str(case.local_added_costs_amount), type(case.local_added_costs_amount)) == ("0", Decimal)
    assert case.state is models.CaseState.INITIALIZING
    assert case.status is UNSET
    assert case.closed is UNSET
    written = case.to_dict()
    assert written["_created"] == "Sat, 30 Aug 2025 07:06:05 GMT"
    assert written["debt"]["invoice_date"] == "Wed, 25 Jun 2025 00:00:00 GMT"


def test_the_printed_registration_maps_its_cases_to_ocr_numbers_too_long_for_an_integer() -> None:
    created = models.CaseRegistrationCreated.from_dict(decode_json(PRINTED_REGISTERED))

    assert (created.id, created.status) == ("6867da77eaa52b3ff595b5a5", models.WriteStatus.OK)
    assert created.cases == ["6867da7788b9226bb78d716c"]
    assert created.ocr_numbers == ["6867da77eaa52b3ff595b5aa"]
    assert created.ocr_numbers_ocr == ["20251852687013699044"]


def test_the_printed_debt_is_what_is_sent() -> None:
    debt = models.DebtInput(
        invoice_number="INV-2025-003",
        debt_description="Services",
        invoice_date=datetime.datetime(2025, 7, 7, tzinfo=UTC),
        capital_to_claim=Decimal("2050.0"),
        invoice_due_days_after_invoice_date=31,
        fees_included_in_capital_to_claim=models.IncludedFees(invoice_fee=Decimal("50.0")),
        fees_already_claimed=models.ClaimedFees(
            reminder=models.ClaimedFee(amount=Decimal("60.0"), fee_registration_date=datetime.datetime(2025, 8, 11, tzinfo=UTC))
        ),
    )
    assert debt.to_dict() == decode_json(PRINTED_DEBT)
    assert b'"capital_to_claim":2050.0,' in encode_json(debt.to_dict())


# ---- requests


def test_the_exchange_sends_its_own_token_and_takes_any_answer() -> None:
    assert exchange_api_code.build_request(x_api_key="a.b.c") == {
        "method": "get",
        "url": "/authenticates/api-code",
        "headers": {"X-API-Key": "a.b.c"},
    }
    for content in (b'"token"', b'{"access_token":"t"}', b"null"):
        assert exchange_api_code.parse_content(200, content) == decode_json(content)
    assert exchange_api_code_unsigned.build_request(body=models.ApiCodeExchange(api_code="c"))["content"] == b'{"api_code":"c"}'


def test_a_list_sends_what_it_was_asked_for_and_nothing_else() -> None:
    # https://docs.amili.se/reference/common/pagination
    request = list_cases.build_request(where='{"status":"active"}', sort="-_created", page=1, max_results=25)

    assert request == {
        "method": "get",
        "url": "/cases",
        "params": {"page": 1, "max_results": 25, "where": '{"status":"active"}', "sort": "-_created"},
    }
    assert list_cases.build_request()["params"] == {}
    customers = list_customers.build_request(id_number="202501012385", name="Jane Doe", email="jane.doe@domain.se")
    assert customers["params"] == {"id_number": "202501012385", "name": "Jane Doe", "email": "jane.doe@domain.se"}
    assert get_case.build_request("a/b", projection='{"state":1}')["url"] == "/cases/a%2Fb"


def test_a_change_sends_what_it_is_based_on_if_that_is_known() -> None:
    changes = models.CreditorChanges(is_active=True)

    assert update_creditor.build_request("c", body=changes, if_match="e")["headers"]["If-Match"] == "e"
    assert update_creditor.build_request("c", body=changes)["content"] == b'{"is_active":true}'
    assert "If-Match" not in update_creditor.build_request("c", body=changes)["headers"]
    assert delete_creditor.build_request("c", if_match="e")["headers"] == {"If-Match": "e"}


def test_an_upload_is_a_form_with_the_type_of_its_file() -> None:
    file = BytesIO(b"%PDF")
    body = models.MediaUpload(file=File(payload=file, file_name="a.pdf", mime_type="application/pdf"), domain="cases")
    request = upload_media.build_request("6867da7788b9226bb78d716c", body=body)

    assert request["url"] == "/media--upload/6867da7788b9226bb78d716c"
    assert request["files"] == [("file", ("a.pdf", file, "application/pdf")), ("domain", (None, b"cases", "text/plain"))]
    assert "Content-Type" not in request["headers"]  # whose boundary only whoever writes the form knows


def test_only_what_no_page_shows_is_unverified() -> None:
    names = {module.name for module in pkgutil.walk_packages(api.__path__, f"{api.__name__}.") if not module.ispkg}
    unverified = {name.rpartition(".")[2] for name in names if hasattr(importlib.import_module(name), "UNVERIFIED")}

    assert len(names) == 43
    assert unverified == {"create_account", "get_access_group"}


# ---- what nobody documented


@pytest.mark.parametrize("name", ENUMS)
def test_every_enum_takes_a_value_that_nobody_documented(name: str) -> None:
    value = getattr(models, name)("brand_new")

    assert isinstance(value, getattr(models, name))
    assert (value, value.is_known) == ("brand_new", False)
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_case_of_tomorrow_is_read_kept_and_written_back() -> None:
    case = decode_json(PRINTED_CASE)
    case["state"], case["status"] = "enforcement", "enforcement_active"
    case["state_history"] = [{"state": "invoice", "state_date": "Fri, 04 Jul 2025 13:43:19 GMT", "by": "someone"}, {"state": "new"}]
    case["closed"] = {"date": "Fri, 04 Jul 2025 13:43:19 GMT", "reason": "paid"}
    case["fee"] = Decimal("1.10")
    read = models.Case.from_dict(case)

    assert read.state_history
    assert [change.state for change in read.state_history] == ["invoice", "new"]
    assert read.state_history[0].state_date == datetime.datetime(2025, 7, 4, 13, 43, 19, tzinfo=UTC)
    assert (read.status, read["fee"], read.closed) == ("enforcement_active", Decimal("1.10"), case["closed"])
    assert read.to_dict() == with_true_weekdays(case)
    assert models.Case.from_dict({**case, "closed": False}).closed is False


@pytest.mark.parametrize("name", [name for name in MODELS if name not in INPUTS])
def test_no_field_of_an_answer_is_needed_and_null_is_read_everywhere(name: str) -> None:
    model = getattr(models, name)

    assert model.from_dict({}).to_dict() == {}
    nulls = dict.fromkeys(model.WIRE_NAMES.values())
    assert set(model.from_dict(nulls).to_dict().values()) <= {None}


def test_a_projection_leaves_out_anything_even_the_id() -> None:
    listed = list_cases.parse_content(200, b'{"_items":[{"state":"invoice"},{}],"_meta":{"total":2,"max_results":25,"page":1}}')

    assert listed is not None
    assert listed.items
    assert [(case.id, case.state) for case in listed.items] == [(UNSET, "invoice"), (UNSET, UNSET)]
    assert listed.meta
    assert (listed.meta.total, listed.meta.max_results, listed.meta.page) == (2, 25, 1)


@pytest.mark.parametrize("name", INPUTS)
def test_what_is_sent_has_no_field_that_the_server_sets(name: str) -> None:
    model = getattr(models, name)

    assert not [wire for wire in model.WIRE_NAMES.values() if wire.startswith("_")]
    assert not [python for python in ("id", "etag", "created", "updated") if hasattr(model, python)]


def test_errors_are_left_to_whoever_reads_the_answer() -> None:
    body = b'{"_status":"ERR","_error":{"code":422,"message":"Validation failed","details":{"customer.name":"Name is required"}}}'
    error = models.ErrorBody.from_dict(decode_json(body))

    assert get_case.parse_content(422, body) is None
    assert error.status is models.WriteStatus.ERR
    assert error.error
    assert error.error.code == 422
    assert error.error.details
    assert error.error.details["customer.name"] == "Name is required"


def test_repr_shows_no_text_that_could_be_about_a_person() -> None:
    shown = repr(models.Case.from_dict(decode_json(PRINTED_CASE)))

    assert not [text for text in ("7766554433", "Integration team", "12345", "1031186", "Services") if text in shown]
    assert "state=initializing" in shown
    assert "2025-08-30" in shown


# ---- any amount, any moment

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False)
ZONES = st.just(UTC) | st.sampled_from([datetime.timezone(datetime.timedelta(hours=hours)) for hours in (-11, 2, 13)])
MOMENTS = st.datetimes(datetime.datetime(2, 1, 1), datetime.datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001


@given(AMOUNTS, MOMENTS)
def test_any_amount_and_any_second_survive_being_sent(amount: Decimal, moment: datetime.datetime) -> None:
    payment = models.CreditorPaymentInput("674dbeb208847b9501cc9138", "SEK", amount, moment, models.Origin.CREDITOR_SYSTEM, case="c")
    read = models.CreditorPaymentInput.from_dict(decode_json(encode_json(payment.to_dict())))

    assert read.amount.as_tuple() == amount.as_tuple() or (read.amount == 0 and amount == 0)
    assert read.bank_transaction_date == moment.replace(microsecond=0)
    assert (read.creditor, read.currency, read.origin, read.case) == (payment.creditor, "SEK", "creditor_system", "c")


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1))
def test_any_row_of_an_invoice_survives_being_sent(prices: list[tuple[Decimal, Decimal]]) -> None:
    rows = [models.MatrixRow(article_description="Hours", unit_price=unit, total_price_excluding_vat=total) for unit, total in prices]
    for row in rows:
        read = models.MatrixRow.from_dict(decode_json(encode_json(row.to_dict())))
        assert (read.unit_price, read.total_price_excluding_vat) == (row.unit_price, row.total_price_excluding_vat)


def test_a_float_is_refused_wherever_money_stands() -> None:
    inexact: Any = 0.1
    row = models.MatrixRow(unit_price=inexact)
    creditor = models.CreditorInput(account="a", name="b")
    creditor["fee"] = 0.1

    with pytest.raises(ValueError, match="a float is not exact"):
        row.to_dict()
    with pytest.raises(ValueError, match=r"the body\.fee is a float"):
        create_creditor.build_request(body=creditor)
