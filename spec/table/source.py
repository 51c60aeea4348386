"""Which definition of the extension refers to which, read from its source; nothing is imported, and nothing is run.

A reference is followed as far as it is written down: through imports, to the functions, classes and constants of a module, to a member of
them, and with what a function or an object was given. With `USERS = Readable(get_user, list_users)`, `USERS.get` leads to what the method
`get` of `Readable` uses of these two; with `act(RULES[Action.PAUSE])` only that rule is used, and only if `act` uses what it gets. Where
it cannot be seen what is used of a thing, all of it counts. So some uses may be found that no run takes, but hardly one is overlooked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from attrs import field, frozen

Chain: TypeAlias = tuple[str, ...]
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@frozen
class Definition:
    """Something that is defined in a module, or a part of it.

    Attributes:
        module: whose names it uses.
        node: its code.
        given: what names stand for in it: its arguments, and as `self.…` the fields and methods of its object.
    """

    module: str
    node: ast.AST
    given: Mapping[str, Thing] = field(factory=dict[str, "Thing"], eq=False, repr=False)

    @property
    def key(self) -> tuple[int, frozenset[tuple[str, int | str]]]:
        """The same for the same code with the same arguments."""
        return id(self.node), frozenset((name, one if isinstance(one, str) else id(one.node)) for name, one in self.given.items())


Thing: TypeAlias = Definition | str
"""A definition, or the name of a module that is not looked into."""


@frozen
class _Module:
    imports: Mapping[str, Chain]
    definitions: Mapping[str, ast.AST]


class Source:
    """The modules of a package, by their names; `outside` are modules that references may lead to and that are not looked into."""

    def __init__(self, texts: Mapping[str, str], outside: frozenset[str]) -> None:
        self._modules = {name: _read(text) for name, text in texts.items()}
        self._outside = outside
        self._alive = {name for name in self._modules if self._imported(name) & outside}

    def members(self, module: str, name: str) -> dict[str, Definition]:
        """What the class of that name defines, without what begins with an underscore.

        Raises:
            LookupError: there is no such class.
        """
        for kind in self._resolve(module, (name,)):
            if isinstance(kind, Definition) and isinstance(kind.node, ast.ClassDef):
                named = [(each, statement) for statement in kind.node.body for each in _names(statement)]
                return {each: Definition(kind.module, statement) for each, statement in named if not each.startswith("_")}
        raise LookupError(f"{module} has no class {name}")

    def reached(self, start: Definition) -> set[str]:
        """The outside modules that a definition uses, by itself or through others."""
        found: set[str] = set()
        seen = {start.key}
        waiting = [start]
        while waiting:
            for thing in self._used(waiting[-1], waiting.pop().node, frozenset()):
                if isinstance(thing, str):
                    found.add(thing)
                elif self._may_use(thing) and thing.key not in seen:
                    seen.add(thing.key)
                    waiting.append(thing)
        return found

    def imported(self) -> frozenset[str]:
        """The outside modules that any module imports."""
        return self._outside & {".".join(chain) for module in self._modules.values() for chain in module.imports.values()}

    def _imported(self, start: str) -> set[str]:
        """Every name that a module imports, by itself or through others, and the modules that they are in."""
        found: set[str] = set()
        waiting = [start]
        while waiting:
            module = self._modules.get(waiting.pop())
            for chain in module.imports.values() if module else ():
                new = {".".join(chain), ".".join(chain[:-1])} - found
                found |= new
                waiting += new
        return found

    def _may_use(self, thing: Definition) -> bool:
        """Whether it can lead outside at all: by what its module imports, or by what it was given."""
        return thing.module in self._alive or any(
            isinstance(one, str) or one.module in self._alive or one.given for one in thing.given.values()
        )

    # ---- what a piece of code uses

    def _used(self, by: Definition, node: ast.AST, hidden: frozenset[str]) -> Iterator[Thing]:
        """What `node`, a part of `by`, uses; `hidden` are names that are variables there."""
        if chain := _chain(node):
            yield from self._named(by, chain, hidden)
            return
        if isinstance(node, ast.Call):
            called = [one for one in self._named(by, _chain(node.func), hidden) if isinstance(one, Definition)]
            if called:
                yield from (self._with_arguments(by, node, one) for one in called)
                # What a function is given is used where the function uses it; what an object is given, anybody may.
                lazy = [_arguments_of(one.node) for one in called if isinstance(one.node, _FUNCTION)]
                names = lazy[0] if len(lazy) == len(called) else []
                yield from (used for value in _pair(node, names)[1] for used in self._used(by, value, hidden))
                return
        if isinstance(node, ast.Subscript) and (entries := self._entries(by, node, hidden)):
            yield from entries
            return
        if isinstance(node, _FUNCTION | ast.Lambda):
            hidden |= _variables(node)
        for part in _parts(node):
            yield from self._used(by, part, hidden)

    def _named(self, by: Definition, chain: Chain, hidden: frozenset[str]) -> Iterator[Thing]:
        if chain == ("self",):
            yield from (one for name, one in by.given.items() if name.startswith("self."))
        elif (own := ".".join(chain[:2])) in by.given and chain[0] == "self":
            yield from self._member(by.given[own], chain[2:])
        elif chain and chain[0] in by.given:
            yield from self._member(by.given[chain[0]], chain[1:])
        elif chain and chain[0] not in hidden:
            yield from self._resolve(by.module, chain)

    def _with_arguments(self, by: Definition, call: ast.Call, called: Definition) -> Definition:
        if isinstance(called.node, ast.ClassDef):
            return Definition(called.module, called.node, self._object(by, call, called))
        given = self._given(by, call, _arguments_of(called.node))
        return Definition(called.module, called.node, {**called.given, **given})

    def _given(self, by: Definition, call: ast.Call, names: list[str]) -> dict[str, Thing]:
        """What a call gives under each of these names, as far as that can be told."""
        found: dict[str, Thing] = {}
        for name, value in _pair(call, names)[0].items():
            known = list(self._named(by, _chain(value), frozenset())) if _chain(value) else [Definition(by.module, value, by.given)]
            if known:
                found[name] = known[0]
        return found

    def _entries(self, by: Definition, node: ast.Subscript, hidden: frozenset[str]) -> list[Thing]:
        """The entry of a dict that is chosen by a constant, such as a member of an enum."""
        chosen = [one.key[0] for one in self._named(by, _chain(node.slice), hidden) if isinstance(one, Definition)]
        found: list[Thing] = []
        for table in self._named(by, _chain(node.value), hidden):
            if isinstance(table, Definition) and isinstance(table.node, ast.Dict):
                for key, value in zip(table.node.keys, table.node.values, strict=True):
                    keys = [one.key[0] for one in self._resolve(table.module, _chain(key)) if isinstance(one, Definition)] if key else []
                    if set(keys) & set(chosen):
                        found.append(Definition(table.module, value))
        return found

    # ---- what a name leads to

    def _resolve(self, module: str, chain: Chain) -> Iterator[Thing]:
        known = self._modules[module]
        if chain and chain[0] in known.definitions:
            yield from self._member(Definition(module, known.definitions[chain[0]]), chain[1:])
        elif chain and chain[0] in known.imports:
            full = (*known.imports[chain[0]], *chain[1:])
            for end in range(len(full), 0, -1):
                name = ".".join(full[:end])
                if name in self._outside:
                    yield name
                    return
                if name in self._modules:
                    yield from self._resolve(name, full[end:])
                    return

    def _member(self, thing: Thing, chain: Chain) -> Iterator[Thing]:
        """A member of something; where it cannot be told apart, the thing itself."""
        if isinstance(thing, str):
            yield thing
            return
        node = thing.node
        if alias := _chain(node):
            for one in self._named(thing, alias, frozenset()):
                yield from self._member(one, chain)
            return
        if chain and isinstance(node, ast.Call):
            for kind in self._named(thing, _chain(node.func), frozenset()):
                if isinstance(kind, Definition) and isinstance(kind.node, ast.ClassDef):
                    own = self._object(thing, node, kind)
                    if f"self.{chain[0]}" in own:
                        yield from self._member(own[f"self.{chain[0]}"], chain[1:])
                        return
        if chain and isinstance(node, ast.ClassDef):
            for statement in node.body:
                if chain[0] in _names(statement):
                    yield Definition(thing.module, statement)
                    return
        yield thing

    def _object(self, by: Definition, call: ast.Call, kind: Definition) -> dict[str, Thing]:
        """Fields and methods of an object that a call makes."""
        lineage = list(self._lineage(kind))
        fields = self._given(by, call, [name for one, _ in reversed(lineage) for name in _parameters(one)])
        own: dict[str, Thing] = {f"self.{prefix}{name}": value for name, value in fields.items() for prefix in ("", "_")}
        for one, module in lineage:
            for statement in one.body:
                if isinstance(statement, _FUNCTION):
                    own.setdefault(f"self.{statement.name}", Definition(module, statement, own))
        return own

    def _lineage(self, kind: Definition) -> Iterator[tuple[ast.ClassDef, str]]:
        if not isinstance(kind.node, ast.ClassDef):
            return
        yield kind.node, kind.module
        for base in kind.node.bases:
            for found in self._resolve(kind.module, _chain(base.value if isinstance(base, ast.Subscript) else base)):
                if isinstance(found, Definition) and isinstance(found.node, ast.ClassDef):
                    yield from self._lineage(found)


def read_source(folder: Path, leave_out: frozenset[str]) -> dict[str, str]:
    """The text of every module of the package in that folder, without its sub-packages `leave_out`."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[0] not in leave_out:
            found[".".join((folder.name, *parts)).removesuffix(".__init__")] = path.read_text("utf-8")
    return found


