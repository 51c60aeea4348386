from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.origin import Origin
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreditorCancellationInput")


@_attrs_define(repr=False)
class CreditorCancellationInput:
    """A case or an invoice that is not to be processed any further.

    Attributes:
        creditor (str):
        origin (Origin): creditor_system for whoever uses the API.
        case (str | Unset): Excludes invoice_number
        invoice_number (str | Unset): Names the case together with creditor; excludes case
    """

    creditor: str
    origin: Origin
    case: str | Unset = UNSET
    invoice_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "creditor": "creditor",
        "origin": "origin",
        "case": "case",
        "invoice_number": "invoice_number",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["creditor"] = self.creditor
        field_dict["origin"] = self.origin.value
        if self.case is not UNSET:
            field_dict["case"] = self.case
        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        creditor = d.pop("creditor")

        origin = Origin(d.pop("origin"))

        case = present(d.pop("case", UNSET))

        invoice_number = present(d.pop("invoice_number", UNSET))

        creditor_cancellation_input = cls(
            creditor=creditor,
            origin=origin,
            case=case,
            invoice_number=invoice_number,
        )

        creditor_cancellation_input.additional_properties = d
        return creditor_cancellation_input

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
