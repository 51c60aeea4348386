"""`cassettes/README.md`: its code runs as it stands, with plain vcrpy and nothing of these tests, and it lists every cassette."""

from __future__ import annotations

import re

import pytest

from tests.cassettes.tape import CASSETTES

README = (CASSETTES / "README.md").read_text("utf-8")


def test_the_code_in_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    monkeypatch.chdir(CASSETTES.parent)
    namespace = {"__name__": "readme"}
    for code in blocks:
        exec(compile(code, "cassettes/README.md", "exec"), namespace)  # noqa: S102  # it is our own


def test_the_readme_lists_every_cassette_once_with_a_few_words() -> None:
    listed: list[str] = []
    for part in README.split("\n## ")[1:]:
        folder = re.match(r"\w+: `(.+/)`\n", part)
        listed += [f"{folder[1]}{name}" for name in re.findall(r"^- `(.+?)`: \w.{2,}$", part, re.MULTILINE)] if folder else []
    assert sorted(listed) == sorted(path.relative_to(CASSETTES).as_posix() for path in CASSETTES.rglob("*.yaml"))
