"""What can be said with a call of ARMrest: whose it is, in which language; how things are named in paths; and that null says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from amili_client.norway.arm.api.gl_items import get_gl_item
from amili_client.runtime import UNSET

from amili_ext.endpoint import Api, build
from amili_ext.errors import InputError
from amili_ext.norway.arm.asking import blame_nulls, language_of, mapping_in, metadata_of, number_in, user_id_of
from amili_ext.norway.arm.context import Receivables
from amili_ext.norway.arm.query import with_query

KNOWN = Receivables(Api("https://example.com"), 2218, user_id="TestUser", language="no")
NOBODY = Receivables(Api("https://example.com"), 2218)


def test_a_call_counts_more_than_the_client_and_nobody_is_nobody() -> None:
    assert (user_id_of(KNOWN, None), user_id_of(KNOWN, "kari"), user_id_of(NOBODY, None)) == ("TestUser", "kari", UNSET)
    assert (language_of(KNOWN, None), language_of(KNOWN, "en"), language_of(NOBODY, None)) == ("no", "en", UNSET)
    metadata = metadata_of(KNOWN, None)
    assert metadata
    assert metadata.to_dict() == {"userId": "TestUser"}
    assert metadata_of(KNOWN, "") is UNSET


@pytest.mark.parametrize("wrong", [7, b"x", ["a"]])
def test_who_and_which_language_are_texts(wrong: Any) -> None:
    with pytest.raises(InputError, match="user_id"):
        user_id_of(NOBODY, wrong)
    with pytest.raises(InputError, match="language"):
        language_of(NOBODY, wrong)


def test_a_number_is_a_text_or_its_digits() -> None:
    assert [number_in("customer_no", one) for one in ("0543", 543210)] == ["0543", "543210"]
    assert build(NOBODY.api, get_gl_item, 2218, number_in("gl_item_id", "a/b")).url == "https://example.com/clients/2218/glitems/a%2Fb"


@pytest.mark.parametrize("wrong", ["", " ", ".", "..", None, True, 1.5, b"7", ["7"], pytest.param(10**5000, id="thousands of digits")])
def test_what_is_no_number_names_itself(wrong: Any) -> None:
    with pytest.raises(InputError, match="customer_no"):
        number_in("customer_no", wrong)


def test_every_null_is_blamed_at_its_place() -> None:
    blamed: list[str] = []
    blame_nulls(
        {"name": None, "postalAddress": {"cityName": None, "postalCode": ""}, "lines": [1, None, {"x": None}]},
        lambda path, _: blamed.append(path),
    )
    assert blamed == ["name", "postalAddress.cityName", "lines[1]", "lines[2].x"]


@pytest.mark.parametrize("wrong", [None, "x", 7, ["a"]])
def test_what_is_no_mapping_names_itself(wrong: Any) -> None:
    with pytest.raises(InputError, match="changes: must be a mapping"):
        mapping_in("changes", wrong)
    assert mapping_in("changes", {"a": 1}) == {"a": 1}


def test_more_query_parameters_stand_beside_those_of_the_endpoint_which_win() -> None:
    from amili_client.norway.arm.api.customers import get_customers

    asked = with_query(get_customers, {"name": "Owe", "pagesize": "7"})
    assert build(NOBODY.api, asked, 2218, pagesize=50).params == (("name", "Owe"), ("pagesize", "50"))
    assert with_query(get_customers, {}) is get_customers
    assert asked.OPERATION == "getCustomers"
