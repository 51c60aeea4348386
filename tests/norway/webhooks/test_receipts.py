"""What was received already: every promise of a store, held against both, with threads and with two connections to one file."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from amili_ext import AmiliError, ConfigurationError
from amili_ext.norway.webhooks import Claim, MemoryReceipts, ReceiptStore, SqliteReceipts
from tests.support import PATIENCE

Make = Callable[..., Any]
KEY = "a" * 64


class Seconds:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture(params=["memory", "sqlite"])
def make(request: pytest.FixtureRequest, tmp_path: Path, seconds: Seconds) -> Iterator[Make]:
    """Make a store; of SQLite, each is a connection of its own to the same file."""
    opened: list[SqliteReceipts] = []

    def store(**settings: Any) -> Any:
        if request.param == "memory":
            return MemoryReceipts(clock=seconds, **settings)
        opened.append(SqliteReceipts(tmp_path / "receipts.db", clock=seconds, **settings))
        return opened[-1]

    yield store
    for one in opened:
        one.close()


def test_a_delivery_is_new_then_busy_then_done(make: Make) -> None:
    store = make()
    assert [store.claim(KEY), store.claim(KEY)] == [Claim.NEW, Claim.BUSY]
    store.confirm(KEY)
    assert [store.claim(KEY), store.claim(KEY)] == [Claim.DONE, Claim.DONE]
    assert store.claim("b" * 64) is Claim.NEW


def test_what_was_released_is_new_again(make: Make) -> None:
    store = make()
    assert store.claim(KEY) is Claim.NEW
    store.release(KEY)
    assert [store.claim(KEY), store.claim(KEY)] == [Claim.NEW, Claim.BUSY]


def test_what_was_confirmed_cannot_be_released(make: Make) -> None:
    """A handler that took too long, and failed, must not undo what another has done meanwhile."""
    store = make()
    store.claim(KEY)
    store.confirm(KEY)
    store.release(KEY)
    assert store.claim(KEY) is Claim.DONE


def test_releasing_what_nobody_claimed_does_nothing(make: Make) -> None:
    store = make()
    store.release(KEY)
    assert store.claim(KEY) is Claim.NEW


def test_a_claim_of_somebody_who_died_ends_by_itself(make: Make, seconds: Seconds) -> None:
    store = make(lease=60)
    store.claim(KEY)
    seconds.now += 59.9
    assert store.claim(KEY) is Claim.BUSY
    seconds.now += 0.1
    assert [store.claim(KEY), store.claim(KEY)] == [Claim.NEW, Claim.BUSY]


def test_what_was_done_is_forgotten_after_its_time(make: Make, seconds: Seconds) -> None:
    store = make(ttl=3600, lease=60)
    store.claim(KEY)
    store.confirm(KEY)
    seconds.now += 3599
    assert store.claim(KEY) is Claim.DONE
    seconds.now += 1
    assert store.claim(KEY) is Claim.NEW


def test_a_lease_that_ran_out_does_not_shorten_what_was_confirmed_late(make: Make, seconds: Seconds) -> None:
    store = make(ttl=3600, lease=60)
    store.claim(KEY)
    seconds.now += 500
    store.confirm(KEY)
    seconds.now += 3000
    assert store.claim(KEY) is Claim.DONE


@pytest.mark.parametrize("wrong", [{"ttl": 0}, {"lease": 0}, {"lease": -1}, {"ttl": float("nan")}])
def test_times_must_be_more_than_nothing(make: Make, wrong: dict[str, float]) -> None:
    with pytest.raises(ConfigurationError):
        make(**wrong)


def claims_of(stores: list[ReceiptStore], keys: list[str]) -> list[dict[str, Claim]]:
    """What each store says when all of them claim all keys at the same moment."""
    barrier = threading.Barrier(len(stores))
    said: list[dict[str, Claim]] = [{} for _ in stores]

    def claim(index: int) -> None:
        for key in keys:
            barrier.wait(PATIENCE)
            said[index][key] = stores[index].claim(key)

    threads = [threading.Thread(target=claim, args=(index,)) for index in range(len(stores))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return said


def only_one_each(said: list[dict[str, Claim]], keys: list[str]) -> None:
    for key in keys:
        answers = [one[key] for one in said]
        assert sorted(answer.name for answer in answers) == ["BUSY"] * (len(said) - 1) + ["NEW"], key


def test_of_threads_that_claim_at_the_same_moment_one_gets_it(make: Make) -> None:
    store, keys = make(), [str(number) * 64 for number in range(25)]
    only_one_each(claims_of([store] * 8, keys), keys)


def test_of_connections_that_claim_at_the_same_moment_one_gets_it(tmp_path: Path) -> None:
    """As two processes do."""
    keys = [str(number) * 64 for number in range(25)]
    stores = [SqliteReceipts(tmp_path / "receipts.db") for _ in range(4)]
    only_one_each(claims_of([*stores, *stores], keys), keys)
    for store in stores:
        store.close()


def test_connections_that_open_a_new_file_at_the_same_moment(tmp_path: Path) -> None:
    barrier = threading.Barrier(6)
    trouble: list[Exception] = []

    def open_it() -> None:
        barrier.wait(PATIENCE)
        try:
            with SqliteReceipts(tmp_path / "receipts.db") as store:
                store.claim(KEY)
        except Exception as error:  # noqa: BLE001  # whatever it is
            trouble.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert trouble == []


def test_receipts_outlive_the_process(tmp_path: Path) -> None:
    path = tmp_path / "receipts.db"
    code = "import sys; from amili_ext.norway.webhooks import SqliteReceipts; store = SqliteReceipts(sys.argv[1])"
    code += "; store.claim('k'); store.confirm('k'); store.claim('left')"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, env={"PYTHONPATH": ":".join(sys.path)})  # noqa: S603
    with SqliteReceipts(path) as store:
        assert store.claim("k") is Claim.DONE
        assert store.claim("left") is Claim.BUSY


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    with SqliteReceipts(tmp_path / "receipts.db") as store:
        store.claim(KEY)
        assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_what_has_ended_leaves_the_file(tmp_path: Path, seconds: Seconds) -> None:
    path = tmp_path / "receipts.db"
    with SqliteReceipts(path, ttl=100, lease=10, clock=seconds) as store:
        for number in range(50):
            store.claim(f"{number}")
            store.confirm(f"{number}")
        seconds.now += 101
        store.claim(KEY)
    left = sqlite3.connect(path)
    assert left.execute("SELECT key FROM amili_receipts").fetchall() == [(KEY,)]
    left.close()


def test_a_file_that_is_something_else_is_refused_and_not_spoilt(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("my notes, of some length " * 100)
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=r"notes\.txt cannot be used for receipts"):
        SqliteReceipts(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "missing/receipts.db"])
def test_a_path_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigurationError, match="cannot be used for receipts"):
        SqliteReceipts(tmp_path / name)


def test_a_file_that_another_keeps_locked_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "receipts.db"
    with SqliteReceipts(path, patience=0.01) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AmiliError, match="the file of receipts cannot be used"):
            store.claim(KEY)
        other.execute("ROLLBACK")
        other.close()
        assert store.claim(KEY) is Claim.NEW


def test_memory_forgets_the_oldest_first(seconds: Seconds) -> None:
    store = MemoryReceipts(limit=3, clock=seconds)
    for key in "abc":
        store.claim(key)
        store.confirm(key)
    assert store.claim("a") is Claim.DONE
    store.claim("d")
    assert [store.claim(key) for key in "bcd"] == [Claim.DONE, Claim.DONE, Claim.BUSY]
    assert store.claim("a") is Claim.NEW
    with pytest.raises(ConfigurationError, match="limit"):
        MemoryReceipts(limit=0)


KEYS = st.sampled_from("abc")


class Stores(RuleBasedStateMachine):
    """Both stores say the same as a simple model, whatever is done to them and whatever time passes."""

    @initialize()
    def begin(self) -> None:
        self.seconds = Seconds()
        self.folder = tempfile.TemporaryDirectory()
        self.file = SqliteReceipts(Path(self.folder.name) / "receipts.db", ttl=50, lease=10, clock=self.seconds)
        self.stores: list[ReceiptStore] = [MemoryReceipts(ttl=50, lease=10, clock=self.seconds), self.file]
        self.model: dict[str, tuple[Claim, float]] = {}

    def held(self, key: str) -> Claim:
        claim, ends = self.model.get(key, (Claim.NEW, 0.0))
        return claim if self.seconds.now < ends else Claim.NEW

    @rule(key=KEYS)
    def claim(self, key: str) -> None:
        expected = self.held(key)
        assert [store.claim(key) for store in self.stores] == [expected] * 2
        if expected is Claim.NEW:
            self.model[key] = (Claim.BUSY, self.seconds.now + 10)

    @rule(key=KEYS)
    def confirm(self, key: str) -> None:
        for store in self.stores:
            store.confirm(key)
        self.model[key] = (Claim.DONE, self.seconds.now + 50)

    @rule(key=KEYS)
    def release(self, key: str) -> None:
        for store in self.stores:
            store.release(key)
        if self.held(key) is Claim.BUSY:
            del self.model[key]

    @rule(seconds=st.integers(1, 60))
    def pass_time(self, seconds: int) -> None:
        self.seconds.now += seconds

    @invariant()
    def no_more_is_remembered_than_there_is(self) -> None:
        assert len(getattr(self, "model", {})) <= 3

    def teardown(self) -> None:
        self.file.close()
        self.folder.cleanup()


Stores.TestCase.settings = settings(max_examples=20, stateful_step_count=25)
TestStores = Stores.TestCase
