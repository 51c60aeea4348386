"""As `test_template_values`, for the templates that make packages, models and endpoints of those values."""

import ast
import copy
import importlib
import inspect
import json
import pickle
import sys
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any

import httpx
import pytest

Make = Callable[..., ModuleType]

STATUS = """\
Status: {type: string, enum: [OPEN, CLOSED]}
Thing: {type: object, properties: {status: {$ref: "#/components/schemas/Status"}}}
"""


def endpoint(package: ModuleType, tag: str, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.api.{tag}.{name}")


# ---- types.py.jinja


def test_types_share_one_unset_between_packages_copies_and_pickles(generated: Make) -> None:
    from amili_client.runtime import UNSET

    one, other = generated(STATUS), generated(STATUS)
    thing = one.Thing()

    assert thing.status is other.Thing().status is UNSET
    assert copy.deepcopy(thing) == thing
    assert copy.deepcopy(thing).to_dict() == pickle.loads(pickle.dumps(thing)).to_dict() == {}


# ---- models_init.py.jinja


def test_models_init_imports_a_model_when_it_is_asked_for(generated: Make) -> None:
    package = generated(
        """\
Wanted: {type: object, properties: {part: {$ref: "#/components/schemas/Part"}}}
Part: {type: object, properties: {name: {type: string}}}
Other: {type: object, properties: {name: {type: string}}}
""",
        paths="""\
/wanted:
  get:
    operationId: getWanted
    tags: [Things]
    responses:
      "200":
        description: It
        content: {application/json: {schema: {$ref: "#/components/schemas/Wanted"}}}
""",
    )
    endpoint(package, "things", "get_wanted")

    loaded = {name.rpartition(".")[2] for name in sys.modules if name.startswith(f"{package.__name__}.models.")}
    assert loaded == {"wanted"}
    models = importlib.import_module(f"{package.__name__}.models")
    assert models.Other(name="x").name == "x"
    assert {"Wanted", "Part", "Other"} <= set(dir(models))
    with pytest.raises(AttributeError, match="has no attribute 'Missing'"):
        _ = models.Missing


# ---- model.py.jinja


def test_model_names_its_fields_on_the_wire(generated: Make) -> None:
    thing = generated("Thing: {type: object, properties: {invoiceNumber: {type: string}, type: {type: string}}}").Thing

    assert thing.WIRE_NAMES == {"invoice_number": "invoiceNumber", "type_": "type"}


def test_model_reads_null_as_absent_unless_null_is_a_value(generated: Make) -> None:
    from amili_client.runtime import UNSET

    thing = generated("""\
Part: {type: object, properties: {}}
Thing:
  type: object
  properties:
    name: {type: string}
    parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
    part: {$ref: "#/components/schemas/Part"}
    id: {type: string, format: uuid}
    note: {type: [string, "null"]}
    free: {}
""").Thing
    read = thing.from_dict(dict.fromkeys(["name", "parts", "part", "id", "note", "free", "unknown"]))

    assert (read.name, read.parts, read.part, read.id) == (UNSET, UNSET, UNSET, UNSET)
    assert read.to_dict() == {"note": None, "free": None, "unknown": None}


def test_model_writes_fields_in_the_order_of_the_document_after_unknown_ones(generated: Make) -> None:
    thing = generated("Thing: {type: object, properties: {zeta: {type: string}, alpha: {type: integer}}}").Thing
    read = thing.from_dict({"alpha": 1, "new": 2, "zeta": "z"})

    assert list(read.to_dict().items()) == [("new", 2), ("zeta", "z"), ("alpha", 1)]


# ---- list_property.py.jinja


def test_list_property_of_lists_of_models(generated: Make) -> None:
    thing = generated("""\
Part: {type: object, properties: {price: {type: number}}}
Thing:
  type: object
  required: [rows]
  properties:
    rows: {type: array, items: {type: array, items: {$ref: "#/components/schemas/Part"}}}
""").Thing
    given = {"rows": [[{"price": Decimal("1.10")}], []]}

    assert thing.from_dict(given).to_dict() == given
    # Nothing can be run to see that a list has a type: a strict type checker sees it, by an annotation on each.
    source = ast.parse(inspect.getsource(thing))
    untyped = [node for node in ast.walk(source) if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)]
    assert untyped == []


# ---- endpoint_module.py.jinja, endpoint_macros.py.jinja

THINGS = """\
/things/{thingId}:
  put:
    operationId: putThing
    tags: [Things]
    parameters:
      - {name: thingId, in: path, required: true, schema: {type: string}}
      - {name: PageToken, in: query, schema: {type: string}}
    requestBody:
      required: true
      content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
    responses:
      "200":
        description: It
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      "422": {description: Bad}
"""
THING = "Thing: {type: object, properties: {total: {type: number}}}"


