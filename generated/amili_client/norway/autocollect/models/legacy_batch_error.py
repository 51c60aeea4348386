from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="LegacyBatchError")


@_attrs_define(repr=False)
class LegacyBatchError:
    """What is wrong with one object of the batch, which objectname and objectindex tell.

    Attributes:
        objectname (str | Unset):
        objectindex (int | Unset):
        message (str | Unset):
    """

    objectname: str | Unset = UNSET
    objectindex: int | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "objectname": "objectname",
        "objectindex": "objectindex",
        "message": "message",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.objectname is not UNSET:
            field_dict["objectname"] = self.objectname
        if self.objectindex is not UNSET:
            field_dict["objectindex"] = self.objectindex
        if self.message is not UNSET:
            field_dict["message"] = self.message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        objectname = present(d.pop("objectname", UNSET))

        objectindex = present(d.pop("objectindex", UNSET))

        message = present(d.pop("message", UNSET))

        legacy_batch_error = cls(
            objectname=objectname,
            objectindex=objectindex,
            message=message,
        )

        legacy_batch_error.additional_properties = d
        return legacy_batch_error

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
