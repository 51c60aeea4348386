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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_settings import CaseSettings
    from ..models.partner_configuration import PartnerConfiguration


T = TypeVar("T", bound="Partner")


@_attrs_define(repr=False)
class Partner:
    """A business that acts for several accounts; visible in the Partner API only.

    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        name (str | Unset):
        integration_id (str | Unset):
        description (str | Unset):
        organization_no (str | Unset):
        case_settings (CaseSettings | Unset):
        configuration (PartnerConfiguration | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    name: str | Unset = UNSET
    integration_id: str | Unset = UNSET
    description: str | Unset = UNSET
    organization_no: str | Unset = UNSET
    case_settings: CaseSettings | Unset = UNSET
    configuration: PartnerConfiguration | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "name": "name",
        "integration_id": "integration_id",
        "description": "description",
        "organization_no": "organization_no",
        "case_settings": "case_settings",
        "configuration": "configuration",
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
        if self.name is not UNSET:
            field_dict["name"] = self.name
        if self.integration_id is not UNSET:
            field_dict["integration_id"] = self.integration_id
        if self.description is not UNSET:
            field_dict["description"] = self.description
        if self.organization_no is not UNSET:
            field_dict["organization_no"] = self.organization_no

        if self.case_settings is not UNSET:
            field_dict["case_settings"] = self.case_settings.to_dict()

        if self.configuration is not UNSET:
            field_dict["configuration"] = self.configuration.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_settings import CaseSettings  # noqa: PLC0415
        from ..models.partner_configuration import PartnerConfiguration  # noqa: PLC0415

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

        name = present(d.pop("name", UNSET))

        integration_id = present(d.pop("integration_id", UNSET))

        description = present(d.pop("description", UNSET))

        organization_no = present(d.pop("organization_no", UNSET))

        _case_settings = present(d.pop("case_settings", UNSET))
        case_settings: CaseSettings | Unset
        if isinstance(_case_settings, Unset):
            case_settings = UNSET
        else:
            case_settings = CaseSettings.from_dict(_case_settings)

        _configuration = present(d.pop("configuration", UNSET))
        configuration: PartnerConfiguration | Unset
        if isinstance(_configuration, Unset):
            configuration = UNSET
        else:
            configuration = PartnerConfiguration.from_dict(_configuration)

        partner = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            name=name,
            integration_id=integration_id,
            description=description,
            organization_no=organization_no,
            case_settings=case_settings,
            configuration=configuration,
        )

        partner.additional_properties = d
        return partner

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
