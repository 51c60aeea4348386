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

T = TypeVar("T", bound="LegacyContact")


@_attrs_define(repr=False)
class LegacyContact:
    """Of a creditor, its contact and its case handler.

    Attributes:
        fullname (str | Unset):
        workphone (str | Unset):
        email (str | Unset):
        isinvoicequery (bool | Unset):
        isremittancereport (bool | Unset):
        isorderconfirmation (bool | Unset):
        iscollectionlist (bool | Unset):
        isweb (bool | Unset):
    """

    fullname: str | Unset = UNSET
    workphone: str | Unset = UNSET
    email: str | Unset = UNSET
    isinvoicequery: bool | Unset = UNSET
    isremittancereport: bool | Unset = UNSET
    isorderconfirmation: bool | Unset = UNSET
    iscollectionlist: bool | Unset = UNSET
    isweb: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "fullname": "fullname",
        "workphone": "workphone",
        "email": "email",
        "isinvoicequery": "isinvoicequery",
        "isremittancereport": "isremittancereport",
        "isorderconfirmation": "isorderconfirmation",
        "iscollectionlist": "iscollectionlist",
        "isweb": "isweb",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.fullname is not UNSET:
            field_dict["fullname"] = self.fullname
        if self.workphone is not UNSET:
            field_dict["workphone"] = self.workphone
        if self.email is not UNSET:
            field_dict["email"] = self.email
        if self.isinvoicequery is not UNSET:
            field_dict["isinvoicequery"] = self.isinvoicequery
        if self.isremittancereport is not UNSET:
            field_dict["isremittancereport"] = self.isremittancereport
        if self.isorderconfirmation is not UNSET:
            field_dict["isorderconfirmation"] = self.isorderconfirmation
        if self.iscollectionlist is not UNSET:
            field_dict["iscollectionlist"] = self.iscollectionlist
        if self.isweb is not UNSET:
            field_dict["isweb"] = self.isweb

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        fullname = present(d.pop("fullname", UNSET))

        workphone = present(d.pop("workphone", UNSET))

        email = present(d.pop("email", UNSET))

        isinvoicequery = present(d.pop("isinvoicequery", UNSET))

        isremittancereport = present(d.pop("isremittancereport", UNSET))

        isorderconfirmation = present(d.pop("isorderconfirmation", UNSET))

        iscollectionlist = present(d.pop("iscollectionlist", UNSET))

        isweb = present(d.pop("isweb", UNSET))

        legacy_contact = cls(
            fullname=fullname,
            workphone=workphone,
            email=email,
            isinvoicequery=isinvoicequery,
            isremittancereport=isremittancereport,
            isorderconfirmation=isorderconfirmation,
            iscollectionlist=iscollectionlist,
            isweb=isweb,
        )

        legacy_contact.additional_properties = d
        return legacy_contact

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