def _read(text: str) -> _Module:
    tree = ast.parse(text)
    imports: dict[str, Chain] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imports |= {alias.asname or alias.name: (*node.module.split("."), alias.name) for alias in node.names}
    definitions: dict[str, ast.AST] = {}
    for statement in tree.body:
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        definitions |= dict.fromkeys(_names(statement), value or statement)
    return _Module(imports, definitions)


def _names(statement: ast.stmt) -> list[str]:
    """What a statement defines."""
    if isinstance(statement, _FUNCTION | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target] if isinstance(statement, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _parameters(kind: ast.ClassDef) -> list[str]:
    """What a class is called with: as its `__init__` says, or its fields, as attrs has it."""
    for statement in kind.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            return [argument.arg for argument in statement.args.args[1:]]
    return [name.lstrip("_") for statement in kind.body if isinstance(statement, ast.AnnAssign) for name in _names(statement)]


def _arguments_of(function: ast.AST) -> list[str]:
    if not isinstance(function, _FUNCTION):
        return []
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return names[1:] if names[:1] == ["self"] else names


def _pair(call: ast.Call, names: list[str]) -> tuple[dict[str, ast.expr], list[ast.expr]]:
    """What a call gives under which name, and what it gives besides."""
    count = min([at for at, value in enumerate(call.args) if isinstance(value, ast.Starred)] + [len(call.args), len(names)])
    paired = dict(zip(names, call.args[:count], strict=False)) | {word.arg: word.value for word in call.keywords if word.arg in names}
    return paired, [*call.args[count:], *(word.value for word in call.keywords if word.arg not in names)]


@cache
def _parts(node: ast.AST) -> tuple[ast.AST, ...]:
    """The nearest parts of some code that something is to be done about; annotations use nothing."""
    found: list[ast.AST] = []
    untold = {id(getattr(node, name, None)) for name in ("annotation", "returns")}
    for part in ast.iter_child_nodes(node):
        if id(part) not in untold:
            telling = isinstance(part, _FUNCTION | ast.Lambda | ast.Call | ast.Subscript) or _chain(part)
            found += [part] if telling else _parts(part)
    return tuple(found)


@cache
def _variables(function: ast.AST) -> frozenset[str]:
    stored = {each.id for each in ast.walk(function) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    return frozenset(stored | {each.arg for each in ast.walk(function) if isinstance(each, ast.arg)})


def _chain(node: ast.AST | None) -> Chain:
    """`a.b.c` as its names; empty for anything else."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (before := _chain(node.value)):
        return (*before, node.attr)
    return ()
