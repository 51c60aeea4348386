from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_date,
    read_decimal,
    read_text,
    write_date,
    write_decimal,
)

from ..models.collection_type import CollectionType
from ..types import UNSET, Unset

T = TypeVar("T", bound="Settlement")


@_attrs_define(repr=False)
class Settlement:
    """What was settled for one invoice of one case.

    Attributes:
        case_number (str | Unset):
        collection_type (CollectionType | Unset):
        currency (str | Unset):
        customer_reference (str | Unset):
        exchange_rate (Decimal | Unset):
        invoice_id (UUID | Unset):
        invoice_number (str | Unset):
        settlement_date (datetime.date | Unset):
        settlement_id (UUID | Unset):
    """

    case_number: str | Unset = UNSET
    collection_type: CollectionType | Unset = UNSET
    currency: str | Unset = UNSET
    customer_reference: str | Unset = UNSET
    exchange_rate: Decimal | Unset = UNSET
    invoice_id: UUID | Unset = UNSET
    invoice_number: str | Unset = UNSET
    settlement_date: datetime.date | Unset = UNSET
    settlement_id: UUID | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "case_number": "caseNumber",
        "collection_type": "collectionType",
        "currency": "currency",
        "customer_reference": "customerReference",
        "exchange_rate": "exchangeRate",
        "invoice_id": "invoiceId",
        "invoice_number": "invoiceNumber",
        "settlement_date": "settlementDate",
        "settlement_id": "settlementId",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.case_number is not UNSET:
            field_dict["caseNumber"] = self.case_number

        if self.collection_type is not UNSET:
            field_dict["collectionType"] = self.collection_type.value

        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.customer_reference is not UNSET:
            field_dict["customerReference"] = self.customer_reference
        if self.exchange_rate is not UNSET:
            field_dict["exchangeRate"] = write_decimal(self.exchange_rate)
        if self.invoice_id is not UNSET:
            field_dict["invoiceId"] = str(self.invoice_id)
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.settlement_date is not UNSET:
            field_dict["settlementDate"] = write_date(self.settlement_date)
        if self.settlement_id is not UNSET:
            field_dict["settlementId"] = str(self.settlement_id)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        case_number = read_text(present(d.pop("caseNumber", UNSET)))

        _collection_type = present(d.pop("collectionType", UNSET))
        collection_type: CollectionType | Unset
        if isinstance(_collection_type, Unset):
            collection_type = UNSET
        else:
            collection_type = CollectionType(_collection_type)

        currency = present(d.pop("currency", UNSET))

        customer_reference = present(d.pop("customerReference", UNSET))

        _exchange_rate = present(d.pop("exchangeRate", UNSET))
        exchange_rate: Decimal | Unset
        if isinstance(_exchange_rate, Unset):
            exchange_rate = UNSET
        else:
            exchange_rate = read_decimal(_exchange_rate)

        _invoice_id = present(d.pop("invoiceId", UNSET))
        invoice_id: UUID | Unset
        if isinstance(_invoice_id, Unset):
            invoice_id = UNSET
        else:
            invoice_id = UUID(_invoice_id)

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        _settlement_date = present(d.pop("settlementDate", UNSET))
        settlement_date: datetime.date | Unset
        if isinstance(_settlement_date, Unset):
            settlement_date = UNSET
        else:
            settlement_date = read_date(_settlement_date)

        _settlement_id = present(d.pop("settlementId", UNSET))
        settlement_id: UUID | Unset
        if isinstance(_settlement_id, Unset):
            settlement_id = UNSET
        else:
            settlement_id = UUID(_settlement_id)

        settlement = cls(
            case_number=case_number,
            collection_type=collection_type,
            currency=currency,
            customer_reference=customer_reference,
            exchange_rate=exchange_rate,
            invoice_id=invoice_id,
            invoice_number=invoice_number,
            settlement_date=settlement_date,
            settlement_id=settlement_id,
        )

        settlement.additional_properties = d
        return settlement

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
