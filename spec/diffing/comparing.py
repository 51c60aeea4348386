"""Compares two merged documents: `compare(old, new)` says all that differs, and what each difference means.

Operations are matched by their operationId, wherever they moved, else by their method and path; schemas by name, or by their content if
only the name changed. Whatever has no rule of its own is told all the same, as `other-changed`: a difference may be told badly, never not
at all. The documents are taken to be valid, as those are that generation wrote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from .operations import HOOKS, compare_answers, compare_bodies, compare_operations, compare_parameters, shape, tag
from .places import Book, Keys, Node, Place, pointer
from .references import METHODS, find_renamed, find_uses, operations
from .report import ABSENT, ANSWER, REQUEST, Change, Report
from .schemas import compare_schemas, describe

_KNOWN = frozenset({"openapi", "info", "servers", "tags", "paths", "webhooks", "components"})
_SHARED: Mapping[str, tuple[str, Callable[[Book, Place, Any, Any], None]]] = {
    "schemas": ("", compare_schemas),
    "parameters": ("shared parameter ", compare_parameters),
    "headers": ("shared header ", compare_parameters),
    "responses": ("shared answer ", compare_answers),
    "requestBodies": ("shared body ", compare_bodies),
}


def compare(old: Node, new: Node) -> Report:
    """Say what differs between two OpenAPI documents (3.0 or 3.1), with their overlays applied.

    Returns:
        All differences, the weightiest first; equal documents make an empty report.
    """
    book = Book(old, new, find_renamed(old, new))
    pairs = _compare_paths(book)
    _compare_tags(book, pairs)
    _compare_hooks(book)
    _compare_components(book)
    everything = frozenset(each.name for each in _found(new))
    whole = Place("", operations=everything)
    _compare_servers(book, whole)
    book.rest(Place("info", ("info",), ("info",)), old.get("info", {}), new.get("info", {}))
    if old.get("openapi") != new.get("openapi"):
        book.note("spelled-differently", Place("openapi", ("openapi",), ("openapi",)))
    book.rest(whole, old, new, _KNOWN)
    return Report(tuple(sorted(book.changes, key=lambda change: (-change.rating, change.place, change.kind))))


# ---- operations


@frozen
class _Operation:
    name: str
    path: str
    method: str
    content: Node

    @property
    def keys(self) -> Keys:
        return ("paths", self.path, self.method)

    @property
    def address(self) -> str:
        return f"{self.method.upper()} {self.path}"


def _found(document: Node) -> list[_Operation]:
    return [_Operation(*each) for each in operations(document)]


def match(old: Node, new: Node) -> tuple[list[tuple[_Operation, _Operation]], list[_Operation], list[_Operation]]:
    """Which operations are the same in both documents, and which are only in the one or in the other."""
    was, now = _found(old), _found(new)
    pairs: list[tuple[_Operation, _Operation]] = []
    for same in (
        lambda one, other: one.name == other.name,
        lambda one, other: (one.method, shape(one.path)) == (other.method, shape(other.path)),
    ):
        for one in list(was):
            if twin := next((other for other in now if same(one, other)), None):
                pairs.append((one, twin))
                was.remove(one)
                now.remove(twin)
    return pairs, was, now


def _compare_paths(book: Book) -> list[tuple[_Operation, _Operation]]:
    pairs, gone, more = match(book.old, book.new)
    for one, other in pairs:
        place = Place(other.name, one.keys, other.keys, operations=frozenset({other.name}))
        if (one.method, shape(one.path)) != (other.method, shape(other.path)):
            book.note("operation-moved", place, one.address, other.address)
        compare_operations(book, place, one.content, other.content)
    for one in gone:
        book.removed("operation-removed", _alone(one, book.new), one.address)
    for one in more:
        book.added("operation-added", _alone(one, book.old), one.address)
    twins = {(one.path, other.path): other.name for one, other in pairs}
    left = [{*document.get("paths", {})} - {each[side] for each in twins} for side, document in enumerate((book.old, book.new))]
    for path in sorted(left[0] & left[1]):
        twins[path, path] = path
    for (path, twin), name in twins.items():
        was, now = book.old["paths"][path], book.new["paths"][twin]
        book.rest(Place(name, ("paths", path), ("paths", twin), operations=frozenset({name})), was, now, {*METHODS, "parameters"})
    for path in sorted(left[0] ^ left[1]):
        # Those with operations were told of with them.
        if not {*METHODS} & {*book.old.get("paths", {}).get(path, ()), *book.new.get("paths", {}).get(path, ())}:
            book.note("text-changed", Place(path, ("paths", path), ("paths", path)))
    return pairs


def _alone(operation: _Operation, other: Node) -> Place:
    """The place of an operation that the other document does not have; with its whole path, if that is not there either."""
    keys = operation.keys if operation.path in other.get("paths", {}) else operation.keys[:2]
    return Place(operation.name, keys, keys, operations=frozenset({operation.name}))


def _compare_tags(book: Book, pairs: list[tuple[_Operation, _Operation]]) -> None:
    moved: defaultdict[tuple[str, str], list[tuple[_Operation, _Operation]]] = defaultdict(list)
    for one, other in pairs:
        if tag(one.content) != tag(other.content):
            moved[tag(one.content), tag(other.content)].append((one, other))
    before, after = ({tag(each.content) for each in _found(document)} for document in (book.old, book.new))
    renamed = {was: now for was, now in moved if was not in after and now not in before}
    twins = _compare_declared(book, renamed)
    for (was, now), those in moved.items():
        names = frozenset(other.name for _, other in those)
        if renamed.get(was) == now:
            old_at = [*(pointer((*one.keys, "tags")) for one, _ in those), *(each for each, _ in twins.get(was, ()))]
            new_at = [*(pointer((*other.keys, "tags")) for _, other in those), *(each for _, each in twins.get(was, ()))]
            book.changes.append(Change("tag-renamed", f"tag {now}", was, now, tuple(old_at), tuple(new_at), operations=names))
        else:
            for one, other in those:
                at = Place(other.name, (*one.keys, "tags"), (*other.keys, "tags"), operations=frozenset({other.name}))
                book.note("tag-changed", at, was, now)


def _compare_declared(book: Book, renamed: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Compare what is said of the tags. Returns where those are declared that got another name."""
    before, after = (_declared(document) for document in (book.old, book.new))
    found: dict[str, list[tuple[str, str]]] = {}
    pairs: dict[str, str] = {}
    for name in before:
        twin = name if name in after else renamed.get(name, name)
        if twin in after and (twin == name or twin not in before):
            pairs[name] = twin
            place = Place(f"tag {twin}", ("tags", before[name][0]), ("tags", after[twin][0]))
            book.rest(place, before[name][1], after[twin][1], {"name"})
            if twin != name:
                found[name] = [(pointer(place.old), pointer(place.new))]
        else:
            book.removed("text-changed", Place(f"tag {name}", ("tags", before[name][0])))
    for name in after.keys() - {*pairs.values()}:
        book.added("text-changed", Place(f"tag {name}", (), ("tags", after[name][0])))
    if [*pairs.values()] != [name for name in after if name in pairs.values()]:
        book.note("order-changed", Place("tags", ("tags",), ("tags",)))
    return found


