"""Auto postings: amounts that are taken from AR items, all of them or none.

Documented: one posting that fails makes all fail, and those that only fell with it have `resultType` BATCH-REJECTED. Where the pages are
silent:

* A posting needs `arItemId` and an `amount`, which is taken from `remainingAmount` of that item; any method does the same.
* The answer has an entry for each posting in the order sent, under `autoPostings`: its `resultType` and `messages`. It is 422 when one
  FAILED, and 200 otherwise.
* One posting with `validateOnly` and nothing is posted; those that are right have `resultType` VALIDATED, others OK.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.ar_items import ITEM_UNKNOWN, find_ar_item, taken_amount
from amili_ext.sandbox.norway.arm.context import ArmContext
from amili_ext.sandbox.norway.arm.rows import Record
from amili_ext.sandbox.norway.rules import AMOUNTS
from amili_ext.sandbox.norway.validation import Call


@frozen
class PostingsApi:
    """The part of the ARM API that is about auto postings."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"createAutoPostings": self._create}

    def _create(self, call: Call) -> SandboxResponse:
        sent: list[dict[str, Any]] = call.body.get("autoPostings", [])
        if not sent:
            raise Refusal(400, errors={"autoPostings": ["must hold at least one"]})
        client = self.context.client(call)
        with self.context.store.transaction():
            changed: dict[int, Record] = {}
            problems = [self._post(client, one, changed) for one in sent]
            if any(problems):
                entries = [_entry("FAILED", problem) if problem else _entry("BATCH-REJECTED") for problem in problems]
                return json_response(422, {"autoPostings": entries})
            if any(one.get("validateOnly") is True for one in sent):
                return json_response(200, {"autoPostings": [_entry("VALIDATED") for _ in sent]})
            for item in changed.values():
                self.context.store.save(item, item.content)
        return json_response(200, {"autoPostings": [_entry("OK") for _ in sent]})

    def _post(self, client: int, sent: Mapping[str, Any], changed: dict[int, Record]) -> str | None:
        """Put the item as it is after this posting into `changed`, or tell what is wrong."""
        item = find_ar_item(self.context, client, sent.get("arItemId"))
        if item is None:
            return ITEM_UNKNOWN
        item = changed.get(item.seq, item)
        amount = taken_amount(sent.get("amount"), item.content["remainingAmount"])
        if isinstance(amount, str):
            return amount
        remaining = AMOUNTS.subtract(item.content["remainingAmount"], amount)
        changed[item.seq] = evolve(item, content={**item.content, "remainingAmount": remaining})
        return None


def _entry(result_type: str, *messages: str) -> dict[str, Any]:
    return {"resultType": result_type, "messages": list(messages)}
