"""A document cannot put code of its own into the generated package, nor take code of ours out of it by a name."""

import ast
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from generator import GenerationError, client, coverage, guard, names
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Make = Callable[..., ModuleType]

BREAKOUT = '"""\nimport os\nos.system("echo broken out")\n"""\\'
TINY: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Tiny", "version": "1"},
    "paths": {
        "/things/{id}": {
            "get": {
                "operationId": "getThing",
                "tags": ["Things"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {"description": "It", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Thing": {"type": "object", "properties": {"name": {"type": "string"}, "state": {"$ref": "#/components/schemas/State"}}},
            "State": {"type": "string", "enum": ["A", "B"]},
        }
    },
}


def operation(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/things/{id}"]["get"]
    return found


def thing(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]["Thing"]
    return found


def add_parameter(document: dict[str, Any], name: str, place: str = "query") -> None:
    operation(document)["parameters"].append({"name": name, "in": place, "schema": {"type": "string"}})


def generate(change: Callable[[dict[str, Any]], object], folder: Path) -> Path:
    document = deepcopy(TINY)
    change(document)
    package = folder / "package"
    shutil.rmtree(package, ignore_errors=True)
    client.generate_client(document, package)
    coverage.check_coverage(document, package)
    return package


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of the document as it is, to be tampered with in copies."""
    return generate(lambda _document: None, tmp_path_factory.mktemp("plain"))


# ---- names that are refused


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: operation(d).update(operationId="x; import os"), "GET /things/{id}: operationId"),
        (lambda d: operation(d).update(operationId='x"\nimport os'), "GET /things/{id}: operationId"),
        (lambda d: operation(d).update(tags=["../../evil"]), "GET /things/{id}: tag"),
        (lambda d: d.update(tags=[{"name": "a/../b"}]), "tags: 'a/../b'"),
        (lambda d: thing(d)["properties"].update({'a"]=1;import os#': {}}), "schema Thing: property"),
        (lambda d: thing(d)["properties"].update({"a{x}": {}}), "schema Thing: property"),
        (lambda d: thing(d)["properties"].update({"a\\": {}}), "schema Thing: property"),
        (lambda d: thing(d)["properties"].update({"n\u0430me": {}}), "CYRILLIC SMALL LETTER A"),
        (lambda d: thing(d)["properties"].update({"\ufb01le": {}}), "letters that Python would replace"),
        (lambda d: thing(d)["properties"].update(inner={"type": "object", "properties": {"'": {}}}), "schema Thing.inner: property"),
        (lambda d: thing(d)["properties"].update(many={"type": "array", "items": {"enum": ['"']}}), "schema Thing.many items: the value"),
        (lambda d: d["components"]["schemas"]["State"].update(enum=["A\nimport os"]), "schema State: the value"),
        (lambda d: d["components"]["schemas"]["State"].update({"x-enum-varnames": ["A = 1\nB", "B"]}), "schema State: x-enum-varnames"),
        (lambda d: d["components"]["schemas"].update({"A b": {}}), "schema 'A b'"),
        (lambda d: add_parameter(d, 'q"', "query"), "GET /things/{id}: query parameter"),
        (lambda d: add_parameter(d, "X Key", "header"), "GET /things/{id}: header parameter"),
        (lambda d: d["paths"].update({'/a"': {}}), "paths: '/a\"'"),
        (lambda d: d["paths"].update({"/a/../b": {}}), "paths: '/a/../b'"),
        (lambda d: d["paths"].update({"/a/{b.__class__}": {}}), "paths: '/a/{b.__class__}'"),
        (lambda d: operation(d).update(requestBody={"content": {'a/b; c="d"': {"schema": {}}}}), "requestBody.content"),
        (lambda d: operation(d)["responses"].update({"2000": {"description": ""}}), "GET /things/{id}: response"),
        (lambda d: operation(d).update(summary="abc \u202e cba"), "$.paths./things/{id}.get.summary: holds the character U+202E"),
        (lambda d: thing(d).update(description="a\0b"), "$.components.schemas.Thing.description: holds the character U+0000"),
    ],
)
def test_names_that_no_code_should_have(change: Callable[[dict[str, Any]], object], place: str) -> None:
    document = deepcopy(TINY)
    names.check_names(document)
    change(document)

    with pytest.raises(GenerationError, match="not usable as they are") as error:
        names.check_names(document)
    assert place in str(error.value)


def test_names_that_amili_may_well_use() -> None:
    document = deepcopy(TINY)
    for name in ("_id", "beløp", "förnamn", "first name", "@type", "content", "schema"):
        thing(document)["properties"][name] = {}
    document["components"]["schemas"]["State"]["enum"] += ["Kund's", "å/ä", ""]
    operation(document).update(tags=["Case & Invoice", "Ärenden"], summary="„Quoted“ – it's\n\ta 'b' \"c\" {d} \\ 😀")
    operation(document)["responses"]["default"] = {"description": "x", "content": {"application/problem+json; charset=utf-8": {}}}
    thing(document)["example"] = {"content": {"any thing": {}}}
    names.check_names(document)


# ---- what gets past the names, because it may


@pytest.mark.parametrize(
    "change",
    [
        lambda d: operation(d).update(summary=BREAKOUT, description=BREAKOUT),
        lambda d: thing(d).update(description=BREAKOUT, example=BREAKOUT),
        lambda d: thing(d)["properties"]["name"].update(description=BREAKOUT, example=BREAKOUT),
        lambda d: d["info"].update(title=BREAKOUT, description=BREAKOUT),
        lambda d: operation(d)["parameters"][1].update(description=BREAKOUT),
    ],
)
def test_texts_stay_texts(change: Callable[[dict[str, Any]], object], plain: Path, tmp_path: Path) -> None:
    assert list(_calls(generate(change, tmp_path))) == list(_calls(plain))


def test_fields_with_names_of_python_are_data(generated: Make) -> None:
    models = generated("Thing: {type: object, properties: {__class__: {type: string}, self: {type: string}, import: {type: string}}}")
    wire = {"__class__": "a", "self": "b", "import": "c"}

    assert models.Thing.from_dict(wire).to_dict() == wire
    assert type(models.Thing.from_dict(wire)) is models.Thing


def _calls(package: Path) -> Iterator[str]:
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call | ast.Import | ast.ImportFrom):
                yield ast.unparse(node)


HOSTILE = st.text(st.sampled_from("\"'\\\n\t #{}%;:()[]aimport os;x=1\u2028\u00a0é`$"), max_size=60) | st.sampled_from(
    [BREAKOUT, "{os}", "\\N{BULLET}", "\\", '\\"""', "# coding: utf-7", "%s", "{{x}}", "'''", "\r\nimport os"]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(HOSTILE, min_size=7, max_size=7))
def test_whatever_a_document_says_the_code_is_what_templates_write(texts: list[str], plain: Path, tmp_path: Path) -> None:
    def change(document: dict[str, Any]) -> None:
        document["info"].update(title=texts[0], description=texts[1])
        operation(document).update(summary=texts[2], description=texts[3])
        operation(document)["parameters"][1]["description"] = texts[4]
        thing(document)["description"] = texts[5]
        thing(document)["properties"]["name"]["description"] = texts[6]

    assert list(_calls(generate(change, tmp_path))) == list(_calls(plain))


# ---- names that hide what the code needs


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: thing(d)["properties"].update(present={"type": "string"}), "Local variable `present` referenced before assignment"),
        (lambda d: thing(d)["properties"].update(d={"type": "string"}), "in from_dict, something that the document calls d"),
        (lambda d: thing(d)["properties"].update(additional_properties={"type": "string"}), "has two fields additional_properties"),
        (lambda d: add_parameter(d, "params"), "in build_request, something that the document calls params"),
        (lambda d: add_parameter(d, "quote"), "quote"),
        (lambda d: add_parameter(d, "response"), "in sync_detailed, something that the document calls response"),
    ],
)
def test_names_that_hide_what_the_code_needs(change: Callable[[dict[str, Any]], object], message: str, tmp_path: Path) -> None:
    with pytest.raises(GenerationError) as error:
        generate(change, tmp_path)
    assert message in str(error.value)


