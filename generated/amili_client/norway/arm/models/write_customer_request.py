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
    from ..models.customer_input import CustomerInput
    from ..models.metadata import Metadata


T = TypeVar("T", bound="WriteCustomerRequest")


@_attrs_define(repr=False)
class WriteCustomerRequest:
    """
    Attributes:
        customer (CustomerInput): A customer to be created or changed. What is left out stays as it is; the address is
            replaced as a whole.
        metadata (Metadata | Unset):
    """

    customer: CustomerInput
    metadata: Metadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "customer": "customer",
        "metadata": "metadata",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["customer"] = self.customer.to_dict()

        if self.metadata is not UNSET:
            field_dict["metadata"] = self.metadata.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.customer_input import CustomerInput  # noqa: PLC0415
        from ..models.metadata import Metadata  # noqa: PLC0415

        d = {**src_dict}
        customer = CustomerInput.from_dict(d.pop("customer"))

        _metadata = present(d.pop("metadata", UNSET))
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        write_customer_request = cls(
            customer=customer,
            metadata=metadata,
        )

        write_customer_request.additional_properties = d
        return write_customer_request

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
