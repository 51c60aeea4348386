"""Promise 2 where an API wants HTTP dates: whatever form a moment has, it is written in that one, to the second, with its weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from amili_client.sweden.ada.models.debt_input import DebtInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.wire import Problems, encode, to_wire


def debt(**fields: Any) -> tuple[dict[str, Any], list[str]]:
    problems = Problems("debts")
    wire = to_wire(DebtInput, {"invoice_number": "778899", **fields}, problems.at(0))
    return wire, [str(problem) for problem in problems.found]


@pytest.mark.parametrize(
    "given",
    [
        date(2025, 6, 16),
        datetime(2025, 6, 16, tzinfo=UTC),
        datetime(2025, 6, 16, 2, tzinfo=timezone(timedelta(hours=2))),
        "2025-06-16",
        "2025-06-16T00:00:00Z",
        "Mon, 16 Jun 2025 00:00:00 GMT",
        "Tue, 16 Jun 2025 00:00:00 GMT",  # the wrong weekday, as the documentation prints some
    ],
)
def test_a_moment_in_whatever_form_becomes_the_documented_one(given: Any) -> None:
    assert debt(invoice_date=given) == ({"invoice_number": "778899", "invoice_date": "Mon, 16 Jun 2025 00:00:00 GMT"}, [])


def test_so_does_one_in_a_field_that_the_documentation_does_not_know() -> None:
    problems = Problems()
    wire = to_wire(DebtInput, {"reviewed": datetime(2025, 6, 16, tzinfo=UTC)}, problems.at(None), ["reviewed"])
    assert (wire, problems.found) == ({"reviewed": "Mon, 16 Jun 2025 00:00:00 GMT"}, [])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (datetime(2025, 6, 16), "has no time zone"),  # noqa: DTZ001  # that is the point
        ("2025-06-16T00:00:00", "has no time zone"),
        ("16/6 2025", "must be a date"),
        (20250616, "must be a date"),
        (None, "must be a date"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "is out of the range of years"),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-2))), "is out of the range of years"),
    ],
)
def test_what_is_no_moment_is_said_by_field(given: Any, said: str) -> None:
    _, problems = debt(invoice_date=given)
    assert len(problems) == 1
    assert problems[0].startswith("debts[0].invoice_date: " + said)


@given(st.datetimes(datetime(1000, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)))  # noqa: DTZ001  # the bounds are without a zone
def test_any_moment_survives_to_the_second(moment: datetime) -> None:
    wire, problems = debt(invoice_date=moment)
    assert problems == []
    assert parsedate_to_datetime(wire["invoice_date"]) == moment.replace(microsecond=0)


def test_models_and_dicts_of_that_api_give_the_same_bytes() -> None:
    model = DebtInput("778899", datetime(2025, 6, 16, tzinfo=UTC), Decimal("250.00"), 10)
    problems = Problems()
    as_dict = {
        "invoice_due_days_after_invoice_date": 10,
        "capital_to_claim": Decimal("250.00"),
        "invoice_date": "2025-06-16",
        "invoice_number": "778899",
    }
    assert encode(to_wire(DebtInput, model, problems.at(0))) == encode(to_wire(DebtInput, as_dict, problems.at(0)))
    assert problems.found == []


def test_problems_are_raised_together() -> None:
    problems = Problems("cases")
    problems.check()
    problems.at(2)("debts", "is empty")
    with pytest.raises(InputError, match=r"cases\[2\]\.debts: is empty"):
        problems.check()
