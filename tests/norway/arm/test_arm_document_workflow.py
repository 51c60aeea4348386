"""Documents from the caller's list to what became of each, against the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from amili_ext import testing
from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import UnknownOutcomeError
from amili_ext.norway.arm.batch.handle import ArmBatchHandle
from amili_ext.norway.arm.documents.errors import DocumentExistsError
from amili_ext.sandbox import Sandbox, SandboxSettings
from tests.norway.arm.document_server import document
from tests.support import complete, in_each_world

pytestmark = pytest.mark.filterwarnings(f"ignore::{UnverifiedOperationWarning.__module__}.{UnverifiedOperationWarning.__name__}")


@pytest.fixture
def slow(clock: testing.VirtualClock) -> Iterator[Sandbox]:
    """A sandbox whose batches take longer than a client looks for what became of them."""
    with Sandbox(SandboxSettings(processing_delay=60), clock=clock.time) as sandbox:
        yield sandbox


def arm_of(world: str, sandbox: Sandbox, clock: testing.VirtualClock) -> Any:
    return (testing.arm if world == "blocking" else testing.async_arm)(sandbox, clock=clock)


@in_each_world
def test_documents_are_handed_over_waited_for_and_read(world: str, sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    def do(begin: Any) -> Any:
        return complete(world, begin)

    arm = arm_of(world, sandbox, clock)
    documents = [document("F-1"), document("F-2", customerNo="999999"), document("F-3")]
    handle = do(lambda: arm.documents.create_batch(documents))
    assert do(lambda: arm.batches.get(handle.batch_uuid)).status == 202
    result = do(lambda: arm.batches.wait(ArmBatchHandle.from_json(handle.to_json())))
    assert [(one.reference, one.status.value, one.reasons) for one in result] == [
        ("F-1", "succeeded", ()),
        ("F-2", "failed", ("Customer does not exist",)),
        ("F-3", "succeeded", ()),
    ]
    assert result.state.status == 206
    assert do(lambda: arm.documents.get("F-1"))["documentNo"] == "F-1"


@in_each_world
def test_one_document_is_created_once(world: str, sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    arm = arm_of(world, sandbox, clock)
    first, second = (complete(world, lambda: arm.documents.create(document("F-1"))) for _ in range(2))
    assert (first.adopted, second.adopted) == (False, True)
    with pytest.raises(DocumentExistsError):
        complete(world, lambda: arm.documents.create(document("F-1", customerNo="765432")))


def test_a_batch_refused_as_a_whole_fails_every_document(sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    arm = testing.arm(sandbox, clock=clock)
    result = arm.batches.wait(arm.documents.create_batch([document(number, customerNo="999999") for number in "AB"]))
    assert result.state is not None
    assert result.state.status == 406
    assert [(one.status.value, one.reasons) for one in result] == [("failed", ("Customer does not exist",))] * 2


def test_many_batches_are_waited_for_together(sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    arm = testing.arm(sandbox, clock=clock)
    handles = list(arm.documents.create_batches([document(f"F-{number}") for number in range(7)], batch_size=3))
    results = list(arm.batches.wait_all(handles))
    assert [len(handle.references) for handle in handles] == [3, 3, 1]
    assert all(result.complete for result in results)


def test_a_lost_answer_is_settled_if_the_documents_appear(sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    arm = testing.arm(sandbox, clock=clock)
    sandbox.faults.add("drop_after_commit:POST:/documents/batches:times=1")
    handle = arm.documents.create_batch([document("F-1"), document("F-2")])
    assert handle.batch_uuid is None
    assert arm.batches.wait(handle).complete


def test_a_lost_answer_of_a_batch_still_queued_is_a_doubt_and_a_later_run_finds_all(slow: Sandbox, clock: testing.VirtualClock) -> None:
    arm = testing.arm(slow, clock=clock)
    slow.faults.add("drop_after_commit:POST:/documents/batches:times=1")
    with pytest.raises(UnknownOutcomeError) as caught:
        arm.documents.create_batch([document("F-1"), document("F-2")])
    assert caught.value.references == ("F-1", "F-2")
    clock.advance(60)
    again = testing.arm(slow, clock=clock).documents.create_batch([document("F-1"), document("F-2")])
    assert (again.batch_uuid, again.already) == (None, ("F-1", "F-2"))
