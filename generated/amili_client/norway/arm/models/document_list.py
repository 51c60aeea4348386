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
    from ..models.document import Document
    from ..models.summary import Summary


T = TypeVar("T", bound="DocumentList")


@_attrs_define(repr=False)
class DocumentList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        documents (list[Document] | Unset):
    """

    summary: Summary | Unset = UNSET
    documents: list[Document] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "documents": "documents",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.documents is not UNSET:
            _documents: list[dict[str, Any]] = []
            for documents_item_data in self.documents:
                documents_item = documents_item_data.to_dict()
                _documents.append(documents_item)
            field_dict["documents"] = _documents

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document import Document  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _documents = present(d.pop("documents", UNSET))
        documents: list[Document] | Unset = UNSET
        if _documents is not UNSET:
            documents = []
            for documents_item_data in _documents:
                documents_item = Document.from_dict(documents_item_data)

                documents.append(documents_item)

        document_list = cls(
            summary=summary,
            documents=documents,
        )

        document_list.additional_properties = d
        return document_list

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
