"""Options: no secret among them, before or after the command, and everything else from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from amili_ext.cli.norway import options
from amili_ext.cli.norway.options import ClientOptions

from .conftest import Amili, Serve, Write, all_commands, only


def test_no_parameter_takes_a_secret() -> None:
    seen = 0
    harmless = {"client_secret_file", "private_key_file", "token_file", "token_lifetime", "idempotency_key"}
    for name, command in all_commands():
        for parameter in command.params:
            seen += 1
            words = {parameter.name, *parameter.opts}
            if any(hint in word for word in words for hint in ("secret", "password", "token", "key")):
                assert parameter.name in harmless, (name, words)
            if parameter.name in {"client_secret_file", "private_key_file"}:
                assert parameter.opts == [f"--{parameter.name.replace('_', '-')}"]
                assert parameter.metavar == "PATH"
    assert seen > 300


def test_the_secret_itself_is_refused(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("token", "--client-secret", "s3cr3t").exit_code == 2
    result = amili("token", "--proxy", "http://me:s3cr3t-of-mine@proxy.example.com")
    assert result.exit_code == 3
    assert "s3cr3t-of-mine" not in result.output


def test_the_secret_from_a_file_and_from_stdin(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    assert amili("token", "--client-secret-file", write("right", "s3cr3t\nof July\n")).exit_code == 0
    assert amili("token", "--client-secret-file", write("wrong", "other\n")).exit_code == 7
    assert amili("token", "--client-secret-file", "-", stdin="s3cr3t\n").exit_code == 0
    assert amili("token", "--client-secret-file", write("empty", "\n")).exit_code == 3
    assert amili("token", "--client-secret-file", write("binary", b"\xff\xfe")).exit_code == 3
    assert amili("token", "--client-secret-file", "/nowhere").exit_code == 3


def test_stdin_holds_one_thing(amili: Amili) -> None:
    assert amili("invoices", "submit", "-", "--client-secret-file", "-").exit_code == 2
    assert amili("batches", "wait", "--handles", "-", "--client-secret-file", "-").exit_code == 2


def test_what_stands_after_the_command_wins(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("--client-id", "somebody-else", "token").exit_code == 7
    assert amili("--client-id", "somebody-else", "token", "--client-id", "my-integration").exit_code == 0
    assert only(amili("--json", "token"))["ok"] is True


def test_settings_from_a_configuration_file(serve: Serve, amili: Amili, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    monkeypatch.delenv("AMILI_NORWAY_ENVIRONMENT")
    assert amili("token").exit_code == 3
    file = write("config.toml", '[norway]\nenvironment = "sandbox"\n')
    assert amili("token", "--config-file", file).exit_code == 0


def test_every_option_reaches_the_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setattr(options, "Norway", lambda organization_id, **arguments: seen.update(arguments, organization_id=organization_id))
    given = {
        "environment": "staging",
        "organization_id": "o",
        "client_id": "c",
        "config_file": tmp_path / "config.toml",
        "token_file": tmp_path / "token.json",
        "auth_url": "https://a",
        "collection_url": "https://b",
        "proxy": "http://p",
    }
    options.make_client(ClientOptions(**given, ca_file="ca.pem"), look_first=False)
    assert seen.pop("clock") is not None
    assert seen == given | {"client_secret": None, "verify": "ca.pem", "look_first": False}


def test_a_proxy_of_the_environment_does_not_hide_this_machine(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert amili("token").exit_code == 0


def test_a_token_file_saves_a_log_in(serve: Serve, amili: Amili, tmp_path: Path) -> None:
    served = serve()
    for _ in range(2):
        assert amili("batches", "list", "--token-file", str(tmp_path / "token.json")).exit_code == 0
    assert sum(request.path == "/token" for request in served.requests) == 1


def test_token_shows_it_only_when_asked(serve: Serve, amili: Amili) -> None:
    serve()
    assert amili("token").stdout == "sandbox gave a token that lives 3600 s\n"
    assert only(amili("token", "--json")) == {"ok": True, "exit_code": 0, "environment": "sandbox", "expires_in": 3600}
    shown = amili("token", "--show").stdout
    assert shown.startswith("sandbox-")
    assert len(shown.split()) == 1
    assert only(amili("token", "--show", "--json"))["access_token"].startswith("sandbox-")
    assert "sandbox-" not in amili("token", "-vv").output
