"""Where settings come from: the argument, else the environment, else the file, each setting on its own; and no message shows a secret."""

from __future__ import annotations

import os
import socket
import traceback
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import AmiliError
from amili_ext.config import Settings, checked_url
from amili_ext.errors import ConfigurationError
from amili_ext.testing import VirtualClock

from .support import BATCH, Server, client

COMPLETE = {
    "environment": "staging",
    "client_id": "my-integration",
    "client_secret": "s3cr3t",
    "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
}
THREE_VALUES: dict[str, tuple[str, str, str]] = {
    "environment": ("staging", "production", "staging"),
    "client_id": ("id-argument", "id-variable", "id-file"),
    "client_secret": ("secret-argument", "secret-variable", "secret-file"),
    "organization_id": tuple(f"3fa85f64-5717-4562-b3fc-00000000000{number}" for number in (1, 2, 3)),  # type: ignore[dict-item]
    "auth_url": ("https://auth.argument.example", "https://auth.variable.example", "https://auth.file.example"),
    "collection_url": ("https://api.argument.example/v9", "https://api.variable.example", "https://api.file.example"),
}


def used(**arguments: Any) -> dict[str, str]:
    """What a client made with these arguments really uses, seen from the outside."""
    server = Server()
    amili = client("blocking", server, clock=VirtualClock(), **{"environment": None, **arguments})
    amili.batches.get(BATCH)
    (token_request,) = server.token_requests
    form = parse_qs(token_request.content.decode())
    return {
        "environment": amili.environment,
        "client_id": form["client_id"][0],
        "client_secret": form["client_secret"][0],
        "organization_id": str(amili.organization_id),
        "auth_url": token_request.url.removesuffix("/token"),
        "collection_url": server.requests[0].url.partition("/orgs/")[0],
    }


def written(path: Path, table: dict[str, str], country: str = "norway") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[{country}]\n" + "".join(f'{name} = "{value}"\n' for name, value in table.items()))
    return path


@pytest.fixture
def default_file() -> Path:
    """Where the file is when nobody says otherwise; the home directory of a test is empty."""
    return Path(os.environ["HOME"], ".config", "amili", "config.toml")


