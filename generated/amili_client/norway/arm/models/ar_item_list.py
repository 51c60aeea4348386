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
    from ..models.ar_item import ArItem
    from ..models.summary import Summary


T = TypeVar("T", bound="ArItemList")


@_attrs_define(repr=False)
class ArItemList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        ar_items (list[ArItem] | Unset):
    """

    summary: Summary | Unset = UNSET
    ar_items: list[ArItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "ar_items": "arItems",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.ar_items is not UNSET:
            _ar_items: list[dict[str, Any]] = []
            for ar_items_item_data in self.ar_items:
                ar_items_item = ar_items_item_data.to_dict()
                _ar_items.append(ar_items_item)
            field_dict["arItems"] = _ar_items

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ar_item import ArItem  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _ar_items = present(d.pop("arItems", UNSET))
        ar_items: list[ArItem] | Unset = UNSET
        if _ar_items is not UNSET:
            ar_items = []
            for ar_items_item_data in _ar_items:
                ar_items_item = ArItem.from_dict(ar_items_item_data)

                ar_items.append(ar_items_item)

        ar_item_list = cls(
            summary=summary,
            ar_items=ar_items,
        )

        ar_item_list.additional_properties = d
        return ar_item_list

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
