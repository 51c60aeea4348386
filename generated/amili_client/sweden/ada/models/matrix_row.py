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

T = TypeVar("T", bound="MatrixRow")


@_attrs_define(repr=False)
class MatrixRow:
    """A line of an invoice.

    Attributes:
        article_number (str | Unset):
        article_description (str | Unset):
        unit_price (Decimal | Unset):
        number_of_units (Decimal | Unset):
        total_price_excluding_vat (Decimal | Unset):
        unit_vat_percent (str | Unset): With a percent sign
    """

    article_number: str | Unset = UNSET
    article_description: str | Unset = UNSET
    unit_price: Decimal | Unset = UNSET
    number_of_units: Decimal | Unset = UNSET
    total_price_excluding_vat: Decimal | Unset = UNSET
    unit_vat_percent: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "article_number": "article_number",
        "article_description": "article_description",
        "unit_price": "unit_price",
        "number_of_units": "number_of_units",
        "total_price_excluding_vat": "total_price_excluding_vat",
        "unit_vat_percent": "unit_vat_percent",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.article_number is not UNSET:
            field_dict["article_number"] = self.article_number
        if self.article_description is not UNSET:
            field_dict["article_description"] = self.article_description
        if self.unit_price is not UNSET:
            field_dict["unit_price"] = write_decimal(self.unit_price)
        if self.number_of_units is not UNSET:
            field_dict["number_of_units"] = write_decimal(self.number_of_units)
        if self.total_price_excluding_vat is not UNSET:
            field_dict["total_price_excluding_vat"] = write_decimal(self.total_price_excluding_vat)
        if self.unit_vat_percent is not UNSET:
            field_dict["unit_vat_percent"] = self.unit_vat_percent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        article_number = present(d.pop("article_number", UNSET))

        article_description = present(d.pop("article_description", UNSET))

        _unit_price = present(d.pop("unit_price", UNSET))
        unit_price: Decimal | Unset
        if isinstance(_unit_price, Unset):
            unit_price = UNSET
        else:
            unit_price = read_decimal(_unit_price)

        _number_of_units = present(d.pop("number_of_units", UNSET))
        number_of_units: Decimal | Unset
        if isinstance(_number_of_units, Unset):
            number_of_units = UNSET
        else:
            number_of_units = read_decimal(_number_of_units)

        _total_price_excluding_vat = present(d.pop("total_price_excluding_vat", UNSET))
        total_price_excluding_vat: Decimal | Unset
        if isinstance(_total_price_excluding_vat, Unset):
            total_price_excluding_vat = UNSET
        else:
            total_price_excluding_vat = read_decimal(_total_price_excluding_vat)

        unit_vat_percent = present(d.pop("unit_vat_percent", UNSET))

        matrix_row = cls(
            article_number=article_number,
            article_description=article_description,
            unit_price=unit_price,
            number_of_units=number_of_units,
            total_price_excluding_vat=total_price_excluding_vat,
            unit_vat_percent=unit_vat_percent,
        )

        matrix_row.additional_properties = d
        return matrix_row

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
