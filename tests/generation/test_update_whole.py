"""`nox -s spec_update` as a whole, on a specification of a few lines in a git checkout of its own: all of it, or nothing."""

import json
import os
import shutil
import subprocess
import sys
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import update
from generator import client, document, tree
from updating import UpdateError, placing
from updating.converting import CONVERTER, to_openapi

VENDOR: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Tiny", "version": "2"},
    "paths": {
        "/things/{thingId}": {
            "get": {
                "operationId": "fetchThing",
                "tags": ["Things"],
                "parameters": [{"name": "thingId", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {"description": "It", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}
                },
            }
        }
    },
    "components": {"schemas": {"Thing": {"type": "object", "properties": {"size": {"type": "number", "example": Decimal("1.50")}}}}},
}
FACTS = """\
openapi: 3.1.0
info: {title: Tiny, version: "1"}
paths:
  /things/{id}:
    get:
      operationId: getThing
      tags: [Things]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Nothing}}
components: {schemas: {Thing: {type: object, properties: {old: {type: string}}}}}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: "Tiny, inferred", version: "1"}
extends: tiny.yaml
actions:
  # About what is no longer there.
  - target: $.components.schemas.Thing.properties.old
    description: Seen somewhere.
    update:
      format: date
  # About what stays.
  - target: $.info
    description: A page says so.
    update:
      x-amili-source: https://docs.example
"""
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Tiny", "version": "2"},
    "host": "one.example",
    "basePath": "/v1",
    "schemes": ["https"],
    "paths": {
        "/things": {
            "post": {
                "operationId": "createThing",
                "consumes": ["application/json"],
                "produces": ["application/json"],
                "parameters": [
                    {"name": "body", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Thing"}},
                    {"name": "limit", "in": "query", "type": "integer"},
                ],
                "responses": {"201": {"description": "Made", "schema": {"$ref": "#/definitions/Thing"}}},
            }
        }
    },
    "definitions": {"Thing": {"type": "object", "properties": {"size": {"type": "number", "x-nullable": True}}}},
}


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)  # noqa: S603, S607


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A folder `spec` with one document and its overlay, committed."""
    folder = tmp_path / "checkout/spec"
    (folder / "norway").mkdir(parents=True)
    (folder / "norway/tiny.yaml").write_text(FACTS, encoding="utf-8")
    (folder / "norway/tiny.overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    (folder / "generator").mkdir()
    shutil.copy(client.SPEC / "addresses.yaml", folder)
    git(folder.parent, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=first")
    return folder


@pytest.fixture
def vendor(tmp_path: Path) -> Path:
    path = tmp_path / "vendor.json"
    path.write_bytes(document.to_json(VENDOR))
    return path


def run(spec: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code, and what was said."""
    code = update.main(list(arguments), spec=spec)
    said = capsys.readouterr()
    return code, said.out + said.err


def files(spec: Path) -> dict[str, bytes]:
    return {path.relative_to(spec).as_posix(): path.read_bytes() for path in spec.rglob("*") if path.is_file()}


