from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_datetime,
)

from ..models.batch_type import BatchType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.batch_success import BatchSuccess


T = TypeVar("T", bound="BatchOfAll")


@_attrs_define(repr=False)
class BatchOfAll:
    """A batch as the oldest page shows it.

    Attributes:
        batch_id (UUID | Unset):
        type_ (BatchType | Unset): Always INVOICE for invoice batches.
        status (Any | Unset):
        created_at (datetime.datetime | Unset):
        finished_at (datetime.datetime | None | Unset):
        organization_id (UUID | Unset):
        created_by (UUID | Unset):
        succeeded (list[BatchSuccess] | Unset):
        failed (list[Any] | Unset):
    """

    batch_id: UUID | Unset = UNSET
    type_: BatchType | Unset = UNSET
    status: Any | Unset = UNSET
    created_at: datetime.datetime | Unset = UNSET
    finished_at: datetime.datetime | None | Unset = UNSET
    organization_id: UUID | Unset = UNSET
    created_by: UUID | Unset = UNSET
    succeeded: list[BatchSuccess] | Unset = UNSET
    failed: list[Any] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "batch_id": "batchId",
        "type_": "type",
        "status": "status",
        "created_at": "createdAt",
        "finished_at": "finishedAt",
        "organization_id": "organizationId",
        "created_by": "createdBy",
        "succeeded": "succeeded",
        "failed": "failed",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_datetime)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.batch_id is not UNSET:
            field_dict["batchId"] = str(self.batch_id)

        if self.type_ is not UNSET:
            field_dict["type"] = self.type_.value

        if self.status is not UNSET:
            field_dict["status"] = self.status
        if self.created_at is not UNSET:
            field_dict["createdAt"] = write_datetime(self.created_at)
        if self.finished_at is not UNSET:
            if isinstance(self.finished_at, datetime.datetime):
                field_dict["finishedAt"] = write_datetime(self.finished_at)
            else:
                field_dict["finishedAt"] = self.finished_at

        if self.organization_id is not UNSET:
            field_dict["organizationId"] = str(self.organization_id)
        if self.created_by is not UNSET:
            field_dict["createdBy"] = str(self.created_by)

        if self.succeeded is not UNSET:
            _succeeded: list[dict[str, Any]] = []
            for succeeded_item_data in self.succeeded:
                succeeded_item = succeeded_item_data.to_dict()
                _succeeded.append(succeeded_item)
            field_dict["succeeded"] = _succeeded

        if self.failed is not UNSET:
            field_dict["failed"] = self.failed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.batch_success import BatchSuccess  # noqa: PLC0415

        d = {**src_dict}
        _batch_id = present(d.pop("batchId", UNSET))
        batch_id: UUID | Unset
        if isinstance(_batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = UUID(_batch_id)

        _type_ = present(d.pop("type", UNSET))
        type_: BatchType | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = BatchType(_type_)

        status = d.pop("status", UNSET)

        _created_at = present(d.pop("createdAt", UNSET))
        created_at: datetime.datetime | Unset
        if isinstance(_created_at, Unset):
            created_at = UNSET
        else:
            created_at = read_datetime(_created_at)

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            if not isinstance(data, str):
                raise TypeError()
            finished_at_type_0 = read_datetime(data)

            return finished_at_type_0

        finished_at = _parse_finished_at(d.pop("finishedAt", UNSET))

        _organization_id = present(d.pop("organizationId", UNSET))
        organization_id: UUID | Unset
        if isinstance(_organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = UUID(_organization_id)

        _created_by = present(d.pop("createdBy", UNSET))
        created_by: UUID | Unset
        if isinstance(_created_by, Unset):
            created_by = UNSET
        else:
            created_by = UUID(_created_by)

        _succeeded = present(d.pop("succeeded", UNSET))
        succeeded: list[BatchSuccess] | Unset = UNSET
        if _succeeded is not UNSET:
            succeeded = []
            for succeeded_item_data in _succeeded:
                succeeded_item = BatchSuccess.from_dict(succeeded_item_data)

                succeeded.append(succeeded_item)

        failed = cast(list[Any], present(d.pop("failed", UNSET)))

        batch_of_all = cls(
            batch_id=batch_id,
            type_=type_,
            status=status,
            created_at=created_at,
            finished_at=finished_at,
            organization_id=organization_id,
            created_by=created_by,
            succeeded=succeeded,
            failed=failed,
        )

        batch_of_all.additional_properties = d
        return batch_of_all

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
