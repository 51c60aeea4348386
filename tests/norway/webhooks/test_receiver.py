"""Taking deliveries: fails closed, handles each event once as long as the receipts remember, and loses none that could not be handled."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import AmiliError, ConfigurationError, InputError
from amili_ext.norway.webhooks import (
    RE_READ,
    BatchCompleted,
    Claim,
    Event,
    HmacSha256,
    MemoryReceipts,
    Receiver,
    SqliteReceipts,
    WebhookBusyError,
    WebhookPayloadError,
    WebhookSignatureError,
    WebhookTooLargeError,
)
from tests.norway.webhooks.page import BATCH_COMPLETED, BROKEN, CASE, PAGE, SECRET, delivery
from tests.support import PATIENCE, complete, in_each_world

SCHEME = HmacSha256(SECRET)


def signed(body: bytes, key: str = "key-1", **more: str) -> dict[str, str]:
    return delivery(key, X_Webhook_Signature=SCHEME.sign(body), **more)


def receive(world: str, receiver: Receiver, body: bytes, headers: Any) -> Any:
    return complete(world, lambda: (receiver.receive if world == "blocking" else receiver.receive_async)(body, headers))


def answer(world: str, receiver: Receiver, body: bytes, headers: Any) -> tuple[int, str]:
    said: tuple[int, str] = complete(world, lambda: (receiver.answer if world == "blocking" else receiver.answer_async)(body, headers))
    return said


@pytest.mark.parametrize("arguments", [{}, {"scheme": None, "trust": None}, {"scheme": SCHEME, "trust": RE_READ}, {"trust": "re-read"}])
def test_without_saying_whom_it_trusts_there_is_no_receiver(arguments: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        Receiver(**arguments)


@pytest.mark.parametrize("scheme", ["the secret", HmacSha256, object()])
def test_what_is_no_scheme_is_refused_before_any_delivery(scheme: Any) -> None:
    with pytest.raises(ConfigurationError, match="SignatureScheme"):
        Receiver(scheme=scheme)


async def _later() -> None: ...


@in_each_world
@pytest.mark.parametrize("said", [lambda: False, _later, lambda: 0, lambda: "no"])
def test_a_scheme_that_does_not_raise_but_does_not_agree_either_lets_nothing_in(world: str, said: Callable[[], object]) -> None:
    """Who writes a scheme of his own may return the comparison, or write a coroutine function; that must not let everything in."""

    class Careless:
        def verify(self, body: bytes, headers: Any) -> Any:
            return said()

    seen: list[Event] = []
    receiver = Receiver(scheme=Careless(), handler=seen.append)  # type: ignore[arg-type]  # that is the point
    assert answer(world, receiver, BATCH_COMPLETED, delivery())[0] == 401
    assert seen == []


@in_each_world
def test_what_is_genuine_is_handled_and_what_is_not_is_not(world: str) -> None:
    handled: list[Event] = []
    receiver = Receiver(scheme=SCHEME, handler=handled.append)
    for headers in (delivery(), delivery(X_Webhook_Signature="0" * 64), signed(CASE)):
        with pytest.raises(WebhookSignatureError):
            receive(world, receiver, BATCH_COMPLETED, headers)
        assert answer(world, receiver, BATCH_COMPLETED, headers)[0] == 401
    assert handled == []
    received = receive(world, receiver, BATCH_COMPLETED, signed(BATCH_COMPLETED))
    assert received == (handled[0], False)
    assert isinstance(handled[0], BatchCompleted)


def test_a_forgery_leaves_no_trace_that_could_keep_the_genuine_one_out() -> None:
    receiver = Receiver(scheme=SCHEME)
    assert receiver.answer(BATCH_COMPLETED, delivery("key-1", X_Webhook_Signature="forged"))[0] == 401
    assert not receiver.receive(BATCH_COMPLETED, signed(BATCH_COMPLETED, "key-1")).duplicate


def test_the_signature_is_verified_before_anything_is_read() -> None:
    assert Receiver(scheme=SCHEME).answer(b"not json", delivery())[0] == 401
    assert Receiver(scheme=SCHEME).answer(b"not json", signed(b"not json"))[0] == 400


def test_who_believes_nothing_needs_no_signature() -> None:
    assert not Receiver(trust=RE_READ).receive(BATCH_COMPLETED, delivery()).duplicate


@in_each_world
def test_a_repeated_delivery_is_a_duplicate_and_not_handled(world: str) -> None:
    handled: list[Event] = []
    receiver = Receiver(trust=RE_READ, handler=handled.append)
    assert [receive(world, receiver, BATCH_COMPLETED, delivery("k")).duplicate for _ in range(3)] == [False, True, True]
    assert answer(world, receiver, BATCH_COMPLETED, delivery("k")) == (200, "received before")
    assert answer(world, receiver, CASE, delivery("other")) == (200, "received")
    assert [event.type for event in handled] == ["BATCH_COMPLETED", "CASE"]


def test_the_name_of_a_delivery_is_the_header_else_the_id_of_the_event() -> None:
    receiver = Receiver(trust=RE_READ)
    nameless = {"X-Amili-Request-Id": "r"}
    assert not receiver.receive(BATCH_COMPLETED, nameless).duplicate
    spaced = json.dumps(json.loads(BATCH_COMPLETED), indent=1).encode()
    assert receiver.receive(spaced, nameless).duplicate
    assert not receiver.receive(spaced, delivery("a name")).duplicate
    assert receiver.receive(CASE, delivery("a name")).duplicate


def test_a_signed_body_that_is_sent_again_under_another_name_is_still_a_duplicate() -> None:
    """Only the body is signed: whoever has got hold of a delivery can put any `IdempotencyKey` on it."""
    receiver = Receiver(scheme=SCHEME)
    assert not receiver.receive(BATCH_COMPLETED, signed(BATCH_COMPLETED, "first")).duplicate
    for key in ("second", "third", ""):
        assert receiver.receive(BATCH_COMPLETED, signed(BATCH_COMPLETED, key)).duplicate


def test_an_attempt_under_another_name_does_not_use_that_name_up() -> None:
    receiver = Receiver(scheme=SCHEME)
    receiver.receive(BATCH_COMPLETED, signed(BATCH_COMPLETED, "first"))
    assert receiver.receive(BATCH_COMPLETED, signed(BATCH_COMPLETED, "second")).duplicate
    assert not receiver.receive(CASE, signed(CASE, "second")).duplicate


def test_an_event_without_any_name_is_known_by_its_bytes() -> None:
    receiver = Receiver(trust=RE_READ)
    assert [receiver.receive(b'{"type":"X"}', {}).duplicate for _ in range(2)] == [False, True]
    assert not receiver.receive(b'{"type":"Y"}', {}).duplicate


@in_each_world
def test_what_the_handler_could_not_handle_comes_through_when_it_is_sent_again(world: str) -> None:
    failures = [KeyError("personal data"), AmiliError("the API is down")]
    handled: list[Event] = []

    def handler(event: Event) -> None:
        if failures:
            raise failures.pop()
        handled.append(event)

    receiver = Receiver(trust=RE_READ, handler=handler)
    with pytest.raises(AmiliError, match="the API is down"):
        receive(world, receiver, BATCH_COMPLETED, delivery())
    assert answer(world, receiver, BATCH_COMPLETED, delivery()) == (503, "it cannot be handled now; send it again")
    assert answer(world, receiver, BATCH_COMPLETED, delivery()) == (200, "received")
    assert answer(world, receiver, BATCH_COMPLETED, delivery()) == (200, "received before")
    assert len(handled) == 1


def test_a_handler_that_is_interrupted_releases_too() -> None:
    def interrupted(_: Event) -> None:
        raise KeyboardInterrupt

    receipts = MemoryReceipts()
    with pytest.raises(KeyboardInterrupt):
        Receiver(trust=RE_READ, receipts=receipts, handler=interrupted).answer(BATCH_COMPLETED, delivery())
    assert not Receiver(trust=RE_READ, receipts=receipts).receive(BATCH_COMPLETED, delivery()).duplicate


def test_what_a_handler_raised_is_logged_by_its_kind_only(caplog: pytest.LogCaptureFixture) -> None:
    def handler(event: Event) -> None:
        raise ValueError("Ola Nordmann")

    receiver = Receiver(trust=RE_READ, handler=handler)
    with caplog.at_level(logging.INFO, "amili_ext"):
        assert "Ola" not in receiver.answer(BATCH_COMPLETED, delivery())[1]
    assert caplog.messages == ["a webhook could not be handled (ValueError)"]
    assert "Ola" not in caplog.text
    with caplog.at_level(logging.DEBUG, "amili_ext"):
        receiver.answer(BATCH_COMPLETED, delivery())
    assert "Ola Nordmann" in caplog.text


@in_each_world
def test_answers_for_what_is_no_event(world: str) -> None:
    receiver = Receiver(trust=RE_READ, max_body=1000)
    status, text = answer(world, receiver, BROKEN, delivery())
    assert (status, "line 7, column 9" in text) == (400, True)
    assert answer(world, receiver, b"x" * 1001, delivery()) == (413, "the body has 1001 bytes, more than 1000")
    assert answer(world, receiver, b"", delivery())[0] == 400


def test_a_body_beyond_a_mebibyte_is_not_even_looked_at() -> None:
    class Untouched:
        def verify(self, body: bytes, headers: Any) -> None:
            raise AssertionError

        def sign(self, body: bytes) -> str:
            raise AssertionError

    with pytest.raises(WebhookTooLargeError):
        Receiver(scheme=Untouched()).receive(b" " * (2**20 + 1), {})
    assert issubclass(WebhookTooLargeError, WebhookPayloadError)


@pytest.mark.parametrize(("body", "headers"), [(BATCH_COMPLETED.decode(), {}), (BATCH_COMPLETED, None), (BATCH_COMPLETED, "a: b")])
def test_a_mistake_of_the_program_is_told_to_the_program_not_to_the_sender(body: Any, headers: Any) -> None:
    with pytest.raises(InputError):
        Receiver(trust=RE_READ).answer(body, headers)


def test_headers_may_be_anything_that_frameworks_have() -> None:
    body, scheme = BATCH_COMPLETED, SCHEME
    plain = signed(body, "k")
    for headers in (
        plain,
        {name.upper(): value for name, value in plain.items()},
        {name: [value] for name, value in plain.items()},
        list(plain.items()),
        iter(plain.items()),
        ((name, value) for name, value in plain.items()),
        [(name.lower().encode(), value.encode()) for name, value in plain.items()],
    ):
        event = Receiver(scheme=scheme).receive(body, headers).event
        assert (event.idempotency_key, event.request_id) == ("k", "request-1")


def test_two_different_keys_are_none() -> None:
    event = Receiver(trust=RE_READ).receive(BATCH_COMPLETED, {"IdempotencyKey": ["a", "b"]}).event
    assert event.idempotency_key is None


# -- at the same moment --------------------------------------------------------------------------------------------------------


Receivers = Callable[[Callable[[Event], object]], list[Receiver]]


@pytest.fixture(params=["one process", "two processes"])
def receivers(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Eight receivers: with a store in common, or with two connections to one file."""
    stores: list[Any] = [MemoryReceipts()]
    if request.param == "two processes":
        stores = [SqliteReceipts(tmp_path / "receipts.db") for _ in range(2)]
    yield lambda handler: [Receiver(trust=RE_READ, receipts=stores[index % len(stores)], handler=handler) for index in range(8)]
    for store in stores:
        if isinstance(store, SqliteReceipts):
            store.close()