def test_what_no_longer_fits_is_said_and_nothing_is_touched(spec: Path, vendor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(spec)
    code, said = run(spec, "norway/tiny", "--from", str(vendor), capsys=capsys)

    assert code == 1
    assert "OpenAPI 3.0.3, 1 operations (1 before)" in said
    assert "- action 1, $.components.schemas.Thing.properties.old\n  It says: Seen somewhere.\n  Matches nothing any more." in said
    assert "- action 2" not in said
    assert "GET /things/{thingId}: was getThing, is fetchThing now" in said
    assert "  - target: $.paths['/things/{thingId}'].get\n    description: Callers know this operation as getThing" in said
    assert "tiny.overlay.yaml, action 1 ($.components.schemas.Thing.properties.old): the target matches nothing" in said
    assert said.endswith("Nothing was changed.\n")
    assert files(spec) == before


def test_what_fits_is_taken_with_the_names_that_callers_know(spec: Path, vendor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("norway/tiny", "--from", str(vendor), "--keep-names", "--drop-unmatched")
    before = files(spec)
    code, said = run(spec, *options, "--check", capsys=capsys)
    assert (code, files(spec)) == (0, before)
    assert "It can be taken: generation and its checks pass. Nothing was changed (--check)." in said

    code, said = run(spec, *options, capsys=capsys)
    assert code == 0
    assert "Changed: spec/norway/tiny.vendor.json, spec/norway/tiny.yaml, spec/norway/tiny.overlay.yaml" in said
    assert "nox -s generate" in said
    assert json.loads((spec / "norway/tiny.vendor.json").read_bytes()) == VENDOR
    assert b'"example": 1.50\n' in (spec / "norway/tiny.vendor.json").read_bytes()
    assert document.read_yaml(spec / "norway/tiny.yaml") == json.loads(document.to_json(VENDOR))
    overlay = (spec / "norway/tiny.overlay.yaml").read_text(encoding="utf-8")
    assert overlay.startswith(OVERLAY[: OVERLAY.index("  - target")])
    assert OVERLAY[OVERLAY.index("  # About what stays.") :] in overlay
    assert "properties.old" not in overlay
    assert document.load(spec / "norway/tiny.yaml")["paths"]["/things/{thingId}"]["get"]["operationId"] == "getThing"
    assert tree.find_documents(spec) == [spec / "norway/tiny.yaml"]
    assert list(spec.rglob(".*")) == [], "no temporary file is left"

    code, said = run(spec, *options, capsys=capsys)
    assert code == 1
    assert "not committed: spec/norway/tiny.overlay.yaml" in said
    assert "--force" in said
    git(spec, "add", "--all")
    git(spec, "commit", "--quiet", "--message=second")
    code, said = run(spec, *options, capsys=capsys)
    assert code == 0
    assert "It is what was there before. Nothing was changed." in said


def test_force_overwrites_and_without_git_nothing_does(
    spec: Path, vendor: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (spec / "norway/tiny.overlay.yaml").unlink()
    options = ("norway/tiny", "--from", str(vendor))
    assert "not committed: spec/norway/tiny.overlay.yaml" in run(spec, *options, capsys=capsys)[1]
    shutil.rmtree(spec.parent / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(spec.parent.parent))
    assert "not a git checkout" in run(spec, *options, capsys=capsys)[1]

    assert run(spec, *options, "--force", capsys=capsys)[0] == 0
    assert (spec / "norway/tiny.vendor.json").exists()
    assert not (spec / "norway/tiny.overlay.yaml").exists()


@pytest.mark.parametrize("first", [True, False])
def test_a_disk_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: bool) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    paths[0].write_bytes(b"old")
    replace = os.replace

    def fail(source: Path, target: Path) -> None:
        if target == paths[0 if first else 1]:
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(placing.os, "replace", fail)
    with pytest.raises(UpdateError, match=r"No space left on device\. Nothing was changed"):
        placing.place({paths[0]: b"new", paths[1]: b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_document_that_would_inject_code_or_lose_something_changes_nothing(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (spec / "norway/tiny.overlay.yaml").unlink()
    before = files(spec)
    hostile, defaults, invalid = deepcopy(VENDOR), deepcopy(VENDOR), deepcopy(VENDOR)
    hostile["paths"]["/things/{thingId}"]["get"]["operationId"] = "x; import os"
    defaults["components"]["schemas"]["Thing"]["properties"]["size"]["default"] = 1
    invalid["info"]["version"] = 2
    for content, message in (
        (hostile, "norway/tiny: The document's names are not usable as they are:\nGET /things/{thingId}: operationId: 'x; import os'"),
        (defaults, "  - target: $.components.schemas[*].properties[*].default\n"),
        (invalid, "is not a valid OpenAPI document"),
    ):
        path = tmp_path / "vendor.json"
        path.write_bytes(document.to_json(content))
        code, said = run(spec, "norway/tiny", "--from", str(path), "--force", capsys=capsys)
        assert code == 1
        assert message in said
        assert "Nothing was changed." in said
        assert files(spec) == before


def test_another_api_and_a_name_that_is_none(spec: Path, vendor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no such document. Known: norway/tiny." in run(spec, "norway/tinny", "--from", str(vendor), capsys=capsys)[1]
    for name in ("../evil", "norway", "Norway/Tiny", "generator/tiny", "norway/tiny.overlay"):
        assert "wanted is <country>/<api>" in run(spec, name, "--new", "--from", str(vendor), capsys=capsys)[1]
    assert run(spec, "denmark/tiny", "--new", "--from", str(vendor), capsys=capsys)[0] == 0
    assert tree.find_documents(spec) == [spec / "denmark/tiny.yaml", spec / "norway/tiny.yaml"]


def test_without_a_source_it_says_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(client.SPEC, "sweden/ada", capsys=capsys)
    assert code == 1
    assert "https://api-sandbox.amili.se/docs/partner: Swagger UI of the Partner API (documented)" in said
    assert "name it with --from" in said
    assert "no address of a document is known" in run(client.SPEC, "norway/collection", capsys=capsys)[1]


# ---- Swagger 2.0


def converter(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program in the converter's place that does `code`."""
    program = folder / CONVERTER
    program.write_text(f"#!{sys.executable}\nimport sys\nbefore, after = sys.argv[1], sys.argv[3]\n{code}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(shutil.which(CONVERTER) is None, reason=f"{CONVERTER} is not on the PATH; see spec/node/package.json")
def test_swagger_is_converted_and_kept_as_it_came(spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "swagger.json"
    path.write_bytes(document.to_json(SWAGGER))
    code, said = run(spec, "sweden/tiny", "--new", "--from", str(path), capsys=capsys)

    assert (code, said.partition("\n")[0]) == (0, f"sweden/tiny from {path}: Swagger 2.0, converted, 1 operations (none before)")
    assert json.loads((spec / "sweden/tiny.vendor.json").read_bytes()) == SWAGGER
    converted = document.read_yaml(spec / "sweden/tiny.yaml")
    assert converted["openapi"] == "3.0.0"
    assert converted["servers"] == [{"url": "https://one.example/v1"}]
    assert converted["components"]["schemas"]["Thing"]["properties"]["size"]["nullable"] is True
    assert converted["paths"]["/things"]["post"]["parameters"] == [{"name": "limit", "in": "query", "schema": {"type": "integer"}}]


def test_swagger_without_the_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UpdateError, match=r"x: This is Swagger 2\.0, which swagger2openapi converts; it was not found.* install Node"):
        to_openapi(SWAGGER, "x")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("sys.exit('Patchable: no')", "x: swagger2openapi refuses it; it is not valid Swagger 2.0. It says: Patchable: no"),
        ("pass", "x: swagger2openapi refuses it"),
        ("open(after, 'w').write('{}')", "x: swagger2openapi loses POST /things, schema Thing"),
        (
            """open(after, 'w').write('{"paths": {"/things": {"post": {}}}, "components": {"schemas": {"Thing": {}}}}')""",
            "x: swagger2openapi loses schema Thing.size",
        ),
    ],
)
def test_a_converter_that_fails_or_loses_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, message: str) -> None:
    converter(tmp_path, monkeypatch, code)
    with pytest.raises(UpdateError) as error:
        to_openapi(SWAGGER, "x")
    assert str(error.value).startswith(message)


def test_what_is_taken_out_of_the_overlay_leaves_the_name_that_callers_know(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = {"tags": ["Things"], "responses": {"204": {"description": "Stopped"}}}
    inferred = {**stop, "operationId": "stopThings", "x-amili-status": "inferred", "x-amili-reason": "There must be a way to stop them."}
    overlay = {"overlay": "1.0.0", "info": {"title": "Tiny", "version": "1"}, "extends": "tiny.yaml"}
    action = {"target": "$.paths", "description": "There must be a way to stop them.", "update": {"/stop": {"post": inferred}}}
    text = json.dumps(overlay)[1:-1].replace('", "', '",\n"') + ',\n"actions":\n'
    (spec / "norway/tiny.overlay.yaml").write_text("{" + text + json.dumps([action]) + "}", encoding="utf-8")
    path = tmp_path / "vendor.json"
    vendor = deepcopy(VENDOR)
    vendor["paths"]["/stop"] = {"post": {**stop, "operationId": "halt"}}
    path.write_bytes(document.to_json(vendor))
    options = ("norway/tiny", "--from", str(path), "--keep-names", "--drop-unneeded", "--force")

    assert "cannot be edited by line" in run(spec, *options, capsys=capsys)[1]

    lines = ["overlay: 1.0.0", "info: {title: Tiny, version: '1'}", "extends: tiny.yaml", "actions:", f"  - {json.dumps(action)}", ""]
    (spec / "norway/tiny.overlay.yaml").write_text("\n".join(lines), encoding="utf-8")
    code, said = run(spec, *options, capsys=capsys)
    assert code == 0
    assert "No longer needed: the vendor says the same. Taken out." in said
    assert "POST /stop is documented now, differently: $.operationId: 'stopThings' here, 'halt' there" in said
    operation = document.load(spec / "norway/tiny.yaml")["paths"]["/stop"]["post"]
    assert operation == {**stop, "operationId": "stopThings"}
