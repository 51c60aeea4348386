"""From a document to its postings: the methods of a client, blocking and async, against the sandbox."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from amili_ext import testing
from amili_ext.errors import ValidationError
from amili_ext.norway.arm.posting.arm_file import ArmFile
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.testing import VirtualClock
from tests.support import WORLDS, complete

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

DOCUMENT = {
    "documentType": "IN",
    "customerNo": "543210",
    "documentNo": "88776655",
    "currency": "NOK",
    "currencyAmounts": {"exclVat": 5200, "vat": 1300, "inclVat": 6500},
}


class World:
    """A client of that world, whose methods are called alike."""

    def __init__(self, world: str, sandbox: Sandbox, clock: VirtualClock) -> None:
        self._world = world
        self._sandbox = sandbox
        self._clock = clock

    def __call__(self, resource: str, method: str, *args: Any, **kwargs: Any) -> Any:
        make: Any = testing.arm if self._world == "blocking" else testing.async_arm
        # A new client for each call, since a connection of trio cannot outlive its run.
        client = make(self._sandbox, client_no=2218, clock=self._clock, user_id="TestUser")
        return complete(self._world, lambda: getattr(getattr(client, resource), method)(*args, **kwargs))


@pytest.fixture(params=WORLDS)
def arm(request: pytest.FixtureRequest, clock: VirtualClock) -> Any:
    with Sandbox(SandboxSettings(processing_delay=0.0), clock=clock.time) as sandbox:
        world = World(request.param, sandbox, clock)
        world("documents", "create", DOCUMENT)
        yield world


def remaining(arm: World) -> dict[str, Any]:
    """What is left of each AR item."""
    return {str(item["arItemId"]): item["remainingAmount"] for item in arm("ar_items", "list")}


def test_postings_are_checked_then_rejected_together_then_posted(arm: World) -> None:
    ((item, amount),) = remaining(arm).items()
    assert amount == 6500
    good, bad = {"arItemId": int(item), "amount": Decimal("500.50")}, {"arItemId": 1, "amount": 5}

    checked = arm("auto_postings", "create", "writeoff", [good], validate_only=True)
    assert (checked.complete, checked.posted) == (True, False)

    rejected = arm("auto_postings", "create", "writeoff", [good, bad])
    assert [outcome.index for outcome in rejected.culprits] == [1]
    assert [outcome.rejected_with_batch for outcome in rejected] == [True, False]
    assert rejected.posted is False
    assert remaining(arm) == {item: 6500}, "neither the check nor the rejected batch has posted anything"

    assert arm("auto_postings", "create", "writeoff", [good]).posted is True
    assert remaining(arm) == {item: Decimal("5999.50")}


def test_a_credit_note_is_a_change_of_the_item(arm: World) -> None:
    ((item, _),) = remaining(arm).items()
    write = arm("ar_items", "update", {"arItemId": int(item), "creditNote": {"amount": 100}})
    assert write.ar_item_id == int(item)
    assert len(remaining(arm)) == 2
    with pytest.raises(ValidationError):
        arm("ar_items", "update", {"arItemId": int(item), "amount": 1})


def test_a_payment_is_reserved_once(arm: World) -> None:
    reserved = arm("payment_reservations", "create", "P-1", document_no="88776655", fields={"amount": 10})
    assert reserved.payment_id == "P-1"
    with pytest.raises(ValidationError):
        arm("payment_reservations", "create", "P-1", document_no="88776655", fields={"amount": 10})


def test_some_files_are_taken_and_others_refused(arm: World) -> None:
    result = arm("files", "upload", [ArmFile("a.pdf", b"%PDF-"), ArmFile("b.exe", b"MZ"), ArmFile("c", b"x", "txt")])
    assert [outcome.status.value for outcome in result] == ["succeeded", "failed", "succeeded"]
    assert result.status == 207
    assert result.failed[0].reasons
    assert arm("files", "upload", [ArmFile("a.pdf", b"%PDF-")]).complete
