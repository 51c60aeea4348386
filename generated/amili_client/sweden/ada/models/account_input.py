from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
)

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.address_input import AddressInput
    from ..models.case_settings import CaseSettings
    from ..models.initial_creditor_data import InitialCreditorData


T = TypeVar("T", bound="AccountInput")


@_attrs_define(repr=False)
class AccountInput:
    """An account to be created, without the readonly fields.

    Attributes:
        name (str):
        organization_no (str):
        description (str | Unset):
        standard_debt_description (str | Unset):
        agreement_template (str | Unset):
        agreement_address (AddressInput | Unset):
        access_group_template (str | Unset):
        case_settings (CaseSettings | Unset):
        initial_creditor_data (InitialCreditorData | Unset): The first creditor of an account. Without the fields that
            activate it, it is left inactive and completed in the Amili App.
    """

    name: str
    organization_no: str
    description: str | Unset = UNSET
    standard_debt_description: str | Unset = UNSET
    agreement_template: str | Unset = UNSET
    agreement_address: AddressInput | Unset = UNSET
    access_group_template: str | Unset = UNSET
    case_settings: CaseSettings | Unset = UNSET
    initial_creditor_data: InitialCreditorData | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "organization_no": "organization_no",
        "description": "description",
        "standard_debt_description": "standard_debt_description",
        "agreement_template": "agreement_template",
        "agreement_address": "agreement_address",
        "access_group_template": "access_group_template",
        "case_settings": "case_settings",
        "initial_creditor_data": "initial_creditor_data",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["name"] = self.name
        field_dict["organization_no"] = self.organization_no
        if self.description is not UNSET:
            field_dict["description"] = self.description
        if self.standard_debt_description is not UNSET:
            field_dict["standard_debt_description"] = self.standard_debt_description
        if self.agreement_template is not UNSET:
            field_dict["agreement_template"] = self.agreement_template

        if self.agreement_address is not UNSET:
            field_dict["agreement_address"] = self.agreement_address.to_dict()
        if self.access_group_template is not UNSET:
            field_dict["access_group_template"] = self.access_group_template

        if self.case_settings is not UNSET:
            field_dict["case_settings"] = self.case_settings.to_dict()

        if self.initial_creditor_data is not UNSET:
            field_dict["initial_creditor_data"] = self.initial_creditor_data.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_input import AddressInput  # noqa: PLC0415
        from ..models.case_settings import CaseSettings  # noqa: PLC0415
        from ..models.initial_creditor_data import InitialCreditorData  # noqa: PLC0415

        d = {**src_dict}
        name = d.pop("name")

        organization_no = d.pop("organization_no")

        description = present(d.pop("description", UNSET))

        standard_debt_description = present(d.pop("standard_debt_description", UNSET))

        agreement_template = present(d.pop("agreement_template", UNSET))

        _agreement_address = present(d.pop("agreement_address", UNSET))
        agreement_address: AddressInput | Unset
        if isinstance(_agreement_address, Unset):
            agreement_address = UNSET
        else:
            agreement_address = AddressInput.from_dict(_agreement_address)

        access_group_template = present(d.pop("access_group_template", UNSET))

        _case_settings = present(d.pop("case_settings", UNSET))
        case_settings: CaseSettings | Unset
        if isinstance(_case_settings, Unset):
            case_settings = UNSET
        else:
            case_settings = CaseSettings.from_dict(_case_settings)

        _initial_creditor_data = present(d.pop("initial_creditor_data", UNSET))
        initial_creditor_data: InitialCreditorData | Unset
        if isinstance(_initial_creditor_data, Unset):
            initial_creditor_data = UNSET
        else:
            initial_creditor_data = InitialCreditorData.from_dict(_initial_creditor_data)

        account_input = cls(
            name=name,
            organization_no=organization_no,
            description=description,
            standard_debt_description=standard_debt_description,
            agreement_template=agreement_template,
            agreement_address=agreement_address,
            access_group_template=access_group_template,
            case_settings=case_settings,
            initial_creditor_data=initial_creditor_data,
        )

        account_input.additional_properties = d
        return account_input

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
