"""Batches of new customers, and batches of changes: how their customers are looked up, and when one shows what was sent."""

from __future__ import annotations

from typing import Final

from amili_ext.norway.arm.batch.kind import ArmKind
from amili_ext.norway.arm.customers.merging import shows
from amili_ext.norway.arm.customers.stored import stored_or_none


def _kind(name: str) -> ArmKind:
    # A customer may have been there before the batch, so that only its fields tell whether the batch took it.
    return ArmKind(name=name, key="customerNo", find=stored_or_none, same=shows, made_by_batch=False)


CUSTOMERS: Final = _kind("customers")
CUSTOMER_UPDATES: Final = _kind("customer updates")
