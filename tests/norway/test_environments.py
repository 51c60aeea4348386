"""The documented hosts, no default, and a sandbox that real credentials do not reach."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from amili_ext.errors import ConfigurationError
from amili_ext.norway.environments import ENVIRONMENTS, SANDBOX_URL
from amili_ext.sandbox import SandboxSettings
from amili_ext.testing import VirtualClock

from ..support import BATCH, ORGANIZATION, Server, client, complete, in_each_world

CREDENTIALS = {"client_id": "id", "client_secret": "secret", "organization_id": "11111111-2222-4333-8444-555555555555"}


@in_each_world
@pytest.mark.parametrize(
    ("environment", "token_url", "api_url"),
    [
        ("staging", "https://auth.staging.amili.no/token", "https://api.staging.amili.no/collection/v1/orgs/"),
        ("production", "https://auth.amili.no/token", "https://api.amili.no/collection/v1/orgs/"),
        ("sandbox", "http://127.0.0.1:8420/token", "http://127.0.0.1:8420/collection/v1/orgs/"),
    ],
)
def test_each_environment_is_where_the_page_says(world: str, environment: str, token_url: str, api_url: str, clock: VirtualClock) -> None:
    """https://docs.amili.dev/example-workflow-359631m0; the base path of production is inferred."""
    server = Server()
    amili = client(world, server, clock=clock, environment=environment, **CREDENTIALS)
    complete(world, lambda: amili.batches.get(BATCH))
    assert [request.url for request in server.token_requests] == [token_url]
    assert server.requests[0].url.startswith(api_url)


@in_each_world
def test_there_is_no_default_environment(world: str) -> None:
    """A debt that was meant for staging must not reach a real person because a setting was forgotten."""
    with pytest.raises(ConfigurationError, match="environment is missing"):
        client(world, Server(), environment=None, **CREDENTIALS)


@in_each_world
@pytest.mark.parametrize("name", ["prod", "Staging", "test", " staging"])
def test_an_unknown_environment_is_refused_with_the_known_ones(world: str, name: str) -> None:
    with pytest.raises(ConfigurationError, match=r"one of production, sandbox, staging, not '"):
        client(world, Server(), environment=name, **CREDENTIALS)


@pytest.mark.parametrize("source", ["variables", "file"])
def test_the_sandbox_ignores_real_credentials_that_happen_to_be_around(
    source: str, clock: VirtualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments: dict[str, Any] = {}
    if source == "variables":
        for name, value in CREDENTIALS.items():
            monkeypatch.setenv(f"AMILI_NORWAY_{name.upper()}", value)
    else:
        arguments["config_file"] = tmp_path / "config.toml"
        arguments["config_file"].write_text("[norway]\n" + "".join(f'{name} = "{value}"\n' for name, value in CREDENTIALS.items()))
    server = Server()
    amili = client("blocking", server, clock=clock, environment="sandbox", **arguments)
    amili.batches.get(BATCH)
    form = parse_qs(server.token_requests[0].content.decode())
    assert (form["client_id"], form["client_secret"]) == (["my-integration"], ["s3cr3t"])
    assert amili.organization_id == ORGANIZATION


def test_the_sandbox_takes_what_is_passed_to_it(clock: VirtualClock) -> None:
    server = Server()
    amili = client("blocking", server, clock=clock, environment="sandbox", **CREDENTIALS)
    amili.batches.get(BATCH)
    form = parse_qs(server.token_requests[0].content.decode())
    assert (form["client_id"], form["client_secret"]) == (["id"], ["secret"])
    assert str(amili.organization_id) == CREDENTIALS["organization_id"]


def test_what_the_client_assumes_of_the_sandbox_is_what_the_sandbox_is() -> None:
    from amili_ext.norway.environments import SANDBOX_SETTINGS

    settings = SandboxSettings()
    assert {
        "client_id": settings.client_id,
        "client_secret": settings.client_secret,
        "organization_id": str(settings.organizations[0]),
        "autocollect_url": SANDBOX_URL,
        "autocollect_user": "",  # it takes the client's token there too
        "autocollect_password": "",
        "client_no": str(settings.arm_clients[0]),
        "arm_token": "",  # Identiverse's is what it takes
    } == SANDBOX_SETTINGS
    assert ENVIRONMENTS["sandbox"].collection_url == f"{SANDBOX_URL}/collection/v1"
    assert ENVIRONMENTS["sandbox"].arm_url == f"{SANDBOX_URL}/arm/v1"


@pytest.mark.parametrize("environment", ["staging", "production", "sandbox"])
def test_own_addresses_replace_those_of_the_environment_one_by_one(environment: str, clock: VirtualClock) -> None:
    server = Server()
    client(
        "blocking", server, clock=clock, environment=environment, collection_url="https://gateway.example/amili/", **CREDENTIALS
    ).batches.get(BATCH)
    assert server.requests[0].url.startswith("https://gateway.example/amili/orgs/")
    assert server.token_requests[0].url == f"{ENVIRONMENTS[environment].auth_url}/token"
