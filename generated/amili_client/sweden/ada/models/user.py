from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    write_http_date,
)

from ..models.oauth_type import OauthType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.application_access import ApplicationAccess
    from ..models.data_access import DataAccess
    from ..models.email_data import EmailData


T = TypeVar("T", bound="User")


@_attrs_define(repr=False)
class User:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        account (str | Unset):
        partner (str | Unset):
        solicitor (str | Unset):
        name (str | Unset):
        email_data (EmailData | Unset):
        oauth_type (OauthType | Unset):
        email_oauth (str | Unset):
        oauth_subscriber (str | Unset):
        data_access (list[DataAccess] | Unset):
        is_enabled (bool | Unset):
        applications (list[ApplicationAccess] | Unset):
        log_invoice_registrations (bool | Unset):
        log_case_registrations (bool | Unset):
        log_creditor_payments (bool | Unset):
        public_key (str | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    account: str | Unset = UNSET
    partner: str | Unset = UNSET
    solicitor: str | Unset = UNSET
    name: str | Unset = UNSET
    email_data: EmailData | Unset = UNSET
    oauth_type: OauthType | Unset = UNSET
    email_oauth: str | Unset = UNSET
    oauth_subscriber: str | Unset = UNSET
    data_access: list[DataAccess] | Unset = UNSET
    is_enabled: bool | Unset = UNSET
    applications: list[ApplicationAccess] | Unset = UNSET
    log_invoice_registrations: bool | Unset = UNSET
    log_case_registrations: bool | Unset = UNSET
    log_creditor_payments: bool | Unset = UNSET
    public_key: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "account": "account",
        "partner": "partner",
        "solicitor": "solicitor",
        "name": "name",
        "email_data": "email_data",
        "oauth_type": "oauth_type",
        "email_oauth": "email_oauth",
        "oauth_subscriber": "oauth_subscriber",
        "data_access": "data_access",
        "is_enabled": "is_enabled",
        "applications": "applications",
        "log_invoice_registrations": "log_invoice_registrations",
        "log_case_registrations": "log_case_registrations",
        "log_creditor_payments": "log_creditor_payments",
        "public_key": "public_key",
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
        if self.account is not UNSET:
            field_dict["account"] = self.account
        if self.partner is not UNSET:
            field_dict["partner"] = self.partner
        if self.solicitor is not UNSET:
            field_dict["solicitor"] = self.solicitor
        if self.name is not UNSET:
            field_dict["name"] = self.name

        if self.email_data is not UNSET:
            field_dict["email_data"] = self.email_data.to_dict()

        if self.oauth_type is not UNSET:
            field_dict["oauth_type"] = self.oauth_type.value

        if self.email_oauth is not UNSET:
            field_dict["email_oauth"] = self.email_oauth
        if self.oauth_subscriber is not UNSET:
            field_dict["oauth_subscriber"] = self.oauth_subscriber

        if self.data_access is not UNSET:
            _data_access: list[dict[str, Any]] = []
            for data_access_item_data in self.data_access:
                data_access_item = data_access_item_data.to_dict()
                _data_access.append(data_access_item)
            field_dict["data_access"] = _data_access

        if self.is_enabled is not UNSET:
            field_dict["is_enabled"] = self.is_enabled

        if self.applications is not UNSET:
            _applications: list[dict[str, Any]] = []
            for applications_item_data in self.applications:
                applications_item = applications_item_data.to_dict()
                _applications.append(applications_item)
            field_dict["applications"] = _applications

        if self.log_invoice_registrations is not UNSET:
            field_dict["log_invoice_registrations"] = self.log_invoice_registrations
        if self.log_case_registrations is not UNSET:
            field_dict["log_case_registrations"] = self.log_case_registrations
        if self.log_creditor_payments is not UNSET:
            field_dict["log_creditor_payments"] = self.log_creditor_payments
        if self.public_key is not UNSET:
            field_dict["public_key"] = self.public_key

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.application_access import ApplicationAccess  # noqa: PLC0415
        from ..models.data_access import DataAccess  # noqa: PLC0415
        from ..models.email_data import EmailData  # noqa: PLC0415

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

        account = present(d.pop("account", UNSET))

        partner = present(d.pop("partner", UNSET))

        solicitor = present(d.pop("solicitor", UNSET))

        name = present(d.pop("name", UNSET))

        _email_data = present(d.pop("email_data", UNSET))
        email_data: EmailData | Unset
        if isinstance(_email_data, Unset):
            email_data = UNSET
        else:
            email_data = EmailData.from_dict(_email_data)

        _oauth_type = present(d.pop("oauth_type", UNSET))
        oauth_type: OauthType | Unset
        if isinstance(_oauth_type, Unset):
            oauth_type = UNSET
        else:
            oauth_type = OauthType(_oauth_type)

        email_oauth = present(d.pop("email_oauth", UNSET))

        oauth_subscriber = present(d.pop("oauth_subscriber", UNSET))

        _data_access = present(d.pop("data_access", UNSET))
        data_access: list[DataAccess] | Unset = UNSET
        if _data_access is not UNSET:
            data_access = []
            for data_access_item_data in _data_access:
                data_access_item = DataAccess.from_dict(data_access_item_data)

                data_access.append(data_access_item)

        is_enabled = present(d.pop("is_enabled", UNSET))

        _applications = present(d.pop("applications", UNSET))
        applications: list[ApplicationAccess] | Unset = UNSET
        if _applications is not UNSET:
            applications = []
            for applications_item_data in _applications:
                applications_item = ApplicationAccess.from_dict(applications_item_data)

                applications.append(applications_item)

        log_invoice_registrations = present(d.pop("log_invoice_registrations", UNSET))

        log_case_registrations = present(d.pop("log_case_registrations", UNSET))

        log_creditor_payments = present(d.pop("log_creditor_payments", UNSET))

        public_key = present(d.pop("public_key", UNSET))

        user = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            account=account,
            partner=partner,
            solicitor=solicitor,
            name=name,
            email_data=email_data,
            oauth_type=oauth_type,
            email_oauth=email_oauth,
            oauth_subscriber=oauth_subscriber,
            data_access=data_access,
            is_enabled=is_enabled,
            applications=applications,
            log_invoice_registrations=log_invoice_registrations,
            log_case_registrations=log_case_registrations,
            log_creditor_payments=log_creditor_payments,
            public_key=public_key,
        )

        user.additional_properties = d
        return user

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
