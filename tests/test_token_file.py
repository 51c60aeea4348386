"""Promise 6, the optional file: only its owner can read it, it is never half written, and what is wrong with it costs one login."""

from __future__ import annotations

import json
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amili_ext.auth import Grant
from amili_ext.flow import Instant, Reply, Request
from amili_ext.secret import Secret
from amili_ext.testing import VirtualClock
from amili_ext.token_file import TokenFile

from .support import BATCH, PATIENCE, Server, Threads, batch_reply, client, complete, in_each_world

ISSUER = "https://auth.staging.amili.no"


def token_file(path: Path, issuer: str = ISSUER, client_id: str = "my-integration", secret: str = "s3cr3t") -> TokenFile:  # noqa: S107
    return TokenFile(path, issuer=issuer, client_id=client_id, secret=Secret(secret))


def grant(token: str = "token-1", lifetime: float = 3600) -> Grant:  # noqa: S107
    return Grant(Secret(token), lifetime)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "not" / "yet there" / "tokens.json"


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# -- what is kept ----------------------------------------------------------------------------------------------------------------


def test_what_one_process_saves_the_next_one_loads_for_as_long_as_it_is_good(path: Path, clock: VirtualClock) -> None:
    token_file(path).save(grant(lifetime=3600), clock.now())
    clock.advance(1000)
    assert token_file(path).load(clock.now()) == grant(lifetime=2600)
    clock.advance(2599.5)
    assert token_file(path).load(clock.now()) == grant(lifetime=0.5)
    clock.advance(0.5)
    assert token_file(path).load(clock.now()) is None


@pytest.mark.parametrize("other", [{"issuer": "https://auth.amili.no"}, {"client_id": "another"}, {"secret": "rotated"}])
def test_another_provider_client_or_secret_is_another_entry(other: dict[str, str], path: Path, clock: VirtualClock) -> None:
    """Two settings share a file without a clash, and after a rotation of the secret the old token is not used."""
    mine, theirs = token_file(path), token_file(path, **other)
    mine.save(grant("mine"), clock.now())
    assert theirs.load(clock.now()) is None
    theirs.save(grant("theirs"), clock.now())
    assert [one.load(clock.now()) for one in (mine, theirs)] == [grant("mine"), grant("theirs")]


def test_neither_the_secret_nor_the_client_id_is_in_the_file(path: Path, clock: VirtualClock) -> None:
    token_file(path).save(grant(), clock.now())
    content = path.read_text()
    assert "s3cr3t" not in content
    assert "my-integration" not in content


def test_entries_that_have_ended_are_thrown_out(path: Path, clock: VirtualClock) -> None:
    token_file(path, client_id="short").save(grant("short", 10), clock.now())
    token_file(path, client_id="long").save(grant("long", 1000), clock.now())
    clock.advance(10)
    token_file(path).save(grant("new"), clock.now())
    tokens = {entry["access_token"] for entry in json.loads(path.read_text()).values()}
    assert tokens == {"long", "new"}


@pytest.mark.parametrize("entry", [None, "text", {}, {"ends": "tomorrow"}, {"ends": 5}, {"ends": "2026-01-01T01:00:00"}])
def test_entries_that_make_no_sense_are_thrown_out_too(entry: Any, path: Path, clock: VirtualClock) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"somebody": entry}))
    path.chmod(0o600)
    token_file(path).save(grant(), clock.now())
    assert len(json.loads(path.read_text())) == 1


def test_dropping_takes_out_that_token_only(path: Path, clock: VirtualClock) -> None:
    mine, theirs = token_file(path), token_file(path, client_id="another")
    mine.save(grant("mine"), clock.now())
    theirs.save(grant("theirs"), clock.now())
    mine.drop(Secret("an older one of mine"))
    assert mine.load(clock.now()) == grant("mine")
    mine.drop(Secret("mine"))
    assert mine.load(clock.now()) is None
    assert theirs.load(clock.now()) == grant("theirs")


# -- who may read it -------------------------------------------------------------------------------------------------------------