def _declared(document: Node) -> dict[str, tuple[int, Node]]:
    return {str(each.get("name")): (number, each) for number, each in enumerate(document.get("tags", []))}


def _compare_hooks(book: Book) -> None:
    was, now = book.old.get("webhooks", {}), book.new.get("webhooks", {})
    for name in [*was, *(each for each in now if each not in was)]:
        place = Place(f"webhook {name}", ("webhooks", name), ("webhooks", name))
        if name not in now:
            book.removed("webhook-removed", place)
        elif name not in was:
            book.added("webhook-added", place)
        else:
            for method in METHODS:
                if method in was[name] and method in now[name]:
                    compare_operations(book, place.into(method), was[name][method], now[name][method], HOOKS)
                elif method in was[name]:
                    book.removed("webhook-removed", place.into(method))
                elif method in now[name]:
                    book.added("webhook-added", place.into(method))
            book.rest(place, was[name], now[name], {*METHODS, "parameters"})


# ---- what is shared


def _compare_components(book: Book) -> None:
    was, now = book.old.get("components", {}), book.new.get("components", {})
    uses = [find_uses(book.old), find_uses(book.new)]
    for section in [*was, *(each for each in now if each not in was)]:
        before, after = was.get(section, {}), now.get(section, {})
        for name in [*before, *(each for each in after if each not in before)]:
            place = _used(_shared_place(section, name, name), uses)
            if place.old and (new_name := book.renamed.get("#" + pointer(place.old))):
                _note_renamed(book, _used(_shared_place(section, name, new_name.rpartition("/")[2]), uses))
            elif "#" + pointer(place.new) not in book.renamed.values():
                _compare_component(book, place, section, before.get(name, ABSENT), after.get(name, ABSENT))


