"""What the templates of single values promise, each on a package made for the test, which is named after the template.

The templates of whole modules are in `test_template_modules`.
"""

import datetime
import importlib
import pickle
from collections.abc import Callable
from decimal import Decimal
from types import ModuleType
from typing import Any

import httpx
import pytest

Make = Callable[..., ModuleType]

AMOUNT = """\
Thing:
  type: object
  required: [total]
  properties:
    total: {type: number}
    rest: {type: number}
    tax: {type: [number, "null"]}
    parts: {type: array, items: {type: number}}
  additionalProperties: {type: number}
"""


def endpoint(package: ModuleType, tag: str, name: str) -> Any:
    return importlib.import_module(f"{package.__name__}.api.{tag}.{name}")


# ---- float_property.py.jinja


def test_float_property_keeps_every_digit_both_ways(generated: Make) -> None:
    from amili_client.runtime import decode_json, encode_json

    thing = generated(AMOUNT).Thing
    text = b'{"extra":0.10,"total":4500.00,"rest":12345678901234567890.1234567890,"tax":null,"parts":[1,0.30]}'
    read = thing.from_dict(decode_json(text))

    assert read.total == Decimal("4500.00")
    assert str(read.rest) == "12345678901234567890.1234567890"
    assert read.tax is None
    assert [type(part) for part in read.parts] == [Decimal, Decimal]
    assert read.additional_properties == {"extra": Decimal("0.10")}
    assert encode_json(read.to_dict()) == text


@pytest.mark.parametrize("field", ["total", "rest", "parts", "extra"])
def test_float_property_refuses_a_float_wherever_an_amount_may_stand(generated: Make, field: str) -> None:
    thing = generated(AMOUNT).Thing(total=Decimal(1))
    if field == "extra":
        thing["extra"] = 0.1
    else:
        setattr(thing, field, [0.1] if field == "parts" else 0.1)

    with pytest.raises(ValueError, match="a float is not exact"):
        thing.to_dict()


def test_float_property_takes_text_but_no_true_for_an_amount(generated: Make) -> None:
    thing = generated(AMOUNT).Thing

    assert thing.from_dict({"total": "12.50"}).total == Decimal("12.50")
    with pytest.raises(ValueError, match="expected a number, got bool"):
        thing.from_dict({"total": True})


def test_float_property_in_a_query_and_a_header(generated: Make) -> None:
    package = generated(
        paths="""\
/things:
  get:
    operationId: findThings
    tags: [Things]
    parameters:
      - {name: MinAmount, in: query, schema: {type: number}}
      - {name: Limit, in: header, schema: {type: number}}
    responses: {"204": {description: Nothing}}
"""
    )
    build_request = endpoint(package, "things", "find_things").build_request

    request = build_request(min_amount=Decimal("10.50"), limit=Decimal("0.10"))

    assert httpx.Request("GET", "http://test/", params=request["params"]).url.query == b"MinAmount=10.50"
    assert request["headers"] == {"Limit": "0.10"}
    assert build_request()["params"] == {}


# ---- datetime_property.py.jinja, date_property.py.jinja, union_property.py.jinja

TIMES = """\
Thing:
  type: object
  properties:
    at: {type: string, format: date-time}
    on: {type: string, format: date}
    ended: {type: [string, "null"], format: date-time}
    due: {anyOf: [{type: string, format: date}, {type: string, format: date-time}]}
"""


@pytest.mark.parametrize(
    "text",
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.0000000Z", "Mon, 01 Jan 2026 00:00:00 GMT", "2026-01-01T01:00:00+01:00"],
)
def test_datetime_property_reads_what_servers_write(generated: Make, text: str) -> None:
    # The first of January 2026 was a Thursday; some servers take the weekday from elsewhere.
    read = generated(TIMES).Thing.from_dict({"at": text, "ended": text, "due": text})

    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    assert (read.at, read.ended, read.due) == (moment, moment, moment)
    assert read.at.tzinfo is not None


def test_datetime_property_refuses_to_write_a_naive_moment(generated: Make) -> None:
    thing = generated(TIMES).Thing

    assert thing(at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)).to_dict() == {"at": "2026-01-01T00:00:00Z"}
    for field in ("at", "ended", "due"):
        with pytest.raises(ValueError, match="without a time zone"):
            thing(**{field: datetime.datetime(2026, 1, 1)}).to_dict()  # noqa: DTZ001


def test_date_property_reads_null_as_absent_and_refuses_to_write_a_datetime(generated: Make) -> None:
    from amili_client.runtime import UNSET

    thing = generated(TIMES).Thing

    assert thing.from_dict({"on": None}).on is UNSET
    assert thing.from_dict({"on": "2026-01-01"}).to_dict() == {"on": "2026-01-01"}
    assert thing.from_dict({"on": "2026-01-01T00:00:00"}).on == datetime.date(2026, 1, 1)
    with pytest.raises(ValueError, match="expected a date, got a datetime"):
        thing(on=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)).to_dict()


def test_date_property_leaves_a_moment_to_the_other_member_of_a_union(generated: Make) -> None:
    thing = generated(TIMES).Thing

    assert thing.from_dict({"due": "2026-01-01"}).to_dict() == {"due": "2026-01-01"}
    assert thing.from_dict({"due": "2026-01-01T12:00:00Z"}).to_dict() == {"due": "2026-01-01T12:00:00Z"}


def test_union_property_does_not_pass_unreadable_text_off_as_a_moment(generated: Make) -> None:
    thing = generated(TIMES).Thing

    assert thing.from_dict({"ended": None}).ended is None
    with pytest.raises(ValueError, match="expected a date and time in the form"):
        thing.from_dict({"ended": "not so soon"})


def test_union_property_of_plain_types_is_written_as_it_is(generated: Make) -> None:
    thing = generated("Thing: {type: object, properties: {number: {type: [string, integer]}}}").Thing

    assert thing(number=5).to_dict() == {"number": 5}
    assert thing().to_dict() == {}


# ---- str_enum.py.jinja

STATUS = """\
Status: {type: string, enum: [OPEN, CLOSED]}
Thing: {type: object, properties: {status: {$ref: "#/components/schemas/Status"}}}
"""


def test_str_enum_takes_a_value_that_nobody_documented(generated: Make) -> None:
    models = generated(STATUS)
    read = models.Thing.from_dict({"status": "ARCHIVED"})

    assert read.status == "ARCHIVED"
    assert not read.status.is_known
    assert read.to_dict() == {"status": "ARCHIVED"}
    assert pickle.loads(pickle.dumps(read)) == read
    assert models.Status("OPEN") is models.Status.OPEN
    assert list(models.Status) == ["CLOSED", "OPEN"]


def test_str_enum_still_refuses_what_is_no_text(generated: Make) -> None:
    with pytest.raises(ValueError, match="5"):
        generated(STATUS).Thing.from_dict({"status": 5})
