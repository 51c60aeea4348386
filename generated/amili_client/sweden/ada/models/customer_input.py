from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address_input import AddressInput


T = TypeVar("T", bound="CustomerInput")


@_attrs_define(repr=False)
class CustomerInput:
    """Whoever is to pay. Decides how the invoice is handled.

    Attributes:
        name (str):
        id_number (str): Personal or organization number
        address (AddressInput):
        customer_number (str | Unset):
        is_person (bool | Unset): Exactly one of is_person, is_company and is_foreign is true
        is_company (bool | Unset): Such an invoice can go out as an e-invoice
        is_foreign (bool | Unset):
        mobile_number (str | Unset):
        email (str | Unset):
    """

    name: str
    id_number: str
    address: AddressInput
    customer_number: str | Unset = UNSET
    is_person: bool | Unset = UNSET
    is_company: bool | Unset = UNSET
    is_foreign: bool | Unset = UNSET
    mobile_number: str | Unset = UNSET
    email: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "id_number": "id_number",
        "address": "address",
        "customer_number": "customer_number",
        "is_person": "is_person",
        "is_company": "is_company",
        "is_foreign": "is_foreign",
        "mobile_number": "mobile_number",
        "email": "email",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["name"] = self.name
        field_dict["id_number"] = self.id_number
        field_dict["address"] = self.address.to_dict()
        if self.customer_number is not UNSET:
            field_dict["customer_number"] = self.customer_number
        if self.is_person is not UNSET:
            field_dict["is_person"] = self.is_person
        if self.is_company is not UNSET:
            field_dict["is_company"] = self.is_company
        if self.is_foreign is not UNSET:
            field_dict["is_foreign"] = self.is_foreign
        if self.mobile_number is not UNSET:
            field_dict["mobile_number"] = self.mobile_number
        if self.email is not UNSET:
            field_dict["email"] = self.email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_input import AddressInput  # noqa: PLC0415

        d = {**src_dict}
        name = d.pop("name")

        id_number = d.pop("id_number")

        address = AddressInput.from_dict(d.pop("address"))

        customer_number = present(d.pop("customer_number", UNSET))

        is_person = present(d.pop("is_person", UNSET))

        is_company = present(d.pop("is_company", UNSET))

        is_foreign = present(d.pop("is_foreign", UNSET))

        mobile_number = present(d.pop("mobile_number", UNSET))

        email = present(d.pop("email", UNSET))

        customer_input = cls(
            name=name,
            id_number=id_number,
            address=address,
            customer_number=customer_number,
            is_person=is_person,
            is_company=is_company,
            is_foreign=is_foreign,
            mobile_number=mobile_number,
            email=email,
        )

        customer_input.additional_properties = d
        return customer_input

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
