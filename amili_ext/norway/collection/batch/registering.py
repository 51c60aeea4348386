"""Registering amounts on invoices that Amili has: payments and corrections go out in batches like invoices, with the same guarantees.

`handing_over` says how these are kept. One thing is different: an invoice number exists once, but the same amount can be paid, or
corrected, twice. So a registration is recognised by its whole content:

* The same rows again within an hour are the same registration. It is found, by its key or its content, and adopted, not repeated.
* Later, the same amount on the same invoice is another one. Rows that each have a `date` are still the same, but by then only the key
  can tell; that the API finds batches by the key that they were sent with is inferred. Where it does not, they are registered again.
* What is meant although the same was registered just before needs an `idempotency_key` of its own.

The one module serves both kinds; `payments` and `corrections` say what is particular to each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Names
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from amili_client.norway.collection.models.correction_input import CorrectionInput
from amili_client.norway.collection.models.create_corrections_request import CreateCorrectionsRequest
from amili_client.norway.collection.models.create_payments_request import CreatePaymentsRequest
from amili_client.norway.collection.models.payment_input import PaymentInput
from attrs import frozen

from amili_ext.errors import InputError, Problem
from amili_ext.flow import Flow, Stream
from amili_ext.norway.collection.batch.amount_checks import check_amounts
from amili_ext.norway.collection.batch.checked import Checked
from amili_ext.norway.collection.batch.handing_over import Way, hand_over, hand_over_batches
from amili_ext.norway.collection.batch.handle import AmountHandle
from amili_ext.norway.collection.batch.outcomes import AmountOutcome
from amili_ext.norway.collection.batch.references import AmountReference
from amili_ext.norway.collection.batch.result import AmountResult
from amili_ext.norway.collection.batch.waiting import BatchNews, wait
from amili_ext.norway.collection.context import Collection
from amili_ext.polling import DOCUMENTED_MAX_WAIT
from amili_ext.shapes import is_collection
from amili_ext.values import kind_of, required_uuid
from amili_ext.waiting import check_wait

Row = TypeVar("Row", bound=PaymentInput | CorrectionInput)
Whole = TypeVar("Whole", bound=CreatePaymentsRequest | CreateCorrectionsRequest)


@frozen
class Registering(Generic[Row, Whole]):
    """How rows of one kind are registered.

    Attributes:
        way: how batches of them are handed over.
        model: the generated model of one row.
        whole: the generated model of a request, and the rows in it.
        positive: whether an amount must be above zero; otherwise it must only not be zero.
    """

    way: Way[AmountReference, AmountOutcome]
    model: type[Row]
    whole: tuple[type[Whole], Callable[[Whole], list[Row]]]
    positive: bool

    def register(
        self,
        context: Collection,
        rows: Iterable[Row | Mapping[str, Any]] | Whole,
        *,
        idempotency_key: str | None = None,
        apart_from: Names[UUID | str] = (),
        extra_fields: Names[str] = (),
    ) -> Flow[AmountHandle]:
        """Register payments (or corrections) as one batch and return a handle, without waiting for the batch to be processed.

        The same rows again within an hour are taken for the same registration, which is adopted if it took over anything: a job that was
        killed can simply run again. If each row has a `date`, that holds at any time, as long as the API finds batches by their keys,
        which is inferred. To try unchanged what was refused, pass an `idempotency_key`.

        Args:
            rows: generated models, dicts in wire or Python names, or any iterable of either. Each needs the `invoice_id` that Amili gave
                the invoice (not its number) and an `amount`, a Decimal or int in its `currency`, sent to the last digit: of a payment
                above zero, of a correction other than zero (no page says what its sign means). A `date` is a moment with a time zone.
            idempotency_key: replaces the key that is derived from the content. A new key says "this is meant to be registered once more";
                the same key again finds what was registered with it, at any time if the API finds batches by their keys.
            apart_from: ids of batches that are known to hold something else, such as the `candidates` of a `SubmissionUnknownError` once
                they were checked. It is needed where the API does not tell the amounts in a batch: what another process registered for the
                same invoices within the hour may then be this or not.
            extra_fields: fields that the documentation does not show and that dicts may hold all the same.

        Raises:
            InputError: with every problem in the input; nothing was sent. Two rows that are the same in everything are one.
            SubmissionUnknownError: it could not be settled whether the rows arrived.
            ResponseError: the API refused them as a whole; nothing was registered.
            TransportError, TokenError: nothing was sent.

        Pages: https://docs.amili.dev/createpayments-4148070e0 and https://docs.amili.dev/createcorrections-4148074e0
        """
        checked = self.check(rows, extra_fields)
        return (yield from hand_over(context, self.way, checked, idempotency_key, _ids("apart_from", apart_from)))

    def register_batches(
        self,
        context: Collection,
        rows: Iterable[Row | Mapping[str, Any]] | Whole,
        *,
        batch_size: int = 500,
        extra_fields: Names[str] = (),
    ) -> Stream[AmountHandle]:
        """Register any number of rows in batches of at most `batch_size`; give out each handle as soon as its batch is accepted.

        All rows are checked before the first batch is sent. When an error ends it, the handles given out so far are good, and calling it
        again with the same rows in the same order finds the batches that arrived: within an hour, and later as `register` says.
        Amili's pages do not say how large a batch may be.

        Raises:
            As `register`, for the batch that it stopped at.

        Pages: https://docs.amili.dev/createpayments-4148070e0 and https://docs.amili.dev/createcorrections-4148074e0
        """
        yield from hand_over_batches(context, self.way, self.check(rows, extra_fields), batch_size)

    def register_and_wait(
        self,
        context: Collection,
        rows: Iterable[Row | Mapping[str, Any]] | Whole,
        *,
        max_wait: float = DOCUMENTED_MAX_WAIT,
        news: BatchNews | None = None,
        idempotency_key: str | None = None,
        apart_from: Names[UUID | str] = (),
        extra_fields: Names[str] = (),
    ) -> Flow[AmountResult]:
        """Register rows as one batch and wait until each has succeeded or failed. Failures are data: see `BatchResult`.

        Args and errors as for `register` and for `client.batches.wait`; an error of the wait carries the handle.

        Pages: https://docs.amili.dev/createpayments-4148070e0 and https://docs.amili.dev/createcorrections-4148074e0
        """
        check_wait(max_wait, news)
        handle = yield from self.register(context, rows, idempotency_key=idempotency_key, apart_from=apart_from, extra_fields=extra_fields)
        return (yield from wait(context, handle, max_wait=max_wait, news=news))

    def check(self, rows: Iterable[Row | Mapping[str, Any]] | Whole, extra_fields: Names[str] = ()) -> Checked[AmountReference]:
        """Check all rows and encode them.

        Raises:
            InputError: with every problem found; nothing may be sent.
        """
        whole, rows_in = self.whole
        items = rows_in(rows) if isinstance(rows, whole) else cast(Iterable[Any], rows)
        return check_amounts(self.way.kind.name, self.model, items, extra_fields, positive=self.positive)


def _ids(name: str, values: Any) -> frozenset[UUID]:
    if not is_collection(values):
        raise InputError([Problem(None, name, f"must be a list of ids, not {kind_of(values)}")])
    return frozenset(required_uuid(name, value) for value in values)
