"""From what callers pass (generated models, or dicts in wire or Python names) to the dict that goes over the wire.

`to_wire` collects every problem with the path of its field instead of stopping at the first: floats where money is exact, times without a
zone, a misspelt field, a text where a list belongs. What each field may hold is read once from the type hints of the generated model, so
that a change of the spec changes this check with it.
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, cast

import attrs
import msgspec
from amili_client.runtime import UNSET, Unset, write_datetime
from attrs import frozen

from amili_ext.errors import InputError, Problem
from amili_ext.shapes import is_mapping
from amili_ext.values import (
    FREE_MOMENT,
    SIMPLE,
    WRITTEN_DAY_OR_EMPTY,
    WRITTEN_MOMENT,
    Convert,
    Report,
    Strictness,
    free,
    join,
    kind_of,
    list_of,
    moment_as,
    moment_of,
    or_empty,
    or_null,
    text,
)


class Problems:
    """Collects problems of one input; `noun` is what its items are called."""

    def __init__(self, noun: str = "invoices") -> None:
        self.found: list[Problem] = []
        self._noun = noun

    def at(self, index: int | None) -> Report:
        """A report for the item at that position."""
        return lambda field, message: self.found.append(Problem(index, field, message, self._noun))

    def check(self) -> None:
        """Raises:
        InputError: if there are any.
        """
        if self.found:
            raise InputError(self.found)


def to_wire(model: type[Any], value: Any, report: Report, extra_fields: Collection[str] = (), *, closely: bool = False) -> dict[str, Any]:
    """The wire dict of a value that is, or looks like, an instance of a generated model.

    Args:
        model: the generated class.
        value: an instance of it, or a mapping whose keys are wire names or Python names.
        report: called for every problem.
        extra_fields: names of fields that the documentation does not show and that a mapping may hold all the same, at any depth.
        closely: look at every field, also of a model that seems flawless; for one that `encode` could not encode.
    """
    plan = _PLANS.get(model) or _plan(model)
    if type(value) is model and not closely:
        # By the generated code, and a check at full speed: a job with 100,000 invoices should not spend its time on fields that are right.
        try:
            wire: dict[str, Any] = value.to_dict()
            msgspec.convert(wire, plan.strict)
        except Exception:  # noqa: BLE001, S110  # a model may hold anything, and fail in any way
            pass  # something is wrong or unusual: look closely, below
        else:
            return wire
    return _convert_model(plan, value, "", Strictness(report, extra_fields, plan.free_moment))


encode: Callable[[Mapping[str, Any]], bytes] = msgspec.json.Encoder(decimal_format="number").encode
"""A checked wire dict as JSON, exact to the last digit; the same content gives the same bytes, however it was passed.

Not `encode_json` of the runtime, which looks for floats: `to_wire` has refused them. Raises `TypeError` or `UnicodeEncodeError` for a model
that holds a text or a number of a class of the caller's own, or half of a surrogate pair; looked at closely, the former are fine.
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
    free_moment: Convert


_PLANS: dict[type[Any], _Plan] = {}


def _plan(model: type[Any]) -> _Plan:
    plan = _PLANS.get(model)
    if plan is None:
        plan = _PLANS[model] = _make_plan(model)  # made twice by two threads, it is the same
    return plan


