"""Payouts: what Amili pays out to a creditor, and the specifications that each payout is made of.

A specification is one financial entry of a case, made as soon as a payment is settled. When it is scheduled for bank transfer it becomes
part of a payout, and takes over the payout's reference, date and interval whenever these change. To see everything in the order in which it
happened, page through `specifications`; to fetch what is new again and again, use `export`; to see whether a payout adds up, `reconcile`.

Pages: https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification ,
https://docs-test.amili.se/reference/endpoints/finance-payout and https://docs-alpha.amili.se/reference/examples/finance
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from amili_client.sweden.ada.api.finance_payout import get_finance_payout, list_finance_payouts
from amili_client.sweden.ada.api.finance_payout_specification import (
    get_finance_payout_specification,
    list_finance_payout_specifications,
)
from amili_client.sweden.ada.models.finance_category import FinanceCategory
from amili_client.sweden.ada.models.finance_payout import FinancePayout
from amili_client.sweden.ada.models.finance_payout_specification import FinancePayoutSpecification
from attrs import evolve

from amili_ext.errors import InputError, Problem, UnreadableResponseError
from amili_ext.flow import Flow, gathered
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve import where as conditions
from amili_ext.sweden.ada.eve.listing import Query, query
from amili_ext.sweden.ada.eve.query import Projection, Sort
from amili_ext.sweden.ada.eve.reading import get as get_one
from amili_ext.sweden.ada.eve.reading import required_id
from amili_ext.sweden.ada.eve.where import Filter, Where
from amili_ext.sweden.ada.money.reconciliation import Reconciliation, reconciled
from amili_ext.values import kind_of


def list_payouts(
    context: Ada,
    *,
    where: Where | None = None,
    creditor: str | None = None,
    projection: Projection | None = None,
    sort: Sort | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Query[FinancePayout]:
    """Payouts, such as those of one creditor, newest first: `list(creditor=creditor_id, sort="-_created")`.

    Page: https://docs-test.amili.se/reference/endpoints/finance-payout

    Args:
        where: which payouts; see `amili_ext.sweden.ada.eve.where`.
        creditor: id of the creditor whose payouts are wanted.
        projection: which fields of each; see `amili_ext.sweden.ada.eve.query`.
        sort: in which order; by `_id` if none is given.
        page_size: how many come at once, from 1 to 100, which is also the default.
        page_token: goes on from where an earlier page ended.

    Raises:
        InputError: something of this cannot be right.
        AmiliError (while iterating): any other trouble, see `amili_ext.errors`.
    """
    return query(
        context.api,
        list_finance_payouts,
        where=narrowed(where, creditor=creditor),
        projection=projection,
        sort=sort,
        page_size=page_size,
        page_token=page_token,
    )


def get(context: Ada, payout_id: str, *, projection: Projection | None = None) -> Flow[FinancePayout]:
    """One payout.

    Page: https://docs-test.amili.se/reference/endpoints/finance-payout

    Raises:
        InputError: that cannot be an id.
        NotFoundError: there is no such payout.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    return get_one(context.api, get_finance_payout, payout_id, name="payout_id", projection=projection)


