from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_decimal,
    write_decimal,
    write_http_date,
)

from ..models.action_status import ActionStatus
from ..models.payment_status import PaymentStatus
from ..models.write_status import WriteStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreditorPaymentCreated")


@_attrs_define(repr=False)
class CreditorPaymentCreated:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        field_status (WriteStatus | Unset): To be looked at besides the HTTP status.
        field_payment_status (PaymentStatus | Unset):
        settled_amount (Decimal | Unset): What was settled
        status (ActionStatus | Unset):
        status_reason_locale (str | Unset): A key, not a text
        case_invoice_number (str | Unset): That of the case instead of the one that was sent
        case_reference_number (str | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    field_status: WriteStatus | Unset = UNSET
    field_payment_status: PaymentStatus | Unset = UNSET
    settled_amount: Decimal | Unset = UNSET
    status: ActionStatus | Unset = UNSET
    status_reason_locale: str | Unset = UNSET
    case_invoice_number: str | Unset = UNSET
    case_reference_number: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "field_status": "_status",
        "field_payment_status": "_payment_status",
        "settled_amount": "settled_amount",
        "status": "status",
        "status_reason_locale": "status_reason_locale",
        "case_invoice_number": "case_invoice_number",
        "case_reference_number": "case_reference_number",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.field_id is not UNSET:
            field_dict["_id"] = self.field_id
        if self.field_created is not UNSET:
            field_dict["_created"] = write_http_date(self.field_created)
        if self.field_updated is not UNSET:
            field_dict["_updated"] = write_http_date(self.field_updated)
        if self.field_etag is not UNSET:
            field_dict["_etag"] = self.field_etag

        if self.field_status is not UNSET:
            field_dict["_status"] = self.field_status.value

        if self.field_payment_status is not UNSET:
            field_dict["_payment_status"] = self.field_payment_status.value

        if self.settled_amount is not UNSET:
            field_dict["settled_amount"] = write_decimal(self.settled_amount)

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.status_reason_locale is not UNSET:
            field_dict["status_reason_locale"] = self.status_reason_locale
        if self.case_invoice_number is not UNSET:
            field_dict["case_invoice_number"] = self.case_invoice_number
        if self.case_reference_number is not UNSET:
            field_dict["case_reference_number"] = self.case_reference_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        field_id = present(d.pop("_id", UNSET))

        _field_created = present(d.pop("_created", UNSET))
        field_created: datetime.datetime | Unset
        if isinstance(_field_created, Unset):
            field_created = UNSET
        else:
            field_created = read_datetime(_field_created)

        _field_updated = present(d.pop("_updated", UNSET))
        field_updated: datetime.datetime | Unset
        if isinstance(_field_updated, Unset):
            field_updated = UNSET
        else:
            field_updated = read_datetime(_field_updated)

        field_etag = present(d.pop("_etag", UNSET))

        _field_status = present(d.pop("_status", UNSET))
        field_status: WriteStatus | Unset
        if isinstance(_field_status, Unset):
            field_status = UNSET
        else:
            field_status = WriteStatus(_field_status)

        _field_payment_status = present(d.pop("_payment_status", UNSET))
        field_payment_status: PaymentStatus | Unset
        if isinstance(_field_payment_status, Unset):
            field_payment_status = UNSET
        else:
            field_payment_status = PaymentStatus(_field_payment_status)

        _settled_amount = present(d.pop("settled_amount", UNSET))
        settled_amount: Decimal | Unset
        if isinstance(_settled_amount, Unset):
            settled_amount = UNSET
        else:
            settled_amount = read_decimal(_settled_amount)

        _status = present(d.pop("status", UNSET))
        status: ActionStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ActionStatus(_status)

        status_reason_locale = present(d.pop("status_reason_locale", UNSET))

        case_invoice_number = present(d.pop("case_invoice_number", UNSET))

        case_reference_number = present(d.pop("case_reference_number", UNSET))

        creditor_payment_created = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            field_status=field_status,
            field_payment_status=field_payment_status,
            settled_amount=settled_amount,
            status=status,
            status_reason_locale=status_reason_locale,
            case_invoice_number=case_invoice_number,
            case_reference_number=case_reference_number,
        )

        creditor_payment_created.additional_properties = d
        return creditor_payment_created

    @property
    def id(self) -> str | Unset:
        return self.field_id

    @property
    def created(self) -> datetime.datetime | Unset:
        return self.field_created

    @property
    def updated(self) -> datetime.datetime | Unset:
        return self.field_updated

    @property
    def etag(self) -> str | Unset:
        return self.field_etag

    @property
    def payment_status(self) -> PaymentStatus | Unset:
        return self.field_payment_status

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
