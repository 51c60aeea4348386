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
    write_datetime,
    write_decimal,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="LegacyPaymentDetails")


@_attrs_define(repr=False)
class LegacyPaymentDetails:
    """What a debtor needs to know to pay. These names have capitals, unlike all others here.

    Attributes:
        payment_value (Decimal | Unset):
        currency (str | Unset):
        kid (str | Unset):
        bank_account (str | Unset):
        due_date (datetime.datetime | Unset):
    """

    payment_value: Decimal | Unset = UNSET
    currency: str | Unset = UNSET
    kid: str | Unset = UNSET
    bank_account: str | Unset = UNSET
    due_date: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "payment_value": "paymentValue",
        "currency": "currency",
        "kid": "kid",
        "bank_account": "bankAccount",
        "due_date": "dueDate",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.payment_value is not UNSET:
            field_dict["paymentValue"] = write_decimal(self.payment_value)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.kid is not UNSET:
            field_dict["kid"] = self.kid
        if self.bank_account is not UNSET:
            field_dict["bankAccount"] = self.bank_account
        if self.due_date is not UNSET:
            field_dict["dueDate"] = write_datetime(self.due_date)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _payment_value = present(d.pop("paymentValue", UNSET))
        payment_value: Decimal | Unset
        if isinstance(_payment_value, Unset):
            payment_value = UNSET
        else:
            payment_value = read_decimal(_payment_value)

        currency = present(d.pop("currency", UNSET))

        kid = present(d.pop("kid", UNSET))

        bank_account = present(d.pop("bankAccount", UNSET))

        _due_date = present(d.pop("dueDate", UNSET))
        due_date: datetime.datetime | Unset
        if isinstance(_due_date, Unset):
            due_date = UNSET
        else:
            due_date = read_datetime(_due_date)

        legacy_payment_details = cls(
            payment_value=payment_value,
            currency=currency,
            kid=kid,
            bank_account=bank_account,
            due_date=due_date,
        )

        legacy_payment_details.additional_properties = d
        return legacy_payment_details

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
