from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.debtor_type import DebtorType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CaseDebtor")


@_attrs_define(repr=False)
class CaseDebtor:
    """Whoever owes. Note the capital N of firstName and lastName, unlike what is sent.

    Attributes:
        debtor_id (UUID | Unset):
        type_ (DebtorType | Unset):
        debtor_number (str | Unset):
        customer_number (str | Unset):
        first_name (str | Unset):
        last_name (str | Unset):
        full_name (str | Unset):
    """

    debtor_id: UUID | Unset = UNSET
    type_: DebtorType | Unset = UNSET
    debtor_number: str | Unset = UNSET
    customer_number: str | Unset = UNSET
    first_name: str | Unset = UNSET
    last_name: str | Unset = UNSET
    full_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "debtor_id": "debtorId",
        "type_": "type",
        "debtor_number": "debtorNumber",
        "customer_number": "customerNumber",
        "first_name": "firstName",
        "last_name": "lastName",
        "full_name": "fullName",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.debtor_id is not UNSET:
            field_dict["debtorId"] = str(self.debtor_id)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.debtor_number is not UNSET:
            field_dict["debtorNumber"] = self.debtor_number
        if self.customer_number is not UNSET:
            field_dict["customerNumber"] = self.customer_number
        if self.first_name is not UNSET:
            field_dict["firstName"] = self.first_name
        if self.last_name is not UNSET:
            field_dict["lastName"] = self.last_name
        if self.full_name is not UNSET:
            field_dict["fullName"] = self.full_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _debtor_id = present(d.pop("debtorId", UNSET))
        debtor_id: UUID | Unset
        if isinstance(_debtor_id, Unset):
            debtor_id = UNSET
        else:
            debtor_id = UUID(_debtor_id)

        _type_ = present(d.pop("type", UNSET))
        type_: DebtorType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = DebtorType(_type_)

        debtor_number = present(d.pop("debtorNumber", UNSET))

        customer_number = present(d.pop("customerNumber", UNSET))

        first_name = present(d.pop("firstName", UNSET))

        last_name = present(d.pop("lastName", UNSET))

        full_name = present(d.pop("fullName", UNSET))

        case_debtor = cls(
            debtor_id=debtor_id,
            type_=type_,
            debtor_number=debtor_number,
            customer_number=customer_number,
            first_name=first_name,
            last_name=last_name,
            full_name=full_name,
        )

        case_debtor.additional_properties = d
        return case_debtor

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
