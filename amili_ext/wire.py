"""From what callers pass (generated models, or dicts in wire or Python names) to the dict that goes over the wire.

`to_wire` collects every problem with the path of its field instead of stopping at the first: floats where money is exact, times without a
zone, a misspelt field, a text where a list belongs. What each field may hold is read once from the type hints of the generated model, so
that a change of the spec changes this check with it.
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import sys
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Union, cast
from uuid import UUID

import attrs
import msgspec
from amili_client.runtime import UNSET, Unset, write_date, write_datetime
from attrs import frozen

from amili_ext.errors import Problem
from amili_ext.shapes import is_mapping, is_sequence

Report = Callable[[str, str], None]
"""Called with the path of a field and what is wrong with it."""

Convert = Callable[[Any, str, Report], Any]
"""Turns a value into its wire form; reports what cannot be right and then returns anything."""


class Problems:
    """Collects problems of one input."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def at(self, index: int | None) -> Report:
        """A report for the item at that position."""
        return lambda field, message: self.found.append(Problem(index, field, message))


def to_wire(model: type[Any], value: Any, report: Report, extra_fields: Collection[str] = ()) -> dict[str, Any]:
    """The wire dict of a value that is, or looks like, an instance of a generated model.

    Args:
        model: the generated class.
        value: an instance of it, or a mapping whose keys are wire names or Python names.
        report: called for every problem.
        extra_fields: names of fields that the documentation does not show and that a mapping may hold all the same.
    """
    plan = _PLANS.get(model) or _plan(model)
    if type(value) is model:
        # By the generated code, and a check at full speed: a job with 100,000 invoices should not spend its time on fields that are right.
        try:
            wire: dict[str, Any] = value.to_dict()
            msgspec.convert(wire, plan.strict)
        except (ValueError, TypeError, AttributeError, msgspec.MsgspecError):
            pass  # something is wrong or unusual: look closely, below
        else:
            return wire
    return _convert_model(plan, value, "", report, frozenset(extra_fields))


encode: Callable[[Mapping[str, Any]], bytes] = msgspec.json.Encoder(decimal_format="number").encode
"""A checked wire dict as JSON, exact to the last digit; the same content gives the same bytes, however it was passed.

Not `encode_json` of the runtime, which looks for floats: `to_wire` has refused them.
"""


@frozen
class _Field:
    python_name: str
    wire_name: str
    convert: Convert
    strict: Any
    """What msgspec may find in the wire dict that the generated code makes."""


@frozen
class _Plan:
    model: type[Any]
    fields: tuple[_Field, ...]
    by_name: Mapping[str, _Field]
    strict: type[msgspec.Struct]


class _Names(dict[str, Any]):
    """The names that the type hints of a model use: its siblings in `models`, which are imported when they are asked for."""

    def __init__(self, package: Any) -> None:
        super().__init__()
        self._package = package

    def __missing__(self, name: str) -> Any:
        try:
            return getattr(self._package, name)
        except AttributeError as error:
            raise KeyError(name) from error


_PLANS: dict[type[Any], _Plan] = {}


def _plan(model: type[Any]) -> _Plan:
    plan = _PLANS.get(model)
    if plan is None:
        plan = _PLANS[model] = _make_plan(model)  # made twice by two threads, it is the same
    return plan


def _make_plan(model: type[Any]) -> _Plan:
    module = sys.modules[model.__module__]
    siblings = importlib.import_module(model.__module__.rpartition(".")[0])
    hints = typing.get_type_hints(model, vars(module), _Names(siblings))
    fields = tuple(
        _Field(name, wire_name, *_converter(hints[name])) for name, wire_name in cast(Mapping[str, str], model.WIRE_NAMES).items()
    )
    by_name = {field.python_name: field for field in fields} | {field.wire_name: field for field in fields}
    strict = msgspec.defstruct(
        model.__name__,
        [(field.python_name, field.strict | msgspec.UnsetType, msgspec.UNSET) for field in fields],
        rename={field.python_name: field.wire_name for field in fields},
        forbid_unknown_fields=True,
    )
    return _Plan(model, fields, by_name, strict)


def _converter(hint: Any) -> tuple[Convert, Any]:
    union = typing.get_origin(hint) in (Union, types.UnionType)
    kinds = [kind for kind in (typing.get_args(hint) if union else (hint,)) if kind is not Unset]
    nullable = type(None) in kinds
    kinds = [kind for kind in kinds if kind is not type(None)]
    convert, strict = _kind(kinds)
    return (_or_null(convert), strict | None) if nullable else (convert, strict)


def _kind(kinds: list[Any]) -> tuple[Convert, Any]:
    kind: Any = kinds[0] if kinds else Any
    if typing.get_origin(kind) is list:
        convert, strict = _converter(typing.get_args(kind)[0])
        return _list_of(convert), types.GenericAlias(list, (strict,))
    if date in kinds or datetime in kinds:
        return _moment(days=date in kinds, times=datetime in kinds), str
    if inspect.isclass(kind):
        model: type[Any] = kind
        if issubclass(model, Enum):
            return _text, str
        if attrs.has(model):
            plan = _plan(model)
            return (lambda value, path, report: _convert_model(plan, value, path, report, frozenset())), plan.strict
        return _SIMPLE.get(model, (_free, Any))
    return _free, Any