# ---- the guard itself, relying on no one before it


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("import os", "imports os"),
        ("import httpx as os", "imports httpx"),
        ("from os import system", "imports from os"),
        ("from typing import get_type_hints", "imports get_type_hints from typing"),
        ("from ....norway import x", "is not in the package"),
        ("from ...nothing import x", "is not in the package"),
        ("print(1)", "a module does not `print(1)`"),
        ("X = __import__('os')", "is no constant"),
        ("X = [y for y in ()]", "is no constant"),
        ("@print\ndef f() -> None: pass", "is decorated with print"),
        ("class X(metaclass=type): pass", "class X has arguments"),
        ("class X(build_request()): pass", "derives from"),
        ("class X:\n    print(1)", "a class does not `print(1)`"),
        ("class X:\n    def __del__(self) -> None: pass", "defines __del__"),
        ("def f(x=print(1)) -> None: pass", "has the default print(1)"),
        ("def f() -> None: eval('1')", "knows nothing of eval"),
        ("def f() -> None: open('x')", "does not call open"),
        ("def f() -> None: getattr(f, 'x')", "knows nothing of getattr"),
        ("def f() -> None: f.__globals__", "uses nothing like f.__globals__"),
        ("def f() -> None: __builtins__", "knows nothing of __builtins__"),
        ("def f() -> None: f.x()", "does not call f.x"),
        ("def f() -> None: f()()", "does not call `f()`"),
        ("def f() -> None: httpx.get('x')", "takes get from httpx"),
        ("def f() -> None:\n    import os", "does not `import os`"),
        ("def f() -> None:\n    from os import system", "imports from os within a function"),
        ("def f() -> None:\n    with f: pass", "does not `with f:"),
        ("def f() -> None:\n    global x", "does not `global x`"),
        ("def f() -> None:\n    return lambda: 1", "has no `lambda: 1`"),
        ("def f() -> None:\n    return (x := 1)", "has no `(x := 1)`"),
        ("def f() -> None: '{a.b}'.format(a=f)", "is filled in with something else"),
        ("def f() -> None: '{a!r}'.format(a=f)", "is filled in with something else"),
        ("def f() -> None: f.format(a=1)", "formats something else than a path"),
        ("def f() -> None:\n    quote = f", "something that the document calls quote hides"),
        ("from ...models.state import State as Response", "takes Response both from"),
    ],
)
def test_what_no_template_writes(line: str, message: str, plain: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(plain, package)
    guard.check_package(package)
    path = package / "api/things/get_thing.py"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")

    with pytest.raises(GenerationError) as error:
        guard.check_package(package)
    assert "api/things/get_thing.py: line " in str(error.value)
    assert message in str(error.value)


def test_a_list_of_models_that_names_other_modules(plain: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(plain, package)
    path = package / "models/__init__.py"
    path.write_text(path.read_text(encoding="utf-8").replace('"Thing": ".thing"', '"Thing": "os"'), encoding="utf-8")

    with pytest.raises(GenerationError, match="'os' is not one of its modules"):
        guard.check_package(package)


def test_a_comment_that_would_change_how_python_reads_the_file(plain: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(plain, package)
    path = package / "errors.py"
    # In UTF-7, +AAo- is the end of a line.
    path.write_text("# coding: utf-7\n# +AAo-import os\n", encoding="utf-8")

    with pytest.raises(GenerationError, match="imports os"):
        guard.check_package(package)


def test_files_that_are_neither_modules_nor_the_document(plain: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    shutil.copytree(plain, package)
    (package / "models/extra.so").write_bytes(b"")
    (package / "link.py").symlink_to(package / "types.py")

    with pytest.raises(GenerationError, match=r"link\.py: is neither a module nor the document\nmodels/extra\.so: is neither"):
        guard.check_package(package)


# ---- references


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("http://127.0.0.1:9/evil.json#/x", "is not in this document, and is never fetched"),
        ("file:///etc/hostname", "is not in this document, and is never fetched"),
        ("other.yaml#/components", "is not in this document, and is never fetched"),
        ("#/components/schemas/Nothing", "is not in this document"),
        ("#/components/schemas/Thing/properties/loop", "leads in a circle"),
    ],
)
def test_references_to_elsewhere_nowhere_or_themselves(document: Callable[..., dict[str, Any]], reference: str, message: str) -> None:
    with pytest.raises(GenerationError, match=r"tiny\.yaml: \$\.components\.schemas\.Thing\.properties\.loop\.\$ref: ") as error:
        document(f'Thing: {{type: object, properties: {{loop: {{$ref: "{reference}"}}}}}}')
    assert message in str(error.value)


def test_a_schema_that_moves_what_references_mean(document: Callable[..., dict[str, Any]]) -> None:
    with pytest.raises(GenerationError, match=r"\$\.components\.schemas\.Thing\.\$id: only"):
        document('Thing: {$id: "http://127.0.0.1:9/", type: object}')
