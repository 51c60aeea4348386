"""What every generated package shares: absent values, open enums, exact JSON, money and time.

The generated models hold four kinds of value that JSON has no type for, and each has one rule here.

* An optional field that was not given is `UNSET`, a single falsy object, so that `None` can mean JSON's `null`.
* An enum is open: a value that the API added after this package was generated is read, kept and sent back.
* An amount is a `Decimal`, never a `float`, since 0.1 + 0.2 must be 0.3 where money is owed. JSON numbers are read
  into `Decimal` (or `int`) digit for digit, and written the same way.
* A moment is an aware `datetime`, see `times`, whose functions are here too.

What cannot be represented is refused with a `ValueError` whose text says what to do; no message repeats the value
itself where that could be personal data.
"""

from collections.abc import Mapping, MutableMapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum
from typing import IO, Any, BinaryIO, Final, Generic, Literal, Self, TypeVar, cast
from uuid import UUID

import msgspec
from attrs import define

from amili_client.times import NAIVE, read_date, read_datetime, write_date, write_datetime, write_http_date

__all__ = [
    "UNSET",
    "File",
    "FileTypes",
    "OpenStrEnum",
    "RequestFiles",
    "Response",
    "Unset",
    "decode_json",
    "describe",
    "encode_json",
    "present",
    "read_date",
    "read_datetime",
    "read_decimal",
    "read_text",
    "write_date",
    "write_datetime",
    "write_decimal",
    "write_http_date",
]

T = TypeVar("T")


class Unset(Enum):
    """The type of `UNSET`, its only member, so that `is` and `isinstance` may both be used and type checkers follow both."""

    UNSET = object()  # no value that JSON could hold, so that it cannot be sent by mistake

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce_ex__(self, protocol: object) -> Any:
        # A string means "the global of this name": pickling gives the same object back, as copying does.
        return "UNSET"


UNSET: Final = Unset.UNSET


def present(value: Any) -> Any:
    """Read `null` as absent, for an optional field that is not declared nullable."""
    return UNSET if value is None else value


