from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_date,
    write_date,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.currency_amounts import CurrencyAmounts
    from ..models.distribution import Distribution
    from ..models.document_line import DocumentLine
    from ..models.einvoice_address import EinvoiceAddress


T = TypeVar("T", bound="DocumentInput")


@_attrs_define(repr=False)
class DocumentInput:
    """A document to be created, such as an invoice.

    Attributes:
        document_type (str | Unset):
        customer_no (str | Unset):
        document_no (str | Unset):
        document_date (datetime.date | Unset):
        due_date (datetime.date | Unset):
        currency (str | Unset):
        language (str | Unset):
        kid (str | Unset): Reference of a Norwegian payment
        marketing_message_code (str | Unset):
        customer_message (str | Unset):
        sales_order_id (str | Unset):
        purchase_order_id (str | Unset):
        seller_reference (str | Unset):
        buyer_reference (str | Unset):
        additional_reference (str | Unset):
        sub_customer_no (str | Unset):
        ledger_note (str | Unset):
        currency_amounts (CurrencyAmounts | Unset): Amounts in the currency of the document, in its main unit.
        distribution (Distribution | Unset): How documents reach a customer, in codes.
        einvoice_address (EinvoiceAddress | Unset):
        email_address (list[str] | Unset):
        attachment_files (list[Any] | Unset):
        attachment_codes (list[Any] | Unset):
        custom_codes (list[Any] | Unset):
        document_lines (list[DocumentLine] | Unset):
    """

    document_type: str | Unset = UNSET
    customer_no: str | Unset = UNSET
    document_no: str | Unset = UNSET
    document_date: datetime.date | Unset = UNSET
    due_date: datetime.date | Unset = UNSET
    currency: str | Unset = UNSET
    language: str | Unset = UNSET
    kid: str | Unset = UNSET
    marketing_message_code: str | Unset = UNSET
    customer_message: str | Unset = UNSET
    sales_order_id: str | Unset = UNSET
    purchase_order_id: str | Unset = UNSET
    seller_reference: str | Unset = UNSET
    buyer_reference: str | Unset = UNSET
    additional_reference: str | Unset = UNSET
    sub_customer_no: str | Unset = UNSET
    ledger_note: str | Unset = UNSET
    currency_amounts: CurrencyAmounts | Unset = UNSET
    distribution: Distribution | Unset = UNSET
    einvoice_address: EinvoiceAddress | Unset = UNSET
    email_address: list[str] | Unset = UNSET
    attachment_files: list[Any] | Unset = UNSET
    attachment_codes: list[Any] | Unset = UNSET
    custom_codes: list[Any] | Unset = UNSET
    document_lines: list[DocumentLine] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "document_type": "documentType",
        "customer_no": "customerNo",
        "document_no": "documentNo",
        "document_date": "documentDate",
        "due_date": "dueDate",
        "currency": "currency",
        "language": "language",
        "kid": "kid",
        "marketing_message_code": "marketingMessageCode",
        "customer_message": "customerMessage",
        "sales_order_id": "salesOrderId",
        "purchase_order_id": "purchaseOrderId",
        "seller_reference": "sellerReference",
        "buyer_reference": "buyerReference",
        "additional_reference": "additionalReference",
        "sub_customer_no": "subCustomerNo",
        "ledger_note": "ledgerNote",
        "currency_amounts": "currencyAmounts",
        "distribution": "distribution",
        "einvoice_address": "einvoiceAddress",
        "email_address": "emailAddress",
        "attachment_files": "attachmentFiles",
        "attachment_codes": "attachmentCodes",
        "custom_codes": "customCodes",
        "document_lines": "documentLines",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.document_type is not UNSET:
            field_dict["documentType"] = self.document_type
        if self.customer_no is not UNSET:
            field_dict["customerNo"] = self.customer_no
        if self.document_no is not UNSET:
            field_dict["documentNo"] = self.document_no
        if self.document_date is not UNSET:
            field_dict["documentDate"] = write_date(self.document_date)
        if self.due_date is not UNSET:
            field_dict["dueDate"] = write_date(self.due_date)
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.language is not UNSET:
            field_dict["language"] = self.language
        if self.kid is not UNSET:
            field_dict["kid"] = self.kid
        if self.marketing_message_code is not UNSET:
            field_dict["marketingMessageCode"] = self.marketing_message_code
        if self.customer_message is not UNSET:
            field_dict["customerMessage"] = self.customer_message
        if self.sales_order_id is not UNSET:
            field_dict["salesOrderId"] = self.sales_order_id
        if self.purchase_order_id is not UNSET:
            field_dict["purchaseOrderId"] = self.purchase_order_id
        if self.seller_reference is not UNSET:
            field_dict["sellerReference"] = self.seller_reference
        if self.buyer_reference is not UNSET:
            field_dict["buyerReference"] = self.buyer_reference
        if self.additional_reference is not UNSET:
            field_dict["additionalReference"] = self.additional_reference
        if self.sub_customer_no is not UNSET:
            field_dict["subCustomerNo"] = self.sub_customer_no
        if self.ledger_note is not UNSET:
            field_dict["ledgerNote"] = self.ledger_note

        if self.currency_amounts is not UNSET:
            field_dict["currencyAmounts"] = self.currency_amounts.to_dict()

        if self.distribution is not UNSET:
            field_dict["distribution"] = self.distribution.to_dict()

        if self.einvoice_address is not UNSET:
            field_dict["einvoiceAddress"] = self.einvoice_address.to_dict()

        if self.email_address is not UNSET:
            field_dict["emailAddress"] = self.email_address

        if self.attachment_files is not UNSET:
            field_dict["attachmentFiles"] = self.attachment_files

        if self.attachment_codes is not UNSET:
            field_dict["attachmentCodes"] = self.attachment_codes

        if self.custom_codes is not UNSET:
            field_dict["customCodes"] = self.custom_codes

        if self.document_lines is not UNSET:
            _document_lines: list[dict[str, Any]] = []
            for document_lines_item_data in self.document_lines:
                document_lines_item = document_lines_item_data.to_dict()
                _document_lines.append(document_lines_item)
            field_dict["documentLines"] = _document_lines

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.currency_amounts import CurrencyAmounts  # noqa: PLC0415
        from ..models.distribution import Distribution  # noqa: PLC0415
        from ..models.document_line import DocumentLine  # noqa: PLC0415
        from ..models.einvoice_address import EinvoiceAddress  # noqa: PLC0415

        d = {**src_dict}
        document_type = present(d.pop("documentType", UNSET))

        customer_no = present(d.pop("customerNo", UNSET))

        document_no = present(d.pop("documentNo", UNSET))

        _document_date = present(d.pop("documentDate", UNSET))
        document_date: datetime.date | Unset
        if isinstance(_document_date, Unset):
            document_date = UNSET
        else:
            document_date = read_date(_document_date)

        _due_date = present(d.pop("dueDate", UNSET))
        due_date: datetime.date | Unset
        if isinstance(_due_date, Unset):
            due_date = UNSET
        else:
            due_date = read_date(_due_date)

        currency = present(d.pop("currency", UNSET))

        language = present(d.pop("language", UNSET))

        kid = present(d.pop("kid", UNSET))

        marketing_message_code = present(d.pop("marketingMessageCode", UNSET))

        customer_message = present(d.pop("customerMessage", UNSET))

        sales_order_id = present(d.pop("salesOrderId", UNSET))

        purchase_order_id = present(d.pop("purchaseOrderId", UNSET))

        seller_reference = present(d.pop("sellerReference", UNSET))

        buyer_reference = present(d.pop("buyerReference", UNSET))

        additional_reference = present(d.pop("additionalReference", UNSET))

        sub_customer_no = present(d.pop("subCustomerNo", UNSET))

        ledger_note = present(d.pop("ledgerNote", UNSET))

        _currency_amounts = present(d.pop("currencyAmounts", UNSET))
        currency_amounts: CurrencyAmounts | Unset
        if isinstance(_currency_amounts, Unset):
            currency_amounts = UNSET
        else:
            currency_amounts = CurrencyAmounts.from_dict(_currency_amounts)

        _distribution = present(d.pop("distribution", UNSET))
        distribution: Distribution | Unset
        if isinstance(_distribution, Unset):
            distribution = UNSET
        else:
            distribution = Distribution.from_dict(_distribution)

        _einvoice_address = present(d.pop("einvoiceAddress", UNSET))
        einvoice_address: EinvoiceAddress | Unset
        if isinstance(_einvoice_address, Unset):
            einvoice_address = UNSET
        else:
            einvoice_address = EinvoiceAddress.from_dict(_einvoice_address)

        email_address = cast(list[str], present(d.pop("emailAddress", UNSET)))

        attachment_files = cast(list[Any], present(d.pop("attachmentFiles", UNSET)))

        attachment_codes = cast(list[Any], present(d.pop("attachmentCodes", UNSET)))

        custom_codes = cast(list[Any], present(d.pop("customCodes", UNSET)))

        _document_lines = present(d.pop("documentLines", UNSET))
        document_lines: list[DocumentLine] | Unset = UNSET
        if _document_lines is not UNSET:
            document_lines = []
            for document_lines_item_data in _document_lines:
                document_lines_item = DocumentLine.from_dict(document_lines_item_data)

                document_lines.append(document_lines_item)

        document_input = cls(
            document_type=document_type,
            customer_no=customer_no,
            document_no=document_no,
            document_date=document_date,
            due_date=due_date,
            currency=currency,
            language=language,
            kid=kid,
            marketing_message_code=marketing_message_code,
            customer_message=customer_message,
            sales_order_id=sales_order_id,
            purchase_order_id=purchase_order_id,
            seller_reference=seller_reference,
            buyer_reference=buyer_reference,
            additional_reference=additional_reference,
            sub_customer_no=sub_customer_no,
            ledger_note=ledger_note,
            currency_amounts=currency_amounts,
            distribution=distribution,
            einvoice_address=einvoice_address,
            email_address=email_address,
            attachment_files=attachment_files,
            attachment_codes=attachment_codes,
            custom_codes=custom_codes,
            document_lines=document_lines,
        )

        document_input.additional_properties = d
        return document_input

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
