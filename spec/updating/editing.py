"""Takes actions out of an overlay's text, and adds others at its end; every other line stays as it is, comments included.

By lines rather than by writing the file anew, so that the change that people review holds nothing but what was changed.
The result is read again and held against what it should be: an overlay that is written in another way than ours are is
refused instead of spoilt.
"""

from collections.abc import Collection
from typing import Any

from generator.document import exact_yaml
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, SequenceNode

from updating import UpdateError
from updating.keeping import write_action


def new_overlay(api: str, title: str) -> str:
    """An overlay without actions, for the document `<api>.yaml`."""
    return f"""\
# What we concluded about {api}.yaml beyond what it says, and what its code needs.
overlay: 1.0.0
info:
  title: {title}
  version: "1"
extends: {api}.yaml
actions: []
"""


def edit(text: str, *, drop: Collection[int], add: list[dict[str, Any]], name: str) -> str:
    """The text of an overlay without the actions of these numbers (from 1), and with others after the rest.

    Raises:
        UpdateError: the text is laid out so that this cannot be done line by line; it says what to do by hand.
    """
    if not drop and not add:
        return text
    before = _read(text)
    wanted = [action for number, action in enumerate(before["actions"] or [], start=1) if number not in drop] + add
    try:
        edited = _edit(text, drop, add)
        is_right = _read(edited) == {**before, "actions": wanted}
    except (YAMLError, LookupError, ValueError):
        is_right = False
    if not is_right:
        what = [*(["take out: action " + ", ".join(map(str, sorted(drop)))] if drop else []), *(["add:"] if add else [])]
        by_hand = "\n".join([*what, *(write_action(action, 2) for action in add)])
        raise UpdateError(f"{name} is laid out so that it cannot be edited by line. By hand, {by_hand}")
    return edited


def _read(text: str) -> dict[str, Any]:
    content: dict[str, Any] = exact_yaml().load(text)
    return content


def _edit(text: str, drop: Collection[int], add: list[dict[str, Any]]) -> str:
    root: MappingNode = exact_yaml().compose(text)
    pairs = {key.value: (key, value) for key, value in root.value}
    key, actions = pairs["actions"]
    lines = text.splitlines(keepends=True)
    if not isinstance(actions, SequenceNode) or actions.flow_style:
        if not isinstance(actions, SequenceNode) or actions.value:
            raise ValueError("not a list of actions, one under the other")
        # `actions: []` becomes a list.
        lines[key.start_mark.line] = "actions:\n"
        starts: list[int] = []
        indent = 2
        end = key.start_mark.line + 1
    else:
        starts = [each.start_mark.line for each in actions.value]
        indent = actions.start_mark.column
        end = _end(lines, starts[-1], indent)
    kept = lines[: starts[0] if starts else end]
    for number, start in enumerate(starts, start=1):
        following = starts[number] if number < len(starts) else end
        stop = _before_comments(lines, start, following)
        kept.extend(lines[start:stop] if number not in drop else [])
        kept.extend(lines[stop:following])
    kept.extend(write_action(action, indent) for action in add)
    if not add and drop and len({*drop}) == len(starts):
        kept[key.start_mark.line] = "actions: []\n"
    return "".join([*kept, *lines[end:]])


def _end(lines: list[str], start: int, indent: int) -> int:
    """The line after the last action, where something else begins or the text ends."""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line.strip() and not line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= indent:
            return at
    return len(lines)


def _before_comments(lines: list[str], start: int, stop: int) -> int:
    """Where an action ends: the comments after it are about the next."""
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop
