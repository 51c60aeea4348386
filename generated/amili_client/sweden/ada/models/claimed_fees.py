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
    from ..models.claimed_fee import ClaimedFee


T = TypeVar("T", bound="ClaimedFees")


@_attrs_define(repr=False)
class ClaimedFees:
    """Fees that the customer was charged with already.

    Attributes:
        reminder (ClaimedFee | Unset):
    """

    reminder: ClaimedFee | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "reminder": "reminder",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.reminder is not UNSET:
            field_dict["reminder"] = self.reminder.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.claimed_fee import ClaimedFee  # noqa: PLC0415

        d = {**src_dict}
        _reminder = present(d.pop("reminder", UNSET))
        reminder: ClaimedFee | Unset
        if isinstance(_reminder, Unset):
            reminder = UNSET
        else:
            reminder = ClaimedFee.from_dict(_reminder)

        claimed_fees = cls(
            reminder=reminder,
        )

        claimed_fees.additional_properties = d
        return claimed_fees

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
