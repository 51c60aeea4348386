"""Files that name things: in whatever form they stand there, the same names come out, in order, each with its line."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amili_ext.cli.norway.naming import read_names
from amili_ext.errors import ConfigurationError, InputError

NAMES = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).filter(lambda name: name[0] not in '[{"'))


def name(value: str | dict[str, Any]) -> str | None:
    return value.get("name") if isinstance(value, dict) else value


def read(content: bytes, *before: str) -> tuple[list[str], list[int | None]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names"
        path.write_bytes(content)
        named = read_names(list(before), str(path), "things", name)
    return named.names, named.lines


@given(NAMES.filter(bool), st.randoms(use_true_random=False))
@example(["7", "007"], None)
def test_every_form_of_a_line_gives_the_same_name(names: list[str], random: Any) -> None:
    forms = (lambda one: one, json.dumps, lambda one: json.dumps({"name": one}), lambda one: f"  {one}\t")
    lines = [(random.choice(forms) if random else forms[0])(one) for one in names]
    found, numbers = read("\r\n\n".join(lines).encode(), "first")
    assert found == ["first", *names]
    assert numbers == [None, *range(1, 2 * len(names), 2)]


@given(NAMES.filter(bool))
def test_an_array_does_as_well(names: list[str]) -> None:
    assert read(json.dumps([*names, {"name": "last"}, 7]).encode())[0] == [*names, "last", "7"]


def test_each_place_that_is_wrong_is_told_and_its_content_is_not() -> None:
    with pytest.raises(InputError) as caught:
        read(b'good\n{"secret": 1}\n{"secret\ngood\n"secret', "given")
    assert [str(problem).partition(":")[0] for problem in caught.value.problems] == [
        "line 2, things[2]",
        "line 3, things[3]",
        "line 5, things[5]",
    ]
    assert not any("secret" in str(problem) for problem in caught.value.problems)


def test_an_array_that_is_cut_off_is_one_problem() -> None:
    with pytest.raises(InputError) as caught:
        read(b'["a",\n"b"')
    assert len(caught.value.problems) == 1


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_names(None, "/nowhere/at/all", "things", name)
