from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.vat_area import VatArea
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.letter_config import LetterConfig


T = TypeVar("T", bound="CaseConfig")


@_attrs_define(repr=False)
class CaseConfig:
    """
    Attributes:
        vat_area (VatArea | Unset):
        commission_excluded_vat (bool | Unset):
        payout_capital_by_invoice (bool | Unset):
        payout_interest_by_invoice (bool | Unset):
        letter_config (LetterConfig | Unset):
    """

    vat_area: VatArea | Unset = UNSET
    commission_excluded_vat: bool | Unset = UNSET
    payout_capital_by_invoice: bool | Unset = UNSET
    payout_interest_by_invoice: bool | Unset = UNSET
    letter_config: LetterConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "vat_area": "vat_area",
        "commission_excluded_vat": "commission_excluded_vat",
        "payout_capital_by_invoice": "payout_capital_by_invoice",
        "payout_interest_by_invoice": "payout_interest_by_invoice",
        "letter_config": "letter_config",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.vat_area is not UNSET:
            field_dict["vat_area"] = self.vat_area.value

        if self.commission_excluded_vat is not UNSET:
            field_dict["commission_excluded_vat"] = self.commission_excluded_vat
        if self.payout_capital_by_invoice is not UNSET:
            field_dict["payout_capital_by_invoice"] = self.payout_capital_by_invoice
        if self.payout_interest_by_invoice is not UNSET:
            field_dict["payout_interest_by_invoice"] = self.payout_interest_by_invoice

        if self.letter_config is not UNSET:
            field_dict["letter_config"] = self.letter_config.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.letter_config import LetterConfig  # noqa: PLC0415

        d = {**src_dict}
        _vat_area = present(d.pop("vat_area", UNSET))
        vat_area: VatArea | Unset
        if isinstance(_vat_area, Unset):
            vat_area = UNSET
        else:
            vat_area = VatArea(_vat_area)

        commission_excluded_vat = present(d.pop("commission_excluded_vat", UNSET))

        payout_capital_by_invoice = present(d.pop("payout_capital_by_invoice", UNSET))

        payout_interest_by_invoice = present(d.pop("payout_interest_by_invoice", UNSET))

        _letter_config = present(d.pop("letter_config", UNSET))
        letter_config: LetterConfig | Unset
        if isinstance(_letter_config, Unset):
            letter_config = UNSET
        else:
            letter_config = LetterConfig.from_dict(_letter_config)

        case_config = cls(
            vat_area=vat_area,
            commission_excluded_vat=commission_excluded_vat,
            payout_capital_by_invoice=payout_capital_by_invoice,
            payout_interest_by_invoice=payout_interest_by_invoice,
            letter_config=letter_config,
        )

        case_config.additional_properties = d
        return case_config

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
