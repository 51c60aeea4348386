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

T = TypeVar("T", bound="LegacySettlement")


@_attrs_define(repr=False)
class LegacySettlement:
    """
    Attributes:
        creditorid (str | Unset):
        customerref (str | Unset):
        ledgerref (str | Unset):
        referencenumber (str | Unset):
        casenumber (str | Unset):
    """

    creditorid: str | Unset = UNSET
    customerref: str | Unset = UNSET
    ledgerref: str | Unset = UNSET
    referencenumber: str | Unset = UNSET
    casenumber: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "creditorid": "creditorid",
        "customerref": "customerref",
        "ledgerref": "ledgerref",
        "referencenumber": "referencenumber",
        "casenumber": "casenumber",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.creditorid is not UNSET:
            field_dict["creditorid"] = self.creditorid
        if self.customerref is not UNSET:
            field_dict["customerref"] = self.customerref
        if self.ledgerref is not UNSET:
            field_dict["ledgerref"] = self.ledgerref
        if self.referencenumber is not UNSET:
            field_dict["referencenumber"] = self.referencenumber
        if self.casenumber is not UNSET:
            field_dict["casenumber"] = self.casenumber

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        creditorid = present(d.pop("creditorid", UNSET))

        customerref = present(d.pop("customerref", UNSET))

        ledgerref = present(d.pop("ledgerref", UNSET))

        referencenumber = present(d.pop("referencenumber", UNSET))

        casenumber = read_text(present(d.pop("casenumber", UNSET)))

        legacy_settlement = cls(
            creditorid=creditorid,
            customerref=customerref,
            ledgerref=ledgerref,
            referencenumber=referencenumber,
            casenumber=casenumber,
        )

        legacy_settlement.additional_properties = d
        return legacy_settlement

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
