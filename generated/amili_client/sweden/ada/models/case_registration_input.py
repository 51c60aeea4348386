from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
)

from ..models.first_action import FirstAction

if TYPE_CHECKING:
    from ..models.customer_input import CustomerInput
    from ..models.debt_input import DebtInput


T = TypeVar("T", bound="CaseRegistrationInput")


@_attrs_define(repr=False)
class CaseRegistrationInput:
    """Debts of one customer, for each of which a case is opened.

    Attributes:
        account (str):
        creditor (str): Must be active
        first_action (FirstAction): The most common ones.
        currency (str):
        customer (CustomerInput): Whoever is to pay. Decides how the invoice is handled.
        debts (list[DebtInput]):
    """

    account: str
    creditor: str
    first_action: FirstAction
    currency: str
    customer: CustomerInput
    debts: list[DebtInput]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "account": "account",
        "creditor": "creditor",
        "first_action": "first_action",
        "currency": "currency",
        "customer": "customer",
        "debts": "debts",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["account"] = self.account
        field_dict["creditor"] = self.creditor
        field_dict["first_action"] = self.first_action.value
        field_dict["currency"] = self.currency
        field_dict["customer"] = self.customer.to_dict()
        _debts: list[dict[str, Any]] = []
        for debts_item_data in self.debts:
            debts_item = debts_item_data.to_dict()
            _debts.append(debts_item)
        field_dict["debts"] = _debts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_input import CustomerInput  # noqa: PLC0415
        from ..models.debt_input import DebtInput  # noqa: PLC0415

        d = {**src_dict}
        account = d.pop("account")

        creditor = d.pop("creditor")

        first_action = FirstAction(d.pop("first_action"))

        currency = d.pop("currency")

        customer = CustomerInput.from_dict(d.pop("customer"))

        debts: list[DebtInput] = []
        _debts = d.pop("debts")
        for debts_item_data in _debts:
            debts_item = DebtInput.from_dict(debts_item_data)

            debts.append(debts_item)

        case_registration_input = cls(
            account=account,
            creditor=creditor,
            first_action=first_action,
            currency=currency,
            customer=customer,
            debts=debts,
        )

        case_registration_input.additional_properties = d
        return case_registration_input

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