class OpenStrEnum(StrEnum):
    """An enum of the values that were documented, which also takes those that were not.

    `BatchStatus("ARCHIVED")` is then a member in all but name: it has a type, `.value`, equality, hash, copying and
    pickling, but iterating over the enum does not list it, and `.is_known` is false.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        # Not added to the enum: a server could otherwise grow it without bound, and it would look documented.
        member._name_ = value
        member._value_ = value
        return member

    # Enum's own is found by a slow search, and every enum that is sent is asked for it.
    @property
    def value(self) -> str:
        return self._value_

    @property
    def is_known(self) -> bool:
        return any(self is member for member in type(self))

    def __reduce_ex__(self, protocol: object) -> tuple[type[Self], tuple[str]]:
        # By value; some Python versions pickle enum members by name, and an unknown value has no name to be found by.
        return type(self), (str(self.value),)


def describe(model: Any) -> str:
    """The `repr` of a model: which fields are set, with the values that cannot be about a person.

    Numbers, moments, ids and enums are shown; of any text only that it is there, since a text may be somebody's name,
    identity number or token, and what is shown in a `repr` ends up in logs and crash reports.
    """
    values = {name: getattr(model, name) for name in model.WIRE_NAMES}
    shown = [f"{name}={_shown(value)}" for name, value in values.items() if value is not UNSET]
    return f"{type(model).__name__}({', '.join([*shown, *getattr(model, 'additional_properties', ())])})"


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_shown(item) for item in cast(list[Any], value))}]"
    if isinstance(value, OpenStrEnum):
        return value.value
    if value is None or isinstance(value, (bool, int, Decimal, date, UUID)):
        return str(value)
    return repr(value) if hasattr(value, "WIRE_NAMES") else "…"


# Raw is JSON already: a caller that has encoded (and checked) a part of a body does not pay for it twice.
_PLAIN: frozenset[type] = frozenset({str, int, bool, type(None), msgspec.Raw})
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def encode_json(value: Any) -> bytes:
    """Write JSON; a `Decimal` becomes a number, digit for digit. Refuses what would be written inexactly."""
    if not _is_exact(value):
        _refuse_inexact(value, "the body")  # or let it pass: what is rare, such as a UUID, is looked at there only
    return _ENCODER.encode(value)


def decode_json(content: bytes) -> Any:
    """Read JSON; a number is an `int` if it is written as one, else a `Decimal`."""
    try:
        return _DECODER.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except InvalidOperation:
        raise ValueError("the JSON text holds a number with an exponent beyond what Decimal can hold") from None
    except RecursionError:
        raise ValueError("the JSON text is nested deeper than any answer is") from None


def _is_exact(value: Any) -> bool:
    # This runs over everything that is sent, so it only says yes or no; the sentence is made on the slow path.
    kind = type(value)  # pyright: ignore[reportUnknownVariableType] -- the type of Any is no more than that
    if kind is dict:
        for inner in value.values():
            if type(inner) is not str and not _is_exact(inner):
                return False
        return True
    if kind is list:
        for inner in value:
            if type(inner) is not str and not _is_exact(inner):
                return False
        return True
    if kind is Decimal:
        return bool(value.is_finite())
    return kind in _PLAIN


def _objection(value: Any) -> str | None:
    if isinstance(value, float):
        return "is a float; pass a Decimal made from a string, such as Decimal('4500.00')"
    if isinstance(value, Decimal):
        return None if value.is_finite() else f"is {value}, which JSON has no number for"
    if isinstance(value, datetime):
        return None if value.tzinfo is not None else NAIVE
    if isinstance(value, (str, int, dict, list, tuple, date, UUID)):
        return None
    return f"is of type {type(value).__name__}, which JSON has no form for"


def _refuse_inexact(value: Any, path: str) -> None:
    objection = _objection(value) if type(value) not in _PLAIN else None
    if objection is not None:
        raise ValueError(f"{path} {objection}")
    if isinstance(value, dict):
        for key, inner in cast(dict[str, Any], value).items():
            _refuse_inexact(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(cast(list[Any], value)):
            _refuse_inexact(inner, f"{path}[{index}]")


def read_decimal(value: object) -> Decimal:
    """Read a number from JSON: what `decode_json` gives, or the same in quotes."""
    if type(value) is Decimal and value.is_finite():
        return value
    if isinstance(value, (int, str, Decimal)) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise ValueError("expected a number, got other text") from None
        if number.is_finite():
            return number
        raise ValueError("expected a finite number")
    raise ValueError(f"expected a number, got {type(value).__name__}")


def read_text(value: Any) -> Any:
    """Read a name that one page prints as text and another as an integer: always text. Absence stays what it is."""
    if type(value) is str or value is UNSET or value is None:
        return value
    if type(value) is int:
        return str(value)
    raise ValueError(f"expected text or an integer, got {type(value).__name__}")


def write_decimal(value: Decimal | int) -> Decimal | int:
    """Check an amount that is to be sent, and hand it to `encode_json` as it is: nothing is rounded."""
    if type(value) is Decimal:
        if value.is_finite():
            return value
        raise ValueError(f"{value} is not an amount")
    if type(value) is int:
        return value
    # The annotation is no protection: a float is what callers without a type checker pass.
    if isinstance(value, float):
        raise ValueError("a float is not exact; pass a Decimal made from a string, such as Decimal('4500.00')")
    if isinstance(value, Decimal):
        return write_decimal(Decimal(value))
    raise ValueError(f"expected a Decimal, got {type(value).__name__}")


# The types that `httpx.Client(files=)` can accept, as the generator's own `types.py` has them.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


@define
class File:
    """A file to be uploaded, or one that was downloaded."""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """The form in which httpx accepts it for multipart/form-data."""
        return self.file_name, self.payload, self.mime_type


@define
class Response(Generic[T]):
    """An answer of the API. `status_code` is a plain int, since servers send codes that `HTTPStatus` lacks."""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None
