from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.write_status import WriteStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.error_body_issues import ErrorBodyIssues
    from ..models.error_info import ErrorInfo


T = TypeVar("T", bound="ErrorBody")


@_attrs_define(repr=False)
class ErrorBody:
    """
    Attributes:
        field_status (WriteStatus | Unset): To be looked at besides the HTTP status.
        field_error (ErrorInfo | Unset):
        field_issues (ErrorBodyIssues | Unset):
    """

    field_status: WriteStatus | Unset = UNSET
    field_error: ErrorInfo | Unset = UNSET
    field_issues: ErrorBodyIssues | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_status": "_status",
        "field_error": "_error",
        "field_issues": "_issues",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.field_status is not UNSET:
            field_dict["_status"] = self.field_status.value

        if self.field_error is not UNSET:
            field_dict["_error"] = self.field_error.to_dict()

        if self.field_issues is not UNSET:
            field_dict["_issues"] = self.field_issues.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.error_body_issues import ErrorBodyIssues  # noqa: PLC0415
        from ..models.error_info import ErrorInfo  # noqa: PLC0415

        d = {**src_dict}
        _field_status = present(d.pop("_status", UNSET))
        field_status: WriteStatus | Unset
        if isinstance(_field_status, Unset):
            field_status = UNSET
        else:
            field_status = WriteStatus(_field_status)

        _field_error = present(d.pop("_error", UNSET))
        field_error: ErrorInfo | Unset
        if isinstance(_field_error, Unset):
            field_error = UNSET
        else:
            field_error = ErrorInfo.from_dict(_field_error)

        _field_issues = present(d.pop("_issues", UNSET))
        field_issues: ErrorBodyIssues | Unset
        if isinstance(_field_issues, Unset):
            field_issues = UNSET
        else:
            field_issues = ErrorBodyIssues.from_dict(_field_issues)

        error_body = cls(
            field_status=field_status,
            field_error=field_error,
            field_issues=field_issues,
        )

        error_body.additional_properties = d
        return error_body

    @property
    def status(self) -> WriteStatus | Unset:
        return self.field_status

    @property
    def error(self) -> ErrorInfo | Unset:
        return self.field_error

    @property
    def issues(self) -> ErrorBodyIssues | Unset:
        return self.field_issues

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
