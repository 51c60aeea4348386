"""The operations of the legacy API.

It has no ids of its own making to look for and no key to send along, so nothing can show whether a batch arrived whose answer was lost.
Such a batch is therefore never sent again: the caller gets an error that lists the `ledgerref` of everything in it.

Pages: https://docs.amili.dev/webapiapibatch-3939032e0 (fetching) and https://docs.amili.dev/webapiapibatch-3939033e0 (sending)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, ParamSpec, Protocol, TypeVar

from amili_client.norway.autocollect.api.attachment import get_attachment as attachment_endpoint
from amili_client.norway.autocollect.api.batch import get_batch as get_endpoint
from amili_client.norway.autocollect.api.batch import send_batch as send_endpoint
from amili_client.norway.autocollect.api.ping import ping as ping_endpoint
from amili_client.norway.autocollect.models.legacy_batch import LegacyBatch
from amili_client.norway.autocollect.models.legacy_batch_input import LegacyBatchInput
from amili_client.norway.autocollect.models.legacy_batch_result import LegacyBatchResult
from amili_client.runtime import UNSET, Unset
from attrs import evolve

from amili_ext.endpoint import Api, Endpoint, build, read
from amili_ext.errors import AmiliError, ConfigurationError, ConflictError, InputError, Problem, ResponseError, UnknownOutcomeError
from amili_ext.flow import Flow, Instant, Now
from amili_ext.norway.autocollect.access import Access
from amili_ext.once import may_have_arrived
from amili_ext.retry import exchange
from amili_ext.shapes import is_mapping, is_sequence
from amili_ext.values import kind_of, read_moment

P = ParamSpec("P")
R = TypeVar("R")

_DEEPEST = 64
"""So many values inside of one another are no batch any more."""


class Legacy(Protocol):
    """What these flows need of the context of a client."""

    @property
    def api(self) -> Api: ...
    @property
    def autocollect(self) -> Access | None: ...


def get_batch(
    context: Legacy,
    *,
    sender_id: str | None = None,
    creditor_id: str | None = None,
    customer_ref: str | None = None,
    ledger_ref: str | None = None,
    include_closed: bool | None = None,
    last_settlement_id: str | None = None,
    remittance_date: date | str | None = None,
    language_code: str | None = None,
) -> Flow[LegacyBatch]:
    """Cases and settlements, with the creditors that they belong to, all in one answer.

    The filters are the API's own, without the underscores; the page prints their names and nothing else, so what each of them does, and
    which of them are needed, is not documented. Amounts of the answer are in the currency of their case.

    Args:
        last_settlement_id: by its name, settlements after that one; each creditor of the answer has its `lastsettlementid`.
        remittance_date: a day, as a `date` or as ISO 8601 text; the time zone is not documented.

    Raises:
        InputError: a filter is not what it must be; nothing was sent.
        ConfigurationError: the client does not know where the legacy API is.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/webapiapibatch-3939032e0
    """
    problems: list[Problem] = []
    texts = {
        "sender_id": sender_id,
        "creditor_id": creditor_id,
        "customer_ref": customer_ref,
        "ledger_ref": ledger_ref,
        "last_settlement_id": last_settlement_id,
        "language_code": language_code,
    }
    sent = {name: _text(name, value, problems) for name, value in texts.items()}
    closed = _yes_or_no("include_closed", include_closed, problems)
    day = _day("remittance_date", remittance_date, problems)
    if problems:
        raise InputError(problems)
    return (
        yield from _call(
            context,
            get_endpoint,
            senderid=sent["sender_id"],
            creditorid=sent["creditor_id"],
            customerref=sent["customer_ref"],
            ledgerref=sent["ledger_ref"],
            lastsettlementid=sent["last_settlement_id"],
            languagecode=sent["language_code"],
            includeclosed=closed,
            remittancedate=day,
        )
    )


def send_batch(context: Legacy, body: Mapping[str, Any], *, sender_id: str | None = None) -> Flow[LegacyBatchResult]:
    """Send a batch, at most once.

    The page does not show what a batch holds, so it is sent as it is given: names in the API's spelling, amounts as `Decimal`, moments
    as text. The answer is inferred; whether parts of the batch were refused is in its `errors` and `responses`, not in an exception.

    Args:
        body: the whole batch, such as `{"case": [{"ledgerref": "F-1", …}]}`.

    Raises:
        InputError: the batch is empty, is no mapping or holds what JSON cannot hold exactly; nothing was sent.
        ConfigurationError: the client does not know where the legacy API is; nothing was sent.
        UnknownOutcomeError: the answer was lost, and nobody can know whether the batch arrived. Its `references` are the `ledgerref` of
            everything in the batch, in order: find out what became of these before sending any of it again.
        AmiliError: it was not taken, see `amili_ext.errors`.

    Page: https://docs.amili.dev/webapiapibatch-3939033e0
    """
    given: Any = body
    problems: list[Problem] = []
    sender = _text("sender_id", sender_id, problems)
    if not is_mapping(given):
        problems.append(Problem(None, "body", f"must be a mapping, not {kind_of(given)}"))
    elif not given:
        problems.append(Problem(None, "body", "is empty"))
    elif _too_deep(given):
        problems.append(Problem(None, "body", "is nested too deeply, or holds itself"))
    elif not all(_has_names(part) for part in _parts(given)):
        problems.append(Problem(None, "body", "has a key that is no text"))
    if problems:
        raise InputError(problems)
    try:
        return (yield from _call(context, send_endpoint, body=LegacyBatchInput.from_dict(given), senderid=sender))
    except AmiliError as failure:
        # A conflict is an answer here: there was no attempt before this one that it could be about.
        if isinstance(failure, ConflictError) or not may_have_arrived(failure):
            raise
        raise UnknownOutcomeError(
            f"nobody can know whether the batch arrived ({failure}); it is not sent again",
            references=_references(given),
            status=failure.status if isinstance(failure, ResponseError) else None,
        ) from failure


def get_attachment(context: Legacy, attachment_id: str) -> Flow[bytes]:
    """An attachment of a case's history, by its `attachmentid`. Method, parameter and answer are a guess, of which you are warned.

    Raises:
        InputError: the id is no text or is empty; nothing was sent.
        ConfigurationError: the client does not know where the legacy API is.
        AmiliError: any other trouble, see `amili_ext.errors`.
    """
    problems: list[Problem] = []
    wanted = _text("attachment_id", attachment_id, problems)
    if not problems and not wanted:
        problems.append(Problem(None, "attachment_id", "is missing"))
    if problems:
        raise InputError(problems)
    file = yield from _call(context, attachment_endpoint, attachmentid=wanted or "")
    return file.payload.read()


def ping(context: Legacy) -> Flow[None]:
    """Return if the legacy API answers and lets this client in. That it is a GET is a guess, of which you are warned.

    Raises:
        ConfigurationError: the client does not know where the legacy API is.
        AmiliError: it does not answer, or not with success.
    """
    yield from _call(context, ping_endpoint)


def _call(context: Legacy, endpoint: Endpoint[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Flow[R]:
    """As `endpoint.call`, but at the legacy API's address and with its name and password."""
    access = context.autocollect
    if access is None:
        raise ConfigurationError("no page names the address of the legacy API: set autocollect_url")
    api = evolve(context.api, base_url=access.url, authenticated=access.basic is None)
    request = build(api, endpoint, *args, **kwargs)
    if access.basic is not None:
        request = evolve(request, headers={**request.headers, "Authorization": f"Basic {access.basic.reveal()}"})
    reply = yield from exchange(request, api.retry)
    now: Instant = yield Now()
    return read(endpoint, request, reply, now, api.dialect)


