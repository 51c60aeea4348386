"""Whatever would be missing from the generated code, or wrong in it, stops the generation instead."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from generator import GenerationError, client, coverage
from generator.document import validate
from openapi_spec_validator import OpenAPIV31SpecValidator

Make = Callable[..., ModuleType]
Document = Callable[..., dict[str, Any]]

GET = """\
{path}:
  get:
    operationId: {operation}
    tags: [Things]
    parameters: [{parameter}]
    responses:
      "200":
        description: It
        content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}
"""
THING = "Thing: {type: object, properties: {name: {type: string}}}"


def get(path: str = "/things", operation: str = "getThings", parameter: str = "") -> str:
    return GET.format(path=path, operation=operation, parameter=parameter)


# ---- what the generator loses without a word


def test_two_operations_whose_names_collide(generated: Make) -> None:
    # The specification wants unique operationIds; these are, until they become the name of a module.
    with pytest.raises(GenerationError, match="the document has 2 operations, the package 1 modules"):
        generated(THING, paths=get("/a", "getThings") + get("/b", "get-things"))


def test_a_parameter_with_content_instead_of_schema(generated: Make) -> None:
    where = "{name: where, in: query, content: {application/json: {schema: {type: object}}}}"
    with pytest.raises(GenerationError, match=r"the query parameter where is not in things/get_things\.py"):
        generated(THING, paths=get(parameter=where))


@pytest.mark.parametrize(
    ("found", "replacement", "message"),
    [
        ('params["PageToken"]', 'params["pageToken"]', "the query parameter PageToken is not in"),
        ('headers["Key"]', 'headers["key"]', "the header parameter Key is not in"),
        ('thing_id=quote(str(thing_id), safe=""),', "", "the path parameter thingId is not in"),
        ("if status_code == 200", "if status_code == 201", "the answer 200 is not parsed in"),
        ("-> Thing | None", "-> None", "the answer 200 has no type"),
        ("-> Thing | None", "-> Part | None", "the answer 200 should be Thing, but is Part"),
        ('"method": "get"', '"method": "put"', "GET /things/{thingId}: has 0 modules, not one"),
        ("def build_request", 'UNVERIFIED = "it"\n\ndef build_request', "only what was inferred is UNVERIFIED"),
        ('OPERATION = "getThings"', 'OPERATION = "get_things"', "OPERATION and PATH of things/get_things.py do not say so"),
        ('PATH = "/things/{thingId}"', 'PATH = "/things/{thing_id}"', "OPERATION and PATH of things/get_things.py do not say so"),
    ],
)
def test_a_module_that_lacks_something(document: Document, tmp_path: Path, found: str, replacement: str, message: str) -> None:
    parameters = """{name: thingId, in: path, required: true, schema: {type: string}},
      {name: PageToken, in: query, schema: {type: string}}, {name: Key, in: header, schema: {type: string}}"""
    merged = document(THING, paths=get("/things/{thingId}", parameter=parameters))
    package = tmp_path / "package"
    client.generate_client(merged, package)
    coverage.check_coverage(merged, package)
    module = package / "api/things/get_things.py"
    text = module.read_text(encoding="utf-8")
    assert found in text
    module.write_text(text.replace(found, replacement), encoding="utf-8")

    with pytest.raises(GenerationError, match="does not cover the document") as error:
        coverage.check_coverage(merged, package)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("media_type", "found"),
    [("application/json", "content"), ("application/x-www-form-urlencoded", "data"), ("multipart/form-data", "files")],
)
def test_a_body_that_is_sent_as_something_else(document: Document, tmp_path: Path, media_type: str, found: str) -> None:
    merged = document(
        THING,
        paths=f"""\
