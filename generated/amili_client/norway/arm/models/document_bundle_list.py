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
    from ..models.document_bundle import DocumentBundle
    from ..models.summary import Summary


T = TypeVar("T", bound="DocumentBundleList")


@_attrs_define(repr=False)
class DocumentBundleList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        document_bundles (list[DocumentBundle] | Unset):
    """

    summary: Summary | Unset = UNSET
    document_bundles: list[DocumentBundle] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "document_bundles": "documentBundles",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.document_bundles is not UNSET:
            _document_bundles: list[dict[str, Any]] = []
            for document_bundles_item_data in self.document_bundles:
                document_bundles_item = document_bundles_item_data.to_dict()
                _document_bundles.append(document_bundles_item)
            field_dict["documentBundles"] = _document_bundles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document_bundle import DocumentBundle  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _document_bundles = present(d.pop("documentBundles", UNSET))
        document_bundles: list[DocumentBundle] | Unset = UNSET
        if _document_bundles is not UNSET:
            document_bundles = []
            for document_bundles_item_data in _document_bundles:
                document_bundles_item = DocumentBundle.from_dict(document_bundles_item_data)

                document_bundles.append(document_bundles_item)

        document_bundle_list = cls(
            summary=summary,
            document_bundles=document_bundles,
        )

        document_bundle_list.additional_properties = d
        return document_bundle_list

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
