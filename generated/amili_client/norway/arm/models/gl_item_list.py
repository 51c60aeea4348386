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
    from ..models.gl_item import GlItem
    from ..models.summary import Summary


T = TypeVar("T", bound="GlItemList")


@_attrs_define(repr=False)
class GlItemList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        gl_items (list[GlItem] | Unset):
    """

    summary: Summary | Unset = UNSET
    gl_items: list[GlItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "gl_items": "glItems",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.gl_items is not UNSET:
            _gl_items: list[dict[str, Any]] = []
            for gl_items_item_data in self.gl_items:
                gl_items_item = gl_items_item_data.to_dict()
                _gl_items.append(gl_items_item)
            field_dict["glItems"] = _gl_items

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.gl_item import GlItem  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _gl_items = present(d.pop("glItems", UNSET))
        gl_items: list[GlItem] | Unset = UNSET
        if _gl_items is not UNSET:
            gl_items = []
            for gl_items_item_data in _gl_items:
                gl_items_item = GlItem.from_dict(gl_items_item_data)

                gl_items.append(gl_items_item)

        gl_item_list = cls(
            summary=summary,
            gl_items=gl_items,
        )

        gl_item_list.additional_properties = d
        return gl_item_list

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
