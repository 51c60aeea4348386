from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_datetime,
)

from ..types import UNSET, Unset

T = TypeVar("T", bound="LegacyHistoryEntry")


@_attrs_define(repr=False)
class LegacyHistoryEntry:
    """
    Attributes:
        type_ (int | Unset):
        loggedat (datetime.datetime | Unset):
        message (str | Unset):
        subject (str | Unset):
        conversationid (str | Unset):
        attachmentid (str | Unset):
    """

    type_: int | Unset = UNSET
    loggedat: datetime.datetime | Unset = UNSET
    message: str | Unset = UNSET
    subject: str | Unset = UNSET
    conversationid: str | Unset = UNSET
    attachmentid: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "type_": "type",
        "loggedat": "loggedat",
        "message": "message",
        "subject": "subject",
        "conversationid": "conversationid",
        "attachmentid": "attachmentid",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.type_ is not UNSET:
            field_dict["type"] = self.type_
        if self.loggedat is not UNSET:
            field_dict["loggedat"] = write_datetime(self.loggedat)
        if self.message is not UNSET:
            field_dict["message"] = self.message
        if self.subject is not UNSET:
            field_dict["subject"] = self.subject
        if self.conversationid is not UNSET:
            field_dict["conversationid"] = self.conversationid
        if self.attachmentid is not UNSET:
            field_dict["attachmentid"] = self.attachmentid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        type_ = present(d.pop("type", UNSET))

        _loggedat = present(d.pop("loggedat", UNSET))
        loggedat: datetime.datetime | Unset
        if isinstance(_loggedat, Unset):
            loggedat = UNSET
        else:
            loggedat = read_datetime(_loggedat)

        message = present(d.pop("message", UNSET))

        subject = present(d.pop("subject", UNSET))

        conversationid = present(d.pop("conversationid", UNSET))

        attachmentid = present(d.pop("attachmentid", UNSET))

        legacy_history_entry = cls(
            type_=type_,
            loggedat=loggedat,
            message=message,
            subject=subject,
            conversationid=conversationid,
            attachmentid=attachmentid,
        )

        legacy_history_entry.additional_properties = d
        return legacy_history_entry

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
