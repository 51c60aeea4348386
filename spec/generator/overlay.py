"""Applies an OpenAPI Overlay (version 1.0) to a document.

Written here because the libraries that do it ignore a target that matches nothing. For us that is the one event that
matters: it means that the vendor's document changed under a conclusion of ours. All such actions are named at once.
Targets are RFC 9535 JSONPath, as the Overlay specification wants.
"""

from copy import deepcopy
from typing import Any, TypeAlias

import jsonpath

from generator import GenerationError

Action: TypeAlias = dict[str, Any]

_ACTION_KEYS = frozenset({"target", "description", "update", "remove"})


def apply_overlay(document: dict[str, Any], overlay: dict[str, Any], name: str) -> dict[str, Any]:
    """Return `document` with every action of `overlay` carried out in order; `name` is for messages."""
    merged = deepcopy(document)
    unmatched: list[str] = []
    for number, action in enumerate(actions_of(overlay, name), start=1):
        matches = find_matches(merged, action)
        if matches:
            carry_out(action, matches, _where(name, number, action))
        else:
            reason = " ".join(str(action["description"]).split())
            unmatched.append(f"{_where(name, number, action)}: the target matches nothing. It says: {reason}")
    if unmatched:
        advice = "Has the document under them changed? Mend or delete each; `nox -s spec_update -- NAME --check` says more."
        raise GenerationError("\n".join([*unmatched, advice]))
    return merged


def _where(name: str, number: int, action: Action) -> str:
    return f"{name}, action {number} ({action.get('target')})"


def actions_of(overlay: dict[str, Any], name: str) -> list[Action]:
    """The actions of an overlay. Raises if one of them, or the overlay itself, is not as it should be."""
    if str(overlay.get("overlay", "")) != "1.0.0":
        raise GenerationError(f"{name}: only Overlay version 1.0.0 is understood")
    actions: list[Action] = overlay.get("actions") or []
    for number, action in enumerate(actions, start=1):
        where = _where(name, number, action)
        unknown = action.keys() - _ACTION_KEYS
        if unknown:
            raise GenerationError(f"{where}: unknown members {sorted(unknown)}")
        if not str(action.get("description", "")).strip():
            raise GenerationError(f"{where}: has no description, which is where the reason belongs")
        if ("update" in action) == (action.get("remove") is True):
            raise GenerationError(f"{where}: needs either an update or `remove: true`")
    return actions


def find_matches(document: dict[str, Any], action: Action) -> list[jsonpath.JSONPathMatch]:
    """What an action is about."""
    return list(jsonpath.finditer(str(action["target"]), document))


def carry_out(action: Action, matches: list[jsonpath.JSONPathMatch], where: str) -> None:
    """Change what an action is about; `where` is for messages."""
    # From the end, so that removing one entry of a list leaves the places of the others alone.
    for match in reversed(matches):
        if "update" in action:
            _update(match.obj, action["update"], where)
        elif match.parent is None:
            raise GenerationError(f"{where}: the whole document cannot be removed")
        else:
            parent: Any = match.parent.obj
            del parent[match.parts[-1]]


def _update(target: object, update: object, where: str) -> None:
    if isinstance(target, list):
        target.extend(deepcopy(update) if isinstance(update, list) else [deepcopy(update)])
    elif isinstance(target, dict) and isinstance(update, dict):
        _merge(target, update)
    else:
        raise GenerationError(f"{where}: the target is neither an object nor a list, or the update does not fit it")


def _merge(target: dict[str, Any], update: dict[str, Any]) -> None:
    for key, value in update.items():
        current = target.get(key)
        if isinstance(current, dict) and isinstance(value, dict):
            _merge(current, value)
        elif isinstance(current, list) and isinstance(value, list):
            current.extend(deepcopy(value))
        else:
            target[key] = deepcopy(value)
