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

from ..types import UNSET, Unset

T = TypeVar("T", bound="OrganizationReference")


@_attrs_define(repr=False)
class OrganizationReference:
    """
    Attributes:
        id (UUID | Unset):
        organization_number (str | Unset):
        name (str | Unset):
    """

    id: UUID | Unset = UNSET
    organization_number: str | Unset = UNSET
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "organization_number": "organizationNumber",
        "name": "name",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.id is not UNSET:
            field_dict["id"] = str(self.id)
        if self.organization_number is not UNSET:
            field_dict["organizationNumber"] = self.organization_number
        if self.name is not UNSET:
            field_dict["name"] = self.name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _id = present(d.pop("id", UNSET))
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        organization_number = present(d.pop("organizationNumber", UNSET))

        name = present(d.pop("name", UNSET))

        organization_reference = cls(
            id=id,
            organization_number=organization_number,
            name=name,
        )

        organization_reference.additional_properties = d
        return organization_reference

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
