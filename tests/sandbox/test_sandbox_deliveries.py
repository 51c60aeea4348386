"""What happens in the sandbox is posted to whoever listens: once if that goes well, again if not; and what faults make of that."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext.sandbox import Delivery, Fault
from amili_ext.sandbox.faults import Faults
from tests.support import PATIENCE

from .posts import START, Post


def test_an_event_that_is_taken_is_posted_once() -> None:
    post = Post()
    post.happen("BATCH_COMPLETED", "CASE")
    assert post.now() == ["BATCH_COMPLETED", "CASE"]
    post.clock.advance(1_000_000)
    assert post.now() == []
    post.happen("CASE_UPDATED")
    assert post.now() == ["CASE_UPDATED"]


@pytest.mark.parametrize("status", [None, 100, 199, 300, 301, 404, 500, 503])
def test_anything_but_2xx_is_posted_again_with_growing_pauses(status: int | None) -> None:
    post = Post(*[status] * 5, retry_pauses=(1, 5, 30), attempts=6)
    post.happen("CASE")
    moments: list[float] = []
    for _ in range(200):
        moments += [(post.clock.now - START).total_seconds()] * len(post.now())
        post.clock.advance(1)
    assert moments == [0, 1, 6, 36, 66, 96], "the last pause again and again"
    assert [one.attempt for one in post.seen] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_the_end(status: int) -> None:
    post = Post(500, status)
    post.happen("CASE")
    post.now()
    post.clock.advance(1)
    post.now()
    post.clock.advance(1_000_000)
    assert (post.now(), len(post.seen)) == ([], 2)


def test_it_is_given_up_after_the_last_attempt() -> None:
    post = Post(500, 500, attempts=2, retry_pauses=[3])
    post.happen("CASE")
    post.now()
    post.clock.advance(3)
    post.now()
    post.clock.advance(1_000_000)
    assert (post.now(), len(post.seen)) == ([], 2)


def test_one_that_fails_holds_up_no_other() -> None:
    post = Post(500)
    post.happen("CASE", "CASE_UPDATED")
    assert post.now() == ["CASE", "CASE_UPDATED"]
    post.clock.advance(1)
    post.happen("BATCH_COMPLETED")
    assert post.now() == ["CASE", "BATCH_COMPLETED"]


def test_the_first_post_may_be_late() -> None:
    post = Post(delay=60)
    post.happen("CASE")
    post.clock.advance(59.9)
    assert post.now() == []
    post.clock.advance(0.1)
    assert post.now() == ["CASE"]


def test_a_lost_event_never_comes() -> None:
    post = Post()
    post.faults.add("webhook_lost:::after=1")
    post.happen("CASE", "CASE_UPDATED", "BATCH_COMPLETED")
    assert post.now() == ["CASE", "BATCH_COMPLETED"]
    post.clock.advance(1_000_000)
    assert post.now() == []
    post.faults.add("webhook_lost")
    post.happen("SETTLEMENT_CREATED")
    assert post.now() == []
    post.happen("CASE")
    assert post.now() == ["CASE"], "the newest being lost does not bring back the others"


def test_a_duplicate_is_the_same_event_again() -> None:
    post = Post()
    post.faults.add("webhook_duplicate")
    post.happen("CASE", "CASE_UPDATED")
    assert post.now() == ["CASE", "CASE", "CASE_UPDATED"]
    assert post.seen[0].body == post.seen[1].body


def test_later_events_overtake_one_that_is_held_back() -> None:
    post = Post()
    post.faults.add("webhook_reorder:::seconds=2.5")
    post.faults.add("webhook_reorder:::after=1")
    post.happen("CASE", "CASE_UPDATED", "BATCH_COMPLETED")
    assert post.now() == ["CASE_UPDATED"]
    post.clock.advance(2.4)
    assert post.now() == []
    post.clock.advance(2.7)
    assert post.now() == ["CASE", "BATCH_COMPLETED"], "five seconds unless it says"


def test_order_is_another_one_even_when_all_is_posted_late() -> None:
    post = Post()
    post.faults.add("webhook_reorder")
    post.happen("CASE", "CASE_UPDATED")
    post.clock.advance(60)
    assert post.now() == ["CASE_UPDATED", "CASE"]


def test_an_event_meets_one_fault_and_each_fault_its_number_of_events() -> None:
    post = Post()
    post.faults.add("webhook_lost:::times=2")
    post.faults.add("webhook_duplicate")
    post.happen("CASE", "CASE_UPDATED", "BATCH_COMPLETED", "SETTLEMENT_CREATED")
    assert post.now() == ["BATCH_COMPLETED", "BATCH_COMPLETED", "SETTLEMENT_CREATED"]
    assert post.faults.active() == []


def test_events_and_requests_do_not_meet_the_faults_of_each_other() -> None:
    faults = Faults()
    for kind in ("status", "webhook_lost", "webhook_reorder"):
        faults.add(kind)
    met = [faults.take("POST", "/hook"), faults.take("POST", "/hook")]
    assert [one and one.kind.value for one in met] == ["status", None]
    met = [faults.take_for_event() for _ in range(3)]
    assert [one and one.kind.value for one in met] == ["webhook_lost", "webhook_reorder", None]


def test_what_is_handed_out_counts_as_failed_until_it_is_told_otherwise() -> None:
    post = Post(timeout=10)
    post.happen("CASE")
    [first] = post.deliveries.due()
    assert post.deliveries.due() == []
    post.clock.advance(10.9)
    assert post.deliveries.due() == [], "it may still be on its way"
    post.clock.advance(0.1)
    [second] = post.deliveries.due()
    assert (first.attempt, second.attempt) == (1, 2)
    post.deliveries.delivered(first, 500)
    post.clock.advance(5)
    assert post.deliveries.due() == [], "the first one's failure says nothing of the second"
    post.deliveries.delivered(first, 200)
    post.clock.advance(1_000_000)
    assert post.deliveries.due() == [], "but its success does"
    post.deliveries.delivered(second, None)
    post.clock.advance(1_000_000)
    assert post.deliveries.due() == []


def test_a_limit_leaves_the_rest_for_later() -> None:
    post = Post()
    post.happen("CASE", "CASE_UPDATED", "BATCH_COMPLETED")
    taken = [post.deliveries.due(limit=2), post.deliveries.due(limit=2)]
    assert [[one.headers["X-Amili-Event"] for one in some] for some in taken] == [["CASE", "CASE_UPDATED"], ["BATCH_COMPLETED"]]


def test_a_receiver_that_raises_has_not_taken_it() -> None:
    post = Post()
    post.happen("CASE")
    with pytest.raises(ZeroDivisionError):
        post.deliveries.deliver(lambda _: 1 // 0)
    post.clock.advance(1)
    assert post.now() == ["CASE"], "after the pause, not after the timeout"
    assert post.seen[0].attempt == 2


def test_thousands_come_in_order() -> None:
    post = Post()
    with post.store.transaction():
        for at in range(2500):
            post.store.events.add("CASE", {"orgId": str(at)}, post.clock())
    assert [json.loads(one.body)["data"]["orgId"] for one in post.deliveries.due()] == [str(at) for at in range(2500)]


def test_a_restart_loses_and_repeats_nothing(tmp_path: Path) -> None:
    file = str(tmp_path / "sandbox.db")
    before = Post(200, 500, database=file)
    before.happen("BATCH_COMPLETED", "CASE", "CASE_UPDATED", "SETTLEMENT_CREATED")
    for _ in range(2):
        before.deliveries.delivered(one := before.deliveries.due(limit=1)[0], before(one))
    [killed] = before.deliveries.due(limit=1)
    before.store.close()
    after = Post(database=file)
    assert after.now() == ["SETTLEMENT_CREATED"]
    after.clock.advance(1)
    assert after.now() == ["CASE"]
    after.clock.advance(10)
    assert after.now() == ["CASE_UPDATED"]
    assert after.headers("IdempotencyKey")[1:] == [before.headers("IdempotencyKey")[1], killed.headers["IdempotencyKey"]]
    assert [one.attempt for one in after.seen] == [1, 2, 2]
    after.store.close()


def test_threads_that_post_at_once_post_each_event_once() -> None:
    post, barrier = Post(), Barrier(4)
    post.happen(*["CASE"] * 100)

    def work(_: int) -> int:
        barrier.wait(PATIENCE)
        return post.deliveries.deliver(post)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 100
    assert len(set(post.headers("IdempotencyKey"))) == 100


KINDS = ("webhook_duplicate", "webhook_reorder", "webhook_lost", "webhook_bad_signature")


POSTS = {"webhook_duplicate": 2, "webhook_lost": 0}


@given(st.data())
def test_every_event_is_posted_until_it_is_taken_or_given_up(data: st.DataObject) -> None:
    attempts = data.draw(st.integers(1, 4))
    post = Post(attempts=attempts, retry_pauses=data.draw(st.lists(st.sampled_from([0, 0.5, 3, 60]), min_size=1, max_size=3)))
    kinds = data.draw(st.lists(st.sampled_from(KINDS), max_size=4))
    for kind in kinds:
        post.faults.add(Fault(kind=kind))
    answers: dict[int, list[int | None]] = {}
    bodies: dict[str, set[bytes]] = {}

    def answer(delivery: Delivery) -> int | None:
        answers.setdefault(delivery.seq, []).append(data.draw(st.sampled_from([200, 204, 301, 500, None])))
        assert delivery.attempt == len(answers[delivery.seq])
        bodies.setdefault(delivery.headers["IdempotencyKey"], set()).add(delivery.body)
        return answers[delivery.seq][-1]

    events = data.draw(st.integers(1, 6))
    for _ in range(events):
        post.happen("CASE")
        if data.draw(st.booleans()):
            post.deliveries.deliver(answer)
            post.clock.advance(data.draw(st.sampled_from([0, 1, 100])))
    for _ in range(attempts + 1):
        post.deliveries.deliver(answer)
        post.clock.advance(100)
    post.store.close()

    for *failed, last in answers.values():
        assert not {200, 204} & set(failed)
        assert last in (200, 204) or len(failed) + 1 == attempts
    met = (kinds + [""] * events)[:events]
    assert len(answers) == sum(POSTS.get(kind, 1) for kind in met)
    assert len(bodies) == sum(kind != "webhook_lost" for kind in met), "one key for each event that is not lost"
    assert all(len(one) == 1 for one in bodies.values())
    assert len({body for some in bodies.values() for body in some}) == len(bodies)
