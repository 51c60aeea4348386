"""Who hears of finished batches: nobody waits for what has come, nobody misses what comes, and nothing is used up by being asked for."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import ConfigurationError
from amili_ext.flow import Listen, Signal
from amili_ext.norway.webhooks import RE_READ, BatchCompleted, BatchEvents, FileEvents, Receiver, parse
from amili_ext.norway.webhooks import source as source_module
from amili_ext.norway.webhooks.lines import batch_of, to_line
from tests.norway.webhooks.page import BATCH_COMPLETED, CASE, PAGE, SETTLEMENT_CREATED, delivery
from tests.support import PATIENCE, in_each_world, performer

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Put = Callable[[UUID], None]


def completed(batch_id: UUID) -> BatchCompleted:
    return BatchCompleted(type="BATCH_COMPLETED", batch_id=batch_id)


def line(batch_id: UUID) -> bytes:
    return to_line(completed(batch_id), NOW, "signature")


class Pair:
    """A source, and how news get into it."""

    def __init__(self, source: Any, put: Put) -> None:
        self.source = source
        self.put = put


@pytest.fixture(params=["memory", "file"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Pair:
    if request.param == "memory":
        events = BatchEvents()
        return Pair(events, lambda batch_id: events.put(completed(batch_id)))
    path = tmp_path / "events.jsonl"

    def append(batch_id: UUID) -> None:
        with path.open("ab") as file:
            file.write(line(batch_id))

    return Pair(FileEvents(path, interval=0.001), append)


def listen(world: str, source: Signal, seconds: float, since: int) -> None:
    """As a flow does: by the drivers."""
    perform = performer(world, send=lambda _: pytest.fail("nothing is to be sent"), clock=None)  # type: ignore[arg-type]  # neither is used
    effect = Listen(source, seconds, since)
    if world == "blocking":
        perform(effect)
    elif world == "asyncio":
        asyncio.run(perform(effect))
    else:
        trio.run(perform, effect)


def test_what_was_put_is_finished_and_asking_does_not_use_it_up(pair: Pair) -> None:
    one, other, third = uuid4(), uuid4(), uuid4()
    assert (pair.source.count, pair.source.finished({one})) == (0, set())
    pair.put(one)
    pair.put(other)
    for _ in range(2):
        assert pair.source.count == 2
        assert pair.source.finished([one, third]) == {one}
        assert pair.source.finished({one, other, third}) == {one, other}


@in_each_world
def test_nobody_waits_for_what_has_come(pair: Pair, world: str) -> None:
    """Whoever has read `count`, then looked, then waits, misses nothing that came in between."""
    since = pair.source.count
    pair.put(uuid4())
    listen(world, pair.source, PATIENCE * 10, since)


@in_each_world
def test_a_wait_ends_when_its_time_is_over(pair: Pair, world: str) -> None:
    pair.put(uuid4())
    begun = time.monotonic()
    listen(world, pair.source, 0.02, 1)
    assert time.monotonic() - begun >= 0.02
    listen(world, pair.source, 0.0, 1)
    listen(world, pair.source, -1.0, 1)


@in_each_world
def test_news_wake_who_waits(pair: Pair, world: str) -> None:
    thread = threading.Thread(target=listen, args=(world, pair.source, PATIENCE * 10, 0))
    thread.start()
    if isinstance(pair.source, BatchEvents):
        until(lambda: bool(pair.source._waiting))
    pair.put(uuid4())
    thread.join(PATIENCE)
    assert not thread.is_alive()


def until(ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_one_piece_of_news_wakes_all_threads_and_loops() -> None:
    events = BatchEvents()
    worlds = ("blocking", "asyncio", "trio") * 3
    threads = [threading.Thread(target=listen, args=(world, events, PATIENCE * 10, 0)) for world in worlds]
    for thread in threads:
        thread.start()
    until(lambda: len(events._waiting) == len(threads))
    events.put(completed(uuid4()))
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    assert events._waiting == set()


def test_news_from_the_same_event_loop() -> None:
    """A receiver in the same loop calls `put`, which must not wait for the loop."""

    async def both() -> None:
        events = BatchEvents()
        task = asyncio.create_task(events.wait_async(PATIENCE * 10, 0))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        events.put(completed(uuid4()))
        await asyncio.wait_for(task, PATIENCE)

    asyncio.run(both())


def test_whoever_gives_up_leaves_nothing_behind() -> None:
    events = BatchEvents()
    events.wait(0.001, 0)
    asyncio.run(events.wait_async(0.001, 0))
    trio.run(events.wait_async, 0.001, 0)

    async def cancelled() -> None:
        task = asyncio.create_task(events.wait_async(PATIENCE, 0))
        await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert events._waiting == set()
    events.put(completed(uuid4()))


def test_a_task_of_trio_that_gives_up_leaves_no_thread_behind() -> None:
    """There a thread waits in its place; it must not do so for ever."""
    events = BatchEvents()

    async def give_up() -> Any:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(events.wait_async, PATIENCE * 10, 0)
            while not events._waiting:
                await trio.lowlevel.checkpoint()
            [news] = events._waiting
            nursery.cancel_scope.cancel()
        return news

    assert trio.run(give_up).done()


def test_other_events_are_passed_over() -> None:
    events = BatchEvents()
    for body in PAGE.values():
        events.put(parse(body))
    assert events.count == 1
    assert events.finished([UUID("db6a7ff4-3a20-4042-b271-a9485ded6333")])


@pytest.mark.parametrize("kind", ["memory", "file"])
def test_the_oldest_are_forgotten_when_there_are_too_many(kind: str, tmp_path: Path) -> None:
    ids = [uuid4() for _ in range(5)]
    source: Any = BatchEvents(limit=3)
    if kind == "file":
        path = tmp_path / "events.jsonl"
        path.write_bytes(b"".join(line(one) for one in ids))
        source = FileEvents(path, limit=3)
    else:
        for one in ids:
            source.put(completed(one))
    assert source.finished(ids) == set(ids[2:])
    assert source.count == 5


@pytest.mark.parametrize(
    "make",
    [
        lambda: BatchEvents(limit=0),
        lambda: FileEvents("x", limit=0),
        lambda: FileEvents("x", interval=0),
        lambda: FileEvents("x", interval=float("nan")),
    ],
)
def test_limits_must_make_sense(make: Callable[[], object]) -> None:
    with pytest.raises(ConfigurationError):
        make()


# -- the file ------------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_yet_has_no_news(tmp_path: Path) -> None:
    source = FileEvents(tmp_path / "events.jsonl")
    assert source.count == 0
    batch_id = uuid4()
    (tmp_path / "events.jsonl").write_bytes(line(batch_id))
    assert source.finished([batch_id])


@given(st.lists(st.integers(1, 400), max_size=12))
def test_however_the_file_grows_each_line_counts_once(cuts: list[int]) -> None:
    """The listener may be in the middle of a line whenever somebody looks."""
    import tempfile

    ids = [uuid4() for _ in range(4)]
    whole = b"".join(line(one) for one in ids)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.jsonl"
        source = FileEvents(path)
        written = 0
        with path.open("ab", buffering=0) as file:
            for cut in [*cuts, len(whole)]:
                piece = whole[written : written + cut]
                file.write(piece)
                written += len(piece)
                assert source.count == whole[:written].count(b"\n")
        assert source.finished(ids) == set(ids)


def test_a_file_that_was_replaced_or_cut_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    ids = [uuid4() for _ in range(4)]
    source = FileEvents(path)
    path.write_bytes(line(ids[0]) + line(ids[1]))
    assert source.finished(ids) == set(ids[:2])
    path.write_bytes(line(ids[2]))
    assert source.finished(ids) == set(ids[:3])
    other = tmp_path / "other"
    other.write_bytes(line(ids[3]) * 2)
    other.replace(path)
    assert source.finished(ids) == set(ids)
    path.unlink()
    assert source.finished(ids) == set(ids)


def test_what_is_no_such_event_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    good = uuid4()
    rubbish = [b"", b"not json", b"[1]", b"\xff\xfe", b"[" * 100_000]
    rubbish += [b'{"event":"BATCH_COMPLETED"}', b'{"event":"BATCH_COMPLETED","batch_id":7}']
    others = [to_line(parse(body), NOW, "signature").strip() for body in (CASE, SETTLEMENT_CREATED)]
    path.write_bytes(b"\n".join([*rubbish, *others, line(good)]))
    source = FileEvents(path)
    assert (source.count, source.finished([good])) == (1, {good})


def test_a_file_that_cannot_be_read_costs_the_news_not_the_wait(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    source = FileEvents(tmp_path)  # a directory
    assert [source.count, source.count] == [0, 0]
    assert caplog.messages == ["the file of events cannot be read (it is no file); its news are missed"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Opening it would hold up the whole event loop until somebody writes."""
    os.mkfifo(tmp_path / "pipe")
    source = FileEvents(tmp_path / "pipe")
    thread = threading.Thread(target=lambda: source.count, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert caplog.messages == ["the file of events cannot be read (it is no file); its news are missed"]


def test_a_path_that_cannot_be_one_costs_the_news_not_the_wait() -> None:
    assert FileEvents("a\0b").count == 0


@in_each_world
def test_of_a_large_file_each_look_reads_a_part(tmp_path: Path, world: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a task that waits never stops its event loop for long; and it does not pause before it is at the end."""
    monkeypatch.setattr(source_module, "LONGEST", 1000)
    path, wanted = tmp_path / "events.jsonl", uuid4()
    other = to_line(parse(CASE), NOW, "signature")
    assert len(other) < 1000
    path.write_bytes(other * 30 + line(wanted))
    source = FileEvents(path, interval=PATIENCE * 10)
    assert source.finished([wanted]) == set()
    listen(world, source, PATIENCE * 10, 0)
    assert source.finished([wanted]) == {wanted}


def test_a_line_longer_than_any_event_is_passed_over_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "LONGEST", 1000)
    path, wanted = tmp_path / "events.jsonl", uuid4()
    path.write_bytes(b"x" * 10_500)
    source = FileEvents(path)
    for _ in range(20):
        assert source.count == 0
    assert source._read == 10_000
    with path.open("ab") as file:
        file.write(b"\n" + line(wanted))
    assert source.finished([wanted]) == {wanted}


def test_many_tasks_of_trio_that_wait_leave_threads_to_who_wakes_them() -> None:
    """A receiver in the same process asks its receipts in a thread; trio has 40 for all, as long as nobody brings his own."""
    events = BatchEvents()
    receiver = Receiver(trust=RE_READ, handler=events.put)

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(60):
                nursery.start_soon(events.wait_async, PATIENCE, 0)
            while len(events._waiting) < 60:
                await trio.lowlevel.checkpoint()
            begun = time.monotonic()
            assert (await receiver.answer_async(BATCH_COMPLETED, delivery()))[0] == 200
            assert time.monotonic() - begun < PATIENCE / 2

    trio.run(main)


def test_a_line_holds_what_the_event_says() -> None:
    event = parse(BATCH_COMPLETED, delivery("k"))
    written = to_line(event, NOW, "signature")
    assert json.loads(written) == {
        "event": "BATCH_COMPLETED",
        "received_at": "2026-11-21T09:30:00Z",
        "checked": "signature",
        "id": "897e1f80-ceb5-4b58-a2aa-c895aff6ce3e",
        "source": "COLLECTION",
        "timestamp": "2025-08-15T11:42:00Z",
        "organization_id": "db6a7ff4-3a20-4042-b271-a9485ded6334",
        "idempotency_key": "k",
        "request_id": "request-1",
        "batch_id": "db6a7ff4-3a20-4042-b271-a9485ded6333",
        "status": "SUCCESS",
        "payload": json.loads(BATCH_COMPLETED),
    }
    assert batch_of(written) == UUID("db6a7ff4-3a20-4042-b271-a9485ded6333")
    assert "payload" not in json.loads(to_line(event, NOW, "re-read"))


@pytest.mark.parametrize("body", PAGE.values(), ids=PAGE)
def test_every_event_is_one_line(body: bytes) -> None:
    written = to_line(parse(body.replace(b'"source":"COLLECTION"', b'"source":"two\\nlines \\u2028"')), NOW, "signature")
    assert written.count(b"\n") == 1
    assert json.loads(written)["payload"]["data"] == json.loads(body)["data"]
