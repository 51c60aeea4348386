"""The signature scheme is a guess and says so once in a process; here that is expected."""

from __future__ import annotations

import pytest

from amili_ext.norway.webhooks import signature


@pytest.fixture(autouse=True)
def the_guess_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "_warned", {"HmacSha256"})
