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
    from ..models.metadata import Metadata
    from ..models.payment_reservation_input import PaymentReservationInput


T = TypeVar("T", bound="CreatePaymentReservationRequest")


@_attrs_define(repr=False)
class CreatePaymentReservationRequest:
    """
    Attributes:
        payment_reservation (PaymentReservationInput): At least one identifier is needed beside the paymentId. arItemId,
            documentNo, documentUuid and referenceNo name a document, accountNo and customerNo a customer, and kid one or
            the other.
        metadata (Metadata | Unset):
    """

    payment_reservation: PaymentReservationInput
    metadata: Metadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "payment_reservation": "paymentReservation",
        "metadata": "metadata",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["paymentReservation"] = self.payment_reservation.to_dict()

        if self.metadata is not UNSET:
            field_dict["metadata"] = self.metadata.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metadata import Metadata  # noqa: PLC0415
        from ..models.payment_reservation_input import PaymentReservationInput  # noqa: PLC0415

        d = {**src_dict}
        payment_reservation = PaymentReservationInput.from_dict(d.pop("paymentReservation"))

        _metadata = present(d.pop("metadata", UNSET))
        metadata: Metadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = Metadata.from_dict(_metadata)

        create_payment_reservation_request = cls(
            payment_reservation=payment_reservation,
            metadata=metadata,
        )

        create_payment_reservation_request.additional_properties = d
        return create_payment_reservation_request

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
