from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.result_type import ResultType
from ..types import UNSET, Unset

T = TypeVar("T", bound="AutoPostingOutcome")


@_attrs_define(repr=False)
class AutoPostingOutcome:
    """What became of one auto posting.

    Attributes:
        result_type (ResultType | Unset):
    """

    result_type: ResultType | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "result_type": "resultType",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.result_type is not UNSET:
            field_dict["resultType"] = self.result_type.value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _result_type = present(d.pop("resultType", UNSET))
        result_type: ResultType | Unset
        if isinstance(_result_type, Unset):
            result_type = UNSET
        else:
            result_type = ResultType(_result_type)

        auto_posting_outcome = cls(
            result_type=result_type,
        )

        auto_posting_outcome.additional_properties = d
        return auto_posting_outcome

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
