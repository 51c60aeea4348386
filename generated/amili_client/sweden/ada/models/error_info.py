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
    from ..models.error_info_details import ErrorInfoDetails


T = TypeVar("T", bound="ErrorInfo")


@_attrs_define(repr=False)
class ErrorInfo:
    """
    Attributes:
        code (int | Unset): The same as the HTTP status
        message (str | Unset):
        details (ErrorInfoDetails | Unset): Dotted path of a field to what is wrong with it
    """

    code: int | Unset = UNSET
    message: str | Unset = UNSET
    details: ErrorInfoDetails | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "code": "code",
        "message": "message",
        "details": "details",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.code is not UNSET:
            field_dict["code"] = self.code
        if self.message is not UNSET:
            field_dict["message"] = self.message

        if self.details is not UNSET:
            field_dict["details"] = self.details.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.error_info_details import ErrorInfoDetails  # noqa: PLC0415

        d = {**src_dict}
        code = present(d.pop("code", UNSET))

        message = present(d.pop("message", UNSET))

        _details = present(d.pop("details", UNSET))
        details: ErrorInfoDetails | Unset
        if isinstance(_details, Unset):
            details = UNSET
        else:
            details = ErrorInfoDetails.from_dict(_details)

        error_info = cls(
            code=code,
            message=message,
            details=details,
        )

        error_info.additional_properties = d
        return error_info

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
