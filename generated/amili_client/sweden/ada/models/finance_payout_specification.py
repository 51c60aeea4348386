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

from ..models.finance_article import FinanceArticle
from ..models.finance_category import FinanceCategory
from ..types import UNSET, Unset

T = TypeVar("T", bound="FinancePayoutSpecification")


@_attrs_define(repr=False)
class FinancePayoutSpecification:
    """One financial entry of a case. (An older page describes another object by this name, a configuration of payouts.)

    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        creditor (str | Unset):
        creditor_name (str | Unset):
        currency (str | Unset):
        amount (Decimal | Unset):
        vat_amount (Decimal | Unset):
        total_amount (Decimal | Unset):
        article (FinanceArticle | Unset): The common ones.
        state (str | Unset):
        booking_date (datetime.datetime | Unset):
        finance_category (FinanceCategory | Unset):
        invoice_number (str | Unset):
        reference_number (str | Unset):
        payout_reference (str | Unset): Taken over from the payout
        payout_date (datetime.datetime | Unset): Taken over from the payout
        payout (str | Unset): The payout that it is part of
        payout_interval (Any | Unset): Taken over from finance_interval of the payout
        case (str | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    creditor: str | Unset = UNSET
    creditor_name: str | Unset = UNSET
    currency: str | Unset = UNSET
    amount: Decimal | Unset = UNSET
    vat_amount: Decimal | Unset = UNSET
    total_amount: Decimal | Unset = UNSET
    article: FinanceArticle | Unset = UNSET
    state: str | Unset = UNSET
    booking_date: datetime.datetime | Unset = UNSET
    finance_category: FinanceCategory | Unset = UNSET
    invoice_number: str | Unset = UNSET
    reference_number: str | Unset = UNSET
    payout_reference: str | Unset = UNSET
    payout_date: datetime.datetime | Unset = UNSET
    payout: str | Unset = UNSET
    payout_interval: Any | Unset = UNSET
    case: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "creditor": "creditor",
        "creditor_name": "creditor_name",
        "currency": "currency",
        "amount": "amount",
        "vat_amount": "vat_amount",
        "total_amount": "total_amount",
        "article": "article",
        "state": "state",
        "booking_date": "booking_date",
        "finance_category": "finance_category",
        "invoice_number": "invoice_number",
        "reference_number": "reference_number",
        "payout_reference": "payout_reference",
        "payout_date": "payout_date",
        "payout": "payout",
        "payout_interval": "payout_interval",
        "case": "case",
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
        if self.creditor is not UNSET:
            field_dict["creditor"] = self.creditor
        if self.creditor_name is not UNSET:
            field_dict["creditor_name"] = self.creditor_name
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.amount is not UNSET:
            field_dict["amount"] = write_decimal(self.amount)
        if self.vat_amount is not UNSET:
            field_dict["vat_amount"] = write_decimal(self.vat_amount)
        if self.total_amount is not UNSET:
            field_dict["total_amount"] = write_decimal(self.total_amount)

        if self.article is not UNSET:
            field_dict["article"] = self.article.value

        if self.state is not UNSET:
            field_dict["state"] = self.state
        if self.booking_date is not UNSET:
            field_dict["booking_date"] = write_http_date(self.booking_date)

        if self.finance_category is not UNSET:
            field_dict["finance_category"] = self.finance_category.value

        if self.invoice_number is not UNSET:
            field_dict["invoice_number"] = self.invoice_number
        if self.reference_number is not UNSET:
            field_dict["reference_number"] = self.reference_number
        if self.payout_reference is not UNSET:
            field_dict["payout_reference"] = self.payout_reference
        if self.payout_date is not UNSET:
            field_dict["payout_date"] = write_http_date(self.payout_date)
        if self.payout is not UNSET:
            field_dict["payout"] = self.payout
        if self.payout_interval is not UNSET:
            field_dict["payout_interval"] = self.payout_interval
        if self.case is not UNSET:
            field_dict["case"] = self.case

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

        creditor = present(d.pop("creditor", UNSET))

        creditor_name = present(d.pop("creditor_name", UNSET))

        currency = present(d.pop("currency", UNSET))

        _amount = present(d.pop("amount", UNSET))
        amount: Decimal | Unset
        if isinstance(_amount, Unset):
            amount = UNSET
        else:
            amount = read_decimal(_amount)

        _vat_amount = present(d.pop("vat_amount", UNSET))
        vat_amount: Decimal | Unset
        if isinstance(_vat_amount, Unset):
            vat_amount = UNSET
        else:
            vat_amount = read_decimal(_vat_amount)

        _total_amount = present(d.pop("total_amount", UNSET))
        total_amount: Decimal | Unset
        if isinstance(_total_amount, Unset):
            total_amount = UNSET
        else:
            total_amount = read_decimal(_total_amount)

        _article = present(d.pop("article", UNSET))
        article: FinanceArticle | Unset
        if isinstance(_article, Unset):
            article = UNSET
        else:
            article = FinanceArticle(_article)

        state = present(d.pop("state", UNSET))

        _booking_date = present(d.pop("booking_date", UNSET))
        booking_date: datetime.datetime | Unset
        if isinstance(_booking_date, Unset):
            booking_date = UNSET
        else:
            booking_date = read_datetime(_booking_date)

        _finance_category = present(d.pop("finance_category", UNSET))
        finance_category: FinanceCategory | Unset
        if isinstance(_finance_category, Unset):
            finance_category = UNSET
        else:
            finance_category = FinanceCategory(_finance_category)

        invoice_number = present(d.pop("invoice_number", UNSET))

        reference_number = present(d.pop("reference_number", UNSET))

        payout_reference = present(d.pop("payout_reference", UNSET))

        _payout_date = present(d.pop("payout_date", UNSET))
        payout_date: datetime.datetime | Unset
        if isinstance(_payout_date, Unset):
            payout_date = UNSET
        else:
            payout_date = read_datetime(_payout_date)

        payout = present(d.pop("payout", UNSET))

        payout_interval = d.pop("payout_interval", UNSET)

        case = present(d.pop("case", UNSET))

        finance_payout_specification = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            creditor=creditor,
            creditor_name=creditor_name,
            currency=currency,
            amount=amount,
            vat_amount=vat_amount,
            total_amount=total_amount,
            article=article,
            state=state,
            booking_date=booking_date,
            finance_category=finance_category,
            invoice_number=invoice_number,
            reference_number=reference_number,
            payout_reference=payout_reference,
            payout_date=payout_date,
            payout=payout,
            payout_interval=payout_interval,
            case=case,
        )

        finance_payout_specification.additional_properties = d
        return finance_payout_specification

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
