from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="MediaUpload")


@_attrs_define(repr=False)
class MediaUpload:
    """
    Attributes:
        file (File):
        domain (str | Unset): The kind of the resource; media--files if not given
        dotted_path (str | Unset): The field that the file is for; needed unless domain is media--files
    """

    file: File
    domain: str | Unset = UNSET
    dotted_path: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "file": "file",
        "domain": "domain",
        "dotted_path": "dotted_path",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["file"] = self.file.to_tuple()

        if self.domain is not UNSET:
            field_dict["domain"] = self.domain
        if self.dotted_path is not UNSET:
            field_dict["dotted_path"] = self.dotted_path

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.domain, Unset):
            files.append(("domain", (None, str(self.domain).encode(), "text/plain")))

        if not isinstance(self.dotted_path, Unset):
            files.append(("dotted_path", (None, str(self.dotted_path).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        file = File(payload=BytesIO(d.pop("file")))

        domain = present(d.pop("domain", UNSET))

        dotted_path = present(d.pop("dotted_path", UNSET))

        media_upload = cls(
            file=file,
            domain=domain,
            dotted_path=dotted_path,
        )

        media_upload.additional_properties = d
        return media_upload

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
