from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
)

if TYPE_CHECKING:
    from ..models.correction_input import CorrectionInput


T = TypeVar("T", bound="CreateCorrectionsRequest")


@_attrs_define(repr=False)
class CreateCorrectionsRequest:
    """
    Attributes:
        corrections (list[CorrectionInput]):
    """

    corrections: list[CorrectionInput]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "corrections": "corrections",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        _corrections: list[dict[str, Any]] = []
        for corrections_item_data in self.corrections:
            corrections_item = corrections_item_data.to_dict()
            _corrections.append(corrections_item)
        field_dict["corrections"] = _corrections

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.correction_input import CorrectionInput  # noqa: PLC0415

        d = {**src_dict}
        corrections: list[CorrectionInput] = []
        _corrections = d.pop("corrections")
        for corrections_item_data in _corrections:
            corrections_item = CorrectionInput.from_dict(corrections_item_data)

            corrections.append(corrections_item)

        create_corrections_request = cls(
            corrections=corrections,
        )

        create_corrections_request.additional_properties = d
        return create_corrections_request

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
