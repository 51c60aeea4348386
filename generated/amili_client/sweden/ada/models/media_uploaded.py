from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.write_status import WriteStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="MediaUploaded")


@_attrs_define(repr=False)
class MediaUploaded:
    """
    Attributes:
        field_status (WriteStatus | Unset): To be looked at besides the HTTP status.
        url (str | Unset): A signed URL that is valid for one hour
    """

    field_status: WriteStatus | Unset = UNSET
    url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_status": "_status",
        "url": "url",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.field_status is not UNSET:
            field_dict["_status"] = self.field_status.value

        if self.url is not UNSET:
            field_dict["url"] = self.url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _field_status = present(d.pop("_status", UNSET))
        field_status: WriteStatus | Unset
        if isinstance(_field_status, Unset):
            field_status = UNSET
        else:
            field_status = WriteStatus(_field_status)

        url = present(d.pop("url", UNSET))

        media_uploaded = cls(
            field_status=field_status,
            url=url,
        )

        media_uploaded.additional_properties = d
        return media_uploaded

    @property
    def status(self) -> WriteStatus | Unset:
        return self.field_status

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
