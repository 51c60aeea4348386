"""A vendor's bytes become plain values, exactly, or are refused before they can grow, nest or run."""

import json
from decimal import Decimal
from typing import Any

import pytest
from generator import GenerationError, document
from hypothesis import given, settings
from hypothesis import strategies as st
from updating import UpdateError, parsing
from updating.converting import to_openapi
from updating.parsing import parse
from updating.placing import to_yaml

BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{','.join([f'*{before}'] * 10)}]}}\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "stands for more than 1000000 values"),
        (MERGE_BOMB, "stands for more than 1000000 values"),
        ("a: &a [*a]", "contains itself"),
        ("[" * 200, "is not JSON"),
        ("a: " + "[" * 200 + "]" * 200, "nested more than 100 levels deep"),
        ("a: " + "[" * 400 + "]" * 400, "nested more than 100 levels deep"),
        ('{"a": ' + "[" * 200 + "]" * 200 + "}", "nested more than 100 levels deep"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested more than 100 levels deep"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "the key 'c' is twice"),
        ("a: 1\na: 2", "is not JSON or YAML"),
        ("200: a\n'200': b", "the key '200' is twice"),
        ("a: {no: 1, 1.5: 2}", r"$.a: the key Decimal('1.5') is no text"),
        ("a: {true: 1}", "$.a: the key True is no text"),
        ("a: !!python/object/apply:os.system [x]", "line 1: tag:yaml.org,2002:python/object/apply:os.system is no plain value"),
        ("a: 1\nb: !include /etc/hostname", "line 2: !include is no plain value"),
        ("a: !!binary aGVq", "line 1: tag:yaml.org,2002:binary is no plain value"),
        ("a: .nan", "line 1: .nan is no number"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": 1,}', "is not JSON"),
        ("{" + '"a": ' + "1" * 5000 + "}", "is not JSON"),
        ("a: b: c", "is not JSON or YAML"),
        ("--- \na: 1\n---\nb: 2", "is not JSON or YAML"),
        ("", "is empty"),
        ("just words", "is no specification"),
        ("[]", "is no specification"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(UpdateError) as error:
        parse(text.encode(), "vendor.yaml")
    assert str(error.value).startswith("vendor.yaml: ")
    assert message in str(error.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UpdateError, match=r"vendor\.json: is not text in UTF-8 \(byte 0\)"):
        parse("{}".encode("utf-16"), "vendor.json")


def test_more_values_than_any_specification_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MOST_NODES", 100)
    with pytest.raises(UpdateError, match="has more than 100 values"):
        parse(json.dumps({"a": list(range(200))}).encode(), "vendor.json")
    with pytest.raises(UpdateError, match="stands for more than 100 values"):
        parse(("a: " + json.dumps(list(range(200)))).encode(), "vendor.yaml")


def test_values_are_what_json_would_have() -> None:
    yaml = parse(b"\xef\xbb\xbfresponses: {200: no, 404: 1.50}\nday: 2026-01-31\nsame: &s {a: [1]}\nagain: *s\n", "vendor.yaml")
    text = b'{"responses": {"200": "no", "404": 1.50}, "day": "2026-01-31", "same": {"a": [1]}, "again": {"a": [1]}}'

    assert yaml == parse(text, "vendor.json")
    assert str(yaml["responses"]["404"]) == "1.50"
    assert list(yaml["responses"]) == ["200", "404"]


AWKWARD = [
    "no",
    "1",
    "1.0",
    "2026-01-31",
    "null",
    "~",
    "a: b",
    "- a",
    "#",
    "'",
    '"',
    "\n",
    " a",
    "a\n",
    "a \nb",
    "a\n\n b",
    "{",
    "*a",
    "!x",
    "<<",
]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=30) | st.sampled_from(AWKWARD)
NUMBERS = st.integers(-(10**20), 10**20) | st.decimals(allow_nan=False, allow_infinity=False, places=2) | st.just(Decimal("1E+30"))
PLAIN = st.none() | st.booleans() | NUMBERS | TEXTS
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=12)


@settings(max_examples=60, deadline=None)
@given(content=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_what_is_written_reads_as_the_same_in_the_same_order(content: dict[str, Any]) -> None:
    as_json = document.to_json(content)
    as_yaml = to_yaml(content, "norway", "tiny").encode()

    assert parse(as_json, "a") == content
    assert parse(as_yaml, "b") == content
    assert document.to_json(parse(as_json, "a")) == as_json == document.to_json(parse(as_yaml, "b"))
    assert b"\r" not in as_json
    assert as_yaml.endswith(b"\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"swagger": "1.2"}, "says that it is OpenAPI '1.2'"),
        ({"openapi": "3.2.0"}, "says that it is OpenAPI '3.2.0'"),
        ({"openapi": Decimal("3.0")}, "says that it is OpenAPI Decimal('3.0')"),
        ({"hello": "world"}, "says that it is OpenAPI 'nothing of the kind'"),
        ({"openapi": "3.1.0", "paths": {"/a": {"$ref": "https://x.example/a"}}}, "x: $.paths./a.$ref: 'https://x.example/a' is not in"),
        ({"swagger": "2.0", "paths": {"/a": {"$ref": "a.json"}}}, "x: $.paths./a.$ref: 'a.json' is not in"),
    ],
)
def test_versions_and_references_that_are_not_understood(content: dict[str, Any], message: str) -> None:
    with pytest.raises(GenerationError) as error:
        to_openapi(content, "x")
    assert message in str(error.value)
