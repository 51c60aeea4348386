"""Checking one input closely and keeping it as bytes: what a job over 100,000 items must not do twice, nor keep whole.

`Checking` collects what is wrong with one item and knows which fields were blamed already, so that nothing is said twice; `Encoded` is the
checked item, ready to be sent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import attrs
import msgspec

from amili_ext.shapes import is_mapping
from amili_ext.values import Report, join
from amili_ext.wire import encode, to_wire


class Encoded:
    """Stands in for a model that was encoded when it was checked, so that neither is done twice."""

    __slots__ = ("part",)

    def __init__(self, part: bytes) -> None:
        self.part = part

    def to_dict(self) -> msgspec.Raw:
        """What the generated code asks a model for."""
        return msgspec.Raw(self.part)


class Checking:
    """One item under examination.

    Args:
        report: told of every problem, once for each field.
    """

    __slots__ = ("_blamed", "_report")

    def __init__(self, report: Report) -> None:
        self._report = report
        self._blamed: set[str] = set()

    def blame(self, path: str, message: str) -> None:
        """Report a problem, unless the field was blamed already, itself or as part of what it is in."""
        if not self.blamed(path):
            self._blamed.add(path)
            self._report(path, message)

    def blamed(self, path: str) -> bool:
        """Whether there is a problem with that field already, so that looking at its value makes no sense."""
        return bool(self._blamed) and any(
            path == one or not one or (path.startswith(one) and path[len(one)] in ".[") for one in self._blamed
        )

    @property
    def good(self) -> bool:
        """Whether nothing was found so far."""
        return not self._blamed

    def encode(self, model: type[Any], value: Any, extra_fields: Collection[str] = ()) -> tuple[dict[str, Any], bytes]:
        """The item as a wire dict and as JSON; see `amili_ext.wire.to_wire`."""
        try:
            wire = to_wire(model, value, self.blame, extra_fields)
            try:
                return wire, encode(wire)  # at once, so that of 100,000 items only the bytes are kept
            except (TypeError, UnicodeEncodeError):
                wire = to_wire(model, value, self.blame, extra_fields, closely=True)
                return wire, encode(wire)
        except (ValueError, RecursionError):
            self.blame("", "holds a number of thousands of digits, or is nested too deeply to be sent")
            return {}, b""

    def require(self, model: type[Any], wire: Any, path: str = "", *, but: Collection[str] = ()) -> None:
        """Blame each field that the model requires and the wire dict lacks; a dict can lack what a model cannot."""
        if not is_mapping(wire):
            return
        for name in required_fields(model):
            if name not in but and wire.get(name) in (None, ""):
                self.blame(join(path, name), "is missing" if wire.get(name) is None else "is empty")


def required_fields(model: type[Any]) -> tuple[str, ...]:
    """The wire names of the fields without which no instance of a generated model can be made."""
    names: Mapping[str, str] = model.WIRE_NAMES
    return tuple(names[one.name] for one in attrs.fields(model) if one.default is attrs.NOTHING)


def is_no_list(value: object) -> bool:
    """Whether that cannot be a list of items: passing a single one is the usual slip, and a dict and a text can be iterated too."""
    return is_mapping(value) or isinstance(value, str | bytes) or not hasattr(value, "__iter__")
