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

from ..models.first_action import FirstAction
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.debt import Debt


T = TypeVar("T", bound="CaseRegistration")


@_attrs_define(repr=False)
class CaseRegistration:
    """
    Attributes:
        field_id (str | Unset):
        field_created (datetime.datetime | Unset):
        field_updated (datetime.datetime | Unset):
        field_etag (str | Unset): Changes whenever the resource does
        account (str | Unset):
        creditor (str | Unset):
        first_action (FirstAction | Unset): The most common ones.
        currency (str | Unset):
        customer (Any | Unset):
        debts (list[Debt] | Unset):
    """

    field_id: str | Unset = UNSET
    field_created: datetime.datetime | Unset = UNSET
    field_updated: datetime.datetime | Unset = UNSET
    field_etag: str | Unset = UNSET
    account: str | Unset = UNSET
    creditor: str | Unset = UNSET
    first_action: FirstAction | Unset = UNSET
    currency: str | Unset = UNSET
    customer: Any | Unset = UNSET
    debts: list[Debt] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    WIRE_NAMES: ClassVar[Mapping[str, str]] = {
        "field_id": "_id",
        "field_created": "_created",
        "field_updated": "_updated",
        "field_etag": "_etag",
        "account": "account",
        "creditor": "creditor",
        "first_action": "first_action",
        "currency": "currency",
        "customer": "customer",
        "debts": "debts",
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
        if self.creditor is not UNSET:
            field_dict["creditor"] = self.creditor

        if self.first_action is not UNSET:
            field_dict["first_action"] = self.first_action.value

        if self.currency is not UNSET:
            field_dict["currency"] = self.currency
        if self.customer is not UNSET:
            field_dict["customer"] = self.customer

        if self.debts is not UNSET:
            _debts: list[dict[str, Any]] = []
            for debts_item_data in self.debts:
                debts_item = debts_item_data.to_dict()
                _debts.append(debts_item)
            field_dict["debts"] = _debts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.debt import Debt  # noqa: PLC0415

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

        creditor = present(d.pop("creditor", UNSET))

        _first_action = present(d.pop("first_action", UNSET))
        first_action: FirstAction | Unset
        if isinstance(_first_action, Unset):
            first_action = UNSET
        else:
            first_action = FirstAction(_first_action)

        currency = present(d.pop("currency", UNSET))

        customer = d.pop("customer", UNSET)

        _debts = present(d.pop("debts", UNSET))
        debts: list[Debt] | Unset = UNSET
        if _debts is not UNSET:
            debts = []
            for debts_item_data in _debts:
                debts_item = Debt.from_dict(debts_item_data)

                debts.append(debts_item)

        case_registration = cls(
            field_id=field_id,
            field_created=field_created,
            field_updated=field_updated,
            field_etag=field_etag,
            account=account,
            creditor=creditor,
            first_action=first_action,
            currency=currency,
            customer=customer,
            debts=debts,
        )

        case_registration.additional_properties = d
        return case_registration

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
