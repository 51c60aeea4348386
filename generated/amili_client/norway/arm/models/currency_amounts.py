from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_decimal,
    write_decimal,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="CurrencyAmounts")


@_attrs_define(repr=False)
class CurrencyAmounts:
    """Amounts in the currency of the document, in its main unit.

    Attributes:
        excl_vat (Decimal | Unset):
        vat (Decimal | Unset):
        incl_vat (Decimal | Unset):
    """

    excl_vat: Decimal | Unset = UNSET
    vat: Decimal | Unset = UNSET
    incl_vat: Decimal | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "excl_vat": "exclVat",
        "vat": "vat",
        "incl_vat": "inclVat",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.excl_vat is not UNSET:
            field_dict["exclVat"] = write_decimal(self.excl_vat)
        if self.vat is not UNSET:
            field_dict["vat"] = write_decimal(self.vat)
        if self.incl_vat is not UNSET:
            field_dict["inclVat"] = write_decimal(self.incl_vat)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _excl_vat = present(d.pop("exclVat", UNSET))
        excl_vat: Decimal | Unset
        if isinstance(_excl_vat, Unset):
            excl_vat = UNSET
        else:
            excl_vat = read_decimal(_excl_vat)

        _vat = present(d.pop("vat", UNSET))
        vat: Decimal | Unset
        if isinstance(_vat, Unset):
            vat = UNSET
        else:
            vat = read_decimal(_vat)

        _incl_vat = present(d.pop("inclVat", UNSET))
        incl_vat: Decimal | Unset
        if isinstance(_incl_vat, Unset):
            incl_vat = UNSET
        else:
            incl_vat = read_decimal(_incl_vat)

        currency_amounts = cls(
            excl_vat=excl_vat,
            vat=vat,
            incl_vat=incl_vat,
        )

        currency_amounts.additional_properties = d
        return currency_amounts

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
