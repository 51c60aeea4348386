from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="Meta")


@_attrs_define(repr=False)
class Meta:
    """
    Attributes:
        total (int | Unset): How many there are on all pages
        max_results (int | Unset): Size of a page
        page (int | Unset):
    """

    total: int | Unset = UNSET
    max_results: int | Unset = UNSET
    page: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "total": "total",
        "max_results": "max_results",
        "page": "page",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.total is not UNSET:
            field_dict["total"] = self.total
        if self.max_results is not UNSET:
            field_dict["max_results"] = self.max_results
        if self.page is not UNSET:
            field_dict["page"] = self.page

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        total = present(d.pop("total", UNSET))

        max_results = present(d.pop("max_results", UNSET))

        page = present(d.pop("page", UNSET))

        meta = cls(
            total=total,
            max_results=max_results,
            page=page,
        )

        meta.additional_properties = d
        return meta

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
