from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_text,
)

from ..models.case_status import CaseStatus
from ..models.case_type import CaseType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CaseEventData")


@_attrs_define(repr=False)
class CaseEventData:
    """Of CASE and CASE_UPDATED.

    Attributes:
        org_id (UUID | Unset): What other events call organizationId
        case_id (UUID | Unset):
        case_number (str | Unset):
        type_ (CaseType | Unset):
        status (CaseStatus | Unset):
        invoices (list[UUID] | Unset):
        fields (list[str] | Unset): Of CASE_UPDATED only, which parts have changed
        organization_id (UUID | Unset):
    """

    org_id: UUID | Unset = UNSET
    case_id: UUID | Unset = UNSET
    case_number: str | Unset = UNSET
    type_: CaseType | Unset = UNSET
    status: CaseStatus | Unset = UNSET
    invoices: list[UUID] | Unset = UNSET
    fields: list[str] | Unset = UNSET
    organization_id: UUID | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "org_id": "orgId",
        "case_id": "caseId",
        "case_number": "caseNumber",
        "type_": "type",
        "status": "status",
        "invoices": "invoices",
        "fields": "fields",
        "organization_id": "organizationId",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.org_id is not UNSET:
            field_dict["orgId"] = str(self.org_id)
        if self.case_id is not UNSET:
            field_dict["caseId"] = str(self.case_id)
        if self.case_number is not UNSET:
            field_dict["caseNumber"] = self.case_number

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.invoices is not UNSET:
            _invoices: list[str] = []
            for invoices_item_data in self.invoices:
                invoices_item = str(invoices_item_data)
                _invoices.append(invoices_item)
            field_dict["invoices"] = _invoices

        if self.fields is not UNSET:
            field_dict["fields"] = self.fields

        if self.organization_id is not UNSET:
            field_dict["organizationId"] = str(self.organization_id)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _org_id = present(d.pop("orgId", UNSET))
        org_id: UUID | Unset
        if isinstance(_org_id, Unset):
            org_id = UNSET
        else:
            org_id = UUID(_org_id)

        _case_id = present(d.pop("caseId", UNSET))
        case_id: UUID | Unset
        if isinstance(_case_id, Unset):
            case_id = UNSET
        else:
            case_id = UUID(_case_id)

        case_number = read_text(present(d.pop("caseNumber", UNSET)))

        _type_ = present(d.pop("type", UNSET))
        type_: CaseType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = CaseType(_type_)

        _status = present(d.pop("status", UNSET))
        status: CaseStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = CaseStatus(_status)

        _invoices = present(d.pop("invoices", UNSET))
        invoices: list[UUID] | Unset = UNSET
        if _invoices is not UNSET:
            invoices = []
            for invoices_item_data in _invoices:
                invoices_item = UUID(invoices_item_data)

                invoices.append(invoices_item)

        fields = cast(list[str], present(d.pop("fields", UNSET)))

        _organization_id = present(d.pop("organizationId", UNSET))
        organization_id: UUID | Unset
        if isinstance(_organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = UUID(_organization_id)

        case_event_data = cls(
            org_id=org_id,
            case_id=case_id,
            case_number=case_number,
            type_=type_,
            status=status,
            invoices=invoices,
            fields=fields,
            organization_id=organization_id,
        )

        case_event_data.additional_properties = d
        return case_event_data

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
