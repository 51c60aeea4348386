from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_decimal,
    write_decimal,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.currency_amounts import CurrencyAmounts


T = TypeVar("T", bound="DocumentLine")


@_attrs_define(repr=False)
class DocumentLine:
    """
    Attributes:
        line_no (int | Unset):
        line_type (str | Unset): TXT for a line of text whose amounts are zero
        article_no (str | Unset):
        article_name (str | Unset):
        line_text (str | Unset):
        quantity_unit (str | Unset):
        quantity (Decimal | Unset):
        volume_unit (str | Unset):
        volume (Decimal | Unset):
        price (Decimal | Unset):
        item_group_1 (str | Unset):
        item_group_2 (str | Unset):
        item_group_3 (str | Unset):
        currency_amounts (CurrencyAmounts | Unset): Amounts in the currency of the document, in its main unit.
    """

    line_no: int | Unset = UNSET
    line_type: str | Unset = UNSET
    article_no: str | Unset = UNSET
    article_name: str | Unset = UNSET
    line_text: str | Unset = UNSET
    quantity_unit: str | Unset = UNSET
    quantity: Decimal | Unset = UNSET
    volume_unit: str | Unset = UNSET
    volume: Decimal | Unset = UNSET
    price: Decimal | Unset = UNSET
    item_group_1: str | Unset = UNSET
    item_group_2: str | Unset = UNSET
    item_group_3: str | Unset = UNSET
    currency_amounts: CurrencyAmounts | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "line_no": "lineNo",
        "line_type": "lineType",
        "article_no": "articleNo",
        "article_name": "articleName",
        "line_text": "lineText",
        "quantity_unit": "quantityUnit",
        "quantity": "quantity",
        "volume_unit": "volumeUnit",
        "volume": "volume",
        "price": "price",
        "item_group_1": "itemGroup1",
        "item_group_2": "itemGroup2",
        "item_group_3": "itemGroup3",
        "currency_amounts": "currencyAmounts",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.line_no is not UNSET:
            field_dict["lineNo"] = self.line_no
        if self.line_type is not UNSET:
            field_dict["lineType"] = self.line_type
        if self.article_no is not UNSET:
            field_dict["articleNo"] = self.article_no
        if self.article_name is not UNSET:
            field_dict["articleName"] = self.article_name
        if self.line_text is not UNSET:
            field_dict["lineText"] = self.line_text
        if self.quantity_unit is not UNSET:
            field_dict["quantityUnit"] = self.quantity_unit
        if self.quantity is not UNSET:
            field_dict["quantity"] = write_decimal(self.quantity)
        if self.volume_unit is not UNSET:
            field_dict["volumeUnit"] = self.volume_unit
        if self.volume is not UNSET:
            field_dict["volume"] = write_decimal(self.volume)
        if self.price is not UNSET:
            field_dict["price"] = write_decimal(self.price)
        if self.item_group_1 is not UNSET:
            field_dict["itemGroup1"] = self.item_group_1
        if self.item_group_2 is not UNSET:
            field_dict["itemGroup2"] = self.item_group_2
        if self.item_group_3 is not UNSET:
            field_dict["itemGroup3"] = self.item_group_3

        if self.currency_amounts is not UNSET:
            field_dict["currencyAmounts"] = self.currency_amounts.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.currency_amounts import CurrencyAmounts  # noqa: PLC0415

        d = {**src_dict}
        line_no = present(d.pop("lineNo", UNSET))

        line_type = present(d.pop("lineType", UNSET))

        article_no = present(d.pop("articleNo", UNSET))

        article_name = present(d.pop("articleName", UNSET))

        line_text = present(d.pop("lineText", UNSET))

        quantity_unit = present(d.pop("quantityUnit", UNSET))

        _quantity = present(d.pop("quantity", UNSET))
        quantity: Decimal | Unset
        if isinstance(_quantity, Unset):
            quantity = UNSET
        else:
            quantity = read_decimal(_quantity)

        volume_unit = present(d.pop("volumeUnit", UNSET))

        _volume = present(d.pop("volume", UNSET))
        volume: Decimal | Unset
        if isinstance(_volume, Unset):
            volume = UNSET
        else:
            volume = read_decimal(_volume)

        _price = present(d.pop("price", UNSET))
        price: Decimal | Unset
        if isinstance(_price, Unset):
            price = UNSET
        else:
            price = read_decimal(_price)

        item_group_1 = present(d.pop("itemGroup1", UNSET))

        item_group_2 = present(d.pop("itemGroup2", UNSET))

        item_group_3 = present(d.pop("itemGroup3", UNSET))

        _currency_amounts = present(d.pop("currencyAmounts", UNSET))
        currency_amounts: CurrencyAmounts | Unset
        if isinstance(_currency_amounts, Unset):
            currency_amounts = UNSET
        else:
            currency_amounts = CurrencyAmounts.from_dict(_currency_amounts)

        document_line = cls(
            line_no=line_no,
            line_type=line_type,
            article_no=article_no,
            article_name=article_name,
            line_text=line_text,
            quantity_unit=quantity_unit,
            quantity=quantity,
            volume_unit=volume_unit,
            volume=volume,
            price=price,
            item_group_1=item_group_1,
            item_group_2=item_group_2,
            item_group_3=item_group_3,
            currency_amounts=currency_amounts,
        )

        document_line.additional_properties = d
        return document_line

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
