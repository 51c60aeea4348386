"""Which texts count as dates and times, and what the converters say of each kind of value."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from amili_client.norway.collection.models.batch_status import BatchStatus
from amili_client.runtime import UNSET, write_date, write_datetime
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError
from amili_ext.values import FREE_MOMENT, SIMPLE, WRITTEN_MOMENT, Strictness, list_of, moment_of, one_of, read_moment, uuid


def converted(convert: Any, value: Any) -> tuple[Any, list[str]]:
    found: list[str] = []
    return convert(value, "f", Strictness(lambda path, message: found.append(f"{path} {message}"), (), FREE_MOMENT)), found


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2024-01-15", date(2024, 1, 15)),
        ("2024-01-15T10:30:00Z", datetime(2024, 1, 15, 10, 30, tzinfo=UTC)),
        ("2024-01-15T10:30:00+02:00", datetime(2024, 1, 15, 10, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-01-15T10:30:00.1234567Z", datetime(2024, 1, 15, 10, 30, 0, 123456, tzinfo=UTC)),
        ("2024-01-15T10:30:00", datetime(2024, 1, 15, 10, 30)),  # noqa: DTZ001  # as written
        (date(2024, 1, 15), date(2024, 1, 15)),
        ("", None),
        ("15.01.2024", None),
        ("2024-02-30", None),
        (20240115, None),
        (None, None),
        (b"2024-01-15", None),
    ],
)
def test_dates_and_times_are_read_as_iso_8601_and_nothing_else(value: Any, moment: Any) -> None:
    assert read_moment(value) == moment


@pytest.mark.parametrize(
    ("convert", "value", "result"),
    [
        (moment_of(days=True, times=False), date(2024, 1, 15), "2024-01-15"),
        (moment_of(days=True, times=False), "2024-01-15", "2024-01-15"),
        (moment_of(days=False, times=True), datetime(2024, 1, 15, tzinfo=UTC), "2024-01-15T00:00:00Z"),
        (uuid, UUID(int=5), str(UUID(int=5))),
        (uuid, str(UUID(int=5)).upper(), str(UUID(int=5))),
        (SIMPLE[int][0], 5, 5),
        (SIMPLE[bool][0], False, False),
        (list_of(SIMPLE[str][0]), ("a", "b"), ["a", "b"]),
    ],
)
def test_what_is_right_has_its_wire_form(convert: Any, value: Any, result: Any) -> None:
    assert converted(convert, value) == (result, [])


@pytest.mark.parametrize(
    ("convert", "value", "message"),
    [
        (moment_of(days=True, times=False), datetime(2024, 1, 15, tzinfo=UTC), "f must be a date, not a date and time"),
        (moment_of(days=False, times=True), date(2024, 1, 15), "f must be a date and time with a zone, not a date alone"),
        (moment_of(days=False, times=True), "2024-01-15", "f must be a date and time with a zone, not a date alone"),
        (uuid, "acme", "f must be a UUID"),
        (uuid, 5, "f must be a UUID"),
        (uuid, None, "f must be a UUID"),
        (SIMPLE[int][0], True, "f must be a whole number, not bool"),
        (SIMPLE[int][0], "5", "f must be a whole number, not str"),
        (SIMPLE[bool][0], None, "f must be true or false, not null"),
        (list_of(SIMPLE[str][0]), iter("ab"), "f must be a list, not str_ascii_iterator"),
        (list_of(SIMPLE[str][0]), [1], "f[0] must be a text, not int"),
    ],
)
def test_what_is_wrong_is_said_with_its_path(convert: Any, value: Any, message: str) -> None:
    assert converted(convert, value)[1] == [message]


_PATTERN = re.compile(WRITTEN_MOMENT.__metadata__[0].pattern)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC) | st.timezones()) | st.dates())  # noqa: DTZ001
def test_whatever_the_generated_code_writes_is_known_as_such(moment: Any) -> None:
    assert _PATTERN.search(write_datetime(moment) if isinstance(moment, datetime) else write_date(moment))


@given(st.from_regex(_PATTERN) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.Z+-]{0,20})?\n?") | st.text())
def test_what_passes_for_written_is_a_moment_with_a_zone_or_a_date_but_for_days_that_a_month_lacks(text: str) -> None:
    if not _PATTERN.search(text):
        return
    moment = read_moment(text)
    if moment is None:
        assert text[8:10] in {"29", "30", "31"} or text.startswith("0000") or re.search(r"[+-](2[4-9]|[3-9]\d):|[+-]\d\d:[6-9]", text)
    else:
        assert not isinstance(moment, datetime) or moment.tzinfo is not None


@pytest.mark.parametrize(
    ("value", "taken"),
    [(None, UNSET), ("", UNSET), ("QUEUED", BatchStatus.QUEUED), (BatchStatus.QUEUED, BatchStatus.QUEUED), ("LATER", "LATER")],
)
def test_a_filter_is_a_value_of_its_enum_or_one_that_is_not_known_yet(value: Any, taken: Any) -> None:
    assert one_of(BatchStatus, "state", value) == taken


def test_a_filter_that_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="state: must be a text, not int"):
        one_of(BatchStatus, "state", 7)  # type: ignore[arg-type]  # a caller without a type checker