def _convert_model(plan: _Plan, value: Any, path: str, report: Report, extra: frozenset[str]) -> dict[str, Any]:
    if is_mapping(value):
        pairs = _from_mapping(plan, value, path, report, extra)
    elif isinstance(value, plan.model):
        pairs = _from_model(plan, value)
    else:
        report(path, f"must be a {plan.model.__name__} or a dict, not {_name(value)}")
        return {}
    wire: dict[str, Any] = {}
    for field, item, shown in pairs:
        name, convert = (field.wire_name, field.convert) if field else (shown, _free)
        wire[name] = convert(item, _join(path, shown), report)
    # In the order of the model, so that the same content gives the same bytes however it was passed.
    known = {field.wire_name: wire.pop(field.wire_name) for field in plan.fields if field.wire_name in wire}
    return known | dict(sorted(wire.items()))


def _from_model(plan: _Plan, value: Any) -> Iterator[tuple[_Field | None, Any, str]]:
    for field in plan.fields:
        item = getattr(value, field.python_name)
        if item is not UNSET:
            yield field, item, field.python_name
    for name, item in getattr(value, "additional_properties", {}).items():
        yield None, item, name


def _from_mapping(
    plan: _Plan, value: Mapping[Any, Any], path: str, report: Report, extra: frozenset[str]
) -> Iterator[tuple[_Field | None, Any, str]]:
    seen: set[str] = set()
    for name, item in value.items():
        if item is UNSET:
            continue
        field = plan.by_name.get(name)
        if field is None and name not in extra:
            report(_join(path, str(name)), _unknown(plan, str(name)))
        elif field is not None and field.wire_name in seen:
            report(_join(path, str(name)), f"is given twice, as {field.python_name} and as {field.wire_name}")
        else:
            seen.add(field.wire_name if field else name)
            yield field, item, str(name)


def _unknown(plan: _Plan, name: str) -> str:
    near = difflib.get_close_matches(name, plan.by_name, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"is not a known field of {plan.model.__name__}{hint} (to send it all the same, name it in extra_fields)"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _name(value: object) -> str:
    return "null" if value is None else type(value).__name__


# -- one converter for each kind of value --------------------------------------------------------------------------------------


def _or_null(convert: Convert) -> Convert:
    return lambda value, path, report: None if value is None else convert(value, path, report)


def _list_of(convert: Convert) -> Convert:
    def to_list(value: Any, path: str, report: Report) -> Any:
        if not is_sequence(value):
            report(path, f"must be a list, not {_name(value)}")
            return []
        return [convert(item, f"{path}[{index}]", report) for index, item in enumerate(value)]

    return to_list


def _moment(*, days: bool, times: bool) -> Convert:
    wanted = " or ".join(word for word, allowed in (("a date", days), ("a date and time with a zone", times)) if allowed)

    def to_moment(value: Any, path: str, report: Report) -> Any:
        moment = read_moment(value)
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                report(path, "has no time zone; say which, for example with tzinfo=timezone.utc")
            elif times:
                return value if isinstance(value, str) else write_datetime(moment)
            else:
                report(path, f"must be {wanted}, not a date and time")
        elif moment is not None and days:
            return value if isinstance(value, str) else write_date(moment)
        else:
            report(path, f"must be {wanted}, not {_name(value) if moment is None else 'a date alone'}")
        return None

    return to_moment


def read_moment(value: Any) -> datetime | date | None:
    """A date, or a date and time (naive if it names no zone), from an object or an ISO 8601 text; None if it is neither."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value)
        except ValueError:
            continue
    return None


def _text(value: Any, path: str, report: Report) -> Any:
    if isinstance(value, str):
        return str(value)
    report(path, f"must be a text, not {_name(value)}")
    return None


def _number(value: Any, path: str, report: Report) -> Any:
    if isinstance(value, float):
        report(path, "is a float, which cannot hold most amounts exactly; pass a Decimal, made from a text such as Decimal('4500.00')")
    elif isinstance(value, Decimal):
        if value.is_finite():
            return value
        report(path, "is not a finite number")
    elif isinstance(value, int) and not isinstance(value, bool):
        return value
    else:
        report(path, f"must be a Decimal or an int, not {_name(value)}")
    return None


def _of(kind: type, words: str) -> Convert:
    def check(value: Any, path: str, report: Report) -> Any:
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        report(path, f"must be {words}, not {_name(value)}")
        return None

    return check


def _uuid(value: Any, path: str, report: Report) -> Any:
    try:
        return str(value if isinstance(value, UUID) else UUID(value))
    except (ValueError, AttributeError, TypeError):
        report(path, "must be a UUID")
        return None


def _free(value: Any, path: str, report: Report) -> Any:
    """A value of which the documentation does not say what it may be: whatever JSON can hold exactly."""
    if is_mapping(value):
        return {str(name): _free(item, _join(path, str(name)), report) for name, item in value.items()}
    if is_sequence(value):
        return [_free(item, f"{path}[{index}]", report) for index, item in enumerate(value)]
    if isinstance(value, float | Decimal):
        return _number(value, path, report)
    if isinstance(value, date):
        return _moment(days=True, times=True)(value, path, report)
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, str | int):
        return value
    report(path, f"cannot be sent as JSON: {_name(value)}")
    return None


_SIMPLE: dict[type, tuple[Convert, Any]] = {
    str: (_text, str),
    Decimal: (_number, int | Decimal),  # the generated code refuses floats and NaN
    bool: (_of(bool, "true or false"), bool),
    int: (_of(int, "a whole number"), int),
    UUID: (_uuid, str),
}
