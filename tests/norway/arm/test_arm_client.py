"""`Arm` and `AsyncArm`: what they are made of, where their token comes from, and that both offer the same."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from amili_client.norway.arm.api.gl_items import get_gl_item

from amili_ext import Arm, AsyncArm
from amili_ext.errors import AuthenticationError, ConfigurationError, TokenError
from amili_ext.flow import Reply
from amili_ext.norway.arm import client as client_module
from amili_ext.norway.arm.client import Arguments, Options
from amili_ext.norway.arm.context import Receivables
from tests.support import Server, arm_client, complete, in_each_world, json_reply

ITEM = json_reply({"glItemId": "7"})


def ask(world: str, arm: Any) -> None:
    complete(world, lambda: arm.call(get_gl_item, arm.client_no, "7"))


@in_each_world
def test_the_client_number_is_in_every_path_and_the_token_is_that_of_identiverse(world: str) -> None:
    server = Server(ITEM)
    ask(world, arm_client(world, server))
    assert [request.url for request in server.requests] == ["http://127.0.0.1:8420/arm/v1/clients/2218/glitems/7"]
    assert server.tokens_seen == ["token-1"]


@in_each_world
def test_another_client_number_shares_the_token(world: str) -> None:
    server = Server(ITEM, ITEM)
    arm = arm_client(world, server, environment="sandbox")
    ask(world, arm)
    other = arm.for_client(2219)
    ask(world, other)
    assert server.requests[1].url.endswith("/clients/2219/glitems/7")
    assert len(server.token_requests) == 1
    assert (arm.client_no, other.client_no) == (2218, 2219)


@in_each_world
def test_a_token_of_ones_own_asks_identiverse_for_none(world: str) -> None:
    server = Server(ITEM)
    ask(world, arm_client(world, server, client_no=5, arm_token="mine"))
    assert server.tokens_seen == ["mine"]
    assert server.token_requests == []


@in_each_world
def test_a_function_is_asked_again_only_when_its_token_was_refused(world: str) -> None:
    given = iter(["old", "new"])
    server = Server(ITEM, Reply(401), ITEM, ITEM)
    arm = arm_client(world, server, arm_token=lambda: next(given))
    for _ in range(3):
        ask(world, arm)
    assert server.tokens_seen == ["old", "old", "new", "new"]


@in_each_world
def test_a_token_that_stays_refused_is_an_authentication_error_and_ends(world: str) -> None:
    server = Server(Reply(401))
    with pytest.raises(AuthenticationError):
        ask(world, arm_client(world, server, arm_token="mine"))
    assert len(server.requests) == 2


@pytest.mark.parametrize("token", [7, lambda: None, lambda: "two words", lambda wrong: "x", "two words"])
def test_what_cannot_be_a_token_is_a_token_error_that_does_not_quote_it(token: Any) -> None:
    server = Server(ITEM)
    with pytest.raises(TokenError) as caught:
        ask("blocking", arm_client("blocking", server, arm_token=token))
    assert "words" not in str(caught.value)
    assert server.requests == []


@in_each_world
def test_a_function_that_fails_is_a_token_error_after_which_nothing_is_in_doubt(world: str) -> None:
    server = Server(ITEM)
    arm = arm_client(world, server, arm_token=lambda: {}["token"])
    with pytest.raises(TokenError, match=r"arm_token gave no token \(KeyError\)"):
        complete(world, lambda: arm.ar_items.update({"arItemId": "7", "note": "n"}))
    assert server.requests == []


def test_a_function_may_say_itself_why_there_is_none() -> None:
    def nobody() -> str:
        raise TokenError("log in first", transient=False)

    with pytest.raises(TokenError, match="log in first"):
        ask("blocking", arm_client("blocking", Server(ITEM), arm_token=nobody))


@pytest.mark.parametrize(
    "wrong", [0, -1, True, "", "x", "22 18", "²", 10**19, 1.5, *(pytest.param(sign * 10**5000, id=f"{sign}e5000") for sign in (1, -1))]
)
def test_what_is_no_client_number_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="client_no"):
        Arm(wrong, environment="sandbox")
    with pytest.raises(ConfigurationError, match="client_no"):
        Arm(environment="sandbox").for_client(wrong)


def test_settings_come_from_the_environment_and_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        '[norway]\nclient_id = "a"\nclient_secret = "b"\nclient_no = "2300"\n'
        '[norway.paths]\npauseCase = "/orgs/{organizationId}/x/{caseId}"\n'
        '[norway.arm_paths]\ngetGlItem = "/elsewhere/{glitemid}"\n'
    )
    monkeypatch.setenv("AMILI_NORWAY_ENVIRONMENT", "staging")
    monkeypatch.setenv("AMILI_NORWAY_ARM_URL", "https://arm.example/v2/")
    monkeypatch.setenv("AMILI_NORWAY_ARM_TOKEN", "from-the-environment")
    server = Server(ITEM)
    arm = arm_client("blocking", server, environment=None, config_file=file)
    ask("blocking", arm)
    assert arm.client_no == 2300
    assert server.requests[0].url == "https://arm.example/v2/elsewhere/7"
    assert server.tokens_seen == ["from-the-environment"]


def test_a_real_token_and_real_paths_stay_out_of_the_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[norway]\nenvironment = "sandbox"\n[norway.arm_paths]\ngetGlItem = "/elsewhere/{glitemid}"\n')
    monkeypatch.setenv("AMILI_NORWAY_ARM_TOKEN", "real")
    server = Server(ITEM)
    ask("blocking", arm_client("blocking", server, environment=None, config_file=file))
    assert server.tokens_seen == ["token-1"]
    assert server.requests[0].url.endswith("/clients/2218/glitems/7")


def test_every_option_is_one_that_some_flow_reads() -> None:
    context = set(inspect.signature(Receivables).parameters) | {"request_timeout", "retry", "paths"}
    assert Options.__annotations__.keys() <= context
    with pytest.raises(ConfigurationError, match="unknown argument organization_id"):
        Arm(environment="sandbox", organization_id="x")


def test_both_worlds_offer_the_same() -> None:
    here, there = Arm(environment="sandbox"), AsyncArm(environment="sandbox")
    assert set(client_module._HOMES) == {name for name, kind in inspect.get_annotations(Arm).items() if name[0] != "_"}
    for resource in client_module._HOMES:
        ours, theirs = getattr(here, resource), getattr(there, resource)
        names = {name for name in dir(ours) if not name.startswith("_")} - {"context", "perform"}
        assert names == {name for name in dir(theirs) if not name.startswith("_")} - {"context", "perform"}
        assert names
        for name in names:
            assert inspect.signature(getattr(ours, name)) == inspect.signature(getattr(theirs, name)), f"{resource}.{name}"
            assert inspect.getdoc(getattr(ours, name)) == inspect.getdoc(getattr(theirs, name))
    assert Arguments.__annotations__.keys() >= {"arm_token", "arm_url"}


def test_it_shows_which_client_it_is_and_no_token() -> None:
    assert repr(Arm(7, environment="sandbox", arm_token="hidden")) == "Arm(environment='sandbox', client_no=7)"
