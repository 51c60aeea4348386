"""The code in `cassettes/README.md` runs as it stands, with plain vcrpy and nothing of these tests."""

from __future__ import annotations

import re

import pytest

from tests.cassettes.tape import CASSETTES


def test_the_code_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = re.findall(r"^```python\n(.*?)^```", (CASSETTES / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(CASSETTES.parent)
    exec(compile(code, "cassettes/README.md", "exec"), {"__name__": "readme"})  # noqa: S102  # it is our own
