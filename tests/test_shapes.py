"""What counts as a JSON object or array, and what may stand for one."""

from __future__ import annotations

from collections import OrderedDict, UserDict
from types import MappingProxyType
from typing import Any

import pytest

from amili_ext.shapes import is_array, is_mapping, is_object, is_sequence

from .support import named


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, (True, False, True, False)),
        (OrderedDict(a=1), (True, False, True, False)),
        (MappingProxyType({}), (False, False, True, False)),
        (UserDict(), (False, False, True, False)),
        ([], (False, True, False, True)),
        ((), (False, False, False, True)),
        ("text", (False, False, False, False)),
        (b"bytes", (False, False, False, False)),
        (range(3), (False, False, False, False)),
        ({1}, (False, False, False, False)),
        (iter([]), (False, False, False, False)),
        (None, (False, False, False, False)),
    ],
    ids=named,
)
def test_shapes(value: Any, expected: tuple[bool, bool, bool, bool]) -> None:
    """A text is no list of its letters, whatever Python says; a generator can be read only once and is none either."""
    assert (is_object(value), is_array(value), is_mapping(value), is_sequence(value)) == expected
