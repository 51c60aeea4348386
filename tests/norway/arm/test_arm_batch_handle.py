"""A handle of an ARM batch outlives its process, in whichever form it is stored."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.batch.kinds import KINDS

NUMBERS = st.lists(st.text(min_size=1, max_size=6), unique=True, max_size=4)


@st.composite
def handles(draw: st.DrawFn) -> ArmBatchHandle:
    references = tuple(draw(NUMBERS))
    batch_uuid = draw(st.none() | st.text(min_size=1, max_size=36))
    already = references if batch_uuid is None else tuple(one for one in references if draw(st.booleans()))
    moment = draw(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    kind = draw(st.sampled_from(sorted(KINDS)))
    return ArmBatchHandle(batch_uuid, draw(st.integers(1, 10**9)), KINDS[kind], references, moment, already, draw(st.booleans()))


@given(handles())
def test_it_comes_back_as_it_was(handle: ArmBatchHandle) -> None:
    for again in (ArmBatchHandle.from_json(handle.to_json()), pickle.loads(pickle.dumps(handle))):
        assert again == handle
        assert hash(again) == hash(handle)
        assert again.kind is handle.kind


STORED: dict[str, Any] = {
    "amili_arm_batch_handle": 1,
    "kind": "documents",
    "batch_uuid": "aBc",
    "client_no": 2218,
    "submitted_at": "2026-11-21T10:00:00+00:00",
    "references": ["1", "2"],
    "already": ["1"],
    "looked_first": True,
}


def test_the_stored_form_stays_readable() -> None:
    """What this version wrote, later ones must read."""
    moment = datetime(2026, 11, 21, 10, tzinfo=UTC)
    expected = ArmBatchHandle("aBc", 2218, KINDS["documents"], ("1", "2"), moment, ("1",), looked_first=True)
    assert ArmBatchHandle.from_json(json.dumps(STORED)) == expected
    assert json.loads(expected.to_json()) == STORED


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "invoices"},
        {"batch_uuid": 7},
        {"batch_uuid": ""},
        {"batch_uuid": None},
        {"client_no": "2218"},
        {"client_no": True},
        {"submitted_at": "2026-11-21T10:00:00"},
        {"submitted_at": None},
        {"references": "12"},
        {"references": [1, 2]},
        {"already": ["3"]},
        {"already": None},
    ],
)
def test_a_damaged_one_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match="damaged"):
        ArmBatchHandle.from_json(json.dumps(STORED | change))


@pytest.mark.parametrize("field", [name for name in STORED if name != "amili_arm_batch_handle"])
def test_one_that_lacks_a_field_is_refused(field: str) -> None:
    with pytest.raises(ConfigurationError, match="damaged"):
        ArmBatchHandle.from_json(json.dumps({name: value for name, value in STORED.items() if name != field}))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "nonsense", '{"amili_batch_handle": 1}', "[" * 100_000])
def test_what_is_no_handle_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="not a handle of an ARM batch"):
        ArmBatchHandle.from_json(text)


def test_that_of_a_newer_version_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="version 2; this package reads version 1"):
        ArmBatchHandle.from_json(json.dumps(STORED | {"amili_arm_batch_handle": 2}))


def test_it_shows_how_much_is_in_it() -> None:
    handle = ArmBatchHandle("aBc", 2218, KINDS["documents"], ("1", "2"), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))), ("1",))
    assert repr(handle) == "ArmBatchHandle(batch_uuid='aBc', 2 documents, 1 of them already there)"
