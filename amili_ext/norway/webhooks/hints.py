"""Taking an event for a hint: reading what it is about with one's own token, so that nothing in the event need be believed.

The answer is also the newer truth. Events come late and overtake each other; what is read now is how things stand now.
"""

from __future__ import annotations

from typing import TypeAlias, TypeVar

import attrs
from amili_client.norway.collection.models.batch import Batch
from amili_client.norway.collection.models.case import Case
from amili_client.norway.collection.models.settlement import Settlement
from amili_client.runtime import Unset

from amili_ext.errors import ConfigurationError
from amili_ext.flow import Flow
from amili_ext.norway.collection.batch import batches
from amili_ext.norway.collection.cases import reading as cases
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements import reading as settlements
from amili_ext.norway.webhooks.events import BatchCompleted, CaseRegistered, CaseUpdated, Event, SettlementCreated, UnknownEvent

R = TypeVar("R")

Found: TypeAlias = Batch | Case | Settlement


def re_read(context: Collection, event: Event) -> Flow[Found | None]:
    """What an event is about, as it is now: a batch, a case (found by its number) or a settlement.

    None for an event of a type that is not known.

    Raises:
        ConfigurationError: the event is about another organization than this client acts for. Nothing was sent.
        NotFoundError: the organization has no such batch or settlement. CaseNotFoundError: no such case.
        AmiliError: any other trouble, see `amili_ext.errors`.

    Page: https://docs.amili.dev/webhooks-361430m0
    """
    if event.organization_id not in {None, context.organization_id}:
        raise ConfigurationError(f"the event is about organization {event.organization_id}, this client acts for {context.organization_id}")
    found: Found | None = None
    if isinstance(event, BatchCompleted):
        found = yield from batches.get(context, event.batch_id)
    elif isinstance(event, CaseRegistered | CaseUpdated):
        found = yield from cases.find(context, event.case_number)
    elif isinstance(event, SettlementCreated):
        found = yield from settlements.get(context, event.settlement_id)
    return found


def confirmed(event: Event, found: Found | None) -> Event:
    """The event with what was read in place of what was delivered; what was only delivered is left out, the payload too.

    What changed in a case (`fields`) cannot be read, so it is left out as well. What names the delivery stays as it came, since nothing
    could take its place, and is to be believed no more than before: `id`, `source`, `timestamp`, `idempotency_key` and `request_id`.
    """
    if isinstance(event, BatchCompleted) and isinstance(found, Batch):
        return attrs.evolve(event, status=_known(found.status), payload={})
    if isinstance(event, CaseRegistered | CaseUpdated) and isinstance(found, Case):
        invoices = [_known(invoice.invoice_id) for invoice in found.invoices or ()]
        seen = attrs.evolve(
            event,
            case_id=_known(found.case_id),
            case_type=_known(found.type_),
            status=_known(found.status),
            invoice_ids=tuple(invoice_id for invoice_id in invoices if invoice_id is not None),
            payload={},
        )
        return attrs.evolve(seen, fields=()) if isinstance(seen, CaseUpdated) else seen
    if isinstance(event, SettlementCreated) and isinstance(found, Settlement):
        return attrs.evolve(
            event,
            settlement_date=_known(found.settlement_date),
            invoice_id=_known(found.invoice_id),
            invoice_number=_known(found.invoice_number),
            case_number=_known(found.case_number),
            payload={},
        )
    if isinstance(event, UnknownEvent):
        return attrs.evolve(event, data={}, payload={})
    return attrs.evolve(event, payload={})


def _known(value: R | Unset) -> R | None:
    return None if isinstance(value, Unset) else value
