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
    from ..models.case_config import CaseConfig
    from ..models.payout_details import PayoutDetails


T = TypeVar("T", bound="CreditorInput")


@_attrs_define(repr=False)
class CreditorInput:
    """A creditor to be created, without the readonly fields.

    Attributes:
        account (str):
        name (str):
        agreement_template (str | Unset):
        description (str | Unset):
        organization_no (str | Unset): Of a Swedish company; excludes non_swedish_organization_no
        non_swedish_organization_no (str | Unset): Of any other company; excludes organization_no
        is_active (bool | Unset): An active creditor needs standard_debt_description, sender_address, invoice_address
            and payout_details with at least one account of one currency
        standard_debt_description (str | Unset):
        sender_address (AddressInput | Unset):
        invoice_address (AddressInput | Unset):
        payout_details (PayoutDetails | Unset): By currency, in lower case, where money is paid out to.
        agreement_address (AddressInput | Unset):
        case_config (CaseConfig | Unset):
        default_letter_locale (str | Unset):
        always_use_standard_debt_description (bool | Unset):
    """

    account: str
    name: str
    agreement_template: str | Unset = UNSET
    description: str | Unset = UNSET
    organization_no: str | Unset = UNSET
    non_swedish_organization_no: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    standard_debt_description: str | Unset = UNSET
    sender_address: AddressInput | Unset = UNSET
    invoice_address: AddressInput | Unset = UNSET
    payout_details: PayoutDetails | Unset = UNSET
    agreement_address: AddressInput | Unset = UNSET
    case_config: CaseConfig | Unset = UNSET
    default_letter_locale: str | Unset = UNSET
    always_use_standard_debt_description: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "account": "account",
        "name": "name",
        "agreement_template": "agreement_template",
        "description": "description",
        "organization_no": "organization_no",
        "non_swedish_organization_no": "non_swedish_organization_no",
        "is_active": "is_active",
        "standard_debt_description": "standard_debt_description",
        "sender_address": "sender_address",
        "invoice_address": "invoice_address",
        "payout_details": "payout_details",
        "agreement_address": "agreement_address",
        "case_config": "case_config",
        "default_letter_locale": "default_letter_locale",
        "always_use_standard_debt_description": "always_use_standard_debt_description",
    }

    def __repr__(self) -> str:
        return describe(self)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        if self.additional_properties:
            field_dict.update(self.additional_properties)
        field_dict["account"] = self.account
        field_dict["name"] = self.name
        if self.agreement_template is not UNSET:
            field_dict["agreement_template"] = self.agreement_template
        if self.description is not UNSET:
            field_dict["description"] = self.description
        if self.organization_no is not UNSET:
            field_dict["organization_no"] = self.organization_no
        if self.non_swedish_organization_no is not UNSET:
            field_dict["non_swedish_organization_no"] = self.non_swedish_organization_no
        if self.is_active is not UNSET:
            field_dict["is_active"] = self.is_active
        if self.standard_debt_description is not UNSET:
            field_dict["standard_debt_description"] = self.standard_debt_description

        if self.sender_address is not UNSET:
            field_dict["sender_address"] = self.sender_address.to_dict()

        if self.invoice_address is not UNSET:
            field_dict["invoice_address"] = self.invoice_address.to_dict()

        if self.payout_details is not UNSET:
            field_dict["payout_details"] = self.payout_details.to_dict()

        if self.agreement_address is not UNSET:
            field_dict["agreement_address"] = self.agreement_address.to_dict()

        if self.case_config is not UNSET:
            field_dict["case_config"] = self.case_config.to_dict()
        if self.default_letter_locale is not UNSET:
            field_dict["default_letter_locale"] = self.default_letter_locale
        if self.always_use_standard_debt_description is not UNSET:
            field_dict["always_use_standard_debt_description"] = self.always_use_standard_debt_description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.address_input import AddressInput  # noqa: PLC0415
        from ..models.case_config import CaseConfig  # noqa: PLC0415
        from ..models.payout_details import PayoutDetails  # noqa: PLC0415

        d = {**src_dict}
        account = d.pop("account")

        name = d.pop("name")

        agreement_template = present(d.pop("agreement_template", UNSET))

        description = present(d.pop("description", UNSET))

        organization_no = present(d.pop("organization_no", UNSET))

        non_swedish_organization_no = present(d.pop("non_swedish_organization_no", UNSET))

        is_active = present(d.pop("is_active", UNSET))

        standard_debt_description = present(d.pop("standard_debt_description", UNSET))

        _sender_address = present(d.pop("sender_address", UNSET))
        sender_address: AddressInput | Unset
        if isinstance(_sender_address, Unset):
            sender_address = UNSET
        else:
            sender_address = AddressInput.from_dict(_sender_address)

        _invoice_address = present(d.pop("invoice_address", UNSET))
        invoice_address: AddressInput | Unset
        if isinstance(_invoice_address, Unset):
            invoice_address = UNSET
        else:
            invoice_address = AddressInput.from_dict(_invoice_address)

        _payout_details = present(d.pop("payout_details", UNSET))
        payout_details: PayoutDetails | Unset
        if isinstance(_payout_details, Unset):
            payout_details = UNSET
        else:
            payout_details = PayoutDetails.from_dict(_payout_details)

        _agreement_address = present(d.pop("agreement_address", UNSET))
        agreement_address: AddressInput | Unset
        if isinstance(_agreement_address, Unset):
            agreement_address = UNSET
        else:
            agreement_address = AddressInput.from_dict(_agreement_address)

        _case_config = present(d.pop("case_config", UNSET))
        case_config: CaseConfig | Unset
        if isinstance(_case_config, Unset):
            case_config = UNSET
        else:
            case_config = CaseConfig.from_dict(_case_config)

        default_letter_locale = present(d.pop("default_letter_locale", UNSET))

        always_use_standard_debt_description = present(d.pop("always_use_standard_debt_description", UNSET))

        creditor_input = cls(
            account=account,
            name=name,
            agreement_template=agreement_template,
            description=description,
            organization_no=organization_no,
            non_swedish_organization_no=non_swedish_organization_no,
            is_active=is_active,
            standard_debt_description=standard_debt_description,
            sender_address=sender_address,
            invoice_address=invoice_address,
            payout_details=payout_details,
            agreement_address=agreement_address,
            case_config=case_config,
            default_letter_locale=default_letter_locale,
            always_use_standard_debt_description=always_use_standard_debt_description,
        )

        creditor_input.additional_properties = d
        return creditor_input

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
