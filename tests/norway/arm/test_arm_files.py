"""Uploading files: as JSON, once, with an outcome for each file; 207 is never plain success."""

from __future__ import annotations

import os
import pickle
import warnings
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from amili_client.norway.arm.models.file_input import FileInput
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import endpoint
from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import AmiliError, UnknownOutcomeError
from amili_ext.flow import Await
from amili_ext.norway.arm.posting.arm_file import ArmFile
from amili_ext.norway.arm.posting.files import FileResult, upload
from amili_ext.outcomes import ItemStatus, PartialFailureError
from tests.norway.arm.ledger import LOST, REFUSED, URL, Ledger, problems
from tests.support import in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

TWO = [ArmFile("a.pdf", b"%PDF-"), ArmFile("b.pdf", b"%PDF-")]
S, F, U, C = ItemStatus.SUCCEEDED, ItemStatus.FAILED, ItemStatus.UNREPORTED, ItemStatus.CONTRADICTORY


def statuses(body: Any, status: int = 207, files: Any = TWO) -> list[ItemStatus]:
    """What becomes of the files by that answer."""
    result: FileResult = Ledger(json_reply(body, status)).run(upload, files)
    return [outcome.status for outcome in result]


@in_each_world
def test_files_are_sent_as_base64_in_json(world: str, tmp_path: Path) -> None:
    path = tmp_path / "from_disk.bin"
    path.write_bytes(bytes(range(256)))
    model = FileInput(file_name="model.txt", file_content="eA==")
    model["note"] = "mine"
    files = [
        ArmFile("a.pdf", b"Hello", "PDF"),
        ArmFile("other name.bin", path),
        {"fileName": "raw", "data": "as it is"},
        {"file_name": "python"},
        model,
    ]
    ledger = Ledger(json_reply({}), user_id="TestUser")
    result: FileResult = ledger.run(upload, iter(files), world=world)
    (request,) = ledger.requests
    assert (request.method, request.url) == ("POST", f"{URL}/clients/2218/files")
    assert request.headers["Content-Type"] == "application/json"
    # RFC 4648 prints no "Hello"; `base64` of coreutils gives this.
    first = {"fileName": "a.pdf", "fileType": "PDF", "fileContent": "SGVsbG8="}
    assert ledger.body["metadata"] == {"userId": "TestUser"}
    assert ledger.body["files"][0] == first
    assert ledger.body["files"][1].keys() == {"fileName", "fileContent"}
    assert b64decode(ledger.body["files"][1]["fileContent"], validate=True) == bytes(range(256))
    assert ledger.body["files"][2:4] == [{"fileName": "raw", "data": "as it is"}, {"fileName": "python"}]
    assert ledger.body["files"][4] == {"fileName": "model.txt", "fileContent": "eA==", "note": "mine"}
    assert [outcome.reference for outcome in result] == ["a.pdf", "other name.bin", "raw", "python", "model.txt"]
    assert result.complete


def test_the_flow_itself_reads_no_file() -> None:
    """So that in async code a slow disk stops one task and not all."""
    first = next(upload(Ledger().context, [ArmFile("a", Path("no such file"))]))
    assert isinstance(first, Await)


def test_200_takes_all_unless_it_says_otherwise() -> None:
    assert statuses({}, 200) == [S, S]
    assert statuses([], 200) == [S, S]
    assert statuses({"files": [{"fileName": "b.pdf", "resultType": "FAILED"}]}, 200) == [S, F]
    assert statuses({"files": [{"fileName": "b.pdf", "resultType": "QUARANTINED"}]}, 200) == [S, U]


@pytest.mark.parametrize(
    "answer",
    [
        {"resultType": "FAILED", "messages": ["virus"]},
        {"resultType": "PENDING"},
        {"errors": ["full"]},
        {"files": [{"name": "b.pdf", "resultType": "FAILED"}]},
        {"files": [{"fileName": "A_1.pdf", "resultType": "FAILED"}, {"fileName": "B_1.pdf", "resultType": "OK"}]},
    ],
)
def test_a_refusal_that_cannot_be_told_of_which_file_it_is_leaves_all_in_doubt(answer: Any) -> None:
    assert statuses(answer, 200) == [U, U]


