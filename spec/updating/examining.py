"""Holds each action of an overlay against the vendor's new document.

An overlay is what we concluded about an older document. Of each action this says what became of its conclusion: it matches
nothing any more; the vendor documents the same, so it is not needed; the vendor documents something else, which the
action now overwrites; or what it corrected has changed under it. For comparison every action is also carried out on the document
that was there before, since an action that replaces something may have been meant to.

Prose and our own marks (`x-amili-…`) make no difference of meaning.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from generator.coverage import Operation, operations
from generator.overlay import Action, actions_of, carry_out, find_matches

_MARK = "x-amili-"
_PROSE = frozenset({"summary", "description", "example", "examples", "externalDocs", "title"})
_MOST_LISTED = 8

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Effect:
    """What an update does at one place: it adds something, says the same as is there, or replaces what is there."""

    kind: str
    before: Any = None
    after: Any = None


@dataclass
class Finding:
    """One action, and what became of its conclusion.

    Attributes:
        number: of the action, from 1.
        matches: whether its target is still there.
        needed: whether it still changes anything that matters.
        news: what else to know of it, a sentence each.
    """

    number: int
    target: str
    reason: str
    matches: bool = True
    needed: bool = True
    news: list[str] = field(default_factory=list)


@dataclass
class _Run:
    """An overlay carried out on one document: the result, and of each action where it matched and what it did."""

    merged: dict[str, Any]
    effects: list[dict[Place, Effect]]
    added: list[set[tuple[str, str]]]


def shape(path: str) -> str:
    """A path without the names of its parameters, which are nobody's business but the document's."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def examine(
    before: dict[str, Any] | None, after: dict[str, Any], overlay: dict[str, Any], name: str
) -> tuple[dict[str, Any], list[Finding]]:
    """Carry out what can be carried out on `after`; return the result, and what is to be said of each action.

    Args:
        before: the document that the overlay was written for, as it was without it; None if there was none.
        after: the vendor's new one.
        name: of the overlay, for messages.
    """
    actions = actions_of(overlay, name)
    new = _carry_out_all(after, actions, name)
    old = _carry_out_all(before, actions, name) if before is not None else None
    documented = _by_shape(after)
    findings = []
    for at, action in enumerate(actions):
        finding = Finding(at + 1, str(action["target"]), " ".join(str(action["description"]).split()))
        findings.append(finding)
        effects = new.effects[at]
        finding.matches = bool(effects)
        if not effects:
            continue
        finding.needed = not _says_the_same(effects)
        if old is not None:
            finding.news.extend(_compare(old.effects[at], effects))
            concluded = _by_shape(old.merged)
            for key in sorted((method, shape(path)) for method, path in old.added[at]):
                if key in documented and key in concluded:
                    finding.news.append(_compare_operations(concluded[key], documented[key]))
    return new.merged, findings


def _carry_out_all(document: dict[str, Any], actions: list[Action], name: str) -> _Run:
    run = _Run(deepcopy(document), [], [])
    for number, action in enumerate(actions, start=1):
        matches = find_matches(run.merged, action)
        effects: dict[Place, Effect] = {}
        for match in matches:
            place: Place = tuple(match.parts)
            effects.update(_effects(match.obj, action["update"], place) if "update" in action else {place: Effect("removed")})
        run.effects.append(effects)
        there = _names_of_operations(run.merged)
        carry_out(action, matches, f"{name}, action {number} ({action['target']})")
        run.added.append(_names_of_operations(run.merged) - there)
    return run


def _by_shape(document: dict[str, Any]) -> dict[tuple[str, str], Operation]:
    return {(each.method, shape(each.path)): each for each in operations(document)}


def _names_of_operations(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each.method, each.path) for each in operations(document)}


# ---- what an update does


def _effects(target: Any, update: Any, place: Place) -> dict[Place, Effect]:
    if isinstance(target, dict) and isinstance(update, dict):
        found: dict[Place, Effect] = {} if update else {place: Effect("same")}
        for key, value in update.items():
            if key not in target:
                found[*place, key] = Effect("added", after=value)
            else:
                found.update(_effects(target[key], value, (*place, key)))
        return found
    if isinstance(target, list):
        found = {}
        for value in update if isinstance(update, list) else [update]:
            twin = _twin(target, value)
            key = (*place, _label(value))
            if twin is None:
                found[key] = Effect("added", after=value)
            else:
                found[key] = Effect("twin" if any(differences(value, twin)) else "same", twin, value)
        return found
    return {place: Effect("same" if target == update else "replaced", target, update)}


