"""`nox -s spec_diff`: a small project in a repository of its own, changed and compared with what it was."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from spec import diff
from spec.diffing.proposal import next_version
from spec.diffing.rules import Rating
from spec.diffing.wire import MISSING, ask_redocly, read_report

MODEL = '''"""It."""


class Thing:
    """It."""

    name: str
{more}
'''
ENDPOINT = '''"""It."""

OPERATION = "getThing"
PATH = "{path}"


def sync(thing_id{more}): ...
'''


def document(path: str = "/things/{thingId}", **fields: Any) -> dict[str, Any]:
    answer = {"description": "It", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
    thing = {"type": "object", "properties": {"name": {"type": "string"}, **fields}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example"}],
        "paths": {path: {"get": {"operationId": "getThing", "responses": {"200": answer}}}},
        "components": {"schemas": {"Thing": thing}},
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "spec/land/things.yaml", "")
    write(tmp_path, "spec/land/things.overlay.yaml", "")
    write(tmp_path, "amili_ext/__init__.py", '__all__ = ["Client"]\n\n\nclass Client:\n    def get(self): ...\n')
    write(tmp_path, "amili_ext/_version.py", '__version__ = "0.4.2"\n')
    write(tmp_path, "amili_ext/things.py", "from amili_client.land.things.models import Thing\n\nTHING = Thing\n")
    write(tmp_path, "cassettes/land/get.yaml", "interactions: [{request: {method: GET, uri: 'https://things.example/things/7'}}]\n")
    package = tmp_path / "generated" / "amili_client"
    for folder in (package, package / "land", package / "land/things", package / "land/things/api", package / "land/things/api/things"):
        write(folder, "__init__.py", "")
    generate(tmp_path, document())
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def generate(root: Path, content: dict[str, Any], attribute: str = "", argument: str = "") -> None:
    api = root / "generated" / "amili_client" / "land" / "things"
    write(api, "openapi.json", json.dumps(content))
    write(api, "models/__init__.py", "from .thing import Thing\n")
    write(api, "models/thing.py", MODEL.format(more=f"    {attribute}: str\n" if attribute else ""))
    write(api, "api/things/get_thing.py", ENDPOINT.format(path=next(iter(content["paths"])), more=argument))


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=root, env=outside, check=True, capture_output=True, text=True).stdout  # noqa: S603  # no shell


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "It")


def report(root: Path, *arguments: str) -> dict[str, Any]:
    assert diff.main(["--json", str(root / "report.json"), *arguments], root) == 0
    return json.loads((root / "report.json").read_bytes())


@pytest.fixture(autouse=True)
def no_redocly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spec.diffing.wire.shutil.which", lambda _: None)


def test_nothing_changed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = report(project)
    assert (told["rating"], told["version"], told["changelog"]) == ("none", "0.4.2", "")
    assert "Nothing changed" in capsys.readouterr().out


def test_what_breaks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate(project, document("/orgs/{orgId}/things/{thingId}"), argument=", org_id")
    told = report(project)
    change = next(each for each in told["documents"]["land/things"]["changes"] if each["kind"] == "operation-moved")
    assert (told["rating"], told["version"]) == ("major", "0.5.0")
    assert (change["old"], change["new"]) == ("GET /things/{thingId}", "GET /orgs/{orgId}/things/{thingId}")
    broken = told["python"]["amili_client"]["broken"]
    assert [each["module"] for each in broken] == ["amili_client.land.things.api.things.get_thing"]
    assert "org_id" in broken[0]["what"]
    assert told["touched"]["cassettes"] == {"land/things: getThing": ["land/get.yaml"]}  # recorded at the old address
    people = capsys.readouterr().out
    assert "`getThing` moved from `GET /things/{thingId}` to `GET /orgs/{orgId}/things/{thingId}`" in people
    assert f"By redocly: {MISSING}." in people
    assert "## 0.5.0 (unreleased)\n\n- land/things: **breaking** `getThing` moved" in people


def test_what_is_new(project: Path) -> None:
    generate(project, document(age={"type": "integer"}), attribute="age")
    told = report(project)
    assert (told["rating"], told["version"]) == ("minor", "0.4.3")
    assert (
        told["python"]["amili_client"]["added"] == ["amili_client.land.things.models.thing.Thing.age"]
        or told["python"]["amili_client"]["changed"]
    )
    assert told["touched"]["modules"] == {"amili_ext.things": ["amili_client.land.things.models.Thing"]}
    assert told["touched"]["methods"] == {"land/things: getThing": ["call"]}
    assert told["changelog"] == "## 0.4.3 (unreleased)\n\n- land/things: `Thing.age` is new.\n"


def test_a_name_of_the_extension_is_gone(project: Path) -> None:
    write(project, "amili_ext/__init__.py", '__all__ = ["Other"]\n\n\nclass Other: ...\n')
    told = report(project)["python"]["amili_ext"]
    assert told["rating"] == "major"
    assert "Client" in told["broken"][0]["what"]
    assert told["added"] == ["amili_ext.Other"]


def test_a_method_more(project: Path) -> None:
    write(project, "amili_ext/__init__.py", '__all__ = ["Client"]\n\n\nclass Client:\n    def get(self): ...\n    def put(self): ...\n')
    told = report(project)
    assert (told["python"]["amili_ext"]["added"], told["rating"]) == (["amili_ext.Client.put"], "minor")


def test_where_a_public_name_is_at_home_is_free(project: Path) -> None:
    write(project, "amili_ext/home.py", "class Client:\n    def get(self): ...\n")
    write(project, "amili_ext/__init__.py", 'from amili_ext.home import Client\n\n__all__ = ["Client"]\n')
    commit(project)
    (project / "amili_ext/home.py").rename(project / "amili_ext/house.py")
    write(project, "amili_ext/__init__.py", 'from amili_ext.house import Client\n\n__all__ = ["Client"]\n')
    assert report(project)["python"]["amili_ext"]["rating"] == "patch"
    write(project, "amili_ext/house.py", "class Client:\n    def get(self, name): ...\n")
    told = report(project)["python"]["amili_ext"]["broken"]
    assert [each["module"] for each in told] == ["amili_ext.house"]
    assert "name" in told[0]["what"]


def test_what_only_the_extension_knows_of_itself_breaks_nobody(project: Path) -> None:
    write(project, "amili_ext/things.py", "OTHER = 1\n")
    told = report(project)
    assert (told["rating"], told["version"]) == ("patch", "0.4.3")


def test_another_revision(project: Path) -> None:
    generate(project, document(age={"type": "integer"}))
    commit(project)
    assert report(project)["rating"] == "none"
    assert report(project, "--against", "HEAD~1")["rating"] == "minor"


def test_a_document_that_the_revision_did_not_have(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "generated/amili_client/land/more/openapi.json", json.dumps(document()))
    told = report(project)
    assert (told["new_documents"], told["rating"]) == (["land/more"], "minor")
    assert "`land/more` is a new document" in capsys.readouterr().out


def test_a_document_that_is_gone(project: Path) -> None:
    (project / "spec/land/things.yaml").unlink()
    (project / "generated/amili_client/land/things/openapi.json").unlink()
    told = report(project)
    assert (told["removed_documents"], told["rating"]) == (["land/things"], "major")


def test_a_version_that_is_not_released(project: Path) -> None:
    write(project, "CHANGELOG.md", "# Changelog\n\n## 0.4.2 (unreleased)\n")
    commit(project)
    generate(project, document(age={"type": "integer"}))
    assert "0.4.2 is not released yet" in report(project)["note"]


def test_nothing_but_the_report_is_written(project: Path) -> None:
    generate(project, document(age={"type": "integer"}))
    before = git(project, "status", "--porcelain", "--ignored"), git(project, "stash", "list"), git(project, "worktree", "list")
    assert diff.main(["--markdown", str(project.parent / f"{project.name}.md")], project) == 0
    assert (git(project, "status", "--porcelain", "--ignored"), git(project, "stash", "list"), git(project, "worktree", "list")) == before


@pytest.mark.parametrize("revision", ["gone", "HEAD~7", "--help", ""])
def test_no_such_revision(project: Path, revision: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff.main([f"--against={revision}"], project) == 1
    assert f"git knows no revision {revision!r}" in capsys.readouterr().err


def test_no_checkout(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / ".git").write_text("gitdir: nowhere\n")
    assert diff.main([], tmp_path) == 1
    assert "not a git checkout" in capsys.readouterr().err


def test_no_git(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert diff.main([], project) == 1
    assert "not a git checkout" in capsys.readouterr().err


def test_a_revision_from_before_the_package(project: Path) -> None:
    git(project, "checkout", "--quiet", "--orphan", "empty")
    git(project, "rm", "--quiet", "-r", "--cached", ".")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    told = report(project)
    assert (told["new_documents"], told["version"]) == (["land/things"], None)


def test_a_document_without_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, "spec/land/more.yaml", "")
    assert diff.main([], project) == 1
    assert capsys.readouterr().err == "nothing was generated for land/more yet: run `nox -s generate`, then this again\n"


# ---- the second opinion

REPORT = {
    "bump": "major",
    "changes": [
        {"path": "#/a", "verdicts": [{"impact": "major", "message": "Property `a` was removed."}]},
        {"path": "#/b", "verdicts": [{"impact": "major", "message": "Property `a` was removed."}]},
        {"path": "#/c", "verdicts": []},
    ],
}


def test_redocly_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "redocly"
    program.write_text(f"#!/bin/sh\ntest -s old.json && test -s new.json && cat > report.json <<'END'\n{json.dumps(REPORT)}\nEND\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("spec.diffing.wire.shutil.which", lambda _: str(program))
    opinion = ask_redocly(document(), document(age={}))
    assert (opinion.rating, opinion.messages) == ("major", ("major: Property `a` was removed.",))


def test_redocly_that_fails_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spec.diffing.wire.shutil.which", lambda _: "/bin/false")
    opinion = ask_redocly(document(), document(age={}))
    assert opinion.rating is None
    assert "redocly could not compare them" in opinion.messages[0]


def test_redocly_that_finds_nothing() -> None:
    assert read_report({"bump": "none", "changes": []}).rating == "none"


# ---- versions


@pytest.mark.parametrize(
    ("version", "rating", "expected"),
    [
        ("0.1.0", Rating.MAJOR, "0.2.0"),
        ("0.1.3", Rating.MINOR, "0.1.4"),
        ("0.1.3", Rating.PATCH, "0.1.4"),
        ("1.2.3", Rating.MAJOR, "2.0.0"),
        ("1.2.3", Rating.MINOR, "1.3.0"),
        ("1.2.3", Rating.PATCH, "1.2.4"),
        ("1.2.3", Rating.NONE, "1.2.3"),
    ],
)
def test_the_next_version(version: str, rating: Rating, expected: str) -> None:
    assert next_version(version, rating) == expected