def test_207_takes_only_what_it_says() -> None:
    assert statuses({}) == [U, U]
    assert statuses({"files": [{"fileName": "a.pdf", "fileId": 7}, {"fileName": "b.pdf"}]}) == [U, U]
    assert statuses({"files": [{"fileName": "A.PDF", "resultType": "ok"}, {"fileName": "b.pdf", "resultType": "failed"}]}) == [S, F]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"resultType": "OK"}, S),
        ({"resultType": "Uploaded"}, S),
        ({"resultType": "REJECTED"}, F),
        ({"resultType": "MAYBE"}, U),
        ({"resultType": "OK", "errors": ["but"]}, C),
        ({"status": 200}, S),
        ({"status": "201"}, S),
        ({"statusCode": 422}, F),
        ({"statusCode": 302}, U),
        ({"status": "failed"}, F),
        ({"status": True}, U),
        ({"errors": ["no"]}, F),
        ({"errors": []}, U),
    ],
)
def test_what_is_said_of_a_file_by_name_or_at_its_position(said: dict[str, Any], status: ItemStatus) -> None:
    other = {"resultType": "OK"}
    assert statuses({"x": {"y": [{"fileName": "b.pdf", **other}, {"fileName": "a.pdf", **said}]}}) == [status, S]
    assert statuses([said, other]) == [status, S]
    assert statuses({"x": {"y": [said, other]}}) == [status, S]


def test_what_cannot_be_laid_against_the_files_settles_nothing() -> None:
    ok = {"resultType": "OK"}
    assert statuses([ok]) == [U, U], "fewer than were sent"
    assert statuses([ok, ok, ok]) == [U, U], "more than were sent"
    assert statuses([{"fileName": "x", **ok}, {"fileName": "y", **ok}]) == [U, U], "other names"
    assert statuses([{"fileName": "b.pdf", **ok}, ok]) == [U, S], "named only in part"
    assert statuses([{"fileName": "a.pdf", **ok}, {"fileName": "a.pdf", "resultType": "FAILED"}]) == [C, U]
    assert statuses([{"fileName": "a.pdf", **ok}, {"fileName": "a.pdf"}]) == [S, U], "said once, mentioned twice"
    assert statuses([ok, {"resultType": "FAILED"}], files=[{"data": "x"}, {"data": "y"}]) == [S, F], "files without a name"


@given(
    order=st.permutations(range(5)),
    words=st.lists(st.sampled_from(["OK", "FAILED", "WHATEVER", None]), min_size=5, max_size=5),
    left_out=st.sets(st.integers(0, 4), max_size=4),
)
def test_every_file_comes_back_once_in_whatever_order_the_answer_names_them(order: list[int], words: list[Any], left_out: set[int]) -> None:
    names = [f"file {index}" for index in range(5)]
    listed = [{"fileName": names[index], "resultType": words[index]} for index in order if index not in left_out]
    result: FileResult = Ledger(json_reply({"files": listed}, 207)).run(upload, [ArmFile(name, b"x") for name in names])
    assert [(outcome.index, outcome.reference) for outcome in result] == list(enumerate(names))
    meaning = {"OK": S, "FAILED": F, "WHATEVER": U, None: U}
    assert [outcome.status for outcome in result] == [U if index in left_out else meaning[words[index]] for index in range(5)]


@in_each_world
@pytest.mark.parametrize("lost", LOST)
def test_a_lost_answer_is_never_followed_by_another_attempt(lost: Any, world: str) -> None:
    ledger = Ledger(lost, json_reply({}))
    with pytest.raises(UnknownOutcomeError) as raised:
        ledger.run(upload, TWO, world=world)
    assert raised.value.references == ("a.pdf", "b.pdf")
    assert "a.pdf" not in str(raised.value), "files are often named after people"
    assert len(ledger.requests) == 1


