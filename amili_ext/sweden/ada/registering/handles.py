"""Handles on what was registered: everything that is needed to act on it later, here or in another process.

A handle holds ids and the creditor's own numbers and nothing about a customer, so that it can be stored and logged. `to_json` and
`from_json` carry it through a file or a database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from attrs import asdict, frozen

from amili_ext.errors import ConfigurationError
from amili_ext.shapes import is_array, is_object

_VERSION = 1


class CaseHandle(Protocol):
    """What names one case for an action: `InvoiceHandle`, `RegisteredDebt`, or anything else with these three."""

    @property
    def creditor(self) -> str: ...
    @property
    def invoice_number(self) -> str: ...
    @property
    def case(self) -> str: ...


@frozen
class InvoiceHandle:
    """An invoice that was registered for distribution. All later actions are on its case.

    Page: https://docs-alpha.amili.se/reference/examples/invoice

    Attributes:
        registration: id of the invoice registration.
        case: id of the case.
        creditor: id of the creditor.
        invoice_number: the creditor's own number of the invoice.
        adopted: True when it was found to be registered already, from an earlier attempt, instead of being sent now.
    """

    registration: str
    case: str
    creditor: str
    invoice_number: str
    adopted: bool = False

    def to_json(self) -> str:
        """A text to store and to go on from; versioned, without personal data."""
        return _written("invoice", asdict(self))

    @classmethod
    def from_json(cls, text: str) -> InvoiceHandle:
        """The handle that `to_json` wrote.

        Raises:
            ConfigurationError: the text is no such handle, or a newer version of this package wrote it.
        """
        try:
            value = _read("invoice", text)
            return cls(
                _text(value["registration"]),
                _text(value["case"]),
                _text(value["creditor"]),
                _text(value["invoice_number"]),
                value["adopted"] is True,
            )
        except (KeyError, TypeError) as error:
            raise _damaged(error) from error


@frozen
class RegisteredDebt:
    """One debt of a registration, and the case that was opened for it.

    Attributes:
        creditor: id of the creditor.
        invoice_number: the creditor's own number, as it was sent.
        case: id of the case.
        ocr_number: the payment reference that the customer pays with, as it is printed; None when it is not known, see
            `CaseRegistrationResult`.
        ocr_number_id: id of the document that holds it.
    """

    creditor: str
    invoice_number: str
    case: str
    ocr_number: str | None = None
    ocr_number_id: str | None = None


@frozen
class CaseRegistrationResult:
    """What became of a case registration: a case for each debt, in the order in which the debts were sent.

    Which case belongs to which debt is never taken from the order of the answer, which the documentation does not promise: with several
    debts the cases are read back and told apart by their invoice numbers. The OCR numbers can only be told apart by their position
    beside the cases. That those three lists run alongside each other is our conclusion; `ocr_by_position` says where it was relied on.

    Page: https://docs-stage.amili.se/reference/endpoints/case-registration

    Attributes:
        registration: id of the case registration.
        debts: one for each debt sent, in that order.
        adopted: True when it was found to be registered already instead of being sent now. The OCR numbers are then not known: only the
            answer to the registration itself has them.
        ocr_by_position: True when there are several debts and their OCR numbers were assigned by position.
    """

    registration: str
    debts: tuple[RegisteredDebt, ...]
    adopted: bool = False
    ocr_by_position: bool = False

    def __iter__(self) -> Iterator[RegisteredDebt]:
        return iter(self.debts)

    def __len__(self) -> int:
        return len(self.debts)

    def to_json(self) -> str:
        """A text to store and to go on from; versioned, without personal data."""
        return _written("case_registration", asdict(self))

    @classmethod
    def from_json(cls, text: str) -> CaseRegistrationResult:
        """The result that `to_json` wrote.

        Raises:
            ConfigurationError: the text is no such result, or a newer version of this package wrote it.
        """
        try:
            value = _read("case_registration", text)
            debts = value["debts"]
            if not is_array(debts):
                raise TypeError("debts")
            return cls(_text(value["registration"]), tuple(map(_debt, debts)), value["adopted"] is True, value["ocr_by_position"] is True)
        except (KeyError, TypeError) as error:
            raise _damaged(error) from error


def _debt(value: Any) -> RegisteredDebt:
    return RegisteredDebt(
        _text(value["creditor"]),
        _text(value["invoice_number"]),
        _text(value["case"]),
        _text_or_none(value["ocr_number"]),
        _text_or_none(value["ocr_number_id"]),
    )


def _written(kind: str, value: Mapping[str, Any]) -> str:
    return json.dumps({"amili_handle": kind, "version": _VERSION, **value})


def _read(kind: str, text: str) -> dict[str, Any]:
    try:
        value: Any = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise ConfigurationError("this text is not a handle") from error
    if not is_object(value) or value.get("amili_handle") != kind:
        raise ConfigurationError(f"this text is not a handle of the kind that is wanted here ({kind.replace('_', ' ')})")
    if value.get("version") != _VERSION:
        raise ConfigurationError(f"this handle has version {value.get('version')!r}; this package reads version {_VERSION}")
    return value


def _damaged(error: Exception) -> ConfigurationError:
    return ConfigurationError(f"this handle is damaged ({type(error).__name__})")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)
