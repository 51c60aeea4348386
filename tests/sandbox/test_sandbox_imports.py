"""Importing the sandbox costs nothing and needs nothing; using it without its extra says what to install."""

from __future__ import annotations

import subprocess
import sys

import pytest

import amili_ext.sandbox


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout  # noqa: S603  # our own code


def test_import_loads_neither_server_nor_validator() -> None:
    code = "import sys, amili_ext.sandbox; print([m for m in ('starlette', 'uvicorn', 'jsonschema', 'sqlite3') if m in sys.modules])"
    assert _run(code).strip() == "[]"


def test_core_needs_no_server() -> None:
    code = """
import sys
from amili_ext.sandbox import Sandbox, SandboxRequest
with Sandbox() as sandbox:
    print(sandbox.handle(SandboxRequest("GET", "/")).status, "starlette" in sys.modules, "uvicorn" in sys.modules)
"""
    assert _run(code).split() == ["404", "False", "False"]


@pytest.mark.parametrize(
    ("missing", "name"),
    [("starlette", "create_app"), ("starlette", "running"), ("uvicorn", "serve"), ("jsonschema", "Sandbox"), ("referencing", "Sandbox")],
)
def test_missing_extra_says_what_to_install(missing: str, name: str) -> None:
    code = f"""
import sys
sys.modules[{missing!r}] = None
import amili_ext.sandbox
from amili_ext.errors import ConfigurationError
try:
    amili_ext.sandbox.{name}
except ConfigurationError as error:
    print(error)
"""
    assert 'pip install "amili-ext[sandbox]"' in _run(code)


def test_public_names_exist_and_others_do_not() -> None:
    for name in amili_ext.sandbox.__all__:
        assert getattr(amili_ext.sandbox, name).__name__ == name
        assert name in dir(amili_ext.sandbox)
    with pytest.raises(AttributeError, match="nothing_such"):
        amili_ext.sandbox.nothing_such  # noqa: B018  # the access is the test
