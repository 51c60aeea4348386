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
    write_http_date,
)

from ..models.write_status import WriteStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="Written")


@_attrs_define(repr=False)
class Written:
    """What is answered to a write; never the whole resource.

    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        field_status (WriteStatus | Unset): To be looked at besides the HTTP status.
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    field_status: WriteStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "field_status": "_status",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.field_id is not UNSET:
            field_dict["_id"] = self.field_id
        if self.field_created is not UNSET:
            field_dict["_created"] = write_http_date(self.field_created)
        if self.field_updated is not UNSET:
            field_dict["_updated"] = write_http_date(self.field_updated)
        if self.field_etag is not UNSET:
            field_dict["_etag"] = self.field_etag

        if self.field_status is not UNSET:
            field_dict["_status"] = self.field_status.value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        field_id = present(d.pop("_id", UNSET))

        _field_created = present(d.pop("_created", UNSET))
        field_created: datetime.datetime | Unset
        if isinstance(_field_created, Unset):
            field_created = UNSET
        else:
            field_created = read_datetime(_field_created)

        _field_updated = present(d.pop("_updated", UNSET))
        field_updated: datetime.datetime | Unset
        if isinstance(_field_updated, Unset):
            field_updated = UNSET
        else:
            field_updated = read_datetime(_field_updated)

        field_etag = present(d.pop("_etag", UNSET))

        _field_status = present(d.pop("_status", UNSET))
        field_status: WriteStatus | Unset
        if isinstance(_field_status, Unset):
            field_status = UNSET
        else:
            field_status = WriteStatus(_field_status)

        written = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            field_status=field_status,
        )

        written.additional_properties = d
        return written

    @property
    def id(self) -> str | Unset:
        return self.field_id

    @property
    def created(self) -> datetime.datetime | Unset:
        return self.field_created

    @property
    def updated(self) -> datetime.datetime | Unset:
        return self.field_updated

    @property
    def etag(self) -> str | Unset:
        return self.field_etag

    @property
    def status(self) -> WriteStatus | Unset:
        return self.field_status

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
