"""A handle of an action is a text that another process can go on from, and nothing else is taken for one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError
from amili_ext.norway.collection.cases.actions import CaseAction
from amili_ext.norway.collection.cases.handle import CaseHandle

HANDLE = CaseHandle(CaseAction.PAUSE, UUID(int=1), UUID(int=2), "5000001", datetime(2026, 1, 1, tzinfo=UTC))
WIRE: dict[str, Any] = json.loads(HANDLE.to_json())


@given(
    st.builds(
        CaseHandle,
        st.sampled_from(CaseAction),
        st.uuids(),
        st.uuids(),
        st.text(min_size=1).filter(lambda text: text.isprintable()),
        st.datetimes(timezones=st.just(UTC)),
        st.booleans(),
    )
)
def test_what_is_written_is_read(handle: CaseHandle) -> None:
    assert CaseHandle.from_json(handle.to_json()) == handle


def test_what_was_written_once_is_read_for_ever() -> None:
    """The text of version 1, spelt out."""
    stored = (
        '{"amili_case_handle": 1, "action": "accept_debt_collection_list", "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",'
        ' "case_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "case_number": "5000001", "sent_at": "2026-01-15T10:30:00+00:00",'
        ' "accepted": false}'
    )
    assert CaseHandle.from_json(stored) == CaseHandle(
        CaseAction.ACCEPT_DEBT_COLLECTION_LIST,
        UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6"),
        UUID("f47ac10b-58cc-4372-a567-0e02b2c3d479"),
        "5000001",
        datetime(2026, 1, 15, 10, 30, tzinfo=UTC),
        accepted=False,
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "7", '{"amili_batch_handle": 1}', "[" * 100_000, None, b"\xff"])
def test_another_text_is_no_handle(text: Any) -> None:
    with pytest.raises(ConfigurationError, match="not a handle of an action"):
        CaseHandle.from_json(text)


def test_a_handle_of_a_later_version_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="version 2"):
        CaseHandle.from_json(json.dumps(WIRE | {"amili_case_handle": 2}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("action", "stop"),
        ("organization_id", "x"),
        ("case_id", 7),
        ("case_number", 5000001),
        ("sent_at", "2026-01-01T00:00:00"),
        ("sent_at", None),
        ("accepted", "yes"),
    ],
)
def test_a_damaged_handle_is_refused(name: str, value: Any) -> None:
    missing = {key: item for key, item in WIRE.items() if key != name}
    for wire in (WIRE | {name: value}, missing):
        with pytest.raises(ConfigurationError, match="damaged"):
            CaseHandle.from_json(json.dumps(wire))
