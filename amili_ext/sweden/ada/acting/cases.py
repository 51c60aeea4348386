"""Cases: read them, list the open and the closed ones, see where one stands.

Cases are made by registrations, see `amili_ext.sweden.ada.registering.case_registration` and `amili_ext.sweden.ada.registering.invoices`.

Pages: https://docs-alpha.amili.se/reference/endpoints/case and https://docs-alpha.amili.se/reference/examples/case-status
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from amili_client.sweden.ada.api.case import get_case, list_cases
from amili_client.sweden.ada.models.case import Case

from amili_ext.flow import Flow
from amili_ext.sweden.ada.acting.case_view import NOT_CLOSED, VIEWED, CaseStatus, view
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.listing import Query
from amili_ext.sweden.ada.eve.query import Projection
from amili_ext.sweden.ada.eve.reading import required_id
from amili_ext.sweden.ada.eve.where import Where, and_, eq, gte, ne, or_
from amili_ext.sweden.ada.readable import Readable
from amili_ext.sweden.ada.registering.handles import CaseHandle
from amili_ext.values import text
from amili_ext.wire import Problems

CASES = Readable("case", get_case, list_cases)
"""Cases to be listed: `CASES.list`. Page: https://docs-alpha.amili.se/reference/endpoints/case"""

APP = "https://app.amili.se/open"


def get(context: Ada, case: CaseHandle | str, *, projection: Projection | None = None) -> Flow[Case]:
    """One case as it is now.

    Args:
        case: its id, or the handle of what was registered.
        projection: which fields; all if none are named.

    Raises:
        InputError: that cannot be an id.
        NotFoundError: there is no such case.
        AmiliError: any other trouble.

    Page: https://docs-alpha.amili.se/reference/endpoints/case
    """
    return (yield from CASES.get(context, case_id(case), projection=projection))


def status(context: Ada, case: CaseHandle | str) -> Flow[CaseStatus]:
    """Where a case stands now.

    Amili advises to ask at the moment when it matters instead of keeping copies.

    Raises:
        InputError: that cannot be an id.
        NotFoundError: there is no such case.
        AmiliError: any other trouble.

    Page: https://docs-alpha.amili.se/reference/examples/case-status
    """
    name = case_id(case)
    found = yield from get(context, name, projection=VIEWED)
    return view(name, found)


def list_open(
    context: Ada,
    *,
    creditor: str | None = None,
    projection: Projection | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Query[Case]:
    """Cases that are not closed, of one creditor or of all.

    The page tells to export open and closed cases apart but not by which filter. This one rests on `closed`, which a case is documented to
    have; that it is missing, null or false while the case is open is our conclusion.

    Page: https://docs-alpha.amili.se/reference/examples/case-status
    """
    where = _of(creditor, or_(*(eq("closed", value) for value in NOT_CLOSED)))
    return CASES.list(context, where=where, projection=projection, page_size=page_size, page_token=page_token)


def list_closed(
    context: Ada,
    *,
    creditor: str | None = None,
    since: datetime | date | None = None,
    projection: Projection | None = None,
    page_size: int | None = None,
    page_token: str | None = None,
) -> Query[Case]:
    """Cases that are closed, of one creditor or of all.

    Args:
        since: only those that changed since then, among which are all that were closed since then. In what form a case says when it was
            closed is not documented, so that `_updated` is asked instead: a case that was closed earlier and changed later comes too.

    As for `list_open`, the filter is our conclusion.

    Page: https://docs-alpha.amili.se/reference/examples/case-status
    """
    where = _of(creditor, and_(*(ne("closed", value) for value in NOT_CLOSED)))
    if since is not None:
        where = and_(where, gte("_updated", since))
    return CASES.list(context, where=where, projection=projection, page_size=page_size, page_token=page_token)


def link(case: CaseHandle | str, *, oauth: str | None = None) -> str:
    """An address that opens the case in Amili's web application.

    Args:
        oauth: `"google"` skips the choice of how to sign in.

    Raises:
        InputError: that cannot be an id, or `oauth` is no text.

    Only the address of production is documented. Page: https://docs.amili.se/reference/common/ui-integration
    """
    problems = Problems()
    chosen = text(oauth or "", "oauth", problems.at(None))
    problems.check()
    parts = {"resource": "cases", "id": case_id(case)} | ({"oauth": chosen} if chosen else {})
    return f"{APP}?{urlencode(parts)}"


def case_id(case: CaseHandle | str) -> str:
    """The id of a case that a caller passed.

    Raises:
        InputError: it is none.
    """
    name: Any = case if isinstance(case, str) else getattr(case, "case", None)
    return required_id("case", name)


def _of(creditor: str | None, where: Where) -> Where:
    return where if creditor is None else and_(eq("creditor", required_id("creditor", creditor)), where)
