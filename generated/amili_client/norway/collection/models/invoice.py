from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_text,
    write_datetime,
)

from ..models.invoice_status import InvoiceStatus
from ..models.invoice_type import InvoiceType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_reference import OrganizationReference


T = TypeVar("T", bound="Invoice")


@_attrs_define(repr=False)
class Invoice:
    """
    Attributes:
        id (UUID | Unset):
        organization (OrganizationReference | Unset):
        invoice_number (str | Unset):
        collection_case_number (str | Unset):
        type_ (InvoiceType | Unset):
        status (InvoiceStatus | Unset):
        created_at (datetime.datetime | Unset):
    """

    id: UUID | Unset = UNSET
    organization: OrganizationReference | Unset = UNSET
    invoice_number: str | Unset = UNSET
    collection_case_number: str | Unset = UNSET
    type_: InvoiceType | Unset = UNSET
    status: InvoiceStatus | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "organization": "organization",
        "invoice_number": "invoiceNumber",
        "collection_case_number": "collectionCaseNumber",
        "type_": "type",
        "status": "status",
        "created_at": "createdAt",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.id is not UNSET:
            field_dict["id"] = str(self.id)

        if self.organization is not UNSET:
            field_dict["organization"] = self.organization.to_dict()
        if self.invoice_number is not UNSET:
            field_dict["invoiceNumber"] = self.invoice_number
        if self.collection_case_number is not UNSET:
            field_dict["collectionCaseNumber"] = self.collection_case_number

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.created_at is not UNSET:
            field_dict["createdAt"] = write_datetime(self.created_at)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_reference import OrganizationReference  # noqa: PLC0415

        d = {**src_dict}
        _id = present(d.pop("id", UNSET))
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        _organization = present(d.pop("organization", UNSET))
        organization: OrganizationReference | Unset
        if isinstance(_organization, Unset):
            organization = UNSET
        else:
            organization = OrganizationReference.from_dict(_organization)

        invoice_number = read_text(present(d.pop("invoiceNumber", UNSET)))

        collection_case_number = read_text(present(d.pop("collectionCaseNumber", UNSET)))

        _type_ = present(d.pop("type", UNSET))
        type_: InvoiceType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = InvoiceType(_type_)

        _status = present(d.pop("status", UNSET))
        status: InvoiceStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = InvoiceStatus(_status)

        _created_at = present(d.pop("createdAt", UNSET))
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = read_datetime(_created_at)

        invoice = cls(
            id=id,
            organization=organization,
            invoice_number=invoice_number,
            collection_case_number=collection_case_number,
            type_=type_,
            status=status,
            created_at=created_at,
        )

        invoice.additional_properties = d
        return invoice

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
