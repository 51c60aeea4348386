from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    read_datetime,
    read_decimal,
    write_decimal,
    write_http_date,
)

T = TypeVar("T", bound="ClaimedFee")


@_attrs_define(repr=False)
class ClaimedFee:
    """
    Attributes:
        amount (Decimal):
        fee_registration_date (datetime.datetime):
    """

    amount: Decimal
    fee_registration_date: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "amount": "amount",
        "fee_registration_date": "fee_registration_date",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["amount"] = write_decimal(self.amount)
        field_dict["fee_registration_date"] = write_http_date(self.fee_registration_date)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        amount = read_decimal(d.pop("amount"))

        fee_registration_date = read_datetime(d.pop("fee_registration_date"))

        claimed_fee = cls(
            amount=amount,
            fee_registration_date=fee_registration_date,
        )

        claimed_fee.additional_properties = d
        return claimed_fee

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
