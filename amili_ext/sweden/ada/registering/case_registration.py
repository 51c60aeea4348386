"""Registering debts that the creditor has invoiced itself: one registration, one customer, a case for each debt.

There is no documented way to repeat a registration safely, so a debt is known by its creditor and its invoice number. Before a registration
is sent, its debts are looked for. If all of them are there, from one registration, with the same customer and the same capital, and none
is closed, that registration is adopted. If only some are, or with other content, or closed, that is an error: to register a debt once
more whose case is closed, say so with `with_options(look_first=False)`. After an ambiguous failure they are looked for again before the
registration is sent again.

Pages: https://docs-stage.amili.se/reference/endpoints/case-registration and https://docs.amili.se/guides/api-integration/case
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias, cast

from amili_client.runtime import Unset
from amili_client.sweden.ada.api.case import list_cases
from amili_client.sweden.ada.api.case_registration import create_case_registration
from amili_client.sweden.ada.models.case import Case
from amili_client.sweden.ada.models.case_registration_input import CaseRegistrationInput

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.errors import UnreadableResponseError
from amili_ext.flow import Flow, Stream
from amili_ext.once import Sighting
from amili_ext.shapes import is_array
from amili_ext.sweden.ada.acting.case_view import is_closed
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.finding import by_text, find, is_recent, of_creditors, text_in, told
from amili_ext.sweden.ada.registering.case_checks import ReadyCases, ReadyDebt, check_cases
from amili_ext.sweden.ada.registering.case_mapping import Made, mapped
from amili_ext.sweden.ada.registering.checks import ORE, check_all, check_one, same_identity
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, RegisteredDebt
from amili_ext.sweden.ada.registering.registering import Kind, RegistrationOutcome, register_each, register_one

CaseInput: TypeAlias = CaseRegistrationInput | Mapping[str, Any]
"""A case registration: the generated model, or a dict of the same names."""

_COMPARED = (
    "_created",
    "creditor",
    "case_registration",
    "customer_id_number",
    "closed",
    "debt.invoice_number",
    "debt.capital_to_claim",
)


def register(context: Ada, registration: CaseInput, *, extra_fields: Collection[str] = ()) -> Flow[CaseRegistrationResult]:
    """Register the debts of one customer. Each becomes a case.

    Attaching the original invoice to each case afterwards is strongly recommended: `client.media.upload`.

    Args:
        registration: amounts are in kronor, as Decimal or int; times need a zone, a date stands for midnight UTC.
        extra_fields: fields that the documentation does not show and that a dict may hold all the same.

    Returns:
        the case and the OCR number of each debt, in the order in which the debts were passed.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        AlreadyThereError: some of the debts are there, but not as one registration with this content; nothing was sent.
        CaseMappingError: it was registered, but which case is which debt could not be shown.
        UnknownOutcomeError: it could not be settled whether it was registered.
        ValidationError: Amili refused it, for example because the creditor is not active; `fields` says why.
        AmiliError: any other trouble; nothing was registered.

    Page: https://docs-stage.amili.se/reference/endpoints/case-registration
    """
    return (yield from register_one(context, _CASES, check_one(check_cases, registration, extra_fields)))


def register_all(
    context: Ada, registrations: Iterable[CaseInput], *, extra_fields: Collection[str] = ()
) -> Stream[RegistrationOutcome[CaseRegistrationResult]]:
    """Register any number of times the debts of a customer, and give out what became of each registration, in their order.

    All are checked before the first is sent. A refusal is an outcome and not an error, so that one registration does not stop the others.
    What concerns all of them is an error, such as refused credentials or no connection; it comes after every outcome that is known, and
    calling this again with the same registrations goes on where it stopped: it adopts what is registered.

    Within the rate limit some 5,800 registrations of one debt each can be made in an hour, and half as many of several debts.

    Raises:
        InputError: with every problem in the input; nothing was sent.
        UnknownOutcomeError: the outcomes of many registrations in a row are unknown, as in an outage; they were given out.
        AmiliError: trouble that concerns all of them.

    Page: https://docs-stage.amili.se/reference/endpoints/case-registration
    """
    ready = check_all(check_cases, registrations, "registrations", "debts[{}].invoice_number", extra_fields)
    yield from register_each(context, _CASES, ready)


def _send(context: Ada, ready: ReadyCases) -> Flow[CaseRegistrationResult]:
    answer = yield from call(context.api, create_case_registration, body=cast(CaseRegistrationInput, Encoded(ready.part)))
    if not answer.field_id:
        raise UnreadableResponseError("the registration was accepted, but the answer does not name it", status=201)
    made = Made(
        answer.field_id, *(_texts(listed) for listed in (answer.field_cases, answer.field_ocr_numbers, answer.field_ocr_numbers_ocr))
    )
    return (yield from mapped(context, ready, made))


def _texts(listed: Any) -> tuple[str, ...]:
    """A list of texts in an answer; empty if it is anything else."""
    return tuple(listed) if is_array(listed) and all(isinstance(one, str) for one in listed) else ()


def _look(context: Ada, some: Sequence[ReadyCases], since: datetime | None) -> Flow[list[Sighting[CaseRegistrationResult]]]:
    numbers = [number for ready in some for number in ready.numbers]
    where = of_creditors(ready.creditor for ready in some)
    found = yield from find(context, list_cases, by_text("debt.invoice_number", numbers), where=where, projection=_COMPARED)
    named: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in found:
        if is_recent(case, since):
            named[told(case.creditor, case.debt.invoice_number if case.debt else None)].append(case)
    return [_sighting(ready, [named[ready.creditor, number] for number in ready.numbers], since) for ready in some]


def _sighting(ready: ReadyCases, there: Sequence[Sequence[Case]], since: datetime | None) -> Sighting[CaseRegistrationResult]:
    """What the cases of the same creditor and numbers say; one sequence of them for each debt."""
    if not any(there):
        return Sighting()
    fit = [_fitting(ready, debt, cases, since) for debt, cases in zip(ready.debts, there, strict=True)]
    common = [name for name in fit[0] if all(name in cases for cases in fit)]
    if len(common) == 1 and all(len(cases[common[0]]) == 1 for cases in fit):
        debts = [
            RegisteredDebt(ready.creditor, debt.invoice_number, cases[common[0]][0]) for debt, cases in zip(ready.debts, fit, strict=True)
        ]
        return Sighting(CaseRegistrationResult(common[0], tuple(debts), adopted=True))
    candidates = tuple(case.field_id for cases in there for case in cases if case.field_id)
    doubt = "it is there more than once" if common else _doubt(ready, there, fit)
    return Sighting(doubt=doubt, candidates=candidates)


def _fitting(ready: ReadyCases, debt: ReadyDebt, cases: Iterable[Case], since: datetime | None) -> dict[str, list[str]]:
    """By registration, the ids of the cases that are of this debt. One that is closed counts only if it was made just now."""
    fitting: defaultdict[str, list[str]] = defaultdict(list)
    for case in cases:
        registration = text_in(case.case_registration)
        if registration and case.field_id and _is_same(ready, debt, case) and (since is not None or not is_closed(case)):
            fitting[registration].append(case.field_id)
    return fitting


def _doubt(ready: ReadyCases, there: Sequence[Sequence[Case]], fit: Sequence[Collection[object]]) -> str:
    missing = [debt.invoice_number for debt, cases in zip(ready.debts, there, strict=True) if not cases]
    closed = [debt.invoice_number for debt, cases in zip(ready.debts, there, strict=True) if cases and all(map(is_closed, cases))]
    other = [debt.invoice_number for debt, cases, good in zip(ready.debts, there, fit, strict=True) if cases and not good]
    if closed:
        return f"there are cases with these invoice numbers, and they are closed: {_listed(closed)}"
    if other:
        return f"there are cases with these invoice numbers, but with another customer, capital or origin: {_listed(other)}"
    if missing:
        return f"some of its debts are there, but not these: {_listed(missing)}"
    return "its debts are there, but not from one registration"


def _listed(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:5]) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def _is_same(ready: ReadyCases, debt: ReadyDebt, case: Case) -> bool:
    """Whether customer and capital are the same, as far as they are told; at least one of them must be."""
    said: list[bool] = []
    if case.customer_id_number and ready.id_number:
        said.append(same_identity(str(case.customer_id_number), ready.id_number))
    capital = case.debt.capital_to_claim if case.debt else None
    if capital is not None and not isinstance(capital, Unset):
        said.append(abs(capital - debt.capital) < ORE)
    return bool(said) and all(said)


_CASES = Kind("the case registration", _send, _look, lambda result: result.adopted)