# -- precedence ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THREE_VALUES)
@pytest.mark.parametrize(
    "given_in",
    [subset for subset in product([True, False], repeat=3) if any(subset)],
    ids=lambda subset: "".join("afe"[i] if x else "-" for i, x in enumerate(subset)),
)
def test_the_argument_wins_over_the_environment_and_that_over_the_file_for_each_setting_on_its_own(
    name: str, given_in: tuple[bool, bool, bool], default_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    argument, variable, in_file = THREE_VALUES[name]
    arguments: dict[str, str] = {other: value for other, value in COMPLETE.items() if other != name}
    if given_in[0]:
        arguments[name] = argument
    if given_in[1]:
        monkeypatch.setenv(f"AMILI_NORWAY_{name.upper()}", variable)
    if given_in[2]:
        written(default_file, {name: in_file})
    expected = next(value for value, is_given in zip(THREE_VALUES[name], given_in, strict=True) if is_given)
    assert used(**arguments)[name] == expected


def test_settings_may_come_from_three_places_at_once(default_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(default_file, {"environment": "staging", "organization_id": COMPLETE["organization_id"], "client_id": "passed over"})
    monkeypatch.setenv("AMILI_NORWAY_CLIENT_SECRET", "from-variable")
    assert used(client_id="from-argument") == {
        "environment": "staging",
        "client_id": "from-argument",
        "client_secret": "from-variable",
        "organization_id": COMPLETE["organization_id"],
        "auth_url": "https://auth.staging.amili.no",
        "collection_url": "https://api.staging.amili.no/collection/v1",
    }


def test_an_empty_variable_counts_as_absent(default_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is how a pipeline passes on a secret that is not set."""
    written(default_file, COMPLETE)
    for name in COMPLETE:
        monkeypatch.setenv(f"AMILI_NORWAY_{name.upper()}", "")
    assert used()["client_id"] == "my-integration"


def test_another_file_can_be_named_by_argument_or_variable(default_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(default_file, {**COMPLETE, "client_id": "default"})
    in_variable = written(tmp_path / "variable.toml", {**COMPLETE, "client_id": "variable"})
    in_argument = written(tmp_path / "argument.toml", {**COMPLETE, "client_id": "argument"})
    assert used()["client_id"] == "default"
    monkeypatch.setenv("AMILI_CONFIG", str(in_variable))
    assert used()["client_id"] == "variable"
    assert used(config_file=in_argument)["client_id"] == "argument"
    assert used(config_file=str(in_argument))["client_id"] == "argument"


def test_a_file_may_be_named_from_the_home_directory(default_file: Path) -> None:
    written(default_file, COMPLETE)
    assert used(config_file="~/.config/amili/config.toml")["client_id"] == "my-integration"


def test_countries_do_not_share_settings(default_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(default_file, COMPLETE, country="sweden")
    monkeypatch.setenv("AMILI_SWEDEN_ENVIRONMENT", "staging")
    with pytest.raises(ConfigurationError, match="environment is missing"):
        used()


# -- what is missing or wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMPLETE)
def test_a_missing_setting_is_named_with_all_three_ways_to_give_it(name: str, default_file: Path) -> None:
    arguments = {other: value for other, value in COMPLETE.items() if other != name}
    with pytest.raises(ConfigurationError) as caught:
        used(**arguments)
    message = str(caught.value)
    for way in (f"{name} is missing", f"pass {name}=", f"AMILI_NORWAY_{name.upper()}", "[norway]", str(default_file)):
        assert way in message


def test_the_file_that_was_named_is_the_one_in_the_message(tmp_path: Path) -> None:
    path = written(tmp_path / "mine.toml", {"environment": "staging"})
    with pytest.raises(ConfigurationError, match=r"mine\.toml"):
        used(config_file=path)


def _broken_line(path: Path) -> None:
    path.write_text('[norway]\nclient_secret = "s3cr3t\nenvironment = 5')


def _not_utf8(path: Path) -> None:
    path.write_bytes(b'[norway]\nclient_secret = "s3cr3t\xff"')


def _too_deep(path: Path) -> None:
    path.write_text("s3cr3t = " + "[" * 100_000)


def _no_table(path: Path) -> None:
    path.write_text('norway = "s3cr3t"')


def _no_text(path: Path) -> None:
    path.write_text('[norway]\nenvironment = ["s3cr3t"]')


def _zero(path: Path) -> None:
    path.write_text("[norway]\nenvironment = 0")


def _directory(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_broken_line, "not valid TOML"),
        (_not_utf8, "not valid TOML"),
        (_too_deep, "not valid TOML"),
        (_no_table, "must be a table"),
        (_no_text, "must be a text"),
        (_zero, "must be a text"),
        (_directory, "cannot be read"),
        (_missing, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_without_what_stands_in_it(make: Callable[[Path], None], says: str, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    make(path)
    with pytest.raises(ConfigurationError, match=says) as caught:
        used(config_file=path)
    assert str(path) in str(caught.value)
    assert "s3cr3t" not in "".join(traceback.format_exception(caught.value)), "the parser's own message may quote the line"


def test_no_file_at_the_usual_place_is_nothing_strange(default_file: Path) -> None:
    assert not default_file.exists()
    assert used(**COMPLETE)["environment"] == "staging"


def test_a_user_without_a_home_directory_can_do_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs under an arbitrary user id."""

    def nobody(uid: int) -> Any:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert used(**COMPLETE)["environment"] == "staging"
    with pytest.raises(ConfigurationError, match="client_id is missing"):
        used(**{name: value for name, value in COMPLETE.items() if name != "client_id"})
    for argument in ("config_file", "token_file"):
        with pytest.raises(ConfigurationError, match="home directory"):
            used(**COMPLETE, **{argument: "~/somewhere"})


def test_an_organization_id_that_is_none_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ConfigurationError, match="organization_id must be the UUID"):
        used(**{**COMPLETE, "organization_id": "acme"})


@pytest.mark.parametrize("name", ["clientid", "retries", "timeout", "api", "memory"])
def test_an_unknown_argument_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"unknown argument {name}"):
        used(**COMPLETE, **{name: "x"})


def test_settings_may_have_defaults() -> None:
    settings = Settings("norway", {"a": "passed", "b": None})
    assert (settings.get("a"), settings.get("b"), settings.get("b", "default")) == ("passed", None, "default")
    assert settings.variable("client_id") == "AMILI_NORWAY_CLIENT_ID"


# -- addresses -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://api.example.com/collection/v1", "https://api.example.com/collection/v1"),
        ("https://api.example.com/collection/v1/", "https://api.example.com/collection/v1"),
        ("https://api.example.com", "https://api.example.com"),
        ("https://api.example.com:8443/x//", "https://api.example.com:8443/x"),
        ("HTTPS://API.example.com", "HTTPS://API.example.com"),
        ("https://127.evil.example", "https://127.evil.example"),
        ("http://localhost:8420", "http://localhost:8420"),
        ("http://LOCALHOST", "http://LOCALHOST"),
        ("http://amili.localhost/x", "http://amili.localhost/x"),
        ("http://127.0.0.1:8420/", "http://127.0.0.1:8420"),
        ("http://127.8.9.1", "http://127.8.9.1"),
        ("http://[::1]:8420", "http://[::1]:8420"),
    ],
)
def test_a_usable_address_is_taken_without_its_final_slash(url: str, checked: str) -> None:
    assert checked_url("auth_url", url) == checked


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com",
        "http://127.evil.example",
        "http://127.0.0.1.evil.example",
        "http://1270.0.0.1",
        "http://localhost.evil.example",
        "http://notlocalhost",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::2]",
        "http://[::ffff:10.0.0.1]",
    ],
)
def test_plain_http_is_refused_except_to_this_machine(url: str) -> None:
    with pytest.raises(ConfigurationError, match="auth_url must use https"):
        checked_url("auth_url", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.example.com",
        "/collection",
        "ftp://api.example.com",
        "https://",
        "https:///x",
        "https://api.example.com?x=1",
        "https://api.example.com?",
        "https://api.example.com#x",
        "https://api.example.com#",
        "https://[::1",
        "https://api.example.com:99999",
        "https://api.example.com:port",
        "https://api example.com",
        "https://api.example.com/\n",
        "https://api.exa\tmple.com",
        "https://user@api.example.com",
        "https://user:hidden@api.example.com",
    ],
)
def test_an_address_that_is_none_or_says_too_much_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="collection_url must") as caught:
        checked_url("collection_url", url)
    assert "hidden" not in str(caught.value)


@given(st.text() | st.from_regex(r"https?://[a-z0-9.:\[\]@%-]{0,20}(/[a-z]*)?", fullmatch=True))
def test_whatever_is_given_as_an_address_is_taken_or_refused(url: str) -> None:
    try:
        checked = checked_url("auth_url", url)
    except AmiliError:
        return
    parts = urlsplit(checked)
    host = parts.hostname or ""
    assert parts.scheme == "https" or host.endswith("localhost") or _packed(host)[:1] == b"\x7f" or _packed(host) == b"\0" * 15 + b"\1"


def _packed(host: str) -> bytes:
    return socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)


@pytest.mark.parametrize("name", ["auth_url", "collection_url"])
def test_a_client_takes_no_address_unchecked(name: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name} must use https"):
        used(**COMPLETE, **{name: "http://api.example.com"})