def _siblings(model: type[Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The other models that the type hints of a model name. Not all that `models` has: each is imported when it is asked for.

    A dict that asks when a name is looked up in it will not do: Python 3.14 resolves the hints with a copy.
    """
    models = importlib.import_module(model.__module__.rpartition(".")[0])
    words = {word for hint in inspect.get_annotations(model).values() for word in re.findall(r"\w+", hint)}
    return {word: getattr(models, word) for word in words - known.keys() if hasattr(models, word)}


def _make_plan(model: type[Any]) -> _Plan:
    module = sys.modules[model.__module__]
    hints = typing.get_type_hints(model, vars(module), _siblings(model, vars(module)))
    # The models of an API that has one form for all moments say so; the others have the form of ISO 8601 that fits the field.
    write = getattr(model, "WRITE_DATETIME", write_datetime)
    one_form = None if write is write_datetime else moment_as(write)
    fields = tuple(
        _Field(name, wire_name, *_converter(hints[name], one_form)) for name, wire_name in cast(Mapping[str, str], model.WIRE_NAMES).items()
    )
    by_name = {field.python_name: field for field in fields} | {field.wire_name: field for field in fields}
    strict = msgspec.defstruct(
        model.__name__,
        [(field.python_name, field.strict | msgspec.UnsetType, msgspec.UNSET) for field in fields],
        rename={field.python_name: field.wire_name for field in fields},
        forbid_unknown_fields=True,
        gc=False,  # made only to be thrown away
    )
    return _Plan(model, fields, by_name, strict, one_form or FREE_MOMENT)


def _converter(hint: Any, one_form: Convert | None) -> tuple[Convert, Any]:
    union = typing.get_origin(hint) in (Union, types.UnionType)
    kinds = [kind for kind in (typing.get_args(hint) if union else (hint,)) if kind is not Unset]
    nullable = type(None) in kinds
    kinds = [kind for kind in kinds if kind is not type(None)]
    convert, strict = _kind(kinds, one_form)
    if not nullable:
        return convert, strict
    # Only where null is allowed does the generated code pass on a text that should be a moment; elsewhere a pattern would cost for nothing.
    if one_form is None and (date in kinds or datetime in kinds):
        strict = cast(Any, WRITTEN_MOMENT)
    return or_null(convert), strict | None


def _kind(kinds: list[Any], one_form: Convert | None) -> tuple[Convert, Any]:
    kind: Any = kinds[0] if kinds else Any
    if typing.get_origin(kind) is list:
        convert, strict = _converter(typing.get_args(kind)[0], one_form)
        return list_of(convert), types.GenericAlias(list, (strict,))
    if kinds == [date, str]:
        return or_empty(moment_of(days=True, times=False)), WRITTEN_DAY_OR_EMPTY
    if date in kinds or datetime in kinds:
        return one_form or moment_of(days=date in kinds, times=datetime in kinds), str
    if inspect.isclass(kind):
        model: type[Any] = kind
        if issubclass(model, Enum):
            return text, str
        if attrs.has(model):
            plan = _plan(model)
            return (lambda value, path, report: _convert_model(plan, value, path, report)), plan.strict
        return SIMPLE.get(model, (free, Any))
    return free, Any


def _convert_model(plan: _Plan, value: Any, path: str, report: Strictness) -> dict[str, Any]:
    if is_mapping(value):
        pairs = _from_mapping(plan, value, path, report)
    elif isinstance(value, plan.model):
        pairs = _from_model(plan, value)
    else:
        report(path, f"must be a dict or {plan.model.__name__}, not {kind_of(value)}")
        return {}
    wire: dict[str, Any] = {}
    for field, item, shown in pairs:
        name, convert = (field.wire_name, field.convert) if field else (shown, free)
        wire[name] = convert(item, join(path, shown), report)
    # In the order of the model, so that the same content gives the same bytes however it was passed.
    known = {field.wire_name: wire.pop(field.wire_name) for field in plan.fields if field.wire_name in wire}
    return known | dict(sorted(wire.items()))


def _from_model(plan: _Plan, value: Any) -> Iterator[tuple[_Field | None, Any, str]]:
    for name, item in getattr(value, "additional_properties", {}).items():
        yield None, item, str(name)
    for field in plan.fields:  # last, so that they win over an additional property of the same name, as in the generated code
        item = getattr(value, field.python_name)
        if item is not UNSET:
            yield field, item, field.python_name


def _from_mapping(plan: _Plan, value: Mapping[Any, Any], path: str, report: Strictness) -> Iterator[tuple[_Field | None, Any, str]]:
    seen: set[str] = set()
    for name, item in value.items():
        if item is UNSET:
            continue
        field = plan.by_name.get(name)
        if field is None and name not in report.extra_fields:
            report(join(path, str(name)), _unknown(plan, str(name)))
        elif field is not None and field.wire_name in seen:
            report(join(path, str(name)), f"is given twice, as {field.python_name} and as {field.wire_name}")
        else:
            seen.add(field.wire_name if field else name)
            yield field, item, str(name)


def _unknown(plan: _Plan, name: str) -> str:
    near = difflib.get_close_matches(name, plan.by_name, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"is not a known field of {plan.model.__name__}{hint} (to send it all the same, name it in extra_fields)"
