"""A world with invoices on which payments and corrections are registered, for both kinds alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from decimal import Decimal
from types import ModuleType
from typing import Any
from uuid import UUID

from amili_client.runtime import decode_json, encode_json
from attrs import evolve

from amili_ext import Norway
from amili_ext.flow import Reply, Request, iterate, run
from amili_ext.norway.collection import corrections, payments
from amili_ext.norway.collection.batch.handle import AmountHandle
from amili_ext.norway.collection.batch.result import AmountResult
from tests.norway.collection.world import World, invoice

KINDS = {"payments": payments, "corrections": corrections}

BATCH_TYPES = {payments: "PAYMENT", corrections: "CORRECTION"}


class Desk:
    """What the clerk of one creditor has: a world, and three invoices that Amili took."""

    def __init__(self, world: World, kind: ModuleType) -> None:
        self.world = world
        self.kind = kind
        self.name = kind.__name__.rpartition(".")[2]
        three = [invoice("A-1"), invoice("A-2"), invoice("A-3")]
        result = world.new_client(look_first=False).invoices.submit_and_wait(three, max_wait=20_000)
        self.invoices: list[UUID] = [outcome.invoice_id for outcome in result if outcome.invoice_id]
        world.sent.clear()

    def at(self, kind: ModuleType) -> Desk:
        """The same desk for the other kind."""
        other = copy(self)
        other.kind, other.name = kind, kind.__name__.rpartition(".")[2]
        return other

    def row(self, invoice: int = 0, amount: str = "100.00", **more: Any) -> dict[str, Any]:
        """A payment (or correction) on one of the invoices."""
        return {"invoiceId": str(self.invoices[invoice]), "amount": Decimal(amount), "currency": "NOK", **more}

    def register(self, rows: Any, client: Norway | None = None, **options: Any) -> AmountHandle:
        resource = (client or self.world.amili).batches
        handle: AmountHandle = run(self.kind.register(resource.context, rows, **options), resource.perform)
        return handle

    def register_batches(self, rows: Any, client: Norway | None = None, **options: Any) -> Iterator[AmountHandle]:
        resource = (client or self.world.amili).batches
        return iterate(self.kind.register_batches(resource.context, rows, **options), resource.perform)

    def wait(self, handle: AmountHandle) -> AmountResult:
        return self.world.amili.batches.wait(handle)  # type: ignore[return-value, arg-type]

    def killed(self, rows: Any, **options: Any) -> UUID:
        """Send the rows as a process does that dies before it reads the answer; the batch id is what only we know."""
        return self.register(rows, self.world.new_client(look_first=False), **options).batch_id

    def posts(self) -> list[Request]:
        return [request for request in self.world.sent if request.method == "POST" and request.url.endswith(f"/{self.name}")]

    def batches(self) -> set[UUID]:
        """The batches of this kind that the sandbox has, listed or not yet."""
        self.world.clock.advance(3600)
        listed = self.world.new_client().batches.list(batch_type=BATCH_TYPES[self.kind])
        return {batch.batch_id for batch in listed if batch.batch_id}


def echoing(world: World) -> World:
    """The same world, whose batches tell the amounts of their items; no page shows whether the real ones do."""
    amounts: dict[str, Any] = {}

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith(("/payments", "/corrections")):
            amounts.update((row["invoiceId"], row["amount"]) for row in _rows(request))

    def tell(batch: dict[str, Any]) -> None:
        for item in (*batch["succeeded"], *batch["failed"]):
            item["amount"] = amounts[item["invoiceId"]]

    return retelling(world, tell, note)


def retelling(world: World, tell: Callable[[dict[str, Any]], None], note: Callable[[Request], None] = lambda request: None) -> World:
    """The same world, whose batches of payments and corrections are changed before anybody reads them."""
    plain = world._noted

    def noted(handle: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
        def told(request: Request) -> Reply:
            note(request)
            reply = handle(request)
            if request.method != "GET" or "/batches" not in request.url or reply.status != 200:
                return reply
            answer = decode_json(reply.content)
            for batch in answer["data"] if isinstance(answer["data"], list) else [answer["data"]]:
                if batch["type"] != "INVOICE":
                    tell(batch)
            return evolve(reply, content=encode_json(answer))

        return plain(told)

    world._noted = noted  # type: ignore[method-assign]
    world.amili = world.new_client()
    return world


def _rows(request: Request) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = next(iter(decode_json(bytes(request.content)).values()))  # type: ignore[arg-type]
    return rows


def sent_rows(request: Request) -> list[dict[str, Any]]:
    """The rows of a submission, amounts as text."""
    return [{**row, "amount": str(row["amount"])} for row in _rows(request)]
