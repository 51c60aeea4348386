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
    from ..models.legacy_batch_error import LegacyBatchError
    from ..models.legacy_batch_line import LegacyBatchLine


T = TypeVar("T", bound="LegacyBatchResult")


@_attrs_define(repr=False)
class LegacyBatchResult:
    """
    Attributes:
        statuscode (int | Unset):
        errors (list[LegacyBatchError] | Unset):
        responses (list[LegacyBatchLine] | Unset):
    """

    statuscode: int | Unset = UNSET
    errors: list[LegacyBatchError] | Unset = UNSET
    responses: list[LegacyBatchLine] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "statuscode": "statuscode",
        "errors": "errors",
        "responses": "responses",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.statuscode is not UNSET:
            field_dict["statuscode"] = self.statuscode

        if self.errors is not UNSET:
            _errors: list[dict[str, Any]] = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                _errors.append(errors_item)
            field_dict["errors"] = _errors

        if self.responses is not UNSET:
            _responses: list[dict[str, Any]] = []
            for responses_item_data in self.responses:
                responses_item = responses_item_data.to_dict()
                _responses.append(responses_item)
            field_dict["responses"] = _responses

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.legacy_batch_error import LegacyBatchError  # noqa: PLC0415
        from ..models.legacy_batch_line import LegacyBatchLine  # noqa: PLC0415

        d = {**src_dict}
        statuscode = present(d.pop("statuscode", UNSET))

        _errors = present(d.pop("errors", UNSET))
        errors: list[LegacyBatchError] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = LegacyBatchError.from_dict(errors_item_data)

                errors.append(errors_item)

        _responses = present(d.pop("responses", UNSET))
        responses: list[LegacyBatchLine] | Unset = UNSET
        if _responses is not UNSET:
            responses = []
            for responses_item_data in _responses:
                responses_item = LegacyBatchLine.from_dict(responses_item_data)

                responses.append(responses_item)

        legacy_batch_result = cls(
            statuscode=statuscode,
            errors=errors,
            responses=responses,
        )

        legacy_batch_result.additional_properties = d
        return legacy_batch_result

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
