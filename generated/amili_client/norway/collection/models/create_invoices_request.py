from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
)

if TYPE_CHECKING:
    from ..models.invoice_input import InvoiceInput


T = TypeVar("T", bound="CreateInvoicesRequest")


@_attrs_define(repr=False)
class CreateInvoicesRequest:
    """
    Attributes:
        invoices (list[InvoiceInput]):
    """

    invoices: list[InvoiceInput]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "invoices": "invoices",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        _invoices: list[dict[str, Any]] = []
        for invoices_item_data in self.invoices:
            invoices_item = invoices_item_data.to_dict()
            _invoices.append(invoices_item)
        field_dict["invoices"] = _invoices

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.invoice_input import InvoiceInput  # noqa: PLC0415

        d = {**src_dict}
        invoices: list[InvoiceInput] = []
        _invoices = d.pop("invoices")
        for invoices_item_data in _invoices:
            invoices_item = InvoiceInput.from_dict(invoices_item_data)

            invoices.append(invoices_item)

        create_invoices_request = cls(
            invoices=invoices,
        )

        create_invoices_request.additional_properties = d
        return create_invoices_request

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
