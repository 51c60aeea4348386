"""`amili_client.times`, as the generated models use it: moments and days, read leniently and written exactly."""

import datetime
import email.utils
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from amili_client.runtime import read_date, read_datetime, write_date, write_datetime, write_http_date
from hypothesis import given, settings
from hypothesis import strategies as st

UTC = datetime.UTC
# How long one example takes says nothing on a busy machine; only the answer counts here.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
OFFSETS = st.timedeltas(datetime.timedelta(hours=-23, minutes=-59), datetime.timedelta(hours=23, minutes=59)).map(
    lambda offset: datetime.timezone(datetime.timedelta(minutes=offset // datetime.timedelta(minutes=1)))
)
ZONES = st.just(UTC) | OFFSETS | st.sampled_from([ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Kolkata")])
FIRST, LAST = datetime.datetime(2, 1, 1), datetime.datetime(9998, 1, 1)  # noqa: DTZ001
MOMENTS = st.datetimes(FIRST, LAST, timezones=ZONES)


@given(MOMENTS)
def test_a_moment_comes_back_as_it_was(moment: datetime.datetime) -> None:
    read = read_datetime(write_datetime(moment))

    assert read.astimezone(UTC) == moment.astimezone(UTC)  # as they are, Python calls times within a clock change unequal
    offset = moment.utcoffset()
    assert offset is not None
    if offset % datetime.timedelta(minutes=1):  # the local mean time of old; ISO 8601 has no seconds in an offset
        assert read.tzinfo is UTC
    else:
        assert read.utcoffset() == offset


@given(st.datetimes(timezones=st.just(UTC)))
def test_utc_is_written_with_a_z(moment: datetime.datetime) -> None:
    assert write_datetime(moment) == moment.isoformat().removesuffix("+00:00") + "Z"


def test_a_zone_that_is_at_utc_now_is_written_with_a_z_too() -> None:
    winter = datetime.datetime(2024, 1, 15, tzinfo=ZoneInfo("Europe/London"))

    assert write_datetime(winter) == "2024-01-15T00:00:00Z"
    assert write_datetime(winter.replace(month=7)) == "2024-07-15T00:00:00+01:00"


@given(MOMENTS)
def test_an_http_date_names_the_same_second_and_its_weekday(moment: datetime.datetime) -> None:
    second = moment.astimezone(UTC).replace(microsecond=0)
    text = write_http_date(moment)

    assert text == email.utils.format_datetime(second, usegmt=True)
    assert read_datetime(text) == second
    assert read_datetime(text).tzinfo is UTC


@given(MOMENTS)
def test_a_wrong_weekday_and_another_case_are_read_as_the_same_second(moment: datetime.datetime) -> None:
    text = write_http_date(moment)

    for other in ("Xyz" + text[3:], text[5:], text.upper(), text.replace("GMT", "+0000"), f" {text} "):
        assert read_datetime(other) == read_datetime(text)


def test_the_printed_http_dates_are_read_and_written_with_their_own_weekday() -> None:
    assert write_http_date(datetime.datetime(2025, 7, 4, 13, 43, 19, 999999, tzinfo=UTC)) == "Fri, 04 Jul 2025 13:43:19 GMT"
    assert write_http_date(datetime.datetime(2025, 7, 5, 1, 43, 19, tzinfo=ZoneInfo("Asia/Tokyo"))) == "Fri, 04 Jul 2025 16:43:19 GMT"
    # The twenty-fifth of June 2025 was a Wednesday.
    assert write_http_date(read_datetime("Tue, 25 Jun 2025 00:00:00 GMT")) == "Wed, 25 Jun 2025 00:00:00 GMT"


def test_a_moment_that_has_no_year_in_utc_is_not_written_as_an_http_date() -> None:
    east = datetime.timezone(datetime.timedelta(hours=14))
    for moment in (
        datetime.datetime(1, 1, 1, tzinfo=east),
        datetime.datetime(9999, 12, 31, 23, tzinfo=datetime.timezone(-east.utcoffset(None))),
    ):
        with pytest.raises(ValueError, match="before the year 1 or after the year 9999"):
            write_http_date(moment)


@given(st.datetimes(timezones=st.just(UTC) | OFFSETS), st.sampled_from(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]))
def test_rfc_1123_is_read_whatever_weekday_it_claims(moment: datetime.datetime, weekday: str) -> None:
    moment = moment.replace(microsecond=0)
    text = email.utils.format_datetime(moment)

    assert read_datetime(text) == moment
    assert read_datetime(weekday + text[3:]) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 01 Jan 2026 00:00:00 GMT", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        ("thu, 1 jan 2026 00:00:00 utc", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        ("01 Jan 2026 00:00:00 -0000", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-01-01T00:00:00.1234567Z", datetime.datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)),
        ("2026-01-01T00:00:00.1Z", datetime.datetime(2026, 1, 1, 0, 0, 0, 100000, tzinfo=UTC)),
        ("2026-01-01T00:00:00.123456789012+00:00", datetime.datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=UTC)),
        ("2026-01-01t00:00:00z", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        (" 2026-01-01T00:00:00Z ", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-01-01T00:00:00", datetime.datetime(2026, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00", datetime.datetime(1, 1, 1, tzinfo=UTC)),
        ("2026-01-01T00:00:00+01:00", datetime.datetime(2025, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_forms_that_are_read(text: str, expected: datetime.datetime) -> None:
    read = read_datetime(text)

    assert read == expected
    assert read.utcoffset() is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-01-01",
        "20260101",
        "soon enough now",
        "Thu, 01 Foo 2026 00:00:00 GMT",
        "Thu, 01 Jan 2026 000000.1 GMT",
        "Thu, 01xJan 2026 00:00:00 GMT",
        None,
        5,
    ],
)
def test_what_is_no_moment_is_refused_without_being_repeated(text: Any) -> None:
    with pytest.raises(ValueError, match="expected a date and ") as error:
        read_datetime(text)
    assert not text or str(text) not in str(error.value)


@pytest.mark.parametrize("text", ["2026-13-01T00:00:00Z", "Thu, 32 Jan 2026 00:00:00 GMT", "Thu, 01 Jan 2026 25:00:00 GMT"])
def test_impossible_moments_are_value_errors(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_datetime(text)


@given(st.datetimes())
def test_a_naive_moment_is_not_written(moment: datetime.datetime) -> None:
    for write in (write_datetime, write_http_date):
        with pytest.raises(ValueError, match="without a time zone; give it one"):
            write(moment)


@pytest.mark.parametrize("value", [datetime.date(2024, 1, 15), "2024-01-15T00:00:00Z", 0, None])
def test_what_is_no_datetime_is_not_written(value: Any) -> None:
    for write in (write_datetime, write_http_date):
        with pytest.raises(ValueError, match="expected a datetime, got"):
            write(value)


def test_a_subclass_of_datetime_is_written_like_any_other() -> None:
    class Stamp(datetime.datetime):
        pass

    assert write_datetime(Stamp(2024, 1, 15, 1, tzinfo=ZoneInfo("Europe/Oslo"))) == "2024-01-15T01:00:00+01:00"
    assert write_http_date(Stamp(2024, 1, 15, 1, tzinfo=ZoneInfo("Europe/Oslo"))) == "Mon, 15 Jan 2024 00:00:00 GMT"


@given(st.dates())
def test_a_day_comes_back_as_it_was(day: datetime.date) -> None:
    assert read_date(write_date(day)) == day


@pytest.mark.parametrize("text", ["2026-01-01", "20260101", "2026-01-01T23:59:59.9999999+01:00", "Thu, 01 Jan 2026 00:00:00 GMT"])
def test_the_day_of_a_moment_is_the_day_as_written(text: str) -> None:
    assert read_date(text) == datetime.date(2026, 1, 1)


@pytest.mark.parametrize("value", [datetime.datetime(2024, 1, 15, tzinfo=UTC), "2024-01-15", None])
def test_what_is_no_day_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match="expected a date, got"):
        write_date(value)
    with pytest.raises(ValueError, match="expected a date"):
        read_date(None)