def _twin(entries: list[Any], value: Any) -> Any:
    """The entry that is about the same as `value`: equal, or of the same name and place."""
    if value in entries:
        return value
    if isinstance(value, dict):
        for keys in (("name", "in"), ("name",), ("$ref",), ("url",)):
            if all(key in value for key in keys):
                return next((each for each in entries if isinstance(each, dict) and all(each.get(key) == value[key] for key in keys)), None)
    return None


def _label(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("$ref") or value.get("url") or value)
    return str(value)


def _says_the_same(effects: Mapping[Place, Effect]) -> bool:
    # A name of an operation is kept by an action of its own, see `keeping`.
    weighty = {place: each for place, each in effects.items() if not _is_ours(place) and place[-1] not in _PROSE | {"operationId"}}
    return all(each.kind == "same" for each in (weighty or effects).values())


def _is_ours(place: Place) -> bool:
    return any(str(part).startswith(_MARK) for part in place)


# ---- what became of it


def _compare(old: Mapping[Place, Effect], new: Mapping[Place, Effect]) -> Iterator[str]:
    gone = [place for place in old if not any(each[: len(place) - 1] == place[:-1] for each in new)]
    if gone:
        yield f"no longer there, of what it was about: {_list(sorted({write_place(place[:-1]) for place in gone}))}"
    same = [place for place, effect in new.items() if effect.kind == "same" and (place not in old or old[place].kind != "same")]
    same = [place for place in same if not _is_ours(place) and place[-1] not in _PROSE]
    if same:
        yield f"documented now, the same: {_list(write_place(place) for place in same)}"
    for place, effect in new.items():
        before = old.get(place)
        if _is_ours(place) or place[-1] in _PROSE:
            continue
        if effect.kind in ("replaced", "twin") and (before is None or before.kind not in ("replaced", "twin")):
            yield f"{write_place(place)}: documented now, differently: {_show(effect.before)}; this makes it {_show(effect.after)}"
        elif effect.kind in ("replaced", "twin") and before is not None and before.before != effect.before:
            yield f"{write_place(place)}: what this corrects was {_show(before.before)} and is {_show(effect.before)} now"


def _compare_operations(ours: Operation, theirs: Operation) -> str:
    found = list(differences(_comparable(ours), _comparable(theirs)))
    name = f"{ours}, spelled {theirs.path}," if ours.path != theirs.path else str(ours)
    advice = "take it out of this action, so that it counts as documented"
    return f"{name} is documented now, {'the same' if not found else f'differently: {_list(found)}'}; {advice}"


def _comparable(operation: Operation) -> dict[str, Any]:
    # Those of the path are in its shape, whatever they are called; `parameters` of an Operation has no references left.
    parameters = [each for each in operation.parameters if each["in"] != "path"]
    return {**operation.content, "parameters": parameters}


def differences(ours: Any, theirs: Any, place: Place = ()) -> Iterator[str]:
    """Where two parts of documents differ, prose and our own marks aside."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted({*ours, *theirs}, key=str):
            if key in _PROSE or str(key).startswith("x-"):
                continue
            if key not in theirs:
                yield f"{write_place((*place, key))}: not in theirs"
            elif key not in ours:
                yield f"{write_place((*place, key))}: only in theirs, {_show(theirs[key])}"
            else:
                yield from differences(ours[key], theirs[key], (*place, key))
    elif isinstance(ours, list) and isinstance(theirs, list):
        left, right = ({_label(each): each for each in entries} for entries in (ours, theirs))
        yield from differences(left, right, place)
    elif ours != theirs:
        yield f"{write_place(place)}: {_show(ours)} here, {_show(theirs)} there"


def write_place(place: Place) -> str:
    """A place as a JSONPath, which can be a target."""
    parts = (
        f"[{part}]" if isinstance(part, int) else f".{part}" if re.fullmatch(r"[A-Za-z_]\w*", part) else f"['{part}']" for part in place
    )
    return "".join(["$", *parts])


def _list(entries: Iterable[str]) -> str:
    """A few of them, and how many more there are."""
    every = list(entries)
    more = f" and {len(every) - _MOST_LISTED} more" if len(every) > _MOST_LISTED else ""
    return "; ".join(every[:_MOST_LISTED]) + more


def _show(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
