from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.debtor_type import DebtorType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address_input import AddressInput
    from ..models.email_input import EmailInput
    from ..models.phone_number_input import PhoneNumberInput


T = TypeVar("T", bound="DebtorInput")


@_attrs_define(repr=False)
class DebtorInput:
    """Whoever owes the invoice. Note the lower-case n of firstname and lastname.

    Attributes:
        type_ (DebtorType | Unset):
        firstname (str | Unset):
        lastname (str | Unset):
        customer_number (str | Unset):
        identification_number (str | Unset):
        emails (list[EmailInput] | Unset):
        phone_numbers (list[PhoneNumberInput] | Unset):
        addresses (list[AddressInput] | Unset):
    """

    type_: DebtorType | Unset = UNSET
    firstname: str | Unset = UNSET
    lastname: str | Unset = UNSET
    customer_number: str | Unset = UNSET
    identification_number: str | Unset = UNSET
    emails: list[EmailInput] | Unset = UNSET
    phone_numbers: list[PhoneNumberInput] | Unset = UNSET
    addresses: list[AddressInput] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "firstname": "firstname",
        "lastname": "lastname",
        "customer_number": "customerNumber",
        "identification_number": "identificationNumber",
        "emails": "emails",
        "phone_numbers": "phoneNumbers",
        "addresses": "addresses",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.firstname is not UNSET:
            field_dict["firstname"] = self.firstname
        if self.lastname is not UNSET:
            field_dict["lastname"] = self.lastname
        if self.customer_number is not UNSET:
            field_dict["customerNumber"] = self.customer_number
        if self.identification_number is not UNSET:
            field_dict["identificationNumber"] = self.identification_number

        if self.emails is not UNSET:
            _emails: list[dict[str, Any]] = []
            for emails_item_data in self.emails:
                emails_item = emails_item_data.to_dict()
                _emails.append(emails_item)
            field_dict["emails"] = _emails

        if self.phone_numbers is not UNSET:
            _phone_numbers: list[dict[str, Any]] = []
            for phone_numbers_item_data in self.phone_numbers:
                phone_numbers_item = phone_numbers_item_data.to_dict()
                _phone_numbers.append(phone_numbers_item)
            field_dict["phoneNumbers"] = _phone_numbers

        if self.addresses is not UNSET:
            _addresses: list[dict[str, Any]] = []
            for addresses_item_data in self.addresses:
                addresses_item = addresses_item_data.to_dict()
                _addresses.append(addresses_item)
            field_dict["addresses"] = _addresses

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_input import AddressInput  # noqa: PLC0415
        from ..models.email_input import EmailInput  # noqa: PLC0415
        from ..models.phone_number_input import PhoneNumberInput  # noqa: PLC0415

        d = {**src_dict}
        _type_ = present(d.pop("type", UNSET))
        type_: DebtorType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = DebtorType(_type_)

        firstname = present(d.pop("firstname", UNSET))

        lastname = present(d.pop("lastname", UNSET))

        customer_number = present(d.pop("customerNumber", UNSET))

        identification_number = present(d.pop("identificationNumber", UNSET))

        _emails = present(d.pop("emails", UNSET))
        emails: list[EmailInput] | Unset = UNSET
        if _emails is not UNSET:
            emails = []
            for emails_item_data in _emails:
                emails_item = EmailInput.from_dict(emails_item_data)

                emails.append(emails_item)

        _phone_numbers = present(d.pop("phoneNumbers", UNSET))
        phone_numbers: list[PhoneNumberInput] | Unset = UNSET
        if _phone_numbers is not UNSET:
            phone_numbers = []
            for phone_numbers_item_data in _phone_numbers:
                phone_numbers_item = PhoneNumberInput.from_dict(phone_numbers_item_data)

                phone_numbers.append(phone_numbers_item)

        _addresses = present(d.pop("addresses", UNSET))
        addresses: list[AddressInput] | Unset = UNSET
        if _addresses is not UNSET:
            addresses = []
            for addresses_item_data in _addresses:
                addresses_item = AddressInput.from_dict(addresses_item_data)

                addresses.append(addresses_item)

        debtor_input = cls(
            type_=type_,
            firstname=firstname,
            lastname=lastname,
            customer_number=customer_number,
            identification_number=identification_number,
            emails=emails,
            phone_numbers=phone_numbers,
            addresses=addresses,
        )

        debtor_input.additional_properties = d
        return debtor_input

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
