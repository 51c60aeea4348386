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
    from ..models.log_item import LogItem
    from ..models.summary import Summary


T = TypeVar("T", bound="LogItemList")


@_attrs_define(repr=False)
class LogItemList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        log_items (list[LogItem] | Unset):
    """

    summary: Summary | Unset = UNSET
    log_items: list[LogItem] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "log_items": "logItems",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.log_items is not UNSET:
            _log_items: list[dict[str, Any]] = []
            for log_items_item_data in self.log_items:
                log_items_item = log_items_item_data.to_dict()
                _log_items.append(log_items_item)
            field_dict["logItems"] = _log_items

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.log_item import LogItem  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _log_items = present(d.pop("logItems", UNSET))
        log_items: list[LogItem] | Unset = UNSET
        if _log_items is not UNSET:
            log_items = []
            for log_items_item_data in _log_items:
                log_items_item = LogItem.from_dict(log_items_item_data)

                log_items.append(log_items_item)

        log_item_list = cls(
            summary=summary,
            log_items=log_items,
        )

        log_item_list.additional_properties = d
        return log_item_list

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