def specifications(
    context: Ada,
    *,
    where: Where | None = None,
    payout: str | None = None,
    creditor: str | None = None,
    categories: Iterable[FinanceCategory | str] | None = None,
    projection: Projection | None = None,
    sort: Sort | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Query[FinancePayoutSpecification]:
    """Specifications: single financial entries, such as those of one payout.

    Page: https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification

    Args:
        where: which specifications; see `amili_ext.sweden.ada.eve.where`.
        payout: id of the payout that they are part of.
        creditor: id of the creditor.
        categories: of which finance categories, such as `["capital", "creditor_outlay"]`; which there are: see `payout_totals`.
        projection: which fields of each; see `amili_ext.sweden.ada.eve.query`.
        sort: in which order; by `_id` if none is given.
        page_size: how many come at once, from 1 to 100, which is also the default.
        page_token: goes on from where an earlier page ended.

    Raises:
        InputError: something of this cannot be right.
        AmiliError (while iterating): any other trouble, see `amili_ext.errors`.
    """
    wanted = narrowed(where, payout=payout, creditor=creditor)
    if categories is not None:
        wanted = wanted & renamed("categories", conditions.in_, "finance_category", categories)
    return query(
        context.api,
        list_finance_payout_specifications,
        where=wanted,
        projection=projection,
        sort=sort,
        page_size=page_size,
        page_token=page_token,
    )


def get_specification(context: Ada, specification_id: str, *, projection: Projection | None = None) -> Flow[FinancePayoutSpecification]:
    """One specification.

    Page: https://docs-alpha.amili.se/reference/endpoints/finance-payout-specification

    Raises:
        InputError: that cannot be an id.
        NotFoundError: there is no such specification.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    return get_one(context.api, get_finance_payout_specification, specification_id, name="specification_id", projection=projection)


def reconcile(
    context: Ada,
    payout: str | Iterable[str] | None = None,
    *,
    creditor: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Flow[Reconciliation]:
    """Payouts with all their specifications: exact totals, and whether everything adds up.

    Name one payout, several, or a creditor; then all its payouts are taken whose `payout_date` is in the period. Everything is held in
    memory: a year of a large creditor is better done month by month.

    Pages: https://docs-alpha.amili.se/reference/examples/finance and https://docs-test.amili.se/reference/endpoints/finance-payout

    Args:
        payout: id of a payout, or several.
        creditor: id of a creditor, instead of payouts.
        since: the first moment of the period; a date begins at midnight UTC.
        until: the first moment after the period.

    Raises:
        InputError: neither payouts nor a creditor are named, or both; or an id or a time cannot be right.
        NotFoundError: there is no such payout.
        AmiliError: any other trouble, see `amili_ext.errors`. That something does not add up is no error, see `Reconciliation.check`.
    """
    chosen = _chosen(payout, creditor, since, until)
    payouts: list[FinancePayout] = []
    if isinstance(chosen, Filter):
        payouts = yield from gathered(list_payouts(context, where=chosen).items())
    else:
        for payout_id in chosen:
            payouts.append((yield from get_one(context.api, get_finance_payout, payout_id)))
    read: list[tuple[FinancePayout, list[FinancePayoutSpecification]]] = []
    for one in payouts:
        if not one.field_id:
            raise UnreadableResponseError("the answer for a payout does not hold its _id", status=200)
        lines = yield from gathered(specifications(context, payout=one.field_id).items())
        read.append((one, lines))
    return reconciled(read)


def _chosen(payout: str | Iterable[str] | None, creditor: str | None, since: date | None, until: date | None) -> list[str] | Filter:
    if (payout is None) == (creditor is None):
        raise InputError([Problem(None, "payout", "is needed, or creditor; not both")])
    if payout is None:
        ends: dict[str, Any] = {"since": since, "until": until}
        for name, value in ends.items():
            if value is not None and not isinstance(value, date):  # a text would be compared as one
                raise InputError([Problem(None, name, f"must be a date, or a datetime with a zone, not {kind_of(value)}")])
        period = [
            renamed(name, condition, "payout_date", value)
            for name, condition, value in (("since", conditions.gte, since), ("until", conditions.lt, until))
            if value is not None
        ]
        return conditions.and_(narrowed(None, creditor=creditor), *period)
    if since is not None or until is not None:
        raise InputError(
            [Problem(None, "since" if since is not None else "until", "chooses among the payouts of a creditor, not of a payout")]
        )
    try:
        several = [payout] if isinstance(payout, str) else list(payout)
    except TypeError:
        raise InputError([Problem(None, "payout", f"must be an id as a text, or several, not {kind_of(payout)}")]) from None
    return list(dict.fromkeys(required_id("payout", one) for one in several))


def narrowed(where: Where | None, **ids: str | None) -> Filter:
    """A filter and the ids that fields must have.

    Raises:
        InputError: it is no filter, or an id is none.
    """
    return conditions.and_(
        conditions.read_filter(where), *(conditions.eq(name, required_id(name, value)) for name, value in ids.items() if value is not None)
    )


def renamed(name: str, condition: Callable[[str, Any], Filter], path: str, value: Any) -> Filter:
    """A condition on a field whose value comes from an argument of another name, by which problems are to be called."""
    try:
        return condition(path, value)
    except InputError as error:
        raise InputError([evolve(problem, field=problem.field.replace(path, name, 1)) for problem in error.problems]) from None