def _shared_place(section: str, old: str, new: str) -> Place:
    label = _SHARED.get(section, (f"{section} ",))[0] + new
    return Place(label, ("components", section, old), ("components", section, new))


def _used(place: Place, uses: list[dict[str, dict[str, set[str]]]]) -> Place:
    found = [each["#" + pointer(keys)] for each, keys in zip(uses, (place.old, place.new), strict=True) if "#" + pointer(keys) in each]
    names = {use: frozenset(name for each in found for name in each[use]) for use in (REQUEST, ANSWER)}
    return evolve(place, use=frozenset(use for use, those in names.items() if those), operations=names[REQUEST] | names[ANSWER])


def _note_renamed(book: Book, place: Place) -> None:
    old, new = str(place.old[-1]), str(place.new[-1])
    places = book.followed["#" + pointer(place.old)]
    old_at = (pointer(place.old), *(each for each, _ in places))
    new_at = (pointer(place.new), *(each for _, each in places))
    book.changes.append(Change("schema-renamed", new, old, new, old_at, new_at, place.use, place.operations))


def _compare_component(book: Book, place: Place, section: str, old: Any, new: Any) -> None:
    kind = "schema" if section == "schemas" else "other" if section == "securitySchemes" else "shared-part"
    if old is not ABSENT and new is not ABSENT:
        if section in _SHARED:
            _SHARED[section][1](book, place, old, new)
        else:
            book.rest(place, old, new)
    elif kind == "other":
        book.note("security-changed", place, *("nothing" if each is ABSENT else each.get("type") for each in (old, new)))
    elif new is ABSENT:
        book.removed(f"{kind}-removed", place, describe(old) if kind == "schema" else ABSENT)
    else:
        book.added(f"{kind}-added", place, describe(new) if kind == "schema" else ABSENT)


# ---- servers


def _compare_servers(book: Book, whole: Place) -> None:
    was, now = (list(_servers(document)) for document in (book.old, book.new))
    pairs = [(one, other) for one in was for other in now if one[1] == other[1]]
    gone = [one for one in was if all(one is not pair[0] for pair in pairs)]
    more = [one for one in now if all(one is not pair[1] for pair in pairs)]
    if len(gone) == len(more) == 1:
        (at_old, address, _), (at_new, other_address, _) = gone[0], more[0]
        book.note("server-changed", _server(whole, at_old, at_new), address, other_address)
        pairs.append((gone.pop(), more.pop()))
    for one in gone:
        book.removed("server-removed", _server(whole, one[0], one[0]), one[1])
    for one in more:
        book.added("server-added", _server(whole, one[0], one[0]), one[1])
    for (at_old, _, was_said), (at_new, _, now_said) in pairs:
        book.rest(_server(whole, at_old, at_new), was_said, now_said, {"url"})
    if [one[0] for one, _ in sorted(pairs, key=lambda pair: pair[1][0])] != sorted(one[0] for one, _ in pairs):
        book.note("order-changed", whole.into("servers", label="servers"))


def _server(whole: Place, old: int, new: int) -> Place:
    return whole.apart(("servers", old), ("servers", new), label="server")


def _servers(document: Node) -> Iterator[tuple[int, str, Node]]:
    for number, each in enumerate(document.get("servers", [])):
        yield number, str(each.get("url")), each
