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
    from ..models.batch_of_all import BatchOfAll
    from ..models.summary import Summary


T = TypeVar("T", bound="AllBatchesResponse")


@_attrs_define(repr=False)
class AllBatchesResponse:
    """
    Attributes:
        summary (Summary | Unset):
        data (list[BatchOfAll] | Unset):
    """

    summary: Summary | Unset = UNSET
    data: list[BatchOfAll] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "data": "data",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.data is not UNSET:
            _data: list[dict[str, Any]] = []
            for data_item_data in self.data:
                data_item = data_item_data.to_dict()
                _data.append(data_item)
            field_dict["data"] = _data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_of_all import BatchOfAll  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _data = present(d.pop("data", UNSET))
        data: list[BatchOfAll] | Unset = UNSET
        if _data is not UNSET:
            data = []
            for data_item_data in _data:
                data_item = BatchOfAll.from_dict(data_item_data)

                data.append(data_item)

        all_batches_response = cls(
            summary=summary,
            data=data,
        )

        all_batches_response.additional_properties = d
        return all_batches_response

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