def _parts(value: Any) -> Iterator[Any]:
    """A value and all that is in it; the lists of a batch are not documented, so everywhere is looked."""
    yield value
    for part in _inner(value):
        yield from _parts(part)


def _inner(value: Any) -> Iterable[Any]:
    return value.values() if is_mapping(value) else value if is_sequence(value) else ()


def _too_deep(value: Any, levels: int = _DEEPEST) -> bool:
    return levels == 0 or any(_too_deep(part, levels - 1) for part in _inner(value))


def _has_names(part: Any) -> bool:
    return not is_mapping(part) or all(isinstance(name, str) for name in part)


def _references(batch: Any) -> list[str]:
    found = (part.get("ledgerref") for part in _parts(batch) if is_mapping(part))
    return [reference for reference in found if isinstance(reference, str)]


def _text(name: str, value: Any, problems: list[Problem]) -> str | Unset:
    if value is None:
        return UNSET
    if isinstance(value, str):
        return str.__str__(value)
    problems.append(Problem(None, name, f"must be a text, not {kind_of(value)}"))
    return UNSET


def _yes_or_no(name: str, value: Any, problems: list[Problem]) -> bool | Unset:
    if value is None:
        return UNSET
    if not isinstance(value, bool):
        problems.append(Problem(None, name, f"must be True or False, not {kind_of(value)}"))
        return UNSET
    return value


def _day(name: str, value: Any, problems: list[Problem]) -> date | Unset:
    if value is None:
        return UNSET
    day = read_moment(value)
    if day is None or isinstance(day, datetime):
        problems.append(Problem(None, name, "must be a date, without a time"))
        return UNSET
    return day
