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

from ..models.case_status import CaseStatus
from ..models.case_sub_status import CaseSubStatus
from ..models.case_type import CaseType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_debtor import CaseDebtor
    from ..models.case_invoice import CaseInvoice


T = TypeVar("T", bound="Case")


@_attrs_define(repr=False)
class Case:
    """What is collected, from one or more debtors, for one or more invoices.

    Attributes:
        case_id (UUID | Unset):
        case_number (str | Unset):
        organization_id (UUID | Unset):
        creditor_id (UUID | Unset):
        creditor_number (str | Unset):
        status (CaseStatus | Unset):
        sub_status (CaseSubStatus | Unset):
        type_ (CaseType | Unset):
        description (str | Unset):
        registered_at (datetime.datetime | Unset):
        closed_at (datetime.datetime | Unset):
        case_token (str | Unset):
        invoices (list[CaseInvoice] | Unset):
        debtors (list[CaseDebtor] | Unset):
    """

    case_id: UUID | Unset = UNSET
    case_number: str | Unset = UNSET
    organization_id: UUID | Unset = UNSET
    creditor_id: UUID | Unset = UNSET
    creditor_number: str | Unset = UNSET
    status: CaseStatus | Unset = UNSET
    sub_status: CaseSubStatus | Unset = UNSET
    type_: CaseType | Unset = UNSET
    description: str | Unset = UNSET
    registered_at: datetime.datetime | Unset = UNSET
    closed_at: datetime.datetime | Unset = UNSET
    case_token: str | Unset = UNSET
    invoices: list[CaseInvoice] | Unset = UNSET
    debtors: list[CaseDebtor] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "case_id": "caseId",
        "case_number": "caseNumber",
        "organization_id": "organizationId",
        "creditor_id": "creditorId",
        "creditor_number": "creditorNumber",
        "status": "status",
        "sub_status": "subStatus",
        "type_": "type",
        "description": "description",
        "registered_at": "registeredAt",
        "closed_at": "closedAt",
        "case_token": "caseToken",
        "invoices": "invoices",
        "debtors": "debtors",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.case_id is not UNSET:
            field_dict["caseId"] = str(self.case_id)
        if self.case_number is not UNSET:
            field_dict["caseNumber"] = self.case_number
        if self.organization_id is not UNSET:
            field_dict["organizationId"] = str(self.organization_id)
        if self.creditor_id is not UNSET:
            field_dict["creditorId"] = str(self.creditor_id)
        if self.creditor_number is not UNSET:
            field_dict["creditorNumber"] = self.creditor_number

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.sub_status is not UNSET:
            field_dict["subStatus"] = self.sub_status.value

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.description is not UNSET:
            field_dict["description"] = self.description
        if self.registered_at is not UNSET:
            field_dict["registeredAt"] = write_datetime(self.registered_at)
        if self.closed_at is not UNSET:
            field_dict["closedAt"] = write_datetime(self.closed_at)
        if self.case_token is not UNSET:
            field_dict["caseToken"] = self.case_token

        if self.invoices is not UNSET:
            _invoices: list[dict[str, Any]] = []
            for invoices_item_data in self.invoices:
                invoices_item = invoices_item_data.to_dict()
                _invoices.append(invoices_item)
            field_dict["invoices"] = _invoices

        if self.debtors is not UNSET:
            _debtors: list[dict[str, Any]] = []
            for debtors_item_data in self.debtors:
                debtors_item = debtors_item_data.to_dict()
                _debtors.append(debtors_item)
            field_dict["debtors"] = _debtors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_debtor import CaseDebtor  # noqa: PLC0415
        from ..models.case_invoice import CaseInvoice  # noqa: PLC0415

        d = {**src_dict}
        _case_id = present(d.pop("caseId", UNSET))
        case_id: UUID | Unset
        if isinstance(_case_id, Unset):
            case_id = UNSET
        else:
            case_id = UUID(_case_id)

        case_number = read_text(present(d.pop("caseNumber", UNSET)))

        _organization_id = present(d.pop("organizationId", UNSET))
        organization_id: UUID | Unset
        if isinstance(_organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = UUID(_organization_id)

        _creditor_id = present(d.pop("creditorId", UNSET))
        creditor_id: UUID | Unset
        if isinstance(_creditor_id, Unset):
            creditor_id = UNSET
        else:
            creditor_id = UUID(_creditor_id)

        creditor_number = present(d.pop("creditorNumber", UNSET))

        _status = present(d.pop("status", UNSET))
        status: CaseStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = CaseStatus(_status)

        _sub_status = present(d.pop("subStatus", UNSET))
        sub_status: CaseSubStatus | Unset
        if isinstance(_sub_status, Unset):
            sub_status = UNSET
        else:
            sub_status = CaseSubStatus(_sub_status)

        _type_ = present(d.pop("type", UNSET))
        type_: CaseType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = CaseType(_type_)

        description = present(d.pop("description", UNSET))

        _registered_at = present(d.pop("registeredAt", UNSET))
        registered_at: datetime.datetime | Unset
        if isinstance(_registered_at, Unset):
            registered_at = UNSET
        else:
            registered_at = read_datetime(_registered_at)

        _closed_at = present(d.pop("closedAt", UNSET))
        closed_at: datetime.datetime | Unset
        if isinstance(_closed_at, Unset):
            closed_at = UNSET
        else:
            closed_at = read_datetime(_closed_at)

        case_token = present(d.pop("caseToken", UNSET))

        _invoices = present(d.pop("invoices", UNSET))
        invoices: list[CaseInvoice] | Unset = UNSET
        if _invoices is not UNSET:
            invoices = []
            for invoices_item_data in _invoices:
                invoices_item = CaseInvoice.from_dict(invoices_item_data)

                invoices.append(invoices_item)

        _debtors = present(d.pop("debtors", UNSET))
        debtors: list[CaseDebtor] | Unset = UNSET
        if _debtors is not UNSET:
            debtors = []
            for debtors_item_data in _debtors:
                debtors_item = CaseDebtor.from_dict(debtors_item_data)

                debtors.append(debtors_item)

        case = cls(
            case_id=case_id,
            case_number=case_number,
            organization_id=organization_id,
            creditor_id=creditor_id,
            creditor_number=creditor_number,
            status=status,
            sub_status=sub_status,
            type_=type_,
            description=description,
            registered_at=registered_at,
            closed_at=closed_at,
            case_token=case_token,
            invoices=invoices,
            debtors=debtors,
        )

        case.additional_properties = d
        return case

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
