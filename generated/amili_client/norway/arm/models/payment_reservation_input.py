from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="PaymentReservationInput")


@_attrs_define(repr=False)
class PaymentReservationInput:
    """At least one identifier is needed beside the paymentId. arItemId, documentNo, documentUuid and referenceNo name a
    document, accountNo and customerNo a customer, and kid one or the other.

        Attributes:
            payment_id (str): Must be unique
            ar_item_id (Any | Unset): A text or an integer. Which of the two was not visible.
            document_no (str | Unset):
            document_uuid (str | Unset):
            reference_no (str | Unset):
            kid (str | Unset):
            account_no (int | Unset): AR account number
            customer_no (str | Unset):
    """

    payment_id: str
    ar_item_id: Any | Unset = UNSET
    document_no: str | Unset = UNSET
    document_uuid: str | Unset = UNSET
    reference_no: str | Unset = UNSET
    kid: str | Unset = UNSET
    account_no: int | Unset = UNSET
    customer_no: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "payment_id": "paymentId",
        "ar_item_id": "arItemId",
        "document_no": "documentNo",
        "document_uuid": "documentUuid",
        "reference_no": "referenceNo",
        "kid": "kid",
        "account_no": "accountNo",
        "customer_no": "customerNo",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["paymentId"] = self.payment_id
        if self.ar_item_id is not UNSET:
            field_dict["arItemId"] = self.ar_item_id
        if self.document_no is not UNSET:
            field_dict["documentNo"] = self.document_no
        if self.document_uuid is not UNSET:
            field_dict["documentUuid"] = self.document_uuid
        if self.reference_no is not UNSET:
            field_dict["referenceNo"] = self.reference_no
        if self.kid is not UNSET:
            field_dict["kid"] = self.kid
        if self.account_no is not UNSET:
            field_dict["accountNo"] = self.account_no
        if self.customer_no is not UNSET:
            field_dict["customerNo"] = self.customer_no

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        payment_id = d.pop("paymentId")

        ar_item_id = d.pop("arItemId", UNSET)

        document_no = present(d.pop("documentNo", UNSET))

        document_uuid = present(d.pop("documentUuid", UNSET))

        reference_no = present(d.pop("referenceNo", UNSET))

        kid = present(d.pop("kid", UNSET))

        account_no = present(d.pop("accountNo", UNSET))

        customer_no = present(d.pop("customerNo", UNSET))

        payment_reservation_input = cls(
            payment_id=payment_id,
            ar_item_id=ar_item_id,
            document_no=document_no,
            document_uuid=document_uuid,
            reference_no=reference_no,
            kid=kid,
            account_no=account_no,
            customer_no=customer_no,
        )

        payment_reservation_input.additional_properties = d
        return payment_reservation_input

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
