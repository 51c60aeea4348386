"""Which case an action is for: its number, the case as it was read, or a handle of an earlier action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias
from uuid import UUID

from amili_client.norway.collection.models.case import Case
from attrs import frozen

from amili_ext.checked import is_no_list
from amili_ext.errors import InputError, Problem
from amili_ext.norway.collection.cases.handle import CaseHandle
from amili_ext.norway.collection.cases.reading import number_in
from amili_ext.norway.collection.context import Collection
from amili_ext.values import kind_of
from amili_ext.wire import Problems

AnyCase: TypeAlias = Case | CaseHandle | str | int
"""How a caller may name a case; a text or an integer is its number."""


@frozen
class Target:
    """The case that is meant.

    Attributes:
        case_number: its number.
        case_id: its id, if the caller knows it; a case of this number with another id is not the one.
    """

    case_number: str
    case_id: UUID | None = None


def one_target(context: Collection, case: AnyCase) -> Target:
    """The case that a caller named.

    Raises:
        InputError: that names none.
    """
    problems = Problems()
    target = _target(context, case, "case", problems, None)
    problems.check()
    return target


def all_targets(context: Collection, cases: Iterable[AnyCase]) -> list[Target]:
    """The cases that a caller named.

    Raises:
        InputError: with every problem: some name no case, or the same one twice.
    """
    if is_no_list(cases):
        raise InputError([Problem(None, "cases", f"must be a list of cases, not {kind_of(cases)}")])
    problems = Problems("cases")
    targets: list[Target] = []
    seen: dict[str, int] = {}
    for index, case in enumerate(cases):
        target = _target(context, case, "", problems, index)
        first = seen.setdefault(target.case_number, index)
        if target.case_number and first != index:
            problems.at(index)("", f"is the same as cases[{first}]")
        targets.append(target)
    problems.check()
    return targets


def _target(context: Collection, case: object, name: str, problems: Problems, index: int | None) -> Target:
    report = problems.at(index)
    if not isinstance(case, Case | CaseHandle):
        if isinstance(case, bool) or not isinstance(case, str | int):
            report(name, f"must be a case, the number of one or a handle, not {kind_of(case)}")
            return Target("")
        return Target(number_in(case, name, problems, index))
    if case.organization_id and case.organization_id != context.organization_id:
        report(name, "belongs to another organization than this client")
    if not case.case_number:
        report(name, "has no case number")
    return Target(case.case_number or "", case.case_id or None)
