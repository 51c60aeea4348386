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

T = TypeVar("T", bound="BatchReference")


@_attrs_define(repr=False)
class BatchReference:
    """
    Attributes:
        batch_id (UUID | Unset): UUID of the created batch. Use this to poll the result
        batch_url (str | Unset): Absolute URL to the batch resource
    """

    batch_id: UUID | Unset = UNSET
    batch_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "batch_id": "batchId",
        "batch_url": "batchUrl",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.batch_id is not UNSET:
            field_dict["batchId"] = str(self.batch_id)
        if self.batch_url is not UNSET:
            field_dict["batchUrl"] = self.batch_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _batch_id = present(d.pop("batchId", UNSET))
        batch_id: UUID | Unset
        if isinstance(_batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = UUID(_batch_id)

        batch_url = present(d.pop("batchUrl", UNSET))

        batch_reference = cls(
            batch_id=batch_id,
            batch_url=batch_url,
        )

        batch_reference.additional_properties = d
        return batch_reference

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
