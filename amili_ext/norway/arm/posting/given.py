"""Bodies of which the pages show an envelope and a name or two, and no more: their fields are sent as they are given.

What is known of a field is checked all the same, and so is everything that no JSON can hold exactly. By the page, names are
case-sensitive: a known name in another spelling would be another field to ARM, and is refused here.

Page: https://docs.amili.dev/about-355476m0
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amili_ext.checked import Checking
from amili_ext.norway.arm.asking import blame_nulls
from amili_ext.shapes import is_mapping
from amili_ext.values import join


def encode_as_given(checking: Checking, model: type[Any], value: Any, *, nulls: bool = True) -> tuple[Mapping[str, Any], bytes]:
    """The wire form of a mapping or a model, as a dict and as JSON; every problem is told to `checking`.

    Args:
        model: the generated class, which is open.
        value: an instance of it, or a mapping. Fields that the class knows may have their Python names.
        nulls: whether null may be sent.
    """
    names = [name for name in value if isinstance(name, str)] if is_mapping(value) else []
    known = {loose(name): name for name in model.WIRE_NAMES.values()}
    spellings = {*model.WIRE_NAMES, *model.WIRE_NAMES.values()}
    for name in names:
        meant = known.get(loose(name))
        if meant is not None and name not in spellings:
            checking.blame(join("", name), f"is not how it is spelt: names are case-sensitive, and this one is {meant}")
    wire, part = checking.encode(model, value, names)
    if checking.good and not wire:
        checking.blame("", "is empty")
    if not nulls and not checking.blamed(""):  # which it is if it holds itself
        blame_nulls(value, checking.blame)
    return wire, part


def loose(name: str) -> str:
    """A name without what its spelling could differ in."""
    return name.replace("_", "").replace("-", "").casefold()
