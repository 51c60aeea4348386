from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_decimal,
    read_text,
    write_datetime,
    write_decimal,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.legacy_history_entry import LegacyHistoryEntry
    from ..models.legacy_payment_details import LegacyPaymentDetails


T = TypeVar("T", bound="LegacyCase")


@_attrs_define(repr=False)
class LegacyCase:
    """
    Attributes:
        customerref (str | Unset):
        customername (str | Unset):
        ledgerref (str | Unset):
        referencenumber (str | Unset):
        casenumber (str | Unset):
        currencycode (str | Unset):
        regdate (datetime.datetime | Unset):
        closuredate (datetime.datetime | Unset):
        billdate (datetime.datetime | Unset):
        duedate (datetime.datetime | Unset):
        isdebtcollection (bool | Unset):
        originalsum (Decimal | Unset):
        paidsum (Decimal | Unset):
        remainingsum (Decimal | Unset):
        originalprincipal (Decimal | Unset):
        paidprincipal (Decimal | Unset):
        remainingprincipal (Decimal | Unset):
        originalfee (Decimal | Unset):
        paidfee (Decimal | Unset):
        remainingfee (Decimal | Unset):
        originalinterest (Decimal | Unset):
        paidinterest (Decimal | Unset):
        remaininginterest (Decimal | Unset):
        service_description (str | Unset):
        status_statuscode (str | Unset):
        reminders (int | Unset):
        debtcollectionlist (int | Unset):
        history (list[LegacyHistoryEntry] | Unset):
        payment_details (LegacyPaymentDetails | Unset): What a debtor needs to know to pay. These names have capitals,
            unlike all others here.
    """

    customerref: str | Unset = UNSET
    customername: str | Unset = UNSET
    ledgerref: str | Unset = UNSET
    referencenumber: str | Unset = UNSET
    casenumber: str | Unset = UNSET
    currencycode: str | Unset = UNSET
    regdate: datetime.datetime | Unset = UNSET
    closuredate: datetime.datetime | Unset = UNSET
    billdate: datetime.datetime | Unset = UNSET
    duedate: datetime.datetime | Unset = UNSET
    isdebtcollection: bool | Unset = UNSET
    originalsum: Decimal | Unset = UNSET
    paidsum: Decimal | Unset = UNSET
    remainingsum: Decimal | Unset = UNSET
    originalprincipal: Decimal | Unset = UNSET
    paidprincipal: Decimal | Unset = UNSET
    remainingprincipal: Decimal | Unset = UNSET
    originalfee: Decimal | Unset = UNSET
    paidfee: Decimal | Unset = UNSET
    remainingfee: Decimal | Unset = UNSET
    originalinterest: Decimal | Unset = UNSET
    paidinterest: Decimal | Unset = UNSET
    remaininginterest: Decimal | Unset = UNSET
    service_description: str | Unset = UNSET
    status_statuscode: str | Unset = UNSET
    reminders: int | Unset = UNSET
    debtcollectionlist: int | Unset = UNSET
    history: list[LegacyHistoryEntry] | Unset = UNSET
    payment_details: LegacyPaymentDetails | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "customerref": "customerref",
        "customername": "customername",
        "ledgerref": "ledgerref",
        "referencenumber": "referencenumber",
        "casenumber": "casenumber",
        "currencycode": "currencycode",
        "regdate": "regdate",
        "closuredate": "closuredate",
        "billdate": "billdate",
        "duedate": "duedate",
        "isdebtcollection": "isdebtcollection",
        "originalsum": "originalsum",
        "paidsum": "paidsum",
        "remainingsum": "remainingsum",
        "originalprincipal": "originalprincipal",
        "paidprincipal": "paidprincipal",
        "remainingprincipal": "remainingprincipal",
        "originalfee": "originalfee",
        "paidfee": "paidfee",
        "remainingfee": "remainingfee",
        "originalinterest": "originalinterest",
        "paidinterest": "paidinterest",
        "remaininginterest": "remaininginterest",
        "service_description": "service_description",
        "status_statuscode": "status_statuscode",
        "reminders": "reminders",
        "debtcollectionlist": "debtcollectionlist",
        "history": "history",
        "payment_details": "paymentDetails",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.customerref is not UNSET:
            field_dict["customerref"] = self.customerref
        if self.customername is not UNSET:
            field_dict["customername"] = self.customername
        if self.ledgerref is not UNSET:
            field_dict["ledgerref"] = self.ledgerref
        if self.referencenumber is not UNSET:
            field_dict["referencenumber"] = self.referencenumber
        if self.casenumber is not UNSET:
            field_dict["casenumber"] = self.casenumber
        if self.currencycode is not UNSET:
            field_dict["currencycode"] = self.currencycode
        if self.regdate is not UNSET:
            field_dict["regdate"] = write_datetime(self.regdate)
        if self.closuredate is not UNSET:
            field_dict["closuredate"] = write_datetime(self.closuredate)
        if self.billdate is not UNSET:
            field_dict["billdate"] = write_datetime(self.billdate)
        if self.duedate is not UNSET:
            field_dict["duedate"] = write_datetime(self.duedate)
        if self.isdebtcollection is not UNSET:
            field_dict["isdebtcollection"] = self.isdebtcollection
        if self.originalsum is not UNSET:
            field_dict["originalsum"] = write_decimal(self.originalsum)
        if self.paidsum is not UNSET:
            field_dict["paidsum"] = write_decimal(self.paidsum)
        if self.remainingsum is not UNSET:
            field_dict["remainingsum"] = write_decimal(self.remainingsum)
        if self.originalprincipal is not UNSET:
            field_dict["originalprincipal"] = write_decimal(self.originalprincipal)
        if self.paidprincipal is not UNSET:
            field_dict["paidprincipal"] = write_decimal(self.paidprincipal)
        if self.remainingprincipal is not UNSET:
            field_dict["remainingprincipal"] = write_decimal(self.remainingprincipal)
        if self.originalfee is not UNSET:
            field_dict["originalfee"] = write_decimal(self.originalfee)
        if self.paidfee is not UNSET:
            field_dict["paidfee"] = write_decimal(self.paidfee)
        if self.remainingfee is not UNSET:
            field_dict["remainingfee"] = write_decimal(self.remainingfee)
        if self.originalinterest is not UNSET:
            field_dict["originalinterest"] = write_decimal(self.originalinterest)
        if self.paidinterest is not UNSET:
            field_dict["paidinterest"] = write_decimal(self.paidinterest)
        if self.remaininginterest is not UNSET:
            field_dict["remaininginterest"] = write_decimal(self.remaininginterest)
        if self.service_description is not UNSET:
            field_dict["service_description"] = self.service_description
        if self.status_statuscode is not UNSET:
            field_dict["status_statuscode"] = self.status_statuscode
        if self.reminders is not UNSET:
            field_dict["reminders"] = self.reminders
        if self.debtcollectionlist is not UNSET:
            field_dict["debtcollectionlist"] = self.debtcollectionlist

        if self.history is not UNSET:
            _history: list[dict[str, Any]] = []
            for history_item_data in self.history:
                history_item = history_item_data.to_dict()
                _history.append(history_item)
            field_dict["history"] = _history

        if self.payment_details is not UNSET:
            field_dict["paymentDetails"] = self.payment_details.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.legacy_history_entry import LegacyHistoryEntry  # noqa: PLC0415
        from ..models.legacy_payment_details import LegacyPaymentDetails  # noqa: PLC0415

        d = {**src_dict}
        customerref = present(d.pop("customerref", UNSET))

        customername = present(d.pop("customername", UNSET))

        ledgerref = present(d.pop("ledgerref", UNSET))

        referencenumber = present(d.pop("referencenumber", UNSET))

        casenumber = read_text(present(d.pop("casenumber", UNSET)))

        currencycode = present(d.pop("currencycode", UNSET))

        _regdate = present(d.pop("regdate", UNSET))
        regdate: datetime.datetime | Unset
        if isinstance(_regdate, Unset):
            regdate = UNSET
        else:
            regdate = read_datetime(_regdate)

        _closuredate = present(d.pop("closuredate", UNSET))
        closuredate: datetime.datetime | Unset
        if isinstance(_closuredate, Unset):
            closuredate = UNSET
        else:
            closuredate = read_datetime(_closuredate)

        _billdate = present(d.pop("billdate", UNSET))
        billdate: datetime.datetime | Unset
        if isinstance(_billdate, Unset):
            billdate = UNSET
        else:
            billdate = read_datetime(_billdate)

        _duedate = present(d.pop("duedate", UNSET))
        duedate: datetime.datetime | Unset
        if isinstance(_duedate, Unset):
            duedate = UNSET
        else:
            duedate = read_datetime(_duedate)

        isdebtcollection = present(d.pop("isdebtcollection", UNSET))

        _originalsum = present(d.pop("originalsum", UNSET))
        originalsum: Decimal | Unset
        if isinstance(_originalsum, Unset):
            originalsum = UNSET
        else:
            originalsum = read_decimal(_originalsum)

        _paidsum = present(d.pop("paidsum", UNSET))
        paidsum: Decimal | Unset
        if isinstance(_paidsum, Unset):
            paidsum = UNSET
        else:
            paidsum = read_decimal(_paidsum)

        _remainingsum = present(d.pop("remainingsum", UNSET))
        remainingsum: Decimal | Unset
        if isinstance(_remainingsum, Unset):
            remainingsum = UNSET
        else:
            remainingsum = read_decimal(_remainingsum)

        _originalprincipal = present(d.pop("originalprincipal", UNSET))
        originalprincipal: Decimal | Unset
        if isinstance(_originalprincipal, Unset):
            originalprincipal = UNSET
        else:
            originalprincipal = read_decimal(_originalprincipal)

        _paidprincipal = present(d.pop("paidprincipal", UNSET))
        paidprincipal: Decimal | Unset
        if isinstance(_paidprincipal, Unset):
            paidprincipal = UNSET
        else:
            paidprincipal = read_decimal(_paidprincipal)

        _remainingprincipal = present(d.pop("remainingprincipal", UNSET))
        remainingprincipal: Decimal | Unset
        if isinstance(_remainingprincipal, Unset):
            remainingprincipal = UNSET
        else:
            remainingprincipal = read_decimal(_remainingprincipal)

        _originalfee = present(d.pop("originalfee", UNSET))
        originalfee: Decimal | Unset
        if isinstance(_originalfee, Unset):
            originalfee = UNSET
        else:
            originalfee = read_decimal(_originalfee)

        _paidfee = present(d.pop("paidfee", UNSET))
        paidfee: Decimal | Unset
        if isinstance(_paidfee, Unset):
            paidfee = UNSET
        else:
            paidfee = read_decimal(_paidfee)

        _remainingfee = present(d.pop("remainingfee", UNSET))
        remainingfee: Decimal | Unset
        if isinstance(_remainingfee, Unset):
            remainingfee = UNSET
        else:
            remainingfee = read_decimal(_remainingfee)

        _originalinterest = present(d.pop("originalinterest", UNSET))
        originalinterest: Decimal | Unset
        if isinstance(_originalinterest, Unset):
            originalinterest = UNSET
        else:
            originalinterest = read_decimal(_originalinterest)

        _paidinterest = present(d.pop("paidinterest", UNSET))
        paidinterest: Decimal | Unset
        if isinstance(_paidinterest, Unset):
            paidinterest = UNSET
        else:
            paidinterest = read_decimal(_paidinterest)

        _remaininginterest = present(d.pop("remaininginterest", UNSET))
        remaininginterest: Decimal | Unset
        if isinstance(_remaininginterest, Unset):
            remaininginterest = UNSET
        else:
            remaininginterest = read_decimal(_remaininginterest)

        service_description = present(d.pop("service_description", UNSET))

        status_statuscode = present(d.pop("status_statuscode", UNSET))

        reminders = present(d.pop("reminders", UNSET))

        debtcollectionlist = present(d.pop("debtcollectionlist", UNSET))

        _history = present(d.pop("history", UNSET))
        history: list[LegacyHistoryEntry] | Unset = UNSET
        if _history is not UNSET:
            history = []
            for history_item_data in _history:
                history_item = LegacyHistoryEntry.from_dict(history_item_data)

                history.append(history_item)

        _payment_details = present(d.pop("paymentDetails", UNSET))
        payment_details: LegacyPaymentDetails | Unset
        if isinstance(_payment_details, Unset):
            payment_details = UNSET
        else:
            payment_details = LegacyPaymentDetails.from_dict(_payment_details)

        legacy_case = cls(
            customerref=customerref,
            customername=customername,
            ledgerref=ledgerref,
            referencenumber=referencenumber,
            casenumber=casenumber,
            currencycode=currencycode,
            regdate=regdate,
            closuredate=closuredate,
            billdate=billdate,
            duedate=duedate,
            isdebtcollection=isdebtcollection,
            originalsum=originalsum,
            paidsum=paidsum,
            remainingsum=remainingsum,
            originalprincipal=originalprincipal,
            paidprincipal=paidprincipal,
            remainingprincipal=remainingprincipal,
            originalfee=originalfee,
            paidfee=paidfee,
            remainingfee=remainingfee,
            originalinterest=originalinterest,
            paidinterest=paidinterest,
            remaininginterest=remaininginterest,
            service_description=service_description,
            status_statuscode=status_statuscode,
            reminders=reminders,
            debtcollectionlist=debtcollectionlist,
            history=history,
            payment_details=payment_details,
        )

        legacy_case.additional_properties = d
        return legacy_case

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
