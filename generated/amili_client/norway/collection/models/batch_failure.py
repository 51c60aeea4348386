from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_text,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="BatchFailure")


@_attrs_define(repr=False)
class BatchFailure:
    """
    Attributes:
        type_ (str | Unset):
        invoice_number (str | Unset): The invoice number from your request
        errors (list[str] | Unset): List of error messages explaining why processing failed
    """

    type_: str | Unset = UNSET
    invoice_number: str | Unset = UNSET
    errors: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "invoice_number": "invoiceNumber",
        "errors": "errors",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.type_ is not UNSET:
            field_dict["type"] = self.type_
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number

        if self.errors is not UNSET:
            field_dict["errors"] = self.errors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        type_ = present(d.pop("type", UNSET))

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        errors = cast(list[str], present(d.pop("errors", UNSET)))

        batch_failure = cls(
            type_=type_,
            invoice_number=invoice_number,
            errors=errors,
        )

        batch_failure.additional_properties = d
        return batch_failure

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
