from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_date,
    read_decimal,
    write_date,
    write_decimal,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.distribution import Distribution
    from ..models.postal_address import PostalAddress


T = TypeVar("T", bound="CustomerInput")


@_attrs_define(repr=False)
class CustomerInput:
    """A customer to be created or changed. What is left out stays as it is; the address is replaced as a whole.

    Attributes:
        customer_no (str | Unset):
        name (str | Unset):
        customer_category (str | Unset):
        phone_no (str | Unset):
        secondary_phone_no (str | Unset):
        organization_no (str | Unset):
        organization_no_scheme (str | Unset):
        date_of_birth (datetime.date | str | Unset):
        year_of_birth (int | Unset):
        ssn (str | Unset):
        ssn_country (str | Unset):
        informal_name (str | Unset):
        customer_group_code (str | Unset):
        price_net_or_gross (str | Unset):
        language (str | Unset):
        currency (str | Unset):
        seller_reference (str | Unset):
        buyer_reference (str | Unset):
        bank_account_no (str | Unset):
        stop_reminder_until (datetime.date | str | Unset):
        stop_debt_collection_until (datetime.date | str | Unset):
        stop_interest_calc_until (datetime.date | str | Unset):
        due_days (int | Unset):
        vat_liable (bool | Unset):
        discount_rate (Decimal | Unset):
        active_status_web (str | Unset):
        customer_message (str | Unset):
        limit_amount (Decimal | Unset):
        postal_address (PostalAddress | Unset):
        email_address_document (list[str] | Unset):
        secondary_email_address (list[str] | Unset):
        distribution (Distribution | Unset): How documents reach a customer, in codes.
        efaktura_block_ids (list[str] | Unset):
        peppol_block_ids (list[str] | Unset):
        digipost_block_ids (list[str] | Unset):
    """

    customer_no: str | Unset = UNSET
    name: str | Unset = UNSET
    customer_category: str | Unset = UNSET
    phone_no: str | Unset = UNSET
    secondary_phone_no: str | Unset = UNSET
    organization_no: str | Unset = UNSET
    organization_no_scheme: str | Unset = UNSET
    date_of_birth: datetime.date | str | Unset = UNSET
    year_of_birth: int | Unset = UNSET
    ssn: str | Unset = UNSET
    ssn_country: str | Unset = UNSET
    informal_name: str | Unset = UNSET
    customer_group_code: str | Unset = UNSET
    price_net_or_gross: str | Unset = UNSET
    language: str | Unset = UNSET
    currency: str | Unset = UNSET
    seller_reference: str | Unset = UNSET
    buyer_reference: str | Unset = UNSET
    bank_account_no: str | Unset = UNSET
    stop_reminder_until: datetime.date | str | Unset = UNSET
    stop_debt_collection_until: datetime.date | str | Unset = UNSET
    stop_interest_calc_until: datetime.date | str | Unset = UNSET
    due_days: int | Unset = UNSET
    vat_liable: bool | Unset = UNSET
    discount_rate: Decimal | Unset = UNSET
    active_status_web: str | Unset = UNSET
    customer_message: str | Unset = UNSET
    limit_amount: Decimal | Unset = UNSET
    postal_address: PostalAddress | Unset = UNSET
    email_address_document: list[str] | Unset = UNSET
    secondary_email_address: list[str] | Unset = UNSET
    distribution: Distribution | Unset = UNSET
    efaktura_block_ids: list[str] | Unset = UNSET
    peppol_block_ids: list[str] | Unset = UNSET
    digipost_block_ids: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "customer_no": "customerNo",
        "name": "name",
        "customer_category": "customerCategory",
        "phone_no": "phoneNo",
        "secondary_phone_no": "secondaryPhoneNo",
        "organization_no": "organizationNo",
        "organization_no_scheme": "organizationNoScheme",
        "date_of_birth": "dateOfBirth",
        "year_of_birth": "yearOfBirth",
        "ssn": "ssn",
        "ssn_country": "ssnCountry",
        "informal_name": "informalName",
        "customer_group_code": "customerGroupCode",
        "price_net_or_gross": "priceNetOrGross",
        "language": "language",
        "currency": "currency",
        "seller_reference": "sellerReference",
        "buyer_reference": "buyerReference",
        "bank_account_no": "bankAccountNo",
        "stop_reminder_until": "stopReminderUntil",
        "stop_debt_collection_until": "stopDebtCollectionUntil",
        "stop_interest_calc_until": "stopInterestCalcUntil",
        "due_days": "dueDays",
        "vat_liable": "vatLiable",
        "discount_rate": "discountRate",
        "active_status_web": "activeStatusWeb",
        "customer_message": "customerMessage",
        "limit_amount": "limitAmount",
        "postal_address": "postalAddress",
        "email_address_document": "emailAddressDocument",
        "secondary_email_address": "secondaryEmailAddress",
        "distribution": "distribution",
        "efaktura_block_ids": "efakturaBlockIds",
        "peppol_block_ids": "peppolBlockIds",
        "digipost_block_ids": "digipostBlockIds",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.customer_no is not UNSET:
            field_dict["customerNo"] = self.customer_no
        if self.name is not UNSET:
            field_dict["name"] = self.name
        if self.customer_category is not UNSET:
            field_dict["customerCategory"] = self.customer_category
        if self.phone_no is not UNSET:
            field_dict["phoneNo"] = self.phone_no
        if self.secondary_phone_no is not UNSET:
            field_dict["secondaryPhoneNo"] = self.secondary_phone_no
        if self.organization_no is not UNSET:
            field_dict["organizationNo"] = self.organization_no
        if self.organization_no_scheme is not UNSET:
            field_dict["organizationNoScheme"] = self.organization_no_scheme
        if self.date_of_birth is not UNSET:
            if isinstance(self.date_of_birth, datetime.date):
                field_dict["dateOfBirth"] = write_date(self.date_of_birth)
            else:
                field_dict["dateOfBirth"] = self.date_of_birth

        if self.year_of_birth is not UNSET:
            field_dict["yearOfBirth"] = self.year_of_birth
        if self.ssn is not UNSET:
            field_dict["ssn"] = self.ssn
        if self.ssn_country is not UNSET:
            field_dict["ssnCountry"] = self.ssn_country
        if self.informal_name is not UNSET:
            field_dict["informalName"] = self.informal_name
        if self.customer_group_code is not UNSET:
            field_dict["customerGroupCode"] = self.customer_group_code
        if self.price_net_or_gross is not UNSET:
            field_dict["priceNetOrGross"] = self.price_net_or_gross
        if self.language is not UNSET:
            field_dict["language"] = self.language
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.seller_reference is not UNSET:
            field_dict["sellerReference"] = self.seller_reference
        if self.buyer_reference is not UNSET:
            field_dict["buyerReference"] = self.buyer_reference
        if self.bank_account_no is not UNSET:
            field_dict["bankAccountNo"] = self.bank_account_no
        if self.stop_reminder_until is not UNSET:
            if isinstance(self.stop_reminder_until, datetime.date):
                field_dict["stopReminderUntil"] = write_date(self.stop_reminder_until)
            else:
                field_dict["stopReminderUntil"] = self.stop_reminder_until

        if self.stop_debt_collection_until is not UNSET:
            if isinstance(self.stop_debt_collection_until, datetime.date):
                field_dict["stopDebtCollectionUntil"] = write_date(self.stop_debt_collection_until)
            else:
                field_dict["stopDebtCollectionUntil"] = self.stop_debt_collection_until

        if self.stop_interest_calc_until is not UNSET:
            if isinstance(self.stop_interest_calc_until, datetime.date):
                field_dict["stopInterestCalcUntil"] = write_date(self.stop_interest_calc_until)
            else:
                field_dict["stopInterestCalcUntil"] = self.stop_interest_calc_until

        if self.due_days is not UNSET:
            field_dict["dueDays"] = self.due_days
        if self.vat_liable is not UNSET:
            field_dict["vatLiable"] = self.vat_liable
        if self.discount_rate is not UNSET:
            field_dict["discountRate"] = write_decimal(self.discount_rate)
        if self.active_status_web is not UNSET:
            field_dict["activeStatusWeb"] = self.active_status_web
        if self.customer_message is not UNSET:
            field_dict["customerMessage"] = self.customer_message
        if self.limit_amount is not UNSET:
            field_dict["limitAmount"] = write_decimal(self.limit_amount)

        if self.postal_address is not UNSET:
            field_dict["postalAddress"] = self.postal_address.to_dict()

        if self.email_address_document is not UNSET:
            field_dict["emailAddressDocument"] = self.email_address_document

        if self.secondary_email_address is not UNSET:
            field_dict["secondaryEmailAddress"] = self.secondary_email_address

        if self.distribution is not UNSET:
            field_dict["distribution"] = self.distribution.to_dict()

        if self.efaktura_block_ids is not UNSET:
            field_dict["efakturaBlockIds"] = self.efaktura_block_ids

        if self.peppol_block_ids is not UNSET:
            field_dict["peppolBlockIds"] = self.peppol_block_ids

        if self.digipost_block_ids is not UNSET:
            field_dict["digipostBlockIds"] = self.digipost_block_ids

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.distribution import Distribution  # noqa: PLC0415
        from ..models.postal_address import PostalAddress  # noqa: PLC0415

        d = {**src_dict}
        customer_no = present(d.pop("customerNo", UNSET))

        name = present(d.pop("name", UNSET))

        customer_category = present(d.pop("customerCategory", UNSET))

        phone_no = present(d.pop("phoneNo", UNSET))

        secondary_phone_no = present(d.pop("secondaryPhoneNo", UNSET))

        organization_no = present(d.pop("organizationNo", UNSET))

        organization_no_scheme = present(d.pop("organizationNoScheme", UNSET))

        def _parse_date_of_birth(data: object) -> datetime.date | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not (isinstance(data, str) and len(data) <= 10):
                    raise TypeError()
                date_of_birth_type_0 = read_date(data)

                return date_of_birth_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | str | Unset, data)

        date_of_birth = _parse_date_of_birth(present(d.pop("dateOfBirth", UNSET)))

        year_of_birth = present(d.pop("yearOfBirth", UNSET))

        ssn = present(d.pop("ssn", UNSET))

        ssn_country = present(d.pop("ssnCountry", UNSET))

        informal_name = present(d.pop("informalName", UNSET))

        customer_group_code = present(d.pop("customerGroupCode", UNSET))

        price_net_or_gross = present(d.pop("priceNetOrGross", UNSET))

        language = present(d.pop("language", UNSET))

        currency = present(d.pop("currency", UNSET))

        seller_reference = present(d.pop("sellerReference", UNSET))

        buyer_reference = present(d.pop("buyerReference", UNSET))

        bank_account_no = present(d.pop("bankAccountNo", UNSET))

        def _parse_stop_reminder_until(data: object) -> datetime.date | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not (isinstance(data, str) and len(data) <= 10):
                    raise TypeError()
                stop_reminder_until_type_0 = read_date(data)

                return stop_reminder_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | str | Unset, data)

        stop_reminder_until = _parse_stop_reminder_until(present(d.pop("stopReminderUntil", UNSET)))

        def _parse_stop_debt_collection_until(data: object) -> datetime.date | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not (isinstance(data, str) and len(data) <= 10):
                    raise TypeError()
                stop_debt_collection_until_type_0 = read_date(data)

                return stop_debt_collection_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | str | Unset, data)

        stop_debt_collection_until = _parse_stop_debt_collection_until(present(d.pop("stopDebtCollectionUntil", UNSET)))

        def _parse_stop_interest_calc_until(data: object) -> datetime.date | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not (isinstance(data, str) and len(data) <= 10):
                    raise TypeError()
                stop_interest_calc_until_type_0 = read_date(data)

                return stop_interest_calc_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | str | Unset, data)

        stop_interest_calc_until = _parse_stop_interest_calc_until(present(d.pop("stopInterestCalcUntil", UNSET)))

        due_days = present(d.pop("dueDays", UNSET))

        vat_liable = present(d.pop("vatLiable", UNSET))

        _discount_rate = present(d.pop("discountRate", UNSET))
        discount_rate: Decimal | Unset
        if isinstance(_discount_rate, Unset):
            discount_rate = UNSET
        else:
            discount_rate = read_decimal(_discount_rate)

        active_status_web = present(d.pop("activeStatusWeb", UNSET))

        customer_message = present(d.pop("customerMessage", UNSET))

        _limit_amount = present(d.pop("limitAmount", UNSET))
        limit_amount: Decimal | Unset
        if isinstance(_limit_amount, Unset):
            limit_amount = UNSET
        else:
            limit_amount = read_decimal(_limit_amount)

        _postal_address = present(d.pop("postalAddress", UNSET))
        postal_address: PostalAddress | Unset
        if isinstance(_postal_address, Unset):
            postal_address = UNSET
        else:
            postal_address = PostalAddress.from_dict(_postal_address)

        email_address_document = cast(list[str], present(d.pop("emailAddressDocument", UNSET)))

        secondary_email_address = cast(list[str], present(d.pop("secondaryEmailAddress", UNSET)))

        _distribution = present(d.pop("distribution", UNSET))
        distribution: Distribution | Unset
        if isinstance(_distribution, Unset):
            distribution = UNSET
        else:
            distribution = Distribution.from_dict(_distribution)

        efaktura_block_ids = cast(list[str], present(d.pop("efakturaBlockIds", UNSET)))

        peppol_block_ids = cast(list[str], present(d.pop("peppolBlockIds", UNSET)))

        digipost_block_ids = cast(list[str], present(d.pop("digipostBlockIds", UNSET)))

        customer_input = cls(
            customer_no=customer_no,
            name=name,
            customer_category=customer_category,
            phone_no=phone_no,
            secondary_phone_no=secondary_phone_no,
            organization_no=organization_no,
            organization_no_scheme=organization_no_scheme,
            date_of_birth=date_of_birth,
            year_of_birth=year_of_birth,
            ssn=ssn,
            ssn_country=ssn_country,
            informal_name=informal_name,
            customer_group_code=customer_group_code,
            price_net_or_gross=price_net_or_gross,
            language=language,
            currency=currency,
            seller_reference=seller_reference,
            buyer_reference=buyer_reference,
            bank_account_no=bank_account_no,
            stop_reminder_until=stop_reminder_until,
            stop_debt_collection_until=stop_debt_collection_until,
            stop_interest_calc_until=stop_interest_calc_until,
            due_days=due_days,
            vat_liable=vat_liable,
            discount_rate=discount_rate,
            active_status_web=active_status_web,
            customer_message=customer_message,
            limit_amount=limit_amount,
            postal_address=postal_address,
            email_address_document=email_address_document,
            secondary_email_address=secondary_email_address,
            distribution=distribution,
            efaktura_block_ids=efaktura_block_ids,
            peppol_block_ids=peppol_block_ids,
            digipost_block_ids=digipost_block_ids,
        )

        customer_input.additional_properties = d
        return customer_input

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
