from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from amili_client.runtime import (
    describe,
    present,
    read_datetime,
    read_decimal,
    write_decimal,
    write_http_date,
)

from ..models.case_state import CaseState
from ..models.case_status import CaseStatus
from ..models.customer_status import CustomerStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_settings import CaseSettings
    from ..models.debt import Debt
    from ..models.state_change import StateChange


T = TypeVar("T", bound="Case")


@_attrs_define(repr=False)
class Case:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        creditor (str | Unset):
        creditor_name (str | Unset):
        customer (str | Unset):
        customer_name (str | Unset):
        customer_id_number (str | Unset): Personal or organization number
        customer_number (str | Unset):
        customer_status (CustomerStatus | Unset):
        reference_number (str | Unset): Of the creditor
        currency (str | Unset):
        state (CaseState | Unset):
        state_history (list[StateChange] | Unset):
        status (CaseStatus | Unset):
        status_history (list[Any] | Unset):
        latest_state_date (datetime.datetime | Unset):
        agreement_version (str | Unset):
        case_registration (str | Unset):
        case_settings (CaseSettings | Unset):
        debt (Debt | Unset):
        local_added_capital_amount (Decimal | Unset):
        local_added_costs_amount (Decimal | Unset):
        local_added_interest_amount (Decimal | Unset):
        local_added_transaction_amount (Decimal | Unset):
        local_remaining_capital_amount (Decimal | Unset):
        local_remaining_costs_amount (Decimal | Unset):
        local_remaining_interest_amount (Decimal | Unset):
        local_remaining_transaction_amount (Decimal | Unset):
        total_remaining_capital_amount (Decimal | Unset):
        closed (Any | Unset): Says that and how the case was closed
        account (str | Unset):
        total_added_capital_amount (Decimal | Unset):
        total_added_costs_amount (Decimal | Unset):
        total_added_interest_amount (Decimal | Unset):
        total_added_transaction_amount (Decimal | Unset):
        total_remaining_costs_amount (Decimal | Unset):
        total_remaining_interest_amount (Decimal | Unset):
        total_remaining_transaction_amount (Decimal | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    creditor: str | Unset = UNSET
    creditor_name: str | Unset = UNSET
    customer: str | Unset = UNSET
    customer_name: str | Unset = UNSET
    customer_id_number: str | Unset = UNSET
    customer_number: str | Unset = UNSET
    customer_status: CustomerStatus | Unset = UNSET
    reference_number: str | Unset = UNSET
    currency: str | Unset = UNSET
    state: CaseState | Unset = UNSET
    state_history: list[StateChange] | Unset = UNSET
    status: CaseStatus | Unset = UNSET
    status_history: list[Any] | Unset = UNSET
    latest_state_date: datetime.datetime | Unset = UNSET
    agreement_version: str | Unset = UNSET
    case_registration: str | Unset = UNSET
    case_settings: CaseSettings | Unset = UNSET
    debt: Debt | Unset = UNSET
    local_added_capital_amount: Decimal | Unset = UNSET
    local_added_costs_amount: Decimal | Unset = UNSET
    local_added_interest_amount: Decimal | Unset = UNSET
    local_added_transaction_amount: Decimal | Unset = UNSET
    local_remaining_capital_amount: Decimal | Unset = UNSET
    local_remaining_costs_amount: Decimal | Unset = UNSET
    local_remaining_interest_amount: Decimal | Unset = UNSET
    local_remaining_transaction_amount: Decimal | Unset = UNSET
    total_remaining_capital_amount: Decimal | Unset = UNSET
    closed: Any | Unset = UNSET
    account: str | Unset = UNSET
    total_added_capital_amount: Decimal | Unset = UNSET
    total_added_costs_amount: Decimal | Unset = UNSET
    total_added_interest_amount: Decimal | Unset = UNSET
    total_added_transaction_amount: Decimal | Unset = UNSET
    total_remaining_costs_amount: Decimal | Unset = UNSET
    total_remaining_interest_amount: Decimal | Unset = UNSET
    total_remaining_transaction_amount: Decimal | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "creditor": "creditor",
        "creditor_name": "creditor_name",
        "customer": "customer",
        "customer_name": "customer_name",
        "customer_id_number": "customer_id_number",
        "customer_number": "customer_number",
        "customer_status": "customer_status",
        "reference_number": "reference_number",
        "currency": "currency",
        "state": "state",
        "state_history": "state_history",
        "status": "status",
        "status_history": "status_history",
        "latest_state_date": "latest_state_date",
        "agreement_version": "agreement_version",
        "case_registration": "case_registration",
        "case_settings": "case_settings",
        "debt": "debt",
        "local_added_capital_amount": "local_added_capital_amount",
        "local_added_costs_amount": "local_added_costs_amount",
        "local_added_interest_amount": "local_added_interest_amount",
        "local_added_transaction_amount": "local_added_transaction_amount",
        "local_remaining_capital_amount": "local_remaining_capital_amount",
        "local_remaining_costs_amount": "local_remaining_costs_amount",
        "local_remaining_interest_amount": "local_remaining_interest_amount",
        "local_remaining_transaction_amount": "local_remaining_transaction_amount",
        "total_remaining_capital_amount": "total_remaining_capital_amount",
        "closed": "closed",
        "account": "account",
        "total_added_capital_amount": "total_added_capital_amount",
        "total_added_costs_amount": "total_added_costs_amount",
        "total_added_interest_amount": "total_added_interest_amount",
        "total_added_transaction_amount": "total_added_transaction_amount",
        "total_remaining_costs_amount": "total_remaining_costs_amount",
        "total_remaining_interest_amount": "total_remaining_interest_amount",
        "total_remaining_transaction_amount": "total_remaining_transaction_amount",
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
        if self.creditor is not UNSET:
            field_dict["creditor"] = self.creditor
        if self.creditor_name is not UNSET:
            field_dict["creditor_name"] = self.creditor_name
        if self.customer is not UNSET:
            field_dict["customer"] = self.customer
        if self.customer_name is not UNSET:
            field_dict["customer_name"] = self.customer_name
        if self.customer_id_number is not UNSET:
            field_dict["customer_id_number"] = self.customer_id_number
        if self.customer_number is not UNSET:
            field_dict["customer_number"] = self.customer_number

        if self.customer_status is not UNSET:
            field_dict["customer_status"] = self.customer_status.value

        if self.reference_number is not UNSET:
            field_dict["reference_number"] = self.reference_number
        if self.currency is not UNSET:
            field_dict["currency"] = self.currency

        if self.state is not UNSET:
            field_dict["state"] = self.state.value

        if self.state_history is not UNSET:
            _state_history: list[dict[str, Any]] = []
            for state_history_item_data in self.state_history:
                state_history_item = state_history_item_data.to_dict()
                _state_history.append(state_history_item)
            field_dict["state_history"] = _state_history

        if self.status is not UNSET:
            field_dict["status"] = self.status.value

        if self.status_history is not UNSET:
            field_dict["status_history"] = self.status_history

        if self.latest_state_date is not UNSET:
            field_dict["latest_state_date"] = write_http_date(self.latest_state_date)
        if self.agreement_version is not UNSET:
            field_dict["agreement_version"] = self.agreement_version
        if self.case_registration is not UNSET:
            field_dict["case_registration"] = self.case_registration

        if self.case_settings is not UNSET:
            field_dict["case_settings"] = self.case_settings.to_dict()

        if self.debt is not UNSET:
            field_dict["debt"] = self.debt.to_dict()
        if self.local_added_capital_amount is not UNSET:
            field_dict["local_added_capital_amount"] = write_decimal(self.local_added_capital_amount)
        if self.local_added_costs_amount is not UNSET:
            field_dict["local_added_costs_amount"] = write_decimal(self.local_added_costs_amount)
        if self.local_added_interest_amount is not UNSET:
            field_dict["local_added_interest_amount"] = write_decimal(self.local_added_interest_amount)
        if self.local_added_transaction_amount is not UNSET:
            field_dict["local_added_transaction_amount"] = write_decimal(self.local_added_transaction_amount)
        if self.local_remaining_capital_amount is not UNSET:
            field_dict["local_remaining_capital_amount"] = write_decimal(self.local_remaining_capital_amount)
        if self.local_remaining_costs_amount is not UNSET:
            field_dict["local_remaining_costs_amount"] = write_decimal(self.local_remaining_costs_amount)
        if self.local_remaining_interest_amount is not UNSET:
            field_dict["local_remaining_interest_amount"] = write_decimal(self.local_remaining_interest_amount)
        if self.local_remaining_transaction_amount is not UNSET:
            field_dict["local_remaining_transaction_amount"] = write_decimal(self.local_remaining_transaction_amount)
        if self.total_remaining_capital_amount is not UNSET:
            field_dict["total_remaining_capital_amount"] = write_decimal(self.total_remaining_capital_amount)
        if self.closed is not UNSET:
            field_dict["closed"] = self.closed
        if self.account is not UNSET:
            field_dict["account"] = self.account
        if self.total_added_capital_amount is not UNSET:
            field_dict["total_added_capital_amount"] = write_decimal(self.total_added_capital_amount)
        if self.total_added_costs_amount is not UNSET:
            field_dict["total_added_costs_amount"] = write_decimal(self.total_added_costs_amount)
        if self.total_added_interest_amount is not UNSET:
            field_dict["total_added_interest_amount"] = write_decimal(self.total_added_interest_amount)
        if self.total_added_transaction_amount is not UNSET:
            field_dict["total_added_transaction_amount"] = write_decimal(self.total_added_transaction_amount)
        if self.total_remaining_costs_amount is not UNSET:
            field_dict["total_remaining_costs_amount"] = write_decimal(self.total_remaining_costs_amount)
        if self.total_remaining_interest_amount is not UNSET:
            field_dict["total_remaining_interest_amount"] = write_decimal(self.total_remaining_interest_amount)
        if self.total_remaining_transaction_amount is not UNSET:
            field_dict["total_remaining_transaction_amount"] = write_decimal(self.total_remaining_transaction_amount)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_settings import CaseSettings  # noqa: PLC0415
        from ..models.debt import Debt  # noqa: PLC0415
        from ..models.state_change import StateChange  # noqa: PLC0415

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

        creditor = present(d.pop("creditor", UNSET))

        creditor_name = present(d.pop("creditor_name", UNSET))

        customer = present(d.pop("customer", UNSET))

        customer_name = present(d.pop("customer_name", UNSET))

        customer_id_number = present(d.pop("customer_id_number", UNSET))

        customer_number = present(d.pop("customer_number", UNSET))

        _customer_status = present(d.pop("customer_status", UNSET))
        customer_status: CustomerStatus | Unset
        if isinstance(_customer_status, Unset):
            customer_status = UNSET
        else:
            customer_status = CustomerStatus(_customer_status)

        reference_number = present(d.pop("reference_number", UNSET))

        currency = present(d.pop("currency", UNSET))

        _state = present(d.pop("state", UNSET))
        state: CaseState | Unset
        if isinstance(_state, Unset):
            state = UNSET
        else:
            state = CaseState(_state)

        _state_history = present(d.pop("state_history", UNSET))
        state_history: list[StateChange] | Unset = UNSET
        if _state_history is not UNSET:
            state_history = []
            for state_history_item_data in _state_history:
                state_history_item = StateChange.from_dict(state_history_item_data)

                state_history.append(state_history_item)

        _status = present(d.pop("status", UNSET))
        status: CaseStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = CaseStatus(_status)

        status_history = cast(list[Any], present(d.pop("status_history", UNSET)))

        _latest_state_date = present(d.pop("latest_state_date", UNSET))
        latest_state_date: datetime.datetime | Unset
        if isinstance(_latest_state_date, Unset):
            latest_state_date = UNSET
        else:
            latest_state_date = read_datetime(_latest_state_date)

        agreement_version = present(d.pop("agreement_version", UNSET))

        case_registration = present(d.pop("case_registration", UNSET))

        _case_settings = present(d.pop("case_settings", UNSET))
        case_settings: CaseSettings | Unset
        if isinstance(_case_settings, Unset):
            case_settings = UNSET
        else:
            case_settings = CaseSettings.from_dict(_case_settings)

        _debt = present(d.pop("debt", UNSET))
        debt: Debt | Unset
        if isinstance(_debt, Unset):
            debt = UNSET
        else:
            debt = Debt.from_dict(_debt)

        _local_added_capital_amount = present(d.pop("local_added_capital_amount", UNSET))
        local_added_capital_amount: Decimal | Unset
        if isinstance(_local_added_capital_amount, Unset):
            local_added_capital_amount = UNSET
        else:
            local_added_capital_amount = read_decimal(_local_added_capital_amount)

        _local_added_costs_amount = present(d.pop("local_added_costs_amount", UNSET))
        local_added_costs_amount: Decimal | Unset
        if isinstance(_local_added_costs_amount, Unset):
            local_added_costs_amount = UNSET
        else:
            local_added_costs_amount = read_decimal(_local_added_costs_amount)

        _local_added_interest_amount = present(d.pop("local_added_interest_amount", UNSET))
        local_added_interest_amount: Decimal | Unset
        if isinstance(_local_added_interest_amount, Unset):
            local_added_interest_amount = UNSET
        else:
            local_added_interest_amount = read_decimal(_local_added_interest_amount)

        _local_added_transaction_amount = present(d.pop("local_added_transaction_amount", UNSET))
        local_added_transaction_amount: Decimal | Unset
        if isinstance(_local_added_transaction_amount, Unset):
            local_added_transaction_amount = UNSET
        else:
            local_added_transaction_amount = read_decimal(_local_added_transaction_amount)

        _local_remaining_capital_amount = present(d.pop("local_remaining_capital_amount", UNSET))
        local_remaining_capital_amount: Decimal | Unset
        if isinstance(_local_remaining_capital_amount, Unset):
            local_remaining_capital_amount = UNSET
        else:
            local_remaining_capital_amount = read_decimal(_local_remaining_capital_amount)

        _local_remaining_costs_amount = present(d.pop("local_remaining_costs_amount", UNSET))
        local_remaining_costs_amount: Decimal | Unset
        if isinstance(_local_remaining_costs_amount, Unset):
            local_remaining_costs_amount = UNSET
        else:
            local_remaining_costs_amount = read_decimal(_local_remaining_costs_amount)

        _local_remaining_interest_amount = present(d.pop("local_remaining_interest_amount", UNSET))
        local_remaining_interest_amount: Decimal | Unset
        if isinstance(_local_remaining_interest_amount, Unset):
            local_remaining_interest_amount = UNSET
        else:
            local_remaining_interest_amount = read_decimal(_local_remaining_interest_amount)

        _local_remaining_transaction_amount = present(d.pop("local_remaining_transaction_amount", UNSET))
        local_remaining_transaction_amount: Decimal | Unset
        if isinstance(_local_remaining_transaction_amount, Unset):
            local_remaining_transaction_amount = UNSET
        else:
            local_remaining_transaction_amount = read_decimal(_local_remaining_transaction_amount)

        _total_remaining_capital_amount = present(d.pop("total_remaining_capital_amount", UNSET))
        total_remaining_capital_amount: Decimal | Unset
        if isinstance(_total_remaining_capital_amount, Unset):
            total_remaining_capital_amount = UNSET
        else:
            total_remaining_capital_amount = read_decimal(_total_remaining_capital_amount)

        closed = d.pop("closed", UNSET)

        account = present(d.pop("account", UNSET))

        _total_added_capital_amount = present(d.pop("total_added_capital_amount", UNSET))
        total_added_capital_amount: Decimal | Unset
        if isinstance(_total_added_capital_amount, Unset):
            total_added_capital_amount = UNSET
        else:
            total_added_capital_amount = read_decimal(_total_added_capital_amount)

        _total_added_costs_amount = present(d.pop("total_added_costs_amount", UNSET))
        total_added_costs_amount: Decimal | Unset
        if isinstance(_total_added_costs_amount, Unset):
            total_added_costs_amount = UNSET
        else:
            total_added_costs_amount = read_decimal(_total_added_costs_amount)

        _total_added_interest_amount = present(d.pop("total_added_interest_amount", UNSET))
        total_added_interest_amount: Decimal | Unset
        if isinstance(_total_added_interest_amount, Unset):
            total_added_interest_amount = UNSET
        else:
            total_added_interest_amount = read_decimal(_total_added_interest_amount)

        _total_added_transaction_amount = present(d.pop("total_added_transaction_amount", UNSET))
        total_added_transaction_amount: Decimal | Unset
        if isinstance(_total_added_transaction_amount, Unset):
            total_added_transaction_amount = UNSET
        else:
            total_added_transaction_amount = read_decimal(_total_added_transaction_amount)

        _total_remaining_costs_amount = present(d.pop("total_remaining_costs_amount", UNSET))
        total_remaining_costs_amount: Decimal | Unset
        if isinstance(_total_remaining_costs_amount, Unset):
            total_remaining_costs_amount = UNSET
        else:
            total_remaining_costs_amount = read_decimal(_total_remaining_costs_amount)

        _total_remaining_interest_amount = present(d.pop("total_remaining_interest_amount", UNSET))
        total_remaining_interest_amount: Decimal | Unset
        if isinstance(_total_remaining_interest_amount, Unset):
            total_remaining_interest_amount = UNSET
        else:
            total_remaining_interest_amount = read_decimal(_total_remaining_interest_amount)

        _total_remaining_transaction_amount = present(d.pop("total_remaining_transaction_amount", UNSET))
        total_remaining_transaction_amount: Decimal | Unset
        if isinstance(_total_remaining_transaction_amount, Unset):
            total_remaining_transaction_amount = UNSET
        else:
            total_remaining_transaction_amount = read_decimal(_total_remaining_transaction_amount)

        case = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            creditor=creditor,
            creditor_name=creditor_name,
            customer=customer,
            customer_name=customer_name,
            customer_id_number=customer_id_number,
            customer_number=customer_number,
            customer_status=customer_status,
            reference_number=reference_number,
            currency=currency,
            state=state,
            state_history=state_history,
            status=status,
            status_history=status_history,
            latest_state_date=latest_state_date,
            agreement_version=agreement_version,
            case_registration=case_registration,
            case_settings=case_settings,
            debt=debt,
            local_added_capital_amount=local_added_capital_amount,
            local_added_costs_amount=local_added_costs_amount,
            local_added_interest_amount=local_added_interest_amount,
            local_added_transaction_amount=local_added_transaction_amount,
            local_remaining_capital_amount=local_remaining_capital_amount,
            local_remaining_costs_amount=local_remaining_costs_amount,
            local_remaining_interest_amount=local_remaining_interest_amount,
            local_remaining_transaction_amount=local_remaining_transaction_amount,
            total_remaining_capital_amount=total_remaining_capital_amount,
            closed=closed,
            account=account,
            total_added_capital_amount=total_added_capital_amount,
            total_added_costs_amount=total_added_costs_amount,
            total_added_interest_amount=total_added_interest_amount,
            total_added_transaction_amount=total_added_transaction_amount,
            total_remaining_costs_amount=total_remaining_costs_amount,
            total_remaining_interest_amount=total_remaining_interest_amount,
            total_remaining_transaction_amount=total_remaining_transaction_amount,
        )

        case.additional_properties = d
        return case

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
