"""Cases are listed with the API's own filters, and one is found by exactly its number, whatever the server makes of the filter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from amili_client.norway.collection.models.case_status import CaseStatus
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import InputError, PagingError, PermissionDeniedError, UnreadableResponseError
from amili_ext.flow import Reply
from amili_ext.norway.collection.cases import reading
from amili_ext.norway.collection.cases.errors import CaseNotFoundError, SeveralCasesError
from amili_ext.paging import Page
from amili_ext.testing import VirtualClock
from tests.norway.collection.cases.office import HTML, Office, always
from tests.support import drain, drive, in_each_world, json_reply, performer

NO_ORGANIZATION_OF_OURS = "00000000-0000-0000-0000-000000000001"


def find(office: Any, number: Any, world: str = "blocking", context: Any = None) -> Any:
    return drive(world, reading.find(context or office.context, number), performer(world, office, VirtualClock()))


@pytest.fixture
def office(clock: VirtualClock) -> Office:
    return Office(clock, "5000001", "5000002", "5000003")


# -- listing -------------------------------------------------------------------------------------------------------------------


def test_each_filter_travels_under_the_name_that_the_page_prints(office: Office) -> None:
    source = reading.list_cases(
        office.context,
        status=CaseStatus.PAUSED,
        case_type="COLLECTION_NOTICE",
        case_number=5000001,
        customer_number="CUST-001",
        unique_source_invoice_id="erp-order-9981",
        search_term="Storgata",
        from_created_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        to_created_at="2026-02-03T04:05:06+01:00",
        page_size=7,
        page_token="20",
    )
    drain("blocking", source.items(), performer("blocking", office, office.clock))
    assert dict(office.sent[0].params) == {
        "Status": "PAUSED",
        "Type": "COLLECTION_NOTICE",
        "CaseNumber": "5000001",
        "CustomerNumber": "CUST-001",
        "UniqueSourceInvoiceId": "erp-order-9981",
        "SearchTerm": "Storgata",
        "FromCreatedAt": "2026-01-02T03:04:05Z",
        "ToCreatedAt": "2026-02-03T04:05:06+01:00",
        "PageToken": "20",
        "PageSize": "7",
    }


def test_what_is_not_asked_for_does_not_travel(office: Office) -> None:
    drain("blocking", reading.list_cases(office.context, search_term="").items(), performer("blocking", office, office.clock))
    assert not office.sent[0].params


@in_each_world
def test_all_pages_are_read_and_numbers_are_texts(clock: VirtualClock, world: str) -> None:
    """The API writes an integer here."""
    office = Office(clock, *(str(5000001 + number) for number in range(7)), page_size=3)
    found = drain(world, reading.list_cases(office.context).items(), performer(world, office, clock))
    assert [case.case_number for case in found] == list(office.rows)
    assert len(office.sent) == 3


def test_a_listing_goes_on_from_a_page_token(clock: VirtualClock) -> None:
    office = Office(clock, *(str(5000001 + number) for number in range(5)), page_size=2)
    perform = performer("blocking", office, clock)
    first: Page[Any] = drain("blocking", reading.list_cases(office.context).pages(), perform)[0]
    rest = drain("blocking", reading.list_cases(office.context, page_token=first.next_page_token).items(), perform)
    assert [case.case_number for case in rest] == ["5000003", "5000004", "5000005"]


def test_an_empty_list_is_empty_however_it_is_said(office: Office) -> None:
    bodies: list[dict[str, Any]] = [{"summary": {"status": "SUCCESS"}, "data": []}, {"data": None}, {}]
    for body in bodies:
        perform = performer("blocking", always(json_reply(body)), office.clock)
        assert drain("blocking", reading.list_cases(office.context).items(), perform) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", 5),
        ("case_type", object()),
        ("case_number", 5.0),
        ("case_number", True),
        ("case_number", -1),
        ("case_number", "  "),
        ("customer_number", 17),
        ("unique_source_invoice_id", b"erp"),
        ("search_term", "half \ud83d"),
        ("from_created_at", datetime(2026, 1, 1)),  # noqa: DTZ001  # that it has no zone is what is wrong with it
        ("from_created_at", "2026-01-01T00:00:00"),
        ("to_created_at", "2026-01-01"),
        ("to_created_at", "yesterday"),
        ("to_created_at", 1767225600),
        ("page_size", 0),
        ("page_size", "10"),
        ("page_size", True),
        ("page_token", 2),
    ],
)
def test_a_filter_that_cannot_be_right_is_refused_at_once_by_its_name(office: Office, field: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        reading.list_cases(office.context, **{field: value})
    assert [problem.field for problem in caught.value.problems] == [field]
    assert not office.sent


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_a_moment_is_the_same_moment_in_whatever_zone_it_is_given(moment: datetime, minutes: int) -> None:
    office = Office(VirtualClock())
    try:
        moment = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    source = reading.list_cases(office.context, from_created_at=moment)
    drain("blocking", source.items(), performer("blocking", office, office.clock))
    assert datetime.fromisoformat(dict(office.sent[0].params)["FromCreatedAt"]) == expected


# -- finding one ---------------------------------------------------------------------------------------------------------------


@in_each_world
@pytest.mark.parametrize("number", ["5000002", 5000002])
def test_a_case_is_found_by_its_number(office: Office, world: str, number: Any) -> None:
    assert find(office, number, world).case_id == office.rows["5000002"].id
    assert [dict(request.params) for request in office.sent] == [{"CaseNumber": "5000002", "PageSize": "100"}]


def test_the_number_of_the_guide_is_found_too(clock: VirtualClock) -> None:
    assert find(Office(clock, "CASE-2024-00456"), "CASE-2024-00456").case_number == "CASE-2024-00456"


@pytest.mark.parametrize("heeds_filter", [True, False])
def test_a_number_that_is_not_there_is_not_found(clock: VirtualClock, heeds_filter: bool) -> None:
    office = Office(clock, "5000001", "50000020", "15000002", page_size=1, heeds_filter=heeds_filter)
    with pytest.raises(CaseNotFoundError) as caught:
        find(office, "5000002")
    assert caught.value.case_number == "5000002"


@given(st.lists(st.integers(1, 40).map(str), unique=True), st.integers(1, 40).map(str), st.integers(1, 9), st.booleans())
def test_it_finds_exactly_what_is_there(numbers: list[str], wanted: str, page_size: int, heeds_filter: bool) -> None:
    """Whether the server heeds the filter or not, and wherever in the list it is."""
    office = Office(VirtualClock(), *numbers, page_size=page_size, heeds_filter=heeds_filter)
    if wanted in numbers:
        assert find(office, wanted).case_number == wanted
    else:
        with pytest.raises(CaseNotFoundError):
            find(office, wanted)


def test_a_list_without_end_is_not_read_without_end(clock: VirtualClock) -> None:
    sent: list[Any] = []

    def endless(request: Any) -> Reply:
        sent.append(request)
        return json_reply({"summary": {"nextPageToken": f"{len(sent)}"}, "data": [{"caseNumber": 1}]})

    with pytest.raises(PagingError):
        find(endless, 2, context=Office(clock).context)
    assert len(sent) == reading.MOST_PAGES


def test_two_cases_of_one_number_are_told_and_neither_is_taken(office: Office) -> None:
    ids = ["7c9e6679-7425-40de-944b-e07fc1f90ae7", "f47ac10b-58cc-4372-a567-0e02b2c3d479"]
    body: dict[str, Any] = {"data": [{"caseId": one, "caseNumber": 7} for one in ids]}
    with pytest.raises(SeveralCasesError) as caught:
        find(always(json_reply(body)), "7", context=office.context)
    assert [str(one) for one in caught.value.candidates] == ids
    same_twice = {"data": body["data"][:1] * 2}
    assert str(find(always(json_reply(same_twice)), "7", context=office.context).case_id) == ids[0]


def test_what_the_api_says_to_a_stranger_comes_through(office: Office) -> None:
    strange = evolve(office.context, organization_id=NO_ORGANIZATION_OF_OURS)
    with pytest.raises(PermissionDeniedError) as caught:
        find(office, 1, context=strange)
    assert "Not your organization." in caught.value.messages
    assert "Not your organization." not in f"{caught.value!r} {caught.value}"


def test_the_page_of_a_gateway_is_no_empty_list(office: Office) -> None:
    with pytest.raises(UnreadableResponseError, match="html"):
        find(always(HTML), 1, context=office.context)


@pytest.mark.parametrize("number", ["", None, 1.5, True, -3, b"5", "\ud800", object()])
def test_what_cannot_be_a_number_is_refused_before_anything_is_sent(office: Office, number: Any) -> None:
    with pytest.raises(InputError) as caught:
        find(office, number)
    assert [problem.field for problem in caught.value.problems] == ["case_number"]
    assert not office.sent


def test_names_of_debtors_are_not_shown(office: Office) -> None:
    body: dict[str, Any] = {
        "data": [{"caseNumber": 1, "description": "Kari", "debtors": [{"firstName": "Kari", "fullName": "Kari Nordmann"}]}]
    }
    case = find(always(json_reply(body)), 1, context=office.context)
    assert case.debtors[0].full_name == "Kari Nordmann"
    assert "Kari" not in repr(case)