@pytest.mark.parametrize("refused", REFUSED)
def test_a_refusal_is_no_doubt(refused: Any) -> None:
    with pytest.raises(AmiliError) as raised:
        Ledger(refused).run(upload, TWO)
    assert not isinstance(raised.value, UnknownOutcomeError)


@pytest.mark.parametrize(
    ("files", "extra", "blamed"),
    [
        (TWO, {"user_id": 7}, (None, "user_id")),
        (None, {}, (None, "files")),
        ([], {}, (None, "files")),
        (TWO[0], {}, (None, "files")),
        ({"fileName": "a"}, {}, (None, "files")),
        ("a.pdf", {}, (None, "files")),
        ([Path("a.pdf")], {}, (0, "")),
        ([ArmFile("a", b"")], {}, (0, "content")),
        ([ArmFile("a", "text")], {}, (0, "content")),  # type: ignore[arg-type]
        ([ArmFile("a", bytearray(b"x"))], {}, (0, "content")),  # type: ignore[arg-type]
        ([ArmFile("a", Path("no such file"))], {}, (0, "content")),
        ([ArmFile("a", Path("/"))], {}, (0, "content")),
        ([ArmFile("a", Path("nul\0"))], {}, (0, "content")),
        ([ArmFile("", b"x")], {}, (0, "name")),
        ([ArmFile(" ", b"x")], {}, (0, "name")),
        ([ArmFile(7, b"x")], {}, (0, "name")),  # type: ignore[arg-type]
        ([ArmFile("\ud800", b"x")], {}, (0, "name")),
        ([ArmFile("a", b"x", 7)], {}, (0, "file_type")),  # type: ignore[arg-type]
        ([ArmFile("a", b"x"), ArmFile("a", b"y")], {}, (1, "name")),
        ([ArmFile("a.PDF", b"x"), {"fileName": "A.pdf"}], {}, (1, "fileName")),
        ([{"fileContent": b"x"}], {}, (0, "fileContent")),
        ([{"filename": "a"}], {}, (0, "filename")),
        ([{"x": 0.5}], {}, (0, "x")),
        ([{}], {}, (0, "")),
    ],
)
def test_bad_input_is_told_by_its_field_and_not_sent(files: Any, extra: dict[str, Any], blamed: Any) -> None:
    assert list(problems(upload, files, **extra)) == [blamed]


def test_every_file_that_cannot_be_read_is_told_at_once() -> None:
    files = [ArmFile("a", Path("no such file")), ArmFile("b", b"x"), ArmFile("c", b"")]
    found = problems(upload, files)
    assert found.keys() == {(0, "content"), (2, "content")}
    assert "no such file" not in found[0, "content"], "the reason, not the path"


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Opening one would wait for whoever writes into it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert problems(upload, [ArmFile("a", pipe)]) == {(0, "content"): "cannot be read: it is no regular file"}


def test_a_result_survives_pickling_and_shows_nobody() -> None:
    body = {"files": [{"fileName": "Owe Armstrong.pdf", "resultType": "FAILED", "messages": ["Owe Armstrong has one"]}]}
    file = ArmFile("Owe Armstrong.pdf", b"secret")
    result: FileResult = Ledger(json_reply(body, 207)).run(upload, [file])
    assert pickle.loads(pickle.dumps(result)) == result
    assert result.outcomes[0].reasons == ("Owe Armstrong has one",)
    with pytest.raises(PartialFailureError) as raised:
        result.raise_for_failures()
    shown = repr(result) + repr(result.outcomes) + repr(file) + str(raised.value)
    assert "Armstrong" not in shown
    assert "secret" not in shown
    assert "files[0] (failed)" in str(raised.value)


def test_that_the_body_is_a_guess_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_warned", set())
    with pytest.warns(UnverifiedOperationWarning, match="fileContent in base64, is a guess") as warned:
        Ledger(json_reply({})).run(upload, TWO)
    assert len(warned) == 1
    with warnings.catch_warnings(action="error"):
        Ledger(json_reply({})).run(upload, TWO)