def test_only_its_owner_can_read_it_whatever_the_umask(path: Path, clock: VirtualClock) -> None:
    before = os.umask(0)
    try:
        token_file(path).save(grant(), clock.now())
    finally:
        os.umask(before)
    assert permissions(path) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o777])
def test_a_file_that_others_can_read_or_write_is_ignored_and_replaced(
    mode: int, path: Path, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    token_file(path).save(grant("seen by others"), clock.now())
    path.chmod(mode)
    assert token_file(path).load(clock.now()) is None
    assert "can be read by others" in caplog.text
    assert "seen by others" not in caplog.text
    token_file(path).save(grant("new"), clock.now())
    assert permissions(path) == 0o600
    assert "seen by others" not in path.read_text()
    assert token_file(path).load(clock.now()) == grant("new")


# -- whatever is wrong with it ---------------------------------------------------------------------------------------------------

ENTRY_OF_MINE = next(iter([TokenFile(Path("x"), issuer=ISSUER, client_id="my-integration", secret=Secret("s3cr3t"))._entry]))
LATER = "2026-01-01T01:00:00+00:00"

DAMAGED: list[Any] = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[]",
    b'"text"',
    b"[" * 200_000,
    json.dumps({ENTRY_OF_MINE: None}).encode(),
    json.dumps({ENTRY_OF_MINE: []}).encode(),
    json.dumps({ENTRY_OF_MINE: "text"}).encode(),
    json.dumps({ENTRY_OF_MINE: {}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "t"}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"ends": LATER}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "t", "ends": 5}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "t", "ends": "tomorrow"}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "t", "ends": "2026-01-01T01:00:00"}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "", "ends": LATER}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": 5, "ends": LATER}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "no\nheader", "ends": LATER}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "n\u00f8", "ends": LATER}}).encode(),
    json.dumps({ENTRY_OF_MINE: {"access_token": "\ud800", "ends": LATER}}).encode(),
]


def _survives(path: Path, content: bytes, now: Instant) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    one = token_file(path)
    assert one.load(now) is None
    one.drop(Secret("t"))
    one.save(grant("new"), now)
    assert one.load(now) == grant("new")


@pytest.mark.parametrize("content", DAMAGED, ids=[repr(content[:1] + content[-60:]) for content in DAMAGED])
def test_a_damaged_file_is_replaced(content: bytes, path: Path, clock: VirtualClock) -> None:
    _survives(path, content, clock.now())


