from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..models.batch_status import BatchStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="BatchCompletedData")


@_attrs_define(repr=False)
class BatchCompletedData:
    """
    Attributes:
        batch_id (UUID | Unset):
        organization_id (UUID | Unset):
        status (BatchStatus | Unset): QUEUED is the only status that is not terminal.
    """

    batch_id: UUID | Unset = UNSET
    organization_id: UUID | Unset = UNSET
    status: BatchStatus | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "batch_id": "batchId",
        "organization_id": "organizationId",
        "status": "status",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.batch_id is not UNSET:
            field_dict["batchId"] = str(self.batch_id)
        if self.organization_id is not UNSET:
            field_dict["organizationId"] = str(self.organization_id)

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _batch_id = present(d.pop("batchId", UNSET))
        batch_id: UUID | Unset
        if isinstance(_batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = UUID(_batch_id)

        _organization_id = present(d.pop("organizationId", UNSET))
        organization_id: UUID | Unset
        if isinstance(_organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = UUID(_organization_id)

        _status = present(d.pop("status", UNSET))
        status: BatchStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = BatchStatus(_status)

        batch_completed_data = cls(
            batch_id=batch_id,
            organization_id=organization_id,
            status=status,
        )

        batch_completed_data.additional_properties = d
        return batch_completed_data

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
