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
    from ..models.payout_accounts import PayoutAccounts


T = TypeVar("T", bound="PayoutDetails")


@_attrs_define(repr=False)
class PayoutDetails:
    """By currency, in lower case, where money is paid out to.

    Attributes:
        sek (PayoutAccounts | Unset):
    """

    sek: PayoutAccounts | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "sek": "sek",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.sek is not UNSET:
            field_dict["sek"] = self.sek.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.payout_accounts import PayoutAccounts  # noqa: PLC0415

        d = {**src_dict}
        _sek = present(d.pop("sek", UNSET))
        sek: PayoutAccounts | Unset
        if isinstance(_sek, Unset):
            sek = UNSET
        else:
            sek = PayoutAccounts.from_dict(_sek)

        payout_details = cls(
            sek=sek,
        )

        payout_details.additional_properties = d
        return payout_details

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
