"""What is looked up by many names is found, each document once, by addresses that stay short, whatever the names look like."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from amili_client.sweden.ada.api.case import list_cases
from hypothesis import example, given
from hypothesis import strategies as st

from amili_ext.endpoint import Api
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.dialect import EVE
from amili_ext.sweden.ada.eve.finding import MOST_CREDITORS, by_id, by_text, find, of_creditors
from amili_ext.sweden.ada.eve.where import Filter, Where, read_filter
from amili_ext.testing import VirtualClock
from tests.support import drive, in_each_world, json_reply, performer
from tests.sweden.ada.engine import Eve

CONTEXT = Ada(Api("https://x", dialect=EVE))


def name(number: int) -> str:
    return f"{number:024x}"


def names(numbers: Iterable[int]) -> list[str]:
    return [name(number) for number in numbers]


def found(server: Any, conditions: Iterable[Filter], world: str = "blocking", where: Where | None = None) -> list[Any]:
    """The ids of what is found, as it comes."""
    cases = drive(world, find(CONTEXT, list_cases, conditions, where=where), performer(world, server, VirtualClock()))
    return [case.field_id for case in cases]


@in_each_world
def test_many_ids_are_looked_up_by_several_lists(world: str) -> None:
    eve = Eve().put({"_id": name(number), "rank": number % 3} for number in range(1000))
    wanted = [number for number in range(1500) if number % 7]
    ids = found(eve, by_id(names(wanted)), world, where={"rank": {"$in": [0, 1]}})
    assert ids == names(number for number in wanted if number < 1000 and number % 3 < 2)
    assert all(len(one["where"]) < 2000 for one in eve.asked)


def test_a_look_up_of_what_is_nowhere_finds_nothing() -> None:
    eve = Eve().put({"_id": name(number)} for number in range(5))
    assert found(eve, by_id(names(range(1000, 3000)))) == []
    assert len(eve.asked) > 20
    eve.asked.clear()
    assert found(eve, by_id([])) == []
    assert eve.asked == []


LONG = [f"{number:02}" + "x" * 400 for number in range(12)]  # three of them fill an address
ODD = ["00000000000000000000000a", "00000000000000000000000B", "Fri, 04 Jul 2025 00:00:00 GMT", "Fri, 04 Jul 2025 00:00:01 GMT", "GMT", ""]
ALIKE = ["00000000000000000000000g", "00000000000000000000000aa", "Fri, 04 Jul 2025 00:00:00 GM"]
texts = st.sampled_from([*LONG, *ODD, *ALIKE])


@given(st.lists(texts), st.lists(texts))
@example(ODD, ODD)  # ranges around two texts that differ in their end find both
@example(ALIKE, ODD)
def test_all_that_has_one_of_many_texts_is_found_once(there: list[str], wanted: list[str]) -> None:
    eve = Eve().put({"_id": name(number), "text": text} for number, text in enumerate(there))
    ids = found(eve, by_text("text", wanted))
    assert len(ids) == len(set(ids))
    right = {name(number) for number, text in enumerate(there) if text in wanted}
    besides = {there[int(one, 16)] for one in set(ids) - right}
    assert right <= set(ids)
    assert all(any(one.startswith(text[:-1]) for text in wanted if text in ODD) for one in besides)
    assert all(len(one["where"]) < 3000 for one in eve.asked)


def test_what_does_not_show_its_id_is_not_left_out() -> None:
    page = json_reply({"_items": [{"state": "reminder"}, {"state": "reminder"}], "_meta": {"total": 2, "max_results": 100, "page": 1}})
    assert len(found(lambda _: page, by_id([name(1)]))) == 2


def test_a_few_creditors_narrow_the_look_up_and_many_do_not() -> None:
    one, *_ = some = names(range(MOST_CREDITORS))
    assert read_filter(of_creditors([one, one])) == {"creditor": one}
    assert read_filter(of_creditors([*reversed(some), one])) == {"creditor": {"$in": some}}
    assert of_creditors([*some, name(999)]) is None