def test_the_damaged_entries_are_under_the_name_that_is_looked_for(path: Path, clock: VirtualClock) -> None:
    """Or the test above would prove nothing."""
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({ENTRY_OF_MINE: {"access_token": "t", "ends": LATER}}))
    path.chmod(0o600)
    assert token_file(path).load(clock.now()) == grant("t", 3600)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=50)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | _JSON.map(lambda value: json.dumps({ENTRY_OF_MINE: value}).encode())
    | st.tuples(_JSON, _JSON).map(lambda pair: json.dumps({ENTRY_OF_MINE: {"access_token": pair[0], "ends": pair[1]}}).encode())
)
def test_any_content_at_all_is_survived(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    _survives(tmp_path_factory.getbasetemp() / "any" / "tokens.json", content, VirtualClock().now())


def test_a_file_that_cannot_be_written_is_a_warning(tmp_path: Path, clock: VirtualClock, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "occupied").write_text("")
    one = token_file(tmp_path / "occupied" / "tokens.json")
    one.save(grant(), clock.now())
    one.drop(Secret("token-1"))
    assert one.load(clock.now()) is None
    assert "cannot be written" in caplog.text
    assert "token-1" not in caplog.text


def test_a_directory_in_its_place_is_a_warning_and_leaves_nothing_behind(
    tmp_path: Path, clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "tokens.json").mkdir()
    one = token_file(tmp_path / "tokens.json")
    one.save(grant(), clock.now())
    assert one.load(clock.now()) is None
    assert "cannot be written" in caplog.text
    assert [entry.name for entry in tmp_path.iterdir()] == ["tokens.json"], "no token in a forgotten temporary file"


def test_a_writer_who_is_killed_leaves_the_old_file_whole(path: Path, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    token_file(path).save(grant("old"), clock.now())

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("json.dump", killed)
    with pytest.raises(KeyboardInterrupt):
        token_file(path).save(grant("new"), clock.now())
    monkeypatch.undo()
    assert token_file(path).load(clock.now()) == grant("old")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_concurrent_writers_never_show_a_reader_half_a_file(path: Path, clock: VirtualClock) -> None:
    """An entry may be lost to another writer, which costs a login; but what is there is whole at every moment."""
    now, stop = clock.now(), threading.Event()
    token_file(path).save(grant("x" * 4000), now)

    def write(name: str) -> None:
        for _ in range(40):
            token_file(path, client_id=name).save(grant(name * 4000), now)

    def read() -> int:
        reads = 0
        while not stop.is_set() or not reads:
            entries = json.loads(path.read_bytes())
            assert permissions(path) == 0o600
            assert {len(entry["access_token"]) for entry in entries.values()} == {4000}
            reads += 1
        return reads

    reader = Threads(read)
    try:
        assert Threads(*[lambda name=name: write(name) for name in "abcd"]).results() == [None] * 4
    finally:
        stop.set()
    (reads,) = reader.results()
    assert isinstance(reads, int), reads
    assert reads > 0
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert PATIENCE > 0


def test_the_times_in_it_are_utc_whatever_zone_the_caller_lives_in(path: Path) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    token_file(path).save(grant(lifetime=60), Instant(start, 0))
    (entry,) = json.loads(path.read_text()).values()
    assert datetime.fromisoformat(entry["ends"]) == start + timedelta(seconds=60)
    assert entry["ends"].endswith("+00:00")


# -- with clients ----------------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_second_client_needs_no_login(world: str, path: Path, clock: VirtualClock) -> None:
    server = Server()
    for _ in range(5):
        amili = client(world, server, clock=clock, token_file=path)
        complete(world, lambda amili=amili: amili.batches.get(BATCH))
    assert len(server.token_requests) == 1
    assert set(server.tokens_seen) == {"token-1"}


@in_each_world
def test_a_token_in_the_file_that_is_about_to_end_is_not_used(world: str, path: Path, clock: VirtualClock) -> None:
    server = Server(lifetime=1000)
    complete(world, lambda: client(world, server, clock=clock, token_file=path).batches.get(BATCH))
    clock.advance(990)
    complete(world, lambda: client(world, server, clock=clock, token_file=path).batches.get(BATCH))
    assert server.tokens_seen == ["token-1", "token-2"]


@in_each_world
def test_a_token_from_the_file_that_is_refused_is_dropped_there_too(world: str, path: Path, clock: VirtualClock) -> None:
    server = Server()

    def network(request: Request) -> Reply:
        if request.headers.get("authorization") == "Bearer withdrawn":
            return Reply(401)
        return server(request)

    TokenFile(path, issuer="http://127.0.0.1:8420", client_id="my-integration", secret=Secret("s3cr3t")).save(
        grant("withdrawn"), clock.now()
    )
    for _ in range(2):
        amili = client(world, network, clock=clock, token_file=str(path))
        complete(world, lambda amili=amili: amili.batches.get(BATCH))
    assert len(server.token_requests) == 1
    assert server.tokens_seen == ["token-1", "token-1"]


@in_each_world
@pytest.mark.parametrize("wrong_by", [-600.0, 600.0])
def test_a_wrong_clock_costs_at_most_a_login(world: str, wrong_by: float, path: Path, clock: VirtualClock) -> None:
    server = Server(batch_reply())
    complete(world, lambda: client(world, server, clock=clock, token_file=path).batches.get(BATCH))
    clock.set_wrong(wrong_by)
    complete(world, lambda: client(world, server, clock=clock, token_file=path).batches.get(BATCH))
    assert len(server.token_requests) <= 2


def test_the_home_directory_may_be_written_as_a_tilde(clock: VirtualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    client("blocking", Server(), clock=clock, token_file="~/tokens.json").batches.get(BATCH)
    assert (tmp_path / "tokens.json").exists()
