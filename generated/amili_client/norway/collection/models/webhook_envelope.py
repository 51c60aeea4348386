from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_datetime,
)

from ..models.webhook_source import WebhookSource
from ..models.webhook_type import WebhookType
from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookEnvelope")


@_attrs_define(repr=False)
class WebhookEnvelope:
    """What every webhook has around its data. Case events name theirs in eventType, the others in type.

    Attributes:
        id (UUID | Unset): Identifies the event
        type_ (WebhookType | Unset):
        event_type (WebhookType | Unset):
        source (WebhookSource | Unset):
        time_stamp (datetime.datetime | Unset):
        data (Any | Unset):
    """

    id: UUID | Unset = UNSET
    type_: WebhookType | Unset = UNSET
    event_type: WebhookType | Unset = UNSET
    source: WebhookSource | Unset = UNSET
    time_stamp: datetime.datetime | Unset = UNSET
    data: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "type_": "type",
        "event_type": "eventType",
        "source": "source",
        "time_stamp": "timeStamp",
        "data": "data",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.id is not UNSET:
            field_dict["id"] = str(self.id)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.event_type is not UNSET:
            field_dict["eventType"] = self.event_type.value

        if self.source is not UNSET:
            field_dict["source"] = self.source.value

        if self.time_stamp is not UNSET:
            field_dict["timeStamp"] = write_datetime(self.time_stamp)
        if self.data is not UNSET:
            field_dict["data"] = self.data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _id = present(d.pop("id", UNSET))
        id: UUID | Unset
        if isinstance(_id, Unset):
            id = UNSET
        else:
            id = UUID(_id)

        _type_ = present(d.pop("type", UNSET))
        type_: WebhookType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = WebhookType(_type_)

        _event_type = present(d.pop("eventType", UNSET))
        event_type: WebhookType | Unset
        if isinstance(_event_type, Unset):
            event_type = UNSET
        else:
            event_type = WebhookType(_event_type)

        _source = present(d.pop("source", UNSET))
        source: WebhookSource | Unset
        if isinstance(_source, Unset):
            source = UNSET
        else:
            source = WebhookSource(_source)

        _time_stamp = present(d.pop("timeStamp", UNSET))
        time_stamp: datetime.datetime | Unset
        if isinstance(_time_stamp, Unset):
            time_stamp = UNSET
        else:
            time_stamp = read_datetime(_time_stamp)

        data = d.pop("data", UNSET)

        webhook_envelope = cls(
            id=id,
            type_=type_,
            event_type=event_type,
            source=source,
            time_stamp=time_stamp,
            data=data,
        )

        webhook_envelope.additional_properties = d
        return webhook_envelope

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
