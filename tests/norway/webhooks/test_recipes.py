"""The recipes of the README: each is run in its framework, where that is installed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from amili_ext.norway.webhooks import BatchEvents, HmacSha256
from tests.norway.webhooks.page import BATCH_COMPLETED, BROKEN, CASE, SECRET, delivery

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
BLOCKS: list[str] = re.findall(r"^```py\n(.*?)^```", README, re.MULTILINE | re.DOTALL)

Post = Callable[[bytes, dict[str, str]], tuple[int, str]]


def fastapi(names: dict[str, Any]) -> Post:
    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        async def send() -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(names["app"]), base_url="http://recipe") as client:
                return await client.post("/amili", content=body, headers=headers)

        answer = asyncio.run(send())
        return answer.status_code, answer.text

    return post


def flask(names: dict[str, Any]) -> Post:
    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        answer = names["app"].test_client().post("/amili", data=body, headers=headers)
        return answer.status_code, answer.text

    return post


def django(names: dict[str, Any]) -> Post:
    from django.conf import settings
    from django.test import RequestFactory

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["*"])

    def post(body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        request = RequestFactory().post("/amili", data=body, content_type="application/json", headers=headers)
        answer = names["amili"](request)
        return answer.status_code, answer.content.decode()

    return post


@pytest.mark.parametrize("framework", [fastapi, flask, django], ids=lambda framework: framework.__name__)
def test_the_recipe_works(framework: Callable[[dict[str, Any]], Post], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = framework.__name__
    pytest.importorskip(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMILI_NORWAY_WEBHOOK_SECRET", SECRET)
    [head] = [block for block in BLOCKS if "receiver = Receiver(" in block]
    [recipe] = [block for block in BLOCKS if f"from {name}" in block]
    names: dict[str, Any] = {"__name__": "recipe"}
    for block in (head, recipe):
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102  # that is what is promised
    try:
        post, scheme = framework(names), HmacSha256(SECRET)
        good = delivery("1", X_Webhook_Signature=scheme.sign(BATCH_COMPLETED))
        assert post(BATCH_COMPLETED, delivery("0"))[0] == 401
        assert post(CASE, good)[0] == 401
        assert post(BATCH_COMPLETED, good) == (200, "received")
        assert post(BATCH_COMPLETED, good) == (200, "received before")
        status, text = post(BROKEN, delivery("2", X_Webhook_Signature=scheme.sign(BROKEN)))
        assert (status, "line 7, column 9" in text) == (400, True)
        assert isinstance(names["events"], BatchEvents)
        assert names["events"].count == 1
    finally:
        names["receiver"]._receipts.close()


def test_each_recipe_has_three_lines_beside_what_every_program_of_its_framework_has() -> None:
    for framework in ("fastapi", "flask", "django"):
        [recipe] = [block for block in BLOCKS if f"from {framework}" in block]
        assert len(recipe.partition("\n@")[2].partition("\n")[2].splitlines()) == 3
