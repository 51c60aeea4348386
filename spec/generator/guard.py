"""Proves that generated code does nothing but what the templates write, whatever the document says.

A document comes from somewhere else, and its texts end up in Python. The generator escapes them, and `names` refuses the worst beforehand;
this relies on neither. It reads every written module as syntax (nothing is imported or run) and knows each kind of
statement, import, name and call that templates produce. Whatever else there is stops the generation, also if it is
harmless: after a change of templates or generator, what is new is added here, with open eyes.

It also stops where a name of the document hides one that the code around it needs: a schema called `Response`, a field
called `present`, a parameter called `headers`.
"""

import ast
import builtins
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from generator import GenerationError

# What modules may import, besides each other.
_IMPORTS = {
    "__future__": {"annotations"},
    "attrs": {"define", "evolve", "field"},
    "collections.abc": {"Callable", "Mapping", "MutableMapping"},
    "decimal": {"Decimal"},
    "enum": {"IntEnum"},
    "io": {"BytesIO"},
    "typing": {"TYPE_CHECKING", "Any", "BinaryIO", "ClassVar", "Generator", "Literal", "Self", "TextIO", "TypeVar", "cast"},
    "urllib.parse": {"quote"},
    "uuid": {"UUID"},
}
_RUNTIME = "amili_client.runtime"
# Modules that are imported whole, and what may be taken from them.
_MODULES = {
    "datetime": {"date", "datetime"},
    "errors": {"UnexpectedStatus"},
    "httpx": {"AsyncClient", "Client", "Response", "Timeout"},
    "json": {"dumps"},
    "ssl": {"SSLContext"},
    "types": {"File", "FileTypes", "RequestFiles"},
}
_BUILTINS = frozenset(
    {
        *("AttributeError", "Exception", "KeyError", "TypeError", "ValueError"),
        *("bool", "bytes", "dict", "float", "int", "list", "object", "range", "set", "str", "tuple", "type"),
        *("any", "classmethod", "id", "isinstance", "len", "property", "staticmethod"),
    }
)
_ALL_BUILTINS = frozenset(dir(builtins))
_CALLED_BUILTINS = _BUILTINS - {"type", "object", "id"}
_CALLED_METHODS = frozenset(
    {
        *("append", "encode", "format", "items", "keys", "pop", "update"),
        *("from_dict", "to_dict", "to_multipart", "to_tuple"),
        *("get_async_httpx_client", "get_httpx_client", "request"),
    }
)
_METHODS_OF_MODELS = frozenset({"__repr__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__str__"})
_DECORATORS = frozenset({"classmethod", "property", "define", "_attrs_define(repr=False)"})
_FUNCTIONS = frozenset({"build_request", "parse_content"})
# What the files have that are the same for each document, but for the list of its models.
_FIXED_NAMES = {"models/__init__.py": {"__name__", "getattr", "globals", "sorted"}, "errors.py": {"super"}}
_FIXED_CALLS = {"models/__init__.py": {"get", "getattr", "globals", "sorted"}, "errors.py": {"__init__", "decode", "super"}}
_FIXED_CALLS["client.py"] = {"__enter__", "__exit__", "__aenter__", "__aexit__"}
_FIXED_METHODS = {"client.py": _FIXED_CALLS["client.py"], "errors.py": {"__init__"}, "models/__init__.py": {"__getattr__", "__dir__"}}
_FIXED_IMPORTS = {"models/__init__.py": {"importlib": {"import_module"}}}

_STATEMENTS = (
    *(ast.AnnAssign, ast.Assign, ast.Delete, ast.Expr, ast.For, ast.FunctionDef, ast.If),
    *(ast.ImportFrom, ast.Pass, ast.Raise, ast.Return, ast.Try),
)
_EXPRESSIONS = (
    *(ast.Attribute, ast.Await, ast.BinOp, ast.BoolOp, ast.Call, ast.Compare, ast.Constant, ast.Dict, ast.DictComp, ast.FormattedValue),
    *(ast.GeneratorExp, ast.IfExp, ast.JoinedStr, ast.List, ast.Name, ast.Set, ast.Starred, ast.Subscript, ast.Tuple, ast.UnaryOp),
)


def check_package(package: Path) -> None:
    """Raise with everything below `package` that no template writes."""
    problems: list[str] = []
    defined: dict[Path, frozenset[str]] = {}
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        if path.is_symlink() or (path.is_file() and path.suffix != ".py" and name != "openapi.json"):
            problems.append(f"{name}: is neither a module nor the document")
        elif path.suffix == ".py":
            problems.extend(f"{name}: {problem}" for problem in _Module(package, path, defined).check())
    if problems:
        raise GenerationError("\n".join(["The generated code is not what its templates are meant to write:", *problems]))


