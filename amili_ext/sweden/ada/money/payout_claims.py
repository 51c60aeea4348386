"""What a payout says of itself, held against the sums of its specifications.

The pages say that a payout has totals and a `summary` by article, and show neither. So they are looked for under the obvious names, and the
summary in the obvious forms: an object by article, by category and article, or an array of rows, with amounts in each. Whatever else is
there is not guessed at; a sentence tells that it was not compared.
Page: https://docs-test.amili.se/reference/endpoints/finance-payout
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from amili_client.sweden.ada.models.finance_payout import FinancePayout
from attrs import frozen

from amili_ext.shapes import is_array, is_object
from amili_ext.sweden.ada.money.payout_totals import AMOUNTS, Totals, add, is_amount


@frozen
class Mismatch:
    """Something that does not add up.

    Attributes:
        what: what was compared: a field of a specification or of a payout.
        expected: what it should be, by the specifications.
        found: what the API says; None when it says nothing.
        payout_id: the payout in question.
        specification_id: the specification in question; None when it is about a whole payout.
    """

    what: str
    expected: Decimal | str | None
    found: Decimal | str | None
    payout_id: str | None = None
    specification_id: str | None = None

    def __str__(self) -> str:
        where = f"specification {self.specification_id}" if self.specification_id else f"payout {self.payout_id}"
        return f"{where}: {self.what} should be {self.expected} and is {self.found}"


class Sums(NamedTuple):
    """What the specifications of one payout make."""

    total: Totals
    by_article: Mapping[str, Totals]
    by_category_and_article: Mapping[tuple[str, str], Totals]


class _Row(NamedTuple):
    """One row of a summary; `category` is None in a summary by article alone."""

    category: str | None
    article: str
    amounts: dict[str, Decimal]


def compare(payout: FinancePayout, sums: Sums) -> tuple[list[Mismatch], list[str]]:
    """What does not add up, and what could not be compared."""
    name = payout.field_id or None
    document = payout.to_dict()
    told = _amounts(document)
    mismatches = _compare_amounts(name, "", told, sums.total)
    missing = [field for field in AMOUNTS if field not in told]
    unclear = [f"payout {name} does not tell its {', '.join(missing)}"] if missing else []
    summary = document.get("summary")
    if summary is None:
        unclear.append(f"payout {name} has no summary")
    else:
        rows, odd = _rows(summary)
        unclear += [f"payout {name}: {place} is in no form that can be compared" for place in odd]
        mismatches += _compare_amounts(name, "summary.", _amounts(summary), sums.total)
        mismatches += _compare_rows(name, rows, sums)
    return mismatches, unclear


def _compare_amounts(payout: str | None, place: str, told: Mapping[str, Decimal], expected: Totals) -> list[Mismatch]:
    right: dict[str, Decimal] = {name: getattr(expected, name) for name in AMOUNTS}
    return [Mismatch(f"{place}{name}", right[name], found, payout) for name, found in told.items() if found != right[name]]


def _compare_rows(payout: str | None, rows: list[_Row], sums: Sums) -> Iterator[Mismatch]:
    by_category = any(row.category is not None for row in rows)
    told: dict[tuple[str | None, str], dict[str, Decimal]] = {}
    for row in rows:
        amounts = told.setdefault((row.category, row.article), {})
        for name, value in row.amounts.items():
            amounts[name] = add(amounts.get(name, Decimal(0)), value)
    for key, amounts in told.items():
        yield from _compare_amounts(payout, _place(*key), amounts, _totals(sums, *key))
    # What the summary leaves out, although there are specifications of it.
    wanted: list[tuple[str | None, str]] = list(sums.by_category_and_article) if by_category else [(None, name) for name in sums.by_article]
    for key in wanted if rows else ():
        if key not in told and (None, key[1]) not in told:
            yield Mismatch(f"{_place(*key)}total_amount", _totals(sums, *key).total_amount, None, payout)


def _totals(sums: Sums, category: str | None, article: str) -> Totals:
    found = sums.by_article.get(article) if category is None else sums.by_category_and_article.get((category, article))
    return found or Totals()


def _place(category: str | None, article: str) -> str:
    return ".".join(part for part in ("summary", category, article, "") if part is not None)


def _rows(summary: Any) -> tuple[list[_Row], list[str]]:
    """The rows of a summary, and the places in it that are no rows."""
    rows: list[_Row] = []
    odd: list[str] = []
    if is_object(summary):
        whole = _amounts(summary)
        for name, value in summary.items():
            if name not in whole:
                _read_member(f"summary.{name}", name, value, rows, odd)
    elif is_array(summary):
        for index, value in enumerate(summary):
            article = value.get("article") if is_object(value) else None
            amounts = _amounts(value)
            if isinstance(article, str) and amounts:
                category = value.get("finance_category", value.get("category"))
                rows.append(_Row(category if isinstance(category, str) else None, article, amounts))
            else:
                odd.append(f"summary[{index}]")
    else:
        odd.append("summary")
    return rows, odd


def _read_member(place: str, name: str, value: Any, rows: list[_Row], odd: list[str]) -> None:
    """What a summary that is an object holds under a name: the amounts of an article, or articles of a category."""
    if amounts := _amounts(value):
        rows.append(_Row(None, name, amounts))
        return
    inner = [(article, _amounts(row)) for article, row in value.items()] if is_object(value) else []
    if inner and all(amounts for _, amounts in inner):
        rows += [_Row(name, article, amounts) for article, amounts in inner]
    else:
        odd.append(place)


def _amounts(value: Any) -> dict[str, Decimal]:
    return {name: Decimal(value[name]) for name in AMOUNTS if is_amount(value.get(name))} if is_object(value) else {}
