"""What the templates make of the extensions of a document, and of names that begin with an underscore.

As `test_template_values` and `test_template_modules`, each on a package made for the test; see `spec/generator/hints.py`.
"""

import datetime
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

Make = Callable[..., ModuleType]

FRIDAY = datetime.datetime(2025, 7, 4, 13, 43, 19, tzinfo=datetime.UTC)
HTTP_DATE = "Fri, 04 Jul 2025 13:43:19 GMT"
RFC_1123 = "x-amili-datetime: rfc1123"


def endpoint(package: ModuleType, tag: str, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.api.{tag}.{name}")


# ---- x-amili-datetime: datetime_property.py.jinja, model.py.jinja

TIMES = """\
Thing:
  type: object
  required: [made]
  properties:
    made: {type: string, format: date-time}
    at: {type: string, format: date-time}
    ended: {type: [string, "null"], format: date-time}
    due: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
    all: {type: array, items: {type: string, format: date-time}}
    on: {type: string, format: date}
  additionalProperties: {type: string, format: date-time}
"""


@pytest.mark.parametrize(("info", "text"), [(RFC_1123, HTTP_DATE), ("", "2025-07-04T13:43:19Z")])
def test_datetime_property_writes_the_form_of_the_document_wherever_a_moment_may_stand(generated: Make, info: str, text: str) -> None:
    thing = generated(TIMES, info=info).Thing(made=FRIDAY, at=FRIDAY, ended=FRIDAY, due=FRIDAY, all_=[FRIDAY])
    thing.on = FRIDAY.date()
    thing["new"] = FRIDAY

    written = dict.fromkeys(("made", "at", "ended", "due", "new"), text)
    assert thing.to_dict() == {**written, "all": [text], "on": "2025-07-04"}
    assert type(thing).from_dict(thing.to_dict()) == thing


@pytest.mark.parametrize("info", [RFC_1123, ""])
def test_datetime_property_reads_both_forms_whichever_is_written(generated: Make, info: str) -> None:
    thing = generated(TIMES, info=info).Thing

    for text in (HTTP_DATE, "2025-07-04T13:43:19Z", "Mon, 04 Jul 2025 13:43:19 GMT"):
        assert thing.from_dict({"made": text, "ended": text}).ended == FRIDAY


@pytest.mark.parametrize("field", ["made", "at", "ended", "due"])
def test_datetime_property_refuses_a_naive_moment_in_rfc_1123_too(generated: Make, field: str) -> None:
    naive = datetime.datetime(2025, 7, 4)  # noqa: DTZ001
    with pytest.raises(ValueError, match="without a time zone"):
        generated(TIMES, info=RFC_1123).Thing(**{"made": FRIDAY, field: naive}).to_dict()


def test_datetime_property_in_a_query_has_the_form_of_the_document(generated: Make) -> None:
    package = generated(
        paths="""\
/things:
  get:
    operationId: findThings
    tags: [Things]
    parameters:
      - {name: since, in: query, schema: {type: string, format: date-time}}
      - {name: days, in: query, schema: {type: array, items: {type: string, format: date-time}}}
    responses: {"204": {description: Nothing}}
""",
        info=RFC_1123,
    )
    request = endpoint(package, "things", "find_things").build_request(since=FRIDAY, days=[FRIDAY, FRIDAY])

    assert httpx.QueryParams(request["params"]).multi_items() == [("since", HTTP_DATE), ("days", HTTP_DATE), ("days", HTTP_DATE)]


def test_datetime_property_in_a_form_has_the_form_of_the_document(generated: Make) -> None:
    package = generated(
        """\
Upload:
  type: object
  required: [file]
  properties: {file: {type: string, format: binary}, taken: {type: string, format: date-time}}
""",
        paths="""\
/files:
  post:
    operationId: postFile
    tags: [Files]
    requestBody: {required: true, content: {multipart/form-data: {schema: {$ref: "#/components/schemas/Upload"}}}}
    responses: {"204": {description: Done}}
""",
        info=RFC_1123,
    )
    models = importlib.import_module(f"{package.__name__}.models")
    file = importlib.import_module(f"{package.__name__}.types").File(payload=b"%PDF", file_name="a.pdf", mime_type="application/pdf")
    request = endpoint(package, "files", "post_file").build_request(body=models.Upload(file=file, taken=FRIDAY))

    assert request["files"] == [
        ("file", ("a.pdf", b"%PDF", "application/pdf")),
        ("taken", (None, HTTP_DATE.encode(), "text/plain")),
    ]


def test_model_says_how_its_moments_are_written_if_it_has_any(generated: Make) -> None:
    schemas = f"""{TIMES}
Listed: {{type: object, properties: {{all: {{type: array, items: {{type: [string, "null"], format: date-time}}}}}}}}
Open: {{type: object, additionalProperties: {{type: string, format: date-time}}}}
Around: {{type: object, properties: {{thing: {{$ref: "#/components/schemas/Thing"}}, on: {{type: string, format: date}}}}}}
"""
    http, iso = generated(schemas, info=RFC_1123), generated(schemas)

    for name in ("Thing", "Listed", "Open"):
        assert getattr(http, name).WRITE_DATETIME(FRIDAY) == HTTP_DATE
        assert getattr(iso, name).WRITE_DATETIME(FRIDAY) == "2025-07-04T13:43:19Z"
    assert http.Thing(made=FRIDAY).WRITE_DATETIME(FRIDAY) == HTTP_DATE
    assert not hasattr(http.Around, "WRITE_DATETIME")


# ---- x-amili-read: model.py.jinja

NUMBERED = """\
Thing:
  type: object
  required: [no]
  properties:
    no: {type: integer, x-amili-read: text}
    number: {type: [integer, string], x-amili-read: text}
    ended: {type: [integer, "null"], x-amili-read: text}
    count: {type: integer}
Other: {type: object, properties: {number: {type: integer}}}
"""


def test_model_reads_an_integer_as_text_where_the_document_says_so(generated: Make) -> None:
    models = generated(NUMBERED)
    thing = models.Thing.from_dict({"no": 1, "number": 5000001, "ended": 2, "count": 3})

    assert (thing.no, thing.number, thing.ended, thing.count) == ("1", "5000001", "2", 3)
    assert thing.to_dict() == {"no": "1", "number": "5000001", "ended": "2", "count": 3}
    assert models.Thing.from_dict({"no": "0042", "number": None, "ended": None}).to_dict() == {"no": "0042", "ended": None}
    assert models.Other.from_dict({"number": 7}).number == 7
    types = {name: annotation.replace(" ", "") for name, annotation in models.Thing.__annotations__.items()}
    assert (types["no"], types["number"], types["count"]) == ("str", "str|Unset", "int|Unset")
    assert set(types["ended"].split("|")) == {"str", "None", "Unset"}


def test_the_document_beside_the_code_keeps_the_types_of_the_wire(document: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    from generator import client

    merged = document(NUMBERED)
    client.generate_client(merged, tmp_path / "package")
    written = json.loads((tmp_path / "package/openapi.json").read_text(encoding="utf-8"))
    fields = written["components"]["schemas"]["Thing"]["properties"]

    assert [fields[name]["type"] for name in ("no", "number", "ended")] == ["integer", ["integer", "string"], ["integer", "null"]]
    assert merged["components"]["schemas"]["Thing"]["properties"] == fields


# ---- names that begin with an underscore: model.py.jinja

UNDERSCORED = """\
Thing:
  type: object
  required: [_id]
  properties:
    _id: {type: string}
    _etag: {type: string}
    _ocr_numbers: {type: array, items: {type: string}}
    _status: {type: string}
    status: {type: string}
    _to_dict: {type: string}
    _type: {type: string}
    1st: {type: string}
    field_note: {type: string}
"""


def test_model_gives_a_prefixed_field_its_plain_name_where_that_is_free(generated: Make) -> None:
    from amili_client.runtime import UNSET

    thing = generated(UNDERSCORED).Thing
    given = {"_id": "1", "_ocr_numbers": ["2"], "_status": "OK", "status": "warning", "_to_dict": "x", "_type": "t", "1st": "y"}
    read = thing.from_dict(given)

    assert (read.id, read.ocr_numbers, read.type_, read.etag) == ("1", ["2"], "t", UNSET)
    assert (read.status, read.field_status) == ("warning", "OK")
    assert read.to_dict() == given
    assert sorted(name for name, value in vars(thing).items() if isinstance(value, property)) == [
        "additional_keys",
        "etag",
        "id",
        "ocr_numbers",
        "type_",
    ]


def test_model_keeps_a_plain_name_read_only_and_out_of_what_is_sent(generated: Make) -> None:
    thing = generated(UNDERSCORED).Thing
    made = thing(field_id="1")

    with pytest.raises(AttributeError):
        made.id = "2"
    with pytest.raises(TypeError, match="unexpected keyword argument 'id'"):
        thing(id="1")
    assert list(thing.WIRE_NAMES) == [name for name in thing.__slots__ if name in thing.WIRE_NAMES]
    assert made.to_dict() == {"_id": "1"}


# ---- x-amili-reason: endpoint_module.py.jinja, endpoint_macros.py.jinja

INFERRED = """\
/things:
  get:
    operationId: listThings
    tags: [Things]
    responses: {"204": {description: None}}
  post:
    operationId: createThing
    tags: [Things]
    summary: Make one
    x-amili-status: inferred
    x-amili-reason: REASON
    responses: {"204": {description: None}}
"""


def test_endpoint_module_says_that_and_why_it_is_unverified(generated: Make) -> None:
    package = generated(paths=INFERRED.replace("REASON", "no page shows it"))
    made, listed = endpoint(package, "things", "create_thing"), endpoint(package, "things", "list_things")

    assert made.UNVERIFIED == "no page shows it"
    for function in (made.sync_detailed, made.asyncio_detailed):
        assert "\n    Unverified: no page shows it\n" in function.__doc__
    assert not hasattr(listed, "UNVERIFIED")
    assert "Unverified" not in listed.sync_detailed.__doc__


@pytest.mark.parametrize("confidence", ["high", "medium", "low"])
def test_endpoint_module_says_how_sure_the_conclusion_is_where_the_document_does(generated: Make, confidence: str) -> None:
    made = endpoint(
        generated(paths=INFERRED.replace("REASON", f"no page shows it\n    x-amili-confidence: {confidence}")), "things", "create_thing"
    )

    assert f"({confidence} confidence) no page shows it" == made.UNVERIFIED
    assert f"\n    Unverified: ({confidence} confidence) no page shows it\n" in made.sync_detailed.__doc__


def test_endpoint_module_says_how_the_document_spells_the_operation(generated: Make) -> None:
    package = generated(
        paths="""\
/things/{thingId}/part-list/{No}:
  post:
    operationId: acceptPartList
    tags: [Things]
    parameters:
      - {name: thingId, in: path, required: true, schema: {type: string}}
      - {name: No, in: path, required: true, schema: {type: string}}
    x-amili-status: inferred
    x-amili-reason: no page shows it
    responses: {"204": {description: None}}
"""
    )
    accept = endpoint(package, "things", "accept_part_list")

    assert (accept.OPERATION, accept.PATH) == ("acceptPartList", "/things/{thingId}/part-list/{No}")
    assert accept.build_request("a/b", "1")["url"] == "/things/a%2Fb/part-list/1"
    # It is found by its path, whose names in braces the generator spells as Python does.
    assert accept.UNVERIFIED == "no page shows it"


def test_endpoint_module_keeps_a_reason_text(generated: Make) -> None:
    # As everything else from a document: it must not become code.
    reason = '"""; raise SystemExit("run"); """ \\'
    made = endpoint(generated(paths=INFERRED.replace("REASON", json.dumps(reason))), "things", "create_thing")

    assert reason == made.UNVERIFIED
    assert "raise SystemExit" in made.sync_detailed.__doc__
