from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_http_date,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address import Address


T = TypeVar("T", bound="Customer")


@_attrs_define(repr=False)
class Customer:
    """Made by registrations.

    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        name (str | Unset):
        id_number (str | Unset): Personal or organization number
        is_person (bool | Unset):
        customer_number (str | Unset):
        address (Address | Unset):
        mobile_number (str | Unset):
        email (str | Unset):
        is_active (bool | Unset):
        field_etag (str | Unset):
        is_company (bool | Unset):
        is_foreign (bool | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    name: str | Unset = UNSET
    id_number: str | Unset = UNSET
    is_person: bool | Unset = UNSET
    customer_number: str | Unset = UNSET
    address: Address | Unset = UNSET
    mobile_number: str | Unset = UNSET
    email: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    field_etag: str | Unset = UNSET
    is_company: bool | Unset = UNSET
    is_foreign: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "name": "name",
        "id_number": "id_number",
        "is_person": "is_person",
        "customer_number": "customer_number",
        "address": "address",
        "mobile_number": "mobile_number",
        "email": "email",
        "is_active": "is_active",
        "field_etag": "_etag",
        "is_company": "is_company",
        "is_foreign": "is_foreign",
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
        if self.name is not UNSET:
            field_dict["name"] = self.name
        if self.id_number is not UNSET:
            field_dict["id_number"] = self.id_number
        if self.is_person is not UNSET:
            field_dict["is_person"] = self.is_person
        if self.customer_number is not UNSET:
            field_dict["customer_number"] = self.customer_number

        if self.address is not UNSET:
            field_dict["address"] = self.address.to_dict()
        if self.mobile_number is not UNSET:
            field_dict["mobile_number"] = self.mobile_number
        if self.email is not UNSET:
            field_dict["email"] = self.email
        if self.is_active is not UNSET:
            field_dict["is_active"] = self.is_active
        if self.field_etag is not UNSET:
            field_dict["_etag"] = self.field_etag
        if self.is_company is not UNSET:
            field_dict["is_company"] = self.is_company
        if self.is_foreign is not UNSET:
            field_dict["is_foreign"] = self.is_foreign

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address import Address  # noqa: PLC0415

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

        name = present(d.pop("name", UNSET))

        id_number = present(d.pop("id_number", UNSET))

        is_person = present(d.pop("is_person", UNSET))

        customer_number = present(d.pop("customer_number", UNSET))

        _address = present(d.pop("address", UNSET))
        address: Address | Unset
        if isinstance(_address, Unset):
            address = UNSET
        else:
            address = Address.from_dict(_address)

        mobile_number = present(d.pop("mobile_number", UNSET))

        email = present(d.pop("email", UNSET))

        is_active = present(d.pop("is_active", UNSET))

        field_etag = present(d.pop("_etag", UNSET))

        is_company = present(d.pop("is_company", UNSET))

        is_foreign = present(d.pop("is_foreign", UNSET))

        customer = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            name=name,
            id_number=id_number,
            is_person=is_person,
            customer_number=customer_number,
            address=address,
            mobile_number=mobile_number,
            email=email,
            is_active=is_active,
            field_etag=field_etag,
            is_company=is_company,
            is_foreign=is_foreign,
        )

        customer.additional_properties = d
        return customer

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
