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
    from ..models.legacy_contact import LegacyContact


T = TypeVar("T", bound="LegacyCreditor")


@_attrs_define(repr=False)
class LegacyCreditor:
    """
    Attributes:
        idnumber (str | Unset):
        parentidnumber (str | Unset):
        onlydebtcollection (bool | Unset):
        vattype (int | Unset):
        fullname (str | Unset):
        street (str | Unset):
        city (str | Unset):
        zipcode (str | Unset):
        countrycode (str | Unset):
        bankaccountno (str | Unset):
        contact (LegacyContact | Unset): Of a creditor, its contact and its case handler.
        casehandler (LegacyContact | Unset): Of a creditor, its contact and its case handler.
        sourceid (int | Unset):
        reminderflow (int | Unset):
        debtcollectiontransfer (int | Unset):
        invoicearchive (int | Unset):
        hasforeigndebtors (bool | Unset):
        hasforeigncurrency (bool | Unset):
        disabled (bool | Unset):
        lastsettlementid (str | Unset):
    """

    idnumber: str | Unset = UNSET
    parentidnumber: str | Unset = UNSET
    onlydebtcollection: bool | Unset = UNSET
    vattype: int | Unset = UNSET
    fullname: str | Unset = UNSET
    street: str | Unset = UNSET
    city: str | Unset = UNSET
    zipcode: str | Unset = UNSET
    countrycode: str | Unset = UNSET
    bankaccountno: str | Unset = UNSET
    contact: LegacyContact | Unset = UNSET
    casehandler: LegacyContact | Unset = UNSET
    sourceid: int | Unset = UNSET
    reminderflow: int | Unset = UNSET
    debtcollectiontransfer: int | Unset = UNSET
    invoicearchive: int | Unset = UNSET
    hasforeigndebtors: bool | Unset = UNSET
    hasforeigncurrency: bool | Unset = UNSET
    disabled: bool | Unset = UNSET
    lastsettlementid: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "idnumber": "idnumber",
        "parentidnumber": "parentidnumber",
        "onlydebtcollection": "onlydebtcollection",
        "vattype": "vattype",
        "fullname": "fullname",
        "street": "street",
        "city": "city",
        "zipcode": "zipcode",
        "countrycode": "countrycode",
        "bankaccountno": "bankaccountno",
        "contact": "contact",
        "casehandler": "casehandler",
        "sourceid": "sourceid",
        "reminderflow": "reminderflow",
        "debtcollectiontransfer": "debtcollectiontransfer",
        "invoicearchive": "invoicearchive",
        "hasforeigndebtors": "hasforeigndebtors",
        "hasforeigncurrency": "hasforeigncurrency",
        "disabled": "disabled",
        "lastsettlementid": "lastsettlementid",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.idnumber is not UNSET:
            field_dict["idnumber"] = self.idnumber
        if self.parentidnumber is not UNSET:
            field_dict["parentidnumber"] = self.parentidnumber
        if self.onlydebtcollection is not UNSET:
            field_dict["onlydebtcollection"] = self.onlydebtcollection
        if self.vattype is not UNSET:
            field_dict["vattype"] = self.vattype
        if self.fullname is not UNSET:
            field_dict["fullname"] = self.fullname
        if self.street is not UNSET:
            field_dict["street"] = self.street
        if self.city is not UNSET:
            field_dict["city"] = self.city
        if self.zipcode is not UNSET:
            field_dict["zipcode"] = self.zipcode
        if self.countrycode is not UNSET:
            field_dict["countrycode"] = self.countrycode
        if self.bankaccountno is not UNSET:
            field_dict["bankaccountno"] = self.bankaccountno

        if self.contact is not UNSET:
            field_dict["contact"] = self.contact.to_dict()

        if self.casehandler is not UNSET:
            field_dict["casehandler"] = self.casehandler.to_dict()
        if self.sourceid is not UNSET:
            field_dict["sourceid"] = self.sourceid
        if self.reminderflow is not UNSET:
            field_dict["reminderflow"] = self.reminderflow
        if self.debtcollectiontransfer is not UNSET:
            field_dict["debtcollectiontransfer"] = self.debtcollectiontransfer
        if self.invoicearchive is not UNSET:
            field_dict["invoicearchive"] = self.invoicearchive
        if self.hasforeigndebtors is not UNSET:
            field_dict["hasforeigndebtors"] = self.hasforeigndebtors
        if self.hasforeigncurrency is not UNSET:
            field_dict["hasforeigncurrency"] = self.hasforeigncurrency
        if self.disabled is not UNSET:
            field_dict["disabled"] = self.disabled
        if self.lastsettlementid is not UNSET:
            field_dict["lastsettlementid"] = self.lastsettlementid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.legacy_contact import LegacyContact  # noqa: PLC0415

        d = {**src_dict}
        idnumber = present(d.pop("idnumber", UNSET))

        parentidnumber = present(d.pop("parentidnumber", UNSET))

        onlydebtcollection = present(d.pop("onlydebtcollection", UNSET))

        vattype = present(d.pop("vattype", UNSET))

        fullname = present(d.pop("fullname", UNSET))

        street = present(d.pop("street", UNSET))

        city = present(d.pop("city", UNSET))

        zipcode = present(d.pop("zipcode", UNSET))

        countrycode = present(d.pop("countrycode", UNSET))

        bankaccountno = present(d.pop("bankaccountno", UNSET))

        _contact = present(d.pop("contact", UNSET))
        contact: LegacyContact | Unset
        if isinstance(_contact, Unset):
            contact = UNSET
        else:
            contact = LegacyContact.from_dict(_contact)

        _casehandler = present(d.pop("casehandler", UNSET))
        casehandler: LegacyContact | Unset
        if isinstance(_casehandler, Unset):
            casehandler = UNSET
        else:
            casehandler = LegacyContact.from_dict(_casehandler)

        sourceid = present(d.pop("sourceid", UNSET))

        reminderflow = present(d.pop("reminderflow", UNSET))

        debtcollectiontransfer = present(d.pop("debtcollectiontransfer", UNSET))

        invoicearchive = present(d.pop("invoicearchive", UNSET))

        hasforeigndebtors = present(d.pop("hasforeigndebtors", UNSET))

        hasforeigncurrency = present(d.pop("hasforeigncurrency", UNSET))

        disabled = present(d.pop("disabled", UNSET))

        lastsettlementid = present(d.pop("lastsettlementid", UNSET))

        legacy_creditor = cls(
            idnumber=idnumber,
            parentidnumber=parentidnumber,
            onlydebtcollection=onlydebtcollection,
            vattype=vattype,
            fullname=fullname,
            street=street,
            city=city,
            zipcode=zipcode,
            countrycode=countrycode,
            bankaccountno=bankaccountno,
            contact=contact,
            casehandler=casehandler,
            sourceid=sourceid,
            reminderflow=reminderflow,
            debtcollectiontransfer=debtcollectiontransfer,
            invoicearchive=invoicearchive,
            hasforeigndebtors=hasforeigndebtors,
            hasforeigncurrency=hasforeigncurrency,
            disabled=disabled,
            lastsettlementid=lastsettlementid,
        )

        legacy_creditor.additional_properties = d
        return legacy_creditor

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
