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
    from ..models.case import Case
    from ..models.summary import Summary


T = TypeVar("T", bound="CaseListResponse")


@_attrs_define(repr=False)
class CaseListResponse:
    """
    Attributes:
        data (list[Case] | Unset):
        summary (Summary | Unset):
    """

    data: list[Case] | Unset = UNSET
    summary: Summary | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "data": "data",
        "summary": "summary",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.data is not UNSET:
            _data: list[dict[str, Any]] = []
            for data_item_data in self.data:
                data_item = data_item_data.to_dict()
                _data.append(data_item)
            field_dict["data"] = _data

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case import Case  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _data = present(d.pop("data", UNSET))
        data: list[Case] | Unset = UNSET
        if _data is not UNSET:
            data = []
            for data_item_data in _data:
                data_item = Case.from_dict(data_item_data)

                data.append(data_item)

        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        case_list_response = cls(
            data=data,
            summary=summary,
        )

        case_list_response.additional_properties = d
        return case_list_response

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
