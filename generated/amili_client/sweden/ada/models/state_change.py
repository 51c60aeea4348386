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

from ..models.case_state import CaseState
from ..types import UNSET, Unset

T = TypeVar("T", bound="StateChange")


@_attrs_define(repr=False)
class StateChange:
    """
    Attributes:
        state (CaseState | Unset):
        state_date (datetime.datetime | Unset):
    """

    state: CaseState | Unset = UNSET
    state_date: datetime.datetime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "state": "state",
        "state_date": "state_date",
    }
    WRITE_DATETIME: ClassVar[Callable[[datetime.datetime], str]] = staticmethod(write_http_date)

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)

        if self.state is not UNSET:
            field_dict["state"] = self.state.value

        if self.state_date is not UNSET:
            field_dict["state_date"] = write_http_date(self.state_date)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        _state = present(d.pop("state", UNSET))
        state: CaseState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = CaseState(_state)

        _state_date = present(d.pop("state_date", UNSET))
        state_date: datetime.datetime | Unset
        if isinstance(_state_date, Unset):
            state_date = UNSET
        else:
            state_date = read_datetime(_state_date)

        state_change = cls(
            state=state,
            state_date=state_date,
        )

        state_change.additional_properties = d
        return state_change

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
