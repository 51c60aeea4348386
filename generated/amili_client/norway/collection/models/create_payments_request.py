from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
)

if TYPE_CHECKING:
    from ..models.payment_input import PaymentInput


T = TypeVar("T", bound="CreatePaymentsRequest")


@_attrs_define(repr=False)
class CreatePaymentsRequest:
    """
    Attributes:
        payments (list[PaymentInput]):
    """

    payments: list[PaymentInput]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "payments": "payments",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        _payments: list[dict[str, Any]] = []
        for payments_item_data in self.payments:
            payments_item = payments_item_data.to_dict()
            _payments.append(payments_item)
        field_dict["payments"] = _payments

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.payment_input import PaymentInput  # noqa: PLC0415

        d = {**src_dict}
        payments: list[PaymentInput] = []
        _payments = d.pop("payments")
        for payments_item_data in _payments:
            payments_item = PaymentInput.from_dict(payments_item_data)

            payments.append(payments_item)

        create_payments_request = cls(
            payments=payments,
        )

        create_payments_request.additional_properties = d
        return create_payments_request

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