def test_endpoint_macros_write_exact_json(generated: Make) -> None:
    package = generated(THING, paths=THINGS)
    models = importlib.import_module(f"{package.__name__}.models")
    build_request = endpoint(package, "things", "put_thing").build_request

    assert build_request("a/b", body=models.Thing(total=Decimal("4500.00")), page_token="p") == {
        "method": "put",
        "url": "/things/a%2Fb",
        "params": {"PageToken": "p"},
        "headers": {"Content-Type": "application/json"},
        "content": b'{"total":4500.00}',
    }
    unnamed = models.Thing()
    unnamed["fee"] = 0.1
    with pytest.raises(ValueError, match=r"the body\.fee is a float"):
        build_request("a", body=unnamed)


def test_endpoint_macros_write_an_optional_body_or_none(generated: Make) -> None:
    package = generated(
        paths="""\
/things:
  post:
    operationId: postThings
    tags: [Things]
    requestBody: {content: {application/json: {schema: {type: array, items: {type: number}}}}}
    responses: {"204": {description: Done}}
"""
    )
    build_request = endpoint(package, "things", "post_things").build_request

    assert "content" not in build_request()
    assert build_request(body=[Decimal("1.0")])["content"] == b"[1.0]"


def test_endpoint_module_parses_documented_successes_only(generated: Make) -> None:
    parse_content = endpoint(generated(THING, paths=THINGS), "things", "put_thing").parse_content

    parsed = parse_content(200, b'{"total":0.10}')
    assert str(parsed.total) == "0.10"
    assert parse_content(422, b"<html>") is None
    assert parse_content(201, b"<html>") is None
    assert parse_content.__annotations__["return"] == type(parsed) | None


def test_endpoint_module_tells_a_success_without_content_from_one_that_nobody_documented(generated: Make) -> None:
    package = generated(
        paths="""\
/things:
  get: {operationId: getThings, tags: [Things], responses: {"200": {description: It, content: {application/json: {schema: {}}}}}}
  post:
    operationId: makeThing
    tags: [Things]
    responses: {"202": {description: Soon}, "204": {description: Done}, "400": {description: No}}
"""
    )
    made, read = (importlib.import_module(f"{package.__name__}.api.things.{name}") for name in ("make_thing", "get_things"))

    assert (range(202, 203), range(204, 205)) == made.WITHOUT_CONTENT
    assert not hasattr(read, "WITHOUT_CONTENT")


@pytest.mark.parametrize("status", [499, 520, 599])
def test_endpoint_module_takes_a_status_that_http_does_not_define(generated: Make, status: int) -> None:
    package = generated(THING, paths=THINGS)
    thing = importlib.import_module(f"{package.__name__}.models").Thing()
    transport = httpx.MockTransport(lambda _request: httpx.Response(status, text="<html>"))
    with package.Client(base_url="http://test", httpx_args={"transport": transport}) as client:
        response = endpoint(package, "things", "put_thing").sync_detailed("1", client=client, body=thing)

    assert (response.status_code, response.parsed) == (status, None)


def test_endpoint_module_tells_documented_from_undocumented_statuses(generated: Make) -> None:
    package = generated(THING, paths=THINGS)
    thing = importlib.import_module(f"{package.__name__}.models").Thing()
    put_thing = endpoint(package, "things", "put_thing")

    def status(code: int) -> Any:
        transport = httpx.MockTransport(lambda _request: httpx.Response(code, json={"total": 1}))
        client = package.Client("http://test", raise_on_unexpected_status=True, httpx_args={"transport": transport})
        with client:
            return put_thing.sync("1", client=client, body=thing)

    assert status(200).total == 1
    assert status(422) is None
    with pytest.raises(importlib.import_module(f"{package.__name__}.errors").UnexpectedStatus):
        status(418)


def test_endpoint_module_leaves_the_boundary_of_an_upload_to_httpx(generated: Make) -> None:
    # The stock template's boundary is the constant "+++", which the uploaded file may well contain.
    package = generated(
        paths="""\
/files:
  post:
    operationId: postFile
    tags: [Files]
    requestBody:
      content:
        multipart/form-data:
          schema: {type: object, title: Upload, properties: {file: {type: string, format: binary}}}
    responses: {"204": {description: Done}}
"""
    )
    assert "Content-Type" not in endpoint(package, "files", "post_file").build_request()["headers"]


# ---- all of them


def test_text_from_a_document_stays_text(generated: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    # The generator's filters escape such text; an override that forgot one would run what a document says. Such names are refused before
    # they come here, so this is the second wall behind the first.
    monkeypatch.setattr("generator.names.check_names", lambda document: None)
    name, text, value = 'a"]); raise SystemExit("run"); (["', '""" raise SystemExit("run")', 'b"; raise SystemExit("run"); "'
    thing = generated(f"""\
Thing:
  type: object
  description: {json.dumps(text)}
  properties: {{{json.dumps(name)}: {{type: number, description: {json.dumps(text)}}}, kind: {{$ref: "#/components/schemas/Kind"}}}}
Kind: {{type: string, enum: [{json.dumps(value)}]}}
""").Thing
    read = thing.from_dict({name: Decimal("1.10"), "kind": value})

    assert list(thing.WIRE_NAMES.values()) == [name, "kind"]
    assert read.kind.is_known
    assert read.to_dict() == {name: Decimal("1.10"), "kind": value}
