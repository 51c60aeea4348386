from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_text,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="BatchSuccess")


@_attrs_define(repr=False)
class BatchSuccess:
    """
    Attributes:
        type_ (str | Unset):
        invoice_id (UUID | Unset): UUID of the created invoice in the collection system
        invoice_number (str | Unset): The invoice number from your request
        case_id (str | Unset): UUID of the collection case created for this invoice
        case_number (str | Unset): Human-readable case reference
    """

    type_: str | Unset = UNSET
    invoice_id: UUID | Unset = UNSET
    invoice_number: str | Unset = UNSET
    case_id: str | Unset = UNSET
    case_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "invoice_id": "invoiceId",
        "invoice_number": "invoiceNumber",
        "case_id": "caseId",
        "case_number": "caseNumber",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.type_ is not UNSET:
            field_dict["type"] = self.type_
        if self.invoice_id is not UNSET:
            field_dict["invoiceId"] = str(self.invoice_id)
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.case_id is not UNSET:
            field_dict["caseId"] = self.case_id
        if self.case_number is not UNSET:
            field_dict["caseNumber"] = self.case_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        type_ = present(d.pop("type", UNSET))

        _invoice_id = present(d.pop("invoiceId", UNSET))
        invoice_id: UUID | Unset
        if isinstance(_invoice_id, Unset):
            invoice_id = UNSET
        else:
            invoice_id = UUID(_invoice_id)

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        case_id = read_text(present(d.pop("caseId", UNSET)))

        case_number = read_text(present(d.pop("caseNumber", UNSET)))

        batch_success = cls(
            type_=type_,
            invoice_id=invoice_id,
            invoice_number=invoice_number,
            case_id=case_id,
            case_number=case_number,
        )

        batch_success.additional_properties = d
        return batch_success

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
