from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_text,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="Summary")


@_attrs_define(repr=False)
class Summary:
    """Which page of a list this is. Further pages are asked for by `query`, the queryId, and `pageno`.

    Attributes:
        page_no (int | Unset): 1 for the first page
        current_page_size (int | Unset): Records on this page
        page_size_limit (int | Unset): The page size in force
        total_pages (int | Unset):
        total_count (int | Unset):
        maximum_count (int | Unset):
        next_page (str | Unset): Absolute URL of the next page
        last_page (str | Unset): Absolute URL of the last page
        query_id (str | Unset):
    """

    page_no: int | Unset = UNSET
    current_page_size: int | Unset = UNSET
    page_size_limit: int | Unset = UNSET
    total_pages: int | Unset = UNSET
    total_count: int | Unset = UNSET
    maximum_count: int | Unset = UNSET
    next_page: str | Unset = UNSET
    last_page: str | Unset = UNSET
    query_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "page_no": "pageNo",
        "current_page_size": "currentPageSize",
        "page_size_limit": "pageSizeLimit",
        "total_pages": "totalPages",
        "total_count": "totalCount",
        "maximum_count": "maximumCount",
        "next_page": "nextPage",
        "last_page": "lastPage",
        "query_id": "queryId",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.page_no is not UNSET:
            field_dict["pageNo"] = self.page_no
        if self.current_page_size is not UNSET:
            field_dict["currentPageSize"] = self.current_page_size
        if self.page_size_limit is not UNSET:
            field_dict["pageSizeLimit"] = self.page_size_limit
        if self.total_pages is not UNSET:
            field_dict["totalPages"] = self.total_pages
        if self.total_count is not UNSET:
            field_dict["totalCount"] = self.total_count
        if self.maximum_count is not UNSET:
            field_dict["maximumCount"] = self.maximum_count
        if self.next_page is not UNSET:
            field_dict["nextPage"] = self.next_page
        if self.last_page is not UNSET:
            field_dict["lastPage"] = self.last_page
        if self.query_id is not UNSET:
            field_dict["queryId"] = self.query_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        page_no = present(d.pop("pageNo", UNSET))

        current_page_size = present(d.pop("currentPageSize", UNSET))

        page_size_limit = present(d.pop("pageSizeLimit", UNSET))

        total_pages = present(d.pop("totalPages", UNSET))

        total_count = present(d.pop("totalCount", UNSET))

        maximum_count = present(d.pop("maximumCount", UNSET))

        next_page = present(d.pop("nextPage", UNSET))

        last_page = present(d.pop("lastPage", UNSET))

        query_id = read_text(present(d.pop("queryId", UNSET)))

        summary = cls(
            page_no=page_no,
            current_page_size=current_page_size,
            page_size_limit=page_size_limit,
            total_pages=total_pages,
            total_count=total_count,
            maximum_count=maximum_count,
            next_page=next_page,
            last_page=last_page,
            query_id=query_id,
        )

        summary.additional_properties = d
        return summary

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
