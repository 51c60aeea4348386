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
    from ..models.customer import Customer
    from ..models.summary import Summary


T = TypeVar("T", bound="CustomerList")


@_attrs_define(repr=False)
class CustomerList:
    """
    Attributes:
        summary (Summary | Unset): Which page of a list this is. Further pages are asked for by `query`, the queryId,
            and `pageno`.
        customers (list[Customer] | Unset):
    """

    summary: Summary | Unset = UNSET
    customers: list[Customer] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "summary": "summary",
        "customers": "customers",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.summary is not UNSET:
            field_dict["summary"] = self.summary.to_dict()

        if self.customers is not UNSET:
            _customers: list[dict[str, Any]] = []
            for customers_item_data in self.customers:
                customers_item = customers_item_data.to_dict()
                _customers.append(customers_item)
            field_dict["customers"] = _customers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer import Customer  # noqa: PLC0415
        from ..models.summary import Summary  # noqa: PLC0415

        d = {**src_dict}
        _summary = present(d.pop("summary", UNSET))
        summary: Summary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = Summary.from_dict(_summary)

        _customers = present(d.pop("customers", UNSET))
        customers: list[Customer] | Unset = UNSET
        if _customers is not UNSET:
            customers = []
            for customers_item_data in _customers:
                customers_item = Customer.from_dict(customers_item_data)

                customers.append(customers_item)

        customer_list = cls(
            summary=summary,
            customers=customers,
        )

        customer_list.additional_properties = d
        return customer_list

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
