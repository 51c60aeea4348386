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
from ..models.origin import Origin
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreditorCrediting")


@_attrs_define(repr=False)
class CreditorCrediting:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        account (str | Unset): Readonly
        file_import_report (str | Unset): Readonly, set by file imports
        creditor (str | Unset):
        case (str | Unset):
        invoice_number (str | Unset):
        origin (Origin | Unset): creditor_system for whoever uses the API.
        status_reason_locale (str | Unset):
        case_invoice_number (str | Unset):
        case_reference_number (str | Unset):
        currency (str | Unset):
        amount (Decimal | Unset):
        client_registration_date (datetime.datetime | Unset):
        settled_amount (Decimal | Unset):
        status (ActionStatus | Unset):
        credit_invoice (str | Unset):
        creditor_reference (str | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    account: str | Unset = UNSET
    file_import_report: str | Unset = UNSET
    creditor: str | Unset = UNSET
    case: str | Unset = UNSET
    invoice_number: str | Unset = UNSET
    origin: Origin | Unset = UNSET
    status_reason_locale: str | Unset = UNSET
    case_invoice_number: str | Unset = UNSET
    case_reference_number: str | Unset = UNSET
    currency: str | Unset = UNSET
    amount: Decimal | Unset = UNSET
    client_registration_date: datetime.datetime | Unset = UNSET
    settled_amount: Decimal | Unset = UNSET
    status: ActionStatus | Unset = UNSET
    credit_invoice: str | Unset = UNSET
    creditor_reference: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "account": "account",
        "file_import_report": "file_import_report",
        "creditor": "creditor",
        "case": "case",
        "invoice_number": "invoice_number",
        "origin": "origin",
        "status_reason_locale": "status_reason_locale",
        "case_invoice_number": "case_invoice_number",
        "case_reference_number": "case_reference_number",
        "currency": "currency",
        "amount": "amount",
        "client_registration_date": "client_registration_date",
        "settled_amount": "settled_amount",
        "status": "status",
        "credit_invoice": "credit_invoice",
        "creditor_reference": "creditor_reference",
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
        if self.account is not UNSET:
            field_dict["account"] = self.account
        if self.file_import_report is not UNSET:
            field_dict["file_import_report"] = self.file_import_report
        if self.creditor is not UNSET:
            field_dict["creditor"] = self.creditor
        if self.case is not UNSET:
            field_dict["case"] = self.case
        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number

        if self.origin is not UNSET:
            field_dict["origin"] = self.origin.value

        if self.status_reason_locale is not UNSET:
            field_dict["status_reason_locale"] = self.status_reason_locale
        if self.case_invoice_number is not UNSET:
            field_dict["case_invoice_number"] = self.case_invoice_number
        if self.case_reference_number is not UNSET:
            field_dict["case_reference_number"] = self.case_reference_number
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.amount is not UNSET:
            field_dict["amount"] = write_decimal(self.amount)
        if self.client_registration_date is not UNSET:
            field_dict["client_registration_date"] = write_http_date(self.client_registration_date)
        if self.settled_amount is not UNSET:
            field_dict["settled_amount"] = write_decimal(self.settled_amount)

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.credit_invoice is not UNSET:
            field_dict["credit_invoice"] = self.credit_invoice
        if self.creditor_reference is not UNSET:
            field_dict["creditor_reference"] = self.creditor_reference

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

        account = present(d.pop("account", UNSET))

        file_import_report = present(d.pop("file_import_report", UNSET))

        creditor = present(d.pop("creditor", UNSET))

        case = present(d.pop("case", UNSET))

        invoice_number = present(d.pop("invoice_number", UNSET))

        _origin = present(d.pop("origin", UNSET))
        origin: Origin | Unset
        if isinstance(_origin, Unset):
            origin = UNSET
        else:
            origin = Origin(_origin)

        status_reason_locale = present(d.pop("status_reason_locale", UNSET))

        case_invoice_number = present(d.pop("case_invoice_number", UNSET))

        case_reference_number = present(d.pop("case_reference_number", UNSET))

        currency = present(d.pop("currency", UNSET))

        _amount = present(d.pop("amount", UNSET))
        amount: Decimal | Unset
        if isinstance(_amount, Unset):
            amount = UNSET
        else:
            amount = read_decimal(_amount)

        _client_registration_date = present(d.pop("client_registration_date", UNSET))
        client_registration_date: datetime.datetime | Unset
        if isinstance(_client_registration_date, Unset):
            client_registration_date = UNSET
        else:
            client_registration_date = read_datetime(_client_registration_date)

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

        credit_invoice = present(d.pop("credit_invoice", UNSET))

        creditor_reference = present(d.pop("creditor_reference", UNSET))

        creditor_crediting = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            account=account,
            file_import_report=file_import_report,
            creditor=creditor,
            case=case,
            invoice_number=invoice_number,
            origin=origin,
            status_reason_locale=status_reason_locale,
            case_invoice_number=case_invoice_number,
            case_reference_number=case_reference_number,
            currency=currency,
            amount=amount,
            client_registration_date=client_registration_date,
            settled_amount=settled_amount,
            status=status,
            credit_invoice=credit_invoice,
            creditor_reference=creditor_reference,
        )

        creditor_crediting.additional_properties = d
        return creditor_crediting

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