class _Module:
    def __init__(self, package: Path, path: Path, defined: dict[Path, frozenset[str]]) -> None:
        self._package = package
        self._defined_in = defined  # of each module that was asked for, since most import the same few
        self._path = path
        self._name = path.relative_to(package).as_posix()
        # From bytes, as Python itself would read it.
        self._tree = ast.parse(path.read_bytes())
        self._imported: dict[str, str] = {}
        self._known = frozenset(_called(_walk(self._tree))) | _exported(self._tree)
        self._builtins = _BUILTINS | _FIXED_NAMES.get(self._name, set())
        self._methods = _METHODS_OF_MODELS | _FIXED_METHODS.get(self._name, set())

    def check(self) -> Iterator[str]:
        for at, node in enumerate(self._tree.body):
            for problem in self._check_top(node, first=at == 0):
                yield f"line {node.lineno}: {problem}"

    # ---- statements

    def _check_top(self, node: ast.stmt, *, first: bool) -> Iterator[str]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from self._check_import(node)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not node.orelse:
            # A document without schemas has no models to import there.
            for each in (one for one in node.body if not isinstance(one, ast.Pass)):
                yield from self._check_import(each)
        elif isinstance(node, ast.ClassDef):
            yield from self._check_class(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from self._check_function(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from self._check_constant(node)
        elif not (first and _is_text(node)):
            yield f"a module does not `{_short(node)}`"

    def _check_import(self, node: ast.stmt) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (f"imports {each.name}" for each in node.names if each.name not in _MODULES or each.asname)
            origins = {each.name: each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            allowed = self._importable(node)
            yield from (
                f"imports {each.name} from {node.module}" for each in node.names if allowed is not None and each.name not in allowed
            )
            if allowed is None:
                yield f"imports from {'.' * node.level}{node.module or ''}, which is not in the package"
            origins = {each.asname or each.name: f"{'.' * node.level}{node.module or ''}" for each in node.names}
        else:
            yield f"does not `{_short(node)}` there"
            return
        for name, origin in origins.items():
            if self._imported.setdefault(name, origin) != origin:
                yield f"takes {name} both from {self._imported[name]} and from {origin}; rename the schema"

    def _importable(self, node: ast.ImportFrom) -> set[str] | frozenset[str] | None:
        if node.level == 0:
            if node.module == _RUNTIME:
                return _runtime_names()
            return {**_IMPORTS, **_FIXED_IMPORTS.get(self._name, {})}.get(str(node.module))
        folder = self._path.parents[node.level - 1]
        if not folder.is_relative_to(self._package):
            return None
        if node.module is None:
            return {"errors", "types"}
        target = folder.joinpath(*node.module.split(".")).with_suffix(".py")
        if target not in self._defined_in and target.is_file():
            self._defined_in[target] = _exported(ast.parse(target.read_bytes()))
        return self._defined_in.get(target)

    def _check_class(self, node: ast.ClassDef) -> Iterator[str]:
        yield from self._check_decorators(node.decorator_list)
        yield from (f"class {node.name} derives from {_short(base)}" for base in node.bases if not isinstance(base, ast.Name))
        yield from self._check_all(node.bases)
        if node.keywords:
            yield f"class {node.name} has arguments"
        fields = [ast.unparse(each.target) for each in node.body if isinstance(each, ast.AnnAssign)]
        yield from (f"class {node.name} has two fields {name}" for name in sorted(set(fields)) if fields.count(name) > 1)
        for each in node.body:
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._check_function(each)
            elif isinstance(each, ast.Assign | ast.AnnAssign):
                yield from self._check_constant(each)
            elif not _is_text(each):
                yield f"a class does not `{_short(each)}`"

    def _check_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
        if node.name.startswith("__") and node.name not in self._methods:
            yield f"defines {node.name}"
        yield from self._check_decorators(node.decorator_list)
        parts = (*node.args.defaults, *(each for each in node.args.kw_defaults if each is not None))
        yield from (f"{node.name} has the default {_short(part)}" for part in parts if not _is_plain(part))
        yield from self._check_hidden(node)
        for part in _walk(node)[1:]:
            yield from self._check_node(part)

    def _check_hidden(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
        stored = [each.id for each in _walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
        arguments = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
        needed = (self._imported.keys() | _FUNCTIONS) - {"field"}
        for name in sorted((set(stored) & (needed | arguments)) | (arguments & needed)):
            yield f"in {node.name}, something that the document calls {name} hides what the code around it calls so"
        if node.name == "from_dict" and stored.count("d") > 1:
            yield "in from_dict, something that the document calls d hides what the code around it calls so"

    def _check_decorators(self, nodes: list[ast.expr]) -> Iterator[str]:
        yield from (f"is decorated with {_short(node)}" for node in nodes if ast.unparse(node) not in _DECORATORS)

    def _check_constant(self, node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if len(targets) != 1 or not isinstance(targets[0], ast.Name) or not (node.value is None or _is_plain(node.value)):
            yield f"`{_short(node)}` is no constant"
        elif targets[0].id == "_MODULES" and isinstance(node.value, ast.Dict):
            for module in (ast.literal_eval(value) for value in node.value.values):
                if not re.fullmatch(r"\.\w+", module) or not (self._path.parent / f"{module[1:]}.py").is_file():
                    yield f"{module!r} is not one of its modules"
        yield from self._check_all([node])

    # ---- expressions

    def _check_all(self, nodes: list[ast.AST] | list[ast.expr] | list[ast.stmt]) -> Iterator[str]:
        for top in nodes:
            for node in _walk(top):
                yield from self._check_node(node)

    def _check_node(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.ImportFrom):
            if node.level == 0:
                yield f"imports from {node.module} within a function"
            else:
                yield from self._check_import(node)
        elif isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS):
            yield f"does not `{_short(node)}`"
        elif isinstance(node, ast.expr) and not isinstance(node, _EXPRESSIONS):
            yield f"has no `{_short(node)}`"
        elif isinstance(node, ast.FunctionDef):
            if node.name.startswith("__") and node.name not in self._methods:
                yield f"defines {node.name}"
        elif isinstance(node, ast.Expr) and not (_is_text(node) or isinstance(node.value, ast.Call | ast.Await)):
            yield f"does not `{_short(node)}`"
        elif isinstance(node, ast.Name):
            if (node.id in _ALL_BUILTINS or node.id.startswith("__")) and node.id not in self._builtins | {"__all__"}:
                yield f"knows nothing of {node.id}"
        elif isinstance(node, ast.Attribute):
            yield from self._check_attribute(node)
        elif isinstance(node, ast.Call):
            yield from self._check_call(node)
        elif isinstance(node, ast.FormattedValue) and (not isinstance(node.value, ast.Name | ast.Call | ast.Attribute) or node.format_spec):
            yield f"does not write `{_short(node.value)}` into a text"

    def _check_attribute(self, node: ast.Attribute) -> Iterator[str]:
        module = node.value.id if isinstance(node.value, ast.Name) else ""
        if node.attr.startswith("__") and node.attr not in _FIXED_CALLS.get(self._name, set()):
            yield f"uses nothing like {_short(node)}"
        elif module in _MODULES and self._imported.get(module) is not None and node.attr not in _MODULES[module]:
            yield f"takes {node.attr} from {module}"

    def _check_call(self, node: ast.Call) -> Iterator[str]:
        fixed = _FIXED_CALLS.get(self._name, set())
        function = node.func
        if isinstance(function, ast.Name):
            if function.id not in self._known | _CALLED_BUILTINS | fixed | {"cls"}:
                yield f"does not call {function.id}"
        elif not isinstance(function, ast.Attribute):
            yield f"does not call `{_short(function)}`"
        elif function.attr == "format":
            yield from _check_format(node, function)
        elif function.attr not in _CALLED_METHODS | fixed and not (isinstance(function.value, ast.Name) and function.value.id in _MODULES):
            yield f"does not call {_short(function)}"


def _check_format(node: ast.Call, function: ast.Attribute) -> Iterator[str]:
    # `"{a.b}".format(a=…)` reaches into what it is given.
    text = function.value.value if isinstance(function.value, ast.Constant) else None
    given = {each.arg for each in node.keywords}
    if not isinstance(text, str) or node.args:
        yield f"formats something else than a path: {_short(node)}"
    elif any(name is not None and (name not in given or form or conversion) for _, name, form, conversion in Formatter().parse(text)):
        yield f"the path {text!a} is filled in with something else than its parameters"


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_plain(node: ast.expr) -> bool:
    """Whether a value is there as soon as it is read: a constant, a name, or a call of what makes constants."""
    if isinstance(node, ast.Call):
        makes = ast.unparse(node.func) in ("TypeVar", "_attrs_field", "field", "range", "staticmethod", "Decimal", "UUID")
        return makes and all(_is_plain(each) for each in [*node.args, *(keyword.value for keyword in node.keywords)])
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return all(_is_plain(each) for each in node.elts)
    if isinstance(node, ast.Dict):
        return all(each is not None and _is_plain(each) for each in [*node.keys, *node.values])
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name)
    return isinstance(node, ast.Constant | ast.Name)


def _called(nodes: list[ast.AST]) -> Iterator[str]:
    """What a module may call by name: what it imports, its functions and its classes, wherever they are."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (each.asname or each.name for each in node.names)
        elif isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def _exported(tree: ast.Module) -> frozenset[str]:
    """What another module may import from it."""
    return frozenset(_called(list(tree.body))) | {
        ast.unparse(each.targets[0] if isinstance(each, ast.Assign) else each.target)
        for each in tree.body
        if isinstance(each, ast.Assign | ast.AnnAssign)
    }


def _walk(top: ast.AST) -> list[ast.AST]:
    # As `ast.walk`, three times as fast, which is a second for all of Amili's documents.
    found = [top]
    for node in found:
        for name in node._fields:
            value = getattr(node, name, None)
            if value.__class__ is list:
                found.extend(each for each in value if isinstance(each, ast.AST))
            elif isinstance(value, ast.AST) and name != "ctx":
                found.append(value)
    return found


@cache
def _runtime_names() -> frozenset[str]:
    path = Path(__file__).resolve().parents[1] / "package" / "runtime.py"
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    raise GenerationError("spec/package/runtime.py has no __all__")


def _short(node: ast.AST) -> str:
    text = ast.unparse(node).replace("\n", " ")
    return text if len(text) <= 80 else f"{text[:77]}..."