def at_once(receivers: list[Receiver], body: bytes, headers: list[dict[str, str]]) -> list[int]:
    barrier, said = threading.Barrier(len(receivers)), [0] * len(receivers)

    def post(index: int) -> None:
        barrier.wait(PATIENCE)
        said[index] = receivers[index].answer(body, headers[index % len(headers)])[0]

    threads = [threading.Thread(target=post, args=(index,)) for index in range(len(receivers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return said


@pytest.mark.parametrize("keys", [["k"], ["k", "another"]], ids=["same name", "two names"])
def test_the_same_delivery_many_times_at_once_is_handled_once(receivers: Receivers, keys: list[str]) -> None:
    handled: list[Event] = []
    several = receivers(handled.append)
    for number in range(8):
        body = BATCH_COMPLETED.replace(b"897e1f80", b"%08d" % number)
        said = at_once(several, body, [delivery(f"{key}{number}") for key in keys])
        assert set(said) <= {200, 503}
        # Whoever was told 503 comes again; by then it is done.
        assert several[0].answer(body, delivery(f"{keys[0]}{number}")) == (200, "received before" if 200 in said else "received")
        assert len(handled) == number + 1


def test_while_it_is_being_handled_the_sender_is_neither_thanked_nor_handled_twice(receivers: Receivers) -> None:
    """The first attempt may yet fail; had the second been thanked, the event would be lost."""
    inside, go_on = threading.Event(), threading.Event()
    calls: list[Event] = []

    def handler(event: Event) -> None:
        calls.append(event)
        if len(calls) == 1:
            inside.set()
            assert go_on.wait(PATIENCE)
            raise RuntimeError("failed after all")

    several = receivers(handler)
    first: list[int] = []
    thread = threading.Thread(target=lambda: first.append(several[0].answer(BATCH_COMPLETED, delivery())[0]))
    thread.start()
    assert inside.wait(PATIENCE)
    assert several[1].answer(BATCH_COMPLETED, delivery())[0] == 503
    with pytest.raises(WebhookBusyError):
        several[2].receive(BATCH_COMPLETED, delivery())
    go_on.set()
    thread.join(PATIENCE)
    assert (first, len(calls)) == ([503], 1)
    assert several[3].answer(BATCH_COMPLETED, delivery()) == (200, "received")
    assert several[4].answer(BATCH_COMPLETED, delivery()) == (200, "received before")
    assert len(calls) == 2


@given(st.lists(st.sampled_from(["post", "post failing", "new name", "other event", "restart"]), max_size=12))
def test_however_deliveries_fail_and_repeat_each_event_is_handled_once(story: list[str]) -> None:
    """Until the handler succeeds the answer is never 200, and afterwards it is never called again."""
    receipts = MemoryReceipts()
    succeeded: list[str] = []
    failing = False

    def handler(event: Event) -> None:
        if failing:
            raise RuntimeError
        succeeded.append(event.type)

    receiver = Receiver(trust=RE_READ, receipts=receipts, handler=handler)
    number, body = 0, BATCH_COMPLETED
    for chapter in story:
        failing = chapter == "post failing"
        number += chapter == "new name"
        body = CASE if chapter == "other event" else body
        if chapter == "restart":
            receiver = Receiver(trust=RE_READ, receipts=receipts, handler=handler)
            continue
        kind = "CASE" if body is CASE else "BATCH_COMPLETED"
        status, _ = receiver.answer(body, delivery(f"{kind}{number}"))
        assert (status == 200) == (kind in succeeded)
    assert len(succeeded) == len(set(succeeded))


# -- receipts that fail --------------------------------------------------------------------------------------------------------


class Stubborn(MemoryReceipts):
    """Fails at one of its methods."""

    def __init__(self, method: str) -> None:
        super().__init__()
        setattr(self, method, self.fail)

    def fail(self, key: str) -> Any:
        raise AmiliError("the file of receipts cannot be used")


@in_each_world
@pytest.mark.parametrize(("method", "handled"), [("claim", 0), ("confirm", 1)])
def test_receipts_that_cannot_be_written_are_no_reason_to_thank(world: str, method: str, handled: int) -> None:
    seen: list[Event] = []
    assert answer(world, Receiver(trust=RE_READ, receipts=Stubborn(method), handler=seen.append), BATCH_COMPLETED, delivery())[0] == 503
    assert len(seen) == handled


def test_what_went_wrong_first_is_what_is_told() -> None:
    def handler(event: Event) -> None:
        raise KeyError("the handler")

    with pytest.raises(KeyError, match="the handler"):
        Receiver(trust=RE_READ, receipts=Stubborn("release"), handler=handler).receive(BATCH_COMPLETED, delivery())


# -- async handlers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_a_handler_may_be_a_coroutine_function(world: str) -> None:
    handled: list[Event] = []

    async def handler(event: Event) -> None:
        await (asyncio.sleep(0) if world == "asyncio" else trio.sleep(0))
        handled.append(event)

    receiver = Receiver(trust=RE_READ, handler=handler)
    assert answer(world, receiver, BATCH_COMPLETED, delivery()) == (200, "received")
    assert len(handled) == 1


def test_blocking_code_does_not_lose_what_a_coroutine_function_should_have_handled() -> None:
    async def handler(event: Event) -> None:
        raise AssertionError

    receiver = Receiver(trust=RE_READ, handler=handler)
    with pytest.raises(ConfigurationError, match="receive_async"):
        receiver.receive(BATCH_COMPLETED, delivery())
    assert receiver.answer(BATCH_COMPLETED, delivery())[0] == 503


def test_a_cancelled_task_releases_what_it_had_claimed() -> None:
    async def forever(event: Event) -> None:
        await asyncio.Event().wait()

    async def cancel() -> Claim | bool:
        receipts = MemoryReceipts()
        receiver = Receiver(trust=RE_READ, receipts=receipts, handler=forever)
        for _ in range(2):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(receiver.answer_async(BATCH_COMPLETED, delivery()), 0.01)
        return Receiver(trust=RE_READ, receipts=receipts).receive(BATCH_COMPLETED, delivery()).duplicate

    assert asyncio.run(cancel()) is False


def test_a_task_that_is_cancelled_while_it_claims_releases_too() -> None:
    """A cancelled task of asyncio does not wait for its thread, which claims all the same."""
    claiming, go_on = threading.Event(), threading.Event()

    class Slow(MemoryReceipts):
        def claim(self, key: str) -> Claim:
            claiming.set()
            assert go_on.wait(PATIENCE)
            return super().claim(key)

    async def cancel() -> tuple[int, str]:
        receipts = Slow()
        receiver = Receiver(trust=RE_READ, receipts=receipts)
        task = asyncio.create_task(receiver.answer_async(BATCH_COMPLETED, delivery()))
        await asyncio.to_thread(claiming.wait, PATIENCE)
        task.cancel()
        asyncio.get_running_loop().call_later(0.01, go_on.set)
        with pytest.raises(asyncio.CancelledError):
            await task
        return await receiver.answer_async(BATCH_COMPLETED, delivery())

    assert asyncio.run(cancel()) == (200, "received")


def test_the_same_in_trio() -> None:
    async def cancel() -> bool:
        receipts = MemoryReceipts()
        receiver = Receiver(trust=RE_READ, receipts=receipts, handler=lambda _: trio.sleep_forever())
        with trio.move_on_after(0.01):
            await receiver.answer_async(BATCH_COMPLETED, delivery())
        return Receiver(trust=RE_READ, receipts=receipts).receive(BATCH_COMPLETED, delivery()).duplicate

    assert trio.run(cancel) is False


def test_tasks_at_the_same_time_handle_it_once() -> None:
    handled: list[Event] = []

    async def handler(event: Event) -> None:
        await asyncio.sleep(0)
        handled.append(event)

    async def all_at_once() -> list[tuple[int, str]]:
        receiver = Receiver(trust=RE_READ, handler=handler)
        return await asyncio.gather(*(receiver.answer_async(BATCH_COMPLETED, delivery()) for _ in range(20)))

    said = asyncio.run(all_at_once())
    assert len(handled) == 1
    assert sorted({status for status, _ in said}) in ([200], [200, 503])


def test_every_sample_of_the_page_is_received() -> None:
    receiver = Receiver(scheme=SCHEME)
    answers = [receiver.answer(body, signed(body, name)) for name, body in PAGE.items()]
    assert answers == [(200, "received")] * 4
    assert all(one != other for one, other in pairwise(PAGE.values()))