/things:
  post:
    operationId: postThings
    tags: [Things]
    requestBody: {{required: true, content: {{{media_type}: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}}}
    responses: {{"204": {{description: Done}}}}
""",
    )
    package = tmp_path / "package"
    client.generate_client(merged, package)
    coverage.check_coverage(merged, package)
    module = package / "api/things/post_things.py"
    text = module.read_text(encoding="utf-8")
    assert f'_kwargs["{found}"]' in text
    module.write_text(text.replace(f'_kwargs["{found}"]', '_kwargs["other"]'), encoding="utf-8")

    with pytest.raises(GenerationError, match=f"the request body is not sent as {media_type} in things/post_things.py"):
        coverage.check_coverage(merged, package)


@pytest.mark.parametrize(
    ("module", "found", "message"),
    [
        ("thing", '"name": "name",', r"schema Thing: no class has all of \['name'\]"),
        ("status", '= "OPEN"', r"schema Status: no enum has all of \['OPEN'\]"),
        ("thing", "class Thing:", "schema Thing: has no class"),
    ],
)
def test_a_model_that_lacks_something(document: Document, tmp_path: Path, module: str, found: str, message: str) -> None:
    merged = document(f"{THING}\nStatus: {{type: string, enum: [OPEN]}}")
    package = tmp_path / "package"
    client.generate_client(merged, package)
    coverage.check_coverage(merged, package)
    path = package / f"models/{module}.py"
    text = path.read_text(encoding="utf-8")
    assert found in text
    replacement = {"class Thing:": "class Else:", '= "OPEN"': '= "SHUT"'}.get(found, "")
    path.write_text(text.replace(found, replacement), encoding="utf-8")

    with pytest.raises(GenerationError, match=message):
        coverage.check_coverage(merged, package)


# ---- what the generator only warns of


def test_a_schema_that_cannot_be_generated(generated: Make) -> None:
    with pytest.raises(GenerationError, match="Enum values must all be the same type"):
        generated("Thing: {enum: [1, one]}")


def test_an_answer_of_an_unknown_content_type(generated: Make) -> None:
    with pytest.raises(GenerationError, match="Unsupported content_type application/pdf"):
        generated(THING, paths=get().replace("application/json", "application/pdf"))


def test_a_formatter_that_is_not_there(generated: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(GenerationError, match="ruff is not in PATH"):
        generated(THING)


# ---- what would be generated, but mean something else


def test_an_object_in_the_query(generated: Make) -> None:
    where = "{name: where, in: query, schema: {type: object}}"
    with pytest.raises(GenerationError, match="where is an object, which would become several parameters"):
        generated(THING, paths=get(parameter=where))


def test_a_default_that_would_be_sent(generated: Make) -> None:
    with pytest.raises(GenerationError, match=r"schema Thing\.size: has a default"):
        generated("Thing: {type: object, properties: {size: {type: integer, default: 5}, default: {type: string}}}")


def test_an_enum_that_would_be_closed(generated: Make) -> None:
    with pytest.raises(GenerationError, match="schema Size: is an enum of integers"):
        generated("Size: {type: integer, enum: [1, 2]}")


def test_a_constant_that_would_be_closed(generated: Make) -> None:
    with pytest.raises(GenerationError, match=r"schema Thing\.kind: is a constant, which would not be open"):
        generated("Thing: {type: object, properties: {kind: {type: string, const: A}, const: {type: string}}}")


def test_two_fields_that_would_take_each_others_name(generated: Make) -> None:
    # The generator would call them thingId and thing_id, so that code which says thing_id sent the other from then on.
    with pytest.raises(GenerationError, match="schema Thing: thingId and thing_id would be one name in Python"):
        generated("Thing: {type: object, properties: {thingId: {type: string}, thing_id: {type: string}}}")


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        (
            "{name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}",
            "the query parameter ids has another `explode`",
        ),
        ("{name: ids, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}", "ids has the style pipeDelimited"),
        (
            "{name: size, in: query, schema: {type: string}}, {name: Size, in: query, schema: {type: string}}",
            "Size and size would be one name",
        ),
    ],
)
def test_a_parameter_that_would_be_written_otherwise(generated: Make, parameter: str, message: str) -> None:
    with pytest.raises(GenerationError, match=f"GET /things: .*{message}"):
        generated(THING, paths=get(parameter=parameter))


def test_a_parameter_that_says_how_it_is_written_anyway(generated: Make) -> None:
    parameter = "{name: ids, in: query, style: form, explode: true, schema: {type: array, items: {type: string}}}"
    assert generated(THING, paths=get(parameter=parameter))


def test_an_answer_of_several_content_types(generated: Make) -> None:
    content = '{application/json: {schema: {$ref: "#/components/schemas/Thing"}}, text/plain: {schema: {type: string}}}'
    paths = get().replace('{application/json: {schema: {$ref: "#/components/schemas/Thing"}}}', content)
    with pytest.raises(GenerationError, match=r"GET /things: the answer 200 has several content types \(application/json, text/plain\)"):
        generated(THING, paths=paths)


def test_two_values_of_an_enum_that_would_be_one_name(generated: Make) -> None:
    with pytest.raises(GenerationError, match=r"Duplicate key OPEN in enum status\.Status"):
        generated("Status: {type: string, enum: [OPEN, open]}")


def test_a_form_of_moments_that_nobody_knows(generated: Make) -> None:
    with pytest.raises(GenerationError, match=r"info\.x-amili-datetime is unix; known is rfc1123"):
        generated(THING, info="x-amili-datetime: unix")


def test_an_operation_that_was_inferred_for_no_reason(generated: Make) -> None:
    paths = get().replace("tags:", "x-amili-status: inferred\n    tags:")
    with pytest.raises(GenerationError, match="GET /things: is inferred, so it needs its reason in x-amili-reason"):
        generated(THING, paths=paths)


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ("x-amili-status: inferred, x-amili-confidence: sure", "is inferred, so it needs x-amili-confidence, one of high, medium, low"),
        ("x-amili-status: inferred", "is inferred, so it needs x-amili-confidence, one of high, medium, low"),
        ("x-amili-confidence: low", "has x-amili-confidence, so it needs `x-amili-status: inferred`"),
    ],
)
def test_a_conclusion_of_which_nobody_can_say_how_sure_it_is(generated: Make, marks: str, message: str) -> None:
    marked = f"""\
Size: {{type: string, x-amili-status: inferred, x-amili-confidence: high}}
Thing:
  type: object
  properties:
    sizes: {{type: array, items: {{allOf: [{{$ref: "#/components/schemas/Size"}}], {marks}}}}}
"""
    with pytest.raises(GenerationError) as error:
        generated(marked)
    assert str(error.value) == f"$.components.schemas.Thing.properties.sizes.items: {message}"


def test_an_operation_without_a_name_of_its_own(generated: Make) -> None:
    with pytest.raises(GenerationError, match="GET /things: needs an operationId"):
        generated(THING, paths=get().replace("    operationId: getThings\n", ""))


@pytest.mark.parametrize(
    ("schemas", "message"),
    [
        ("Thing: {type: object, properties: {n: {type: integer, x-amili-read: digits}}}", r"schema Thing\.n: x-amili-read is `text`"),
        ("Thing: {type: object, properties: {n: {type: number, x-amili-read: text}}}", r"schema Thing\.n: x-amili-read is `text`"),
        ("Thing: {type: object, properties: {n: {x-amili-read: text}}}", r"schema Thing\.n: x-amili-read is `text`"),
        ("Number: {type: integer, x-amili-read: text}", "of the properties of a schema in components only"),
        ("Thing: {type: array, items: {type: integer, x-amili-read: text}}", "of the properties of a schema in components only"),
    ],
)
def test_text_that_would_not_be_read_as_such(generated: Make, schemas: str, message: str) -> None:
    with pytest.raises(GenerationError, match=message):
        generated(schemas)


def test_a_webhook_with_fields_that_no_model_has(document: Document, tmp_path: Path) -> None:
    merged = document(THING)
    body = {"type": "object", "properties": {"name": {"type": "string"}}}
    merged["webhooks"] = {"CREATED": {"post": {"requestBody": {"content": {"application/json": {"schema": body}}}}}}
    client.generate_client(merged, tmp_path / "package")
    coverage.check_coverage(merged, tmp_path / "package")

    body["properties"]["other"] = {"type": "string"}
    with pytest.raises(GenerationError, match=r"POST CREATED: request body: no class has all of \['name', 'other'\]"):
        coverage.check_coverage(merged, tmp_path / "package")


# ---- documents


def test_an_invalid_document(document: Document) -> None:
    with pytest.raises(GenerationError, match="not a valid OpenAPI document"):
        document(THING, paths="/things: {get: {}}\n/other: {get: {responses: 5}}")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("info",), {}),
        (("paths", "things"), {}),
        (("paths", "/things", "get", "responses"), {}),
        (("paths", "/things", "get", "parameters"), [{"name": "a", "in": "nowhere"}]),
        (("paths", "/things", "get", "deprecated"), "yes"),
        (("components", "schemas", "Thing", "type"), "thing"),
        (("components", "schemas", "Thing", "properties", "name", "minLength"), -1),
    ],
)
def test_the_faster_validator_finds_what_the_usual_one_does(document: Document, place: tuple[str, ...], value: object) -> None:
    merged = document(THING, paths=get())
    node = merged
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value

    expected = next(OpenAPIV31SpecValidator(deepcopy(merged)).iter_errors())
    with pytest.raises(GenerationError) as error:
        validate(merged, "tiny")
    assert str(error.value) == f"tiny is not a valid OpenAPI document: {expected.message} (at {expected.json_path})"
