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
    from ..models.legacy_case import LegacyCase
    from ..models.legacy_creditor import LegacyCreditor
    from ..models.legacy_settlement import LegacySettlement


T = TypeVar("T", bound="LegacyBatch")


@_attrs_define(repr=False)
class LegacyBatch:
    """
    Attributes:
        batchid (str | Unset):
        offline (bool | Unset):
        creditor (list[LegacyCreditor] | Unset):
        case (list[LegacyCase] | Unset):
        settlement (list[LegacySettlement] | Unset):
    """

    batchid: str | Unset = UNSET
    offline: bool | Unset = UNSET
    creditor: list[LegacyCreditor] | Unset = UNSET
    case: list[LegacyCase] | Unset = UNSET
    settlement: list[LegacySettlement] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "batchid": "batchid",
        "offline": "offline",
        "creditor": "creditor",
        "case": "case",
        "settlement": "settlement",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.batchid is not UNSET:
            field_dict["batchid"] = self.batchid
        if self.offline is not UNSET:
            field_dict["offline"] = self.offline

        if self.creditor is not UNSET:
            _creditor: list[dict[str, Any]] = []
            for creditor_item_data in self.creditor:
                creditor_item = creditor_item_data.to_dict()
                _creditor.append(creditor_item)
            field_dict["creditor"] = _creditor

        if self.case is not UNSET:
            _case: list[dict[str, Any]] = []
            for case_item_data in self.case:
                case_item = case_item_data.to_dict()
                _case.append(case_item)
            field_dict["case"] = _case

        if self.settlement is not UNSET:
            _settlement: list[dict[str, Any]] = []
            for settlement_item_data in self.settlement:
                settlement_item = settlement_item_data.to_dict()
                _settlement.append(settlement_item)
            field_dict["settlement"] = _settlement

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.legacy_case import LegacyCase  # noqa: PLC0415
        from ..models.legacy_creditor import LegacyCreditor  # noqa: PLC0415
        from ..models.legacy_settlement import LegacySettlement  # noqa: PLC0415

        d = {**src_dict}
        batchid = present(d.pop("batchid", UNSET))

        offline = present(d.pop("offline", UNSET))

        _creditor = present(d.pop("creditor", UNSET))
        creditor: list[LegacyCreditor] | Unset = UNSET
        if _creditor is not UNSET:
            creditor = []
            for creditor_item_data in _creditor:
                creditor_item = LegacyCreditor.from_dict(creditor_item_data)

                creditor.append(creditor_item)

        _case = present(d.pop("case", UNSET))
        case: list[LegacyCase] | Unset = UNSET
        if _case is not UNSET:
            case = []
            for case_item_data in _case:
                case_item = LegacyCase.from_dict(case_item_data)

                case.append(case_item)

        _settlement = present(d.pop("settlement", UNSET))
        settlement: list[LegacySettlement] | Unset = UNSET
        if _settlement is not UNSET:
            settlement = []
            for settlement_item_data in _settlement:
                settlement_item = LegacySettlement.from_dict(settlement_item_data)

                settlement.append(settlement_item)

        legacy_batch = cls(
            batchid=batchid,
            offline=offline,
            creditor=creditor,
            case=case,
            settlement=settlement,
        )

        legacy_batch.additional_properties = d
        return legacy_batch

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
