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
    from ..models.interest_rate import InterestRate


T = TypeVar("T", bound="CaseSettings")


@_attrs_define(repr=False)
class CaseSettings:
    """
    Attributes:
        interest_rate (InterestRate | Unset):
    """

    interest_rate: InterestRate | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "interest_rate": "interest_rate",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.interest_rate is not UNSET:
            field_dict["interest_rate"] = self.interest_rate.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.interest_rate import InterestRate  # noqa: PLC0415

        d = {**src_dict}
        _interest_rate = present(d.pop("interest_rate", UNSET))
        interest_rate: InterestRate | Unset
        if isinstance(_interest_rate, Unset):
            interest_rate = UNSET
        else:
            interest_rate = InterestRate.from_dict(_interest_rate)

        case_settings = cls(
            interest_rate=interest_rate,
        )

        case_settings.additional_properties = d
        return case_settings

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
