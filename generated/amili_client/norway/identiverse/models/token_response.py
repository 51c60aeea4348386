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

T = TypeVar("T", bound="TokenResponse")


@_attrs_define(repr=False)
class TokenResponse:
    """
    Attributes:
        access_token (str | Unset): Include as `Authorization: Bearer {access_token}` on all subsequent requests
        token_type (str | Unset):
        not_before (int | Unset):
        expires_in (int | Unset): Lifetime in seconds (typically 3600 s / 1 hour)
        expires_on (int | Unset): Unix timestamp when the token expires
        resource (str | Unset):
    """

    access_token: str | Unset = UNSET
    token_type: str | Unset = UNSET
    not_before: int | Unset = UNSET
    expires_in: int | Unset = UNSET
    expires_on: int | Unset = UNSET
    resource: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "access_token": "access_token",
        "token_type": "token_type",
        "not_before": "not_before",
        "expires_in": "expires_in",
        "expires_on": "expires_on",
        "resource": "resource",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        if self.access_token is not UNSET:
            field_dict["access_token"] = self.access_token
        if self.token_type is not UNSET:
            field_dict["token_type"] = self.token_type
        if self.not_before is not UNSET:
            field_dict["not_before"] = self.not_before
        if self.expires_in is not UNSET:
            field_dict["expires_in"] = self.expires_in
        if self.expires_on is not UNSET:
            field_dict["expires_on"] = self.expires_on
        if self.resource is not UNSET:
            field_dict["resource"] = self.resource

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = {**src_dict}
        access_token = present(d.pop("access_token", UNSET))

        token_type = present(d.pop("token_type", UNSET))

        not_before = present(d.pop("not_before", UNSET))

        expires_in = present(d.pop("expires_in", UNSET))

        expires_on = present(d.pop("expires_on", UNSET))

        resource = present(d.pop("resource", UNSET))

        token_response = cls(
            access_token=access_token,
            token_type=token_type,
            not_before=not_before,
            expires_in=expires_in,
            expires_on=expires_on,
            resource=resource,
        )

        token_response.additional_properties = d
        return token_response

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
