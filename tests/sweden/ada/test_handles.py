"""Handles survive a file, and tell what is wrong with one that did not."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.errors import ConfigurationError
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, InvoiceHandle, RegisteredDebt

TEXTS = st.text(max_size=30)
INVOICES = st.builds(InvoiceHandle, TEXTS, TEXTS, TEXTS, TEXTS, st.booleans())
DEBTS = st.builds(RegisteredDebt, TEXTS, TEXTS, TEXTS, st.none() | TEXTS, st.none() | TEXTS)
RESULTS = st.builds(CaseRegistrationResult, TEXTS, st.lists(DEBTS, max_size=4).map(tuple), st.booleans(), st.booleans())


@given(INVOICES | RESULTS)
def test_a_handle_survives_json_and_pickle(handle: InvoiceHandle | CaseRegistrationResult) -> None:
    assert type(handle).from_json(handle.to_json()) == handle
    assert pickle.loads(pickle.dumps(handle)) == handle


def test_a_result_is_a_sequence_of_its_debts() -> None:
    debts = (RegisteredDebt("creditor", "1", "case-1"), RegisteredDebt("creditor", "2", "case-2"))
    result = CaseRegistrationResult("registration", debts)
    assert len(result) == 2
    assert [debt.case for debt in result] == ["case-1", "case-2"]


KINDS: list[Any] = [
    InvoiceHandle("registration", "case", "creditor", "1"),
    CaseRegistrationResult("registration", (RegisteredDebt("creditor", "1", "case", "20251852687013699044", "id"),)),
]


@pytest.mark.parametrize("handle", KINDS)
@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"text"', "{}", '{"amili_handle": "batch", "version": 1}', "[" * 100_000])
def test_other_text_is_no_handle(handle: Any, text: str) -> None:
    with pytest.raises(ConfigurationError, match="not a handle"):
        type(handle).from_json(text)


def test_one_kind_is_not_taken_for_the_other() -> None:
    with pytest.raises(ConfigurationError, match="case registration"):
        CaseRegistrationResult.from_json(KINDS[0].to_json())
    with pytest.raises(ConfigurationError, match="invoice"):
        InvoiceHandle.from_json(KINDS[1].to_json())


@pytest.mark.parametrize("handle", KINDS)
def test_a_newer_version_is_refused(handle: Any) -> None:
    text = json.dumps({**json.loads(handle.to_json()), "version": 2})
    with pytest.raises(ConfigurationError, match="version 2; this package reads version 1"):
        type(handle).from_json(text)


@pytest.mark.parametrize("handle", KINDS)
def test_each_missing_or_wrong_member_is_damage(handle: Any) -> None:
    whole = json.loads(handle.to_json())
    for name in whole.keys() - {"amili_handle", "version"}:
        with pytest.raises(ConfigurationError, match="damaged"):
            type(handle).from_json(json.dumps({key: value for key, value in whole.items() if key != name}))
        if not isinstance(whole[name], bool):
            with pytest.raises(ConfigurationError, match="damaged"):
                type(handle).from_json(json.dumps({**whole, name: 7}))
