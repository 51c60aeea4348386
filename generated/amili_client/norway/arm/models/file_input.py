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

T = TypeVar("T", bound="FileInput")


@_attrs_define(repr=False)
class FileInput:
    """A file to be uploaded.

    Attributes:
        file_name (str | Unset):
        file_type (str | Unset):
        file_content (str | Unset): What is in the file
    """

    file_name: str | Unset = UNSET
    file_type: str | Unset = UNSET
    file_content: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "file_name": "fileName",
        "file_type": "fileType",
        "file_content": "fileContent",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.file_name is not UNSET:
            field_dict["fileName"] = self.file_name
        if self.file_type is not UNSET:
            field_dict["fileType"] = self.file_type
        if self.file_content is not UNSET:
            field_dict["fileContent"] = self.file_content

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        file_name = present(d.pop("fileName", UNSET))

        file_type = present(d.pop("fileType", UNSET))

        file_content = present(d.pop("fileContent", UNSET))

        file_input = cls(
            file_name=file_name,
            file_type=file_type,
            file_content=file_content,
        )

        file_input.additional_properties = d
        return file_input

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
