"""Which case is which debt, after a registration.

The answer lists the new cases, and the documentation does not say in which order. A case that is taken for another one's would be credited
in its place, so with several debts the cases are read back and told apart by their invoice numbers. Whatever does not fit is an error that
carries everything that is known; nothing is guessed.

Page: https://docs-stage.amili.se/reference/endpoints/case-registration
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from amili_client.runtime import UNSET
from amili_client.sweden.ada.api.case import list_cases

from amili_ext.errors import AmiliError, UnknownOutcomeError
from amili_ext.flow import Flow, Now, Sleep
from amili_ext.once import SETTLING
from amili_ext.sweden.ada.context import Ada
from amili_ext.sweden.ada.eve.finding import by_id, find
from amili_ext.sweden.ada.registering.case_checks import ReadyCases
from amili_ext.sweden.ada.registering.handles import CaseRegistrationResult, RegisteredDebt


class Made(NamedTuple):
    """What the answer to a registration names.

    Attributes:
        registration: its id.
        cases: ids of its cases.
        ocr_number_ids: ids of the documents that hold the OCR numbers.
        ocr_numbers: the OCR numbers.
    """

    registration: str
    cases: tuple[str, ...]
    ocr_number_ids: tuple[str, ...]
    ocr_numbers: tuple[str, ...]


class CaseMappingError(UnknownOutcomeError):
    """Debts were registered, but which case is which debt could not be shown. Do not register them again.

    Calling `register` again with the same input finds them and tries anew.

    Attributes:
        references: the invoice numbers of the debts, in the order in which they were sent.
        registration: id of the registration.
        cases: ids of its cases, as the answer listed them.
        ocr_number_ids: ids of the documents with the OCR numbers, as the answer listed them.
        ocr_numbers: the OCR numbers, as the answer listed them.
    """

    def __init__(self, message: str, *, references: Sequence[str], made: Made) -> None:
        self.registration = made.registration
        self.cases = made.cases
        self.ocr_number_ids = made.ocr_number_ids
        self.ocr_numbers = made.ocr_numbers
        super().__init__(message, references=references, status=201)


def mapped(context: Ada, ready: ReadyCases, made: Made) -> Flow[CaseRegistrationResult]:
    """Each debt with its case.

    Raises:
        CaseMappingError: see there. Nothing else is raised: the registration has succeeded.
    """
    if len(made.cases) != len(ready.debts) or len(set(made.cases)) != len(made.cases):
        raise _unmapped(ready, made, f"{len(ready.debts)} debts were sent, and the answer names {len(set(made.cases))} cases")
    if len(ready.debts) == 1:
        case_of: Mapping[str, str] = {ready.numbers[0]: made.cases[0]}
    else:
        case_of = yield from _read_back(context, ready, made)
    ocr_numbers, ocr_number_ids = _beside(made.cases, made.ocr_numbers), _beside(made.cases, made.ocr_number_ids)
    debts = [
        RegisteredDebt(ready.creditor, number, case_of[number], ocr_numbers.get(case_of[number]), ocr_number_ids.get(case_of[number]))
        for number in ready.numbers
    ]
    return CaseRegistrationResult(made.registration, tuple(debts), ocr_by_position=len(debts) > 1 and bool(ocr_numbers or ocr_number_ids))


def _beside(cases: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """What stands beside each case, if there is one for each."""
    return dict(zip(cases, values, strict=True)) if len(cases) == len(values) else {}


def _read_back(context: Ada, ready: ReadyCases, made: Made) -> Flow[dict[str, str]]:
    """The case of each invoice number."""
    begun, looks = (yield Now()).monotonic, 0
    while True:
        try:
            found = yield from find(context, list_cases, by_id(made.cases), projection=("debt.invoice_number",))
        except AmiliError as trouble:
            raise _unmapped(ready, made, f"the cases could not be read ({trouble})") from trouble
        number_of = {case.field_id: case.debt.invoice_number if case.debt else UNSET for case in found if case.field_id in made.cases}
        left = begun + context.settle - (yield Now()).monotonic
        # What was made just now may be listed late.
        if len(number_of) == len(made.cases) or left <= 0:
            break
        yield Sleep(min(left, SETTLING.pause(looks)))
        looks += 1
    case_of = {str(number): str(case) for case, number in number_of.items()}
    if len(number_of) < len(made.cases):
        raise _unmapped(ready, made, f"only {len(number_of)} of {len(made.cases)} cases can be read")
    if set(case_of) != set(ready.numbers):
        raise _unmapped(ready, made, "the invoice numbers of the cases are not those of the debts")
    return case_of


def _unmapped(ready: ReadyCases, made: Made, why: str) -> CaseMappingError:
    return CaseMappingError(
        f"the debts were registered as {made.registration}, but which case is which debt is not known: {why}",
        references=ready.numbers,
        made=made,
    )
