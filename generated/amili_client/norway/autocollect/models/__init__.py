"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .legacy_batch import LegacyBatch
    from .legacy_batch_error import LegacyBatchError
    from .legacy_batch_input import LegacyBatchInput
    from .legacy_batch_line import LegacyBatchLine
    from .legacy_batch_result import LegacyBatchResult
    from .legacy_case import LegacyCase
    from .legacy_contact import LegacyContact
    from .legacy_creditor import LegacyCreditor
    from .legacy_history_entry import LegacyHistoryEntry
    from .legacy_payment_details import LegacyPaymentDetails
    from .legacy_settlement import LegacySettlement

__all__ = (
    "LegacyBatch",
    "LegacyBatchError",
    "LegacyBatchInput",
    "LegacyBatchLine",
    "LegacyBatchResult",
    "LegacyCase",
    "LegacyContact",
    "LegacyCreditor",
    "LegacyHistoryEntry",
    "LegacyPaymentDetails",
    "LegacySettlement",
)

_MODULES: dict[str, str] = {
    "LegacyBatch": ".legacy_batch",
    "LegacyBatchError": ".legacy_batch_error",
    "LegacyBatchInput": ".legacy_batch_input",
    "LegacyBatchLine": ".legacy_batch_line",
    "LegacyBatchResult": ".legacy_batch_result",
    "LegacyCase": ".legacy_case",
    "LegacyContact": ".legacy_contact",
    "LegacyCreditor": ".legacy_creditor",
    "LegacyHistoryEntry": ".legacy_history_entry",
    "LegacyPaymentDetails": ".legacy_payment_details",
    "LegacySettlement": ".legacy_settlement",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
