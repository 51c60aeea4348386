from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_date,
    read_text,
    write_date,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="SettlementCreatedData")


@_attrs_define(repr=False)
class SettlementCreatedData:
    """
    Attributes:
        settlement_id (UUID | Unset):
        organization_id (UUID | Unset):
        settlement_date (datetime.date | Unset):
        invoice_id (UUID | Unset):
        invoice_number (str | Unset):
        case_number (str | Unset):
    """

    settlement_id: UUID | Unset = UNSET
    organization_id: UUID | Unset = UNSET
    settlement_date: datetime.date | Unset = UNSET
    invoice_id: UUID | Unset = UNSET
    invoice_number: str | Unset = UNSET
    case_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "settlement_id": "settlementId",
        "organization_id": "organizationId",
        "settlement_date": "settlementDate",
        "invoice_id": "invoiceId",
        "invoice_number": "invoiceNumber",
        "case_number": "caseNumber",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.settlement_id is not UNSET:
            field_dict["settlementId"] = str(self.settlement_id)
        if self.organization_id is not UNSET:
            field_dict["organizationId"] = str(self.organization_id)
        if self.settlement_date is not UNSET:
            field_dict["settlementDate"] = write_date(self.settlement_date)
        if self.invoice_id is not UNSET:
            field_dict["invoiceId"] = str(self.invoice_id)
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.case_number is not UNSET:
            field_dict["caseNumber"] = self.case_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _settlement_id = present(d.pop("settlementId", UNSET))
        settlement_id: UUID | Unset
        if isinstance(_settlement_id, Unset):
            settlement_id = UNSET
        else:
            settlement_id = UUID(_settlement_id)

        _organization_id = present(d.pop("organizationId", UNSET))
        organization_id: UUID | Unset
        if isinstance(_organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = UUID(_organization_id)

        _settlement_date = present(d.pop("settlementDate", UNSET))
        settlement_date: datetime.date | Unset
        if isinstance(_settlement_date, Unset):
            settlement_date = UNSET
        else:
            settlement_date = read_date(_settlement_date)

        _invoice_id = present(d.pop("invoiceId", UNSET))
        invoice_id: UUID | Unset
        if isinstance(_invoice_id, Unset):
            invoice_id = UNSET
        else:
            invoice_id = UUID(_invoice_id)

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        case_number = read_text(present(d.pop("caseNumber", UNSET)))

        settlement_created_data = cls(
            settlement_id=settlement_id,
            organization_id=organization_id,
            settlement_date=settlement_date,
            invoice_id=invoice_id,
            invoice_number=invoice_number,
            case_number=case_number,
        )

        settlement_created_data.additional_properties = d
        return settlement_created_data

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
