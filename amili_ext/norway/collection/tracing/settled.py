"""The settlements of the invoices that somebody wants to know of. They are listed once: the API has no filter that would find them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from amili_client.norway.collection.models.settlement import Settlement

K = TypeVar("K")


class Settled:
    """Settlements by what they are about; only those that were asked for are kept."""

    def __init__(self) -> None:
        self._by_id: dict[UUID, list[Settlement]] = {}
        self._by_number: dict[str, list[Settlement]] = {}
        self._by_case: dict[str, list[Settlement]] = {}
        self._listed: set[UUID] = set()

    def want(self, invoice_id: UUID | None, number: str | None, case_number: str | None) -> None:
        """Keep those of that invoice, once they are listed."""
        if invoice_id:
            self._by_id.setdefault(invoice_id, [])
        if number:
            self._by_number.setdefault(number, [])
        if case_number:
            self._by_case.setdefault(case_number, [])

    def take(self, settlements: Iterable[Settlement]) -> None:
        """Keep what is wanted of a list of settlements."""
        for one in settlements:
            places: list[list[Settlement] | None] = [
                self._by_id.get(one.invoice_id) if one.invoice_id else None,
                self._by_number.get(one.invoice_number) if one.invoice_number else None,
                self._by_case.get(one.case_number) if one.case_number else None,
            ]
            kept = [place for place in places if place is not None]
            if not kept or one.settlement_id in self._listed:
                continue
            if one.settlement_id:
                self._listed.add(one.settlement_id)
            for place in kept:
                place.append(one)

    def of(self, invoice_id: UUID | None, number: str | None, case_number: str | None) -> tuple[Settlement, ...]:
        """The settlements of that invoice, as far as they say which one they are about."""
        places: Sequence[Sequence[Settlement]] = (
            self._by_id.get(invoice_id, ()) if invoice_id else (),
            self._by_number.get(number, ()) if number else (),
            self._by_case.get(case_number, ()) if case_number else (),
        )
        found = {id(one): one for place in places for one in place}
        return tuple(one for one in found.values() if _is_of(one, invoice_id, number, case_number))


def _is_of(settlement: Settlement, invoice_id: UUID | None, number: str | None, case_number: str | None) -> bool:
    if settlement.invoice_id and invoice_id:
        return settlement.invoice_id == invoice_id
    same_case = _agree(settlement.case_number or None, case_number)
    if settlement.invoice_number and number:
        return settlement.invoice_number == number and same_case is not False
    return same_case is True


def _agree(one: K | None, other: K | None) -> bool | None:
    """Whether both are the same; None if one is not known."""
    return None if one is None or other is None else one == other
