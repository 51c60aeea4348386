"""What can be told to `amili`, to `amili se` and to its commands, and how they sign in."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from amili_ext.cli.sweden import options
from amili_ext.cli.sweden.options import SwedishOptions
from amili_ext.errors import ConfigurationError
from amili_ext.sandbox import SwedenSettings
from amili_ext.sweden.example_key import private_key_pem
from amili_ext.sweden.keys import PrivateKey
from amili_ext.testing import VirtualClock

from .conftest import Amili, Serve, Write, lines, only
from .swedish import case


def test_shared_options_may_stand_anywhere(serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    assert amili("se", "cases", "register", write("one.json", case("C-1"))).exit_code == 0
    monkeypatch.delenv("AMILI_SWEDEN_ENVIRONMENT")
    words = ["--environment", "sandbox", "--json"]
    for place in (0, 1, 3):
        command = ["se", "cases", "list"]
        command[place:place] = words
        assert only(amili(*command))["invoice_number"] == "C-1"
    assert amili("se", "cases", "list").exit_code == 3


def test_what_stands_last_wins(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("se", "--api-code", "somebody-else", "token").exit_code == 7
    assert amili("se", "--api-code", "somebody-else", "token", "--api-code", "your-api-code").exit_code == 0
    assert amili("--environment", "production", "se", "--environment", "sandbox", "token").exit_code == 0
    assert "DEBUG" in amili("-vv", "se", "cases", "list").stderr


@pytest.mark.parametrize("words", [("--client-id", "me"), ("--organization-id", "o"), ("--client-secret-file", "f")])
def test_what_is_norwegian_is_refused(serve: Serve, amili: Amili, words: Sequence[str]) -> None:
    served = serve()
    result = amili(*words, "se", "token")
    assert result.exit_code == 2
    assert f"{words[0]}: only the Norwegian commands have this" in " ".join(result.stderr.replace("│", " ").split())
    assert served.requests == []


def test_token(serve: Serve, amili: Amili) -> None:
    served = serve(sweden=SwedenSettings(token_lifetime=600))
    assert amili("se", "token").stdout == "sandbox gave a token that lives 600 s\n"
    assert only(amili("se", "token", "--json")) == {"ok": True, "exit_code": 0, "environment": "sandbox", "expires_in": 600}
    shown = amili("se", "token", "--show").stdout.strip()
    assert shown
    assert shown not in amili("se", "token", "-vv").output
    assert only(amili("se", "token", "--show", "--json"))["access_token"]
    assert {request.path for request in served.requests} == {"/ada/authenticates/api-code"}


def test_a_key_of_ones_own(serve: Serve, amili: Amili, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = only(amili("keygen", "--out", str(tmp_path / "private.pem"), "--json"))
    serve(sweden=SwedenSettings(public_keys={"mine": made["public_key"]}))
    assert amili("se", "token").exit_code == 7
    assert amili("se", "token", "--api-code", "mine", "--private-key-file", made["private_key"]).exit_code == 0
    stdin = ("se", "token", "--api-code", "mine", "--private-key-file", "-")
    assert amili(*stdin, stdin=(tmp_path / "private.pem").read_text()).exit_code == 0
    assert amili(*stdin, stdin=private_key_pem()).exit_code == 7
    # In a sandbox of one's own, real credentials of the environment do not count.
    monkeypatch.setenv("AMILI_SWEDEN_ENVIRONMENT", "amili_sandbox")
    for value in (made["private_key"], (tmp_path / "private.pem").read_text()):
        monkeypatch.setenv("AMILI_SWEDEN_PRIVATE_KEY", value)
        assert amili("se", "token", "--api-code", "mine").exit_code == 0
    result = amili("se", "token", "--api-code", "mine", "--algorithm", "RS256")
    assert result.exit_code == 3
    assert "PRIVATE" not in result.output


@pytest.mark.parametrize("content", ["", "no key", None])
def test_a_file_that_holds_no_key(serve: Serve, amili: Amili, write: Write, content: str | None) -> None:
    serve()
    file = "/nowhere" if content is None else write("key", content)
    assert amili("se", "token", "--private-key-file", file).exit_code == 3
    assert amili("se", "token", "--private-key-file", "-", stdin=content or "").exit_code == 3


def test_a_key_is_not_typed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    with pytest.raises(ConfigurationError, match="name its file"):
        options.make_client(SwedishOptions(environment="sandbox", private_key_file="-"))


def test_the_key_itself_is_refused(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("se", "token", "--private-key", private_key_pem()).exit_code == 2
    assert "PRIVATE" not in amili("se", "token", "--private-key-file", private_key_pem()).output


def test_without_settings(amili: Amili) -> None:
    result = amili("se", "cases", "list", "--json")
    assert result.exit_code == 3
    assert "AMILI_SWEDEN_ENVIRONMENT" in only(result)["error"]["message"]
    assert "AMILI_SWEDEN_API_CODE" in amili("se", "token", "--environment", "production").stderr


def test_a_password_of_a_proxy_is_refused(serve: Serve, amili: Amili) -> None:
    serve()
    result = amili("se", "token", "--proxy", "http://me:s3cr3t-of-mine@proxy.example.com")
    assert result.exit_code == 3
    assert "s3cr3t-of-mine" not in result.output


def test_every_option_reaches_the_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(options, "Sweden", lambda api_code, **arguments: seen.update(arguments, api_code=api_code))
    given: dict[str, Any] = {
        "environment": "amili_sandbox",
        "api_code": "a",
        "algorithm": "RS384",
        "base_url": "https://b",
        "config_file": tmp_path / "config.toml",
        "token_file": tmp_path / "token.json",
        "proxy": "http://p",
    }
    options.make_client(SwedishOptions(**given, ca_file="ca.pem", private_key_file="k.pem", no_pace=True), look_first=False)
    assert seen.pop("clock") is not None
    expected = {"private_key": Path("k.pem"), "verify": "ca.pem", "keep_pace": False, "look_first": False}
    assert seen == given | expected
    options.make_client(SwedishOptions())
    assert (seen["keep_pace"], seen["verify"], seen["private_key"]) == (True, True, None)


def test_the_pace_is_kept_unless_told_otherwise(serve: Serve, amili: Amili, write: Write, clock: VirtualClock) -> None:
    served = serve(sweden=SwedenSettings(initialization_delay=0, rate_limit=True))
    file = write("many.jsonl", [case(f"C-{number}") for number in range(40)])
    result = amili("se", "cases", "register", file, "--json")
    assert [one["status"] for one in lines(result)] == ["registered"] * 40
    assert 15 < sum(clock.slept) < 40  # 42 requests, 8 of them at once and then one and a half a second
    clock.slept.clear()
    clock.advance(60)
    served.requests.clear()
    assert amili("se", "cases", "list", "--limit", "1", "--no-pace").exit_code == 0
    assert clock.slept == []


def test_a_token_file_saves_a_log_in(serve: Serve, amili: Amili, tmp_path: Path) -> None:
    served = serve()
    for _ in range(2):
        assert amili("se", "cases", "list", "--token-file", str(tmp_path / "token.json")).exit_code == 0
    assert sum(request.path == "/ada/authenticates/api-code" for request in served.requests) == 1


def test_settings_from_a_configuration_file(serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    monkeypatch.delenv("AMILI_SWEDEN_ENVIRONMENT")
    file = write("config.toml", '[sweden]\nenvironment = "sandbox"\n')
    assert amili("se", "token", "--config-file", file).exit_code == 0
    assert amili("--config-file", file, "se", "token").exit_code == 0


def test_1_when_nobody_answers(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("se", "token", "--base-url", "http://127.0.0.1:9").exit_code == 1


def test_without_the_libraries_that_sign(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    monkeypatch.setitem(sys.modules, "jwt", None)
    monkeypatch.setattr(PrivateKey, "load", lambda *_, **__: pytest.fail("it must not come so far"))
    result = amili("se", "token")
    assert result.exit_code == 3
    assert "amili-ext[sweden]" in result.stderr
