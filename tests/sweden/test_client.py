"""What a Swedish client is made of, how it signs in, and that it keeps to the rate limit of its key."""

from __future__ import annotations

import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from amili_client.sweden.ada.api.partner import get_partner
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from amili_ext import AsyncSweden, ConfigurationError, Sweden, testing
from amili_ext._http import in_process_transport
from amili_ext.errors import CredentialsError, RateLimitedError
from amili_ext.flow import Reply, Request
from amili_ext.retry import NO_RETRY
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden.environments import ENVIRONMENTS
from amili_ext.testing import VirtualClock
from tests.support import Threads, complete, in_each_world

CREDITOR = "674dbeb208847b9501cc9138"
PARTNER = "618a851643314ff68dcb8895"


class Watched:
    """A sandbox's network that keeps what went over it."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._answer = testing.handler(sandbox)
        self.requests: list[Request] = []
        self.statuses: list[int] = []

    def __call__(self, request: Request) -> Reply:
        reply = self._answer(request)
        self.requests.append(request)
        self.statuses.append(reply.status)
        return reply

    def client(self, world: str, **arguments: Any) -> Any:
        transport = in_process_transport(self)
        arguments = {"environment": "sandbox"} | arguments
        if world == "blocking":
            return Sweden(http_client=httpx.Client(transport=transport), **arguments)
        return AsyncSweden(http_client=httpx.AsyncClient(transport=transport), **arguments)


def watched(clock: VirtualClock, **settings: Any) -> Watched:
    return Watched(Sandbox(SandboxSettings(sweden=SwedenSettings(**settings)), clock=clock.time))


@in_each_world
def test_it_signs_in_once_and_sends_the_token_as_the_api_wants_it(world: str, clock: VirtualClock) -> None:
    network = watched(clock)
    client = network.client(world, clock=clock)
    for _ in range(3):
        assert complete(world, lambda: client.creditors.get(CREDITOR)).name == "Amili Integration Team"
    first, *rest = network.requests
    assert first.url.endswith("/authenticates/api-code")
    assert len(rest) == 3
    assert len({request.headers["x-api-key"] for request in rest}) == 1
    assert all("authorization" not in request.headers for request in network.requests)


@in_each_world
def test_a_token_that_was_withdrawn_is_replaced(world: str, clock: VirtualClock) -> None:
    sandbox = Sandbox(SandboxSettings(), clock=clock.time)
    network = Watched(sandbox)
    client = network.client(world, clock=clock)
    complete(world, lambda: client.creditors.get(CREDITOR))
    sandbox.expire_tokens()
    complete(world, lambda: client.creditors.get(CREDITOR))
    assert network.statuses == [200, 200, 401, 200, 200]


@in_each_world
def test_a_key_that_is_not_registered_is_refused_as_such(world: str, clock: VirtualClock) -> None:
    network = watched(clock)
    stranger = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    client = network.client(world, clock=clock, api_code="your-api-code", private_key=stranger)
    with pytest.raises(CredentialsError) as caught:
        complete(world, lambda: client.creditors.get(CREDITOR))
    assert "PRIVATE" not in str(caught.value) + repr(caught.value)


@in_each_world
def test_a_bulk_job_never_sees_a_429(world: str, clock: VirtualClock) -> None:
    network = watched(clock, rate_limit=True)
    client = network.client(world, clock=clock, retry=NO_RETRY)

    def several() -> Any:
        if world == "blocking":
            return [client.creditors.get(CREDITOR) for _ in range(350)]

        async def one_after_the_other() -> list[Any]:
            return [await client.creditors.get(CREDITOR) for _ in range(350)]

        return one_after_the_other()

    assert len(complete(world, several)) == 350
    assert set(network.statuses) == {200}
    # And it is not slower than it must be: 351 requests at 100 a minute take more than 2.5 minutes.
    assert 150 < clock.now().monotonic < 260


def test_threads_of_one_client_share_its_pace(clock: VirtualClock) -> None:
    network = watched(clock, rate_limit=True)
    client = network.client("blocking", clock=clock, retry=NO_RETRY)
    turn = threading.Lock()

    def work() -> int:
        done = 0
        for _ in range(40):
            # One at a time, since all of them push the one clock; in whatever order the threads come.
            with turn:
                client.with_options(settle=1).creditors.get(CREDITOR)
            done += 1
        return done

    assert Threads(*[work] * 6).results() == [40] * 6
    assert set(network.statuses) == {200}


def test_without_a_pace_the_429_is_obeyed(clock: VirtualClock) -> None:
    network = watched(clock, rate_limit=True)
    client = network.client("blocking", clock=clock, keep_pace=False)
    for _ in range(30):
        client.creditors.get(CREDITOR)
    assert 429 in network.statuses
    impatient = client.with_options(retry=NO_RETRY)
    with pytest.raises(RateLimitedError):
        _ = [impatient.creditors.get(CREDITOR) for _ in range(30)]


def test_the_escape_hatch_calls_any_generated_endpoint(clock: VirtualClock) -> None:
    client = watched(clock).client("blocking", clock=clock)
    assert client.call(get_partner, PARTNER).organization_no == "5565675906"


# -- settings ------------------------------------------------------------------------------------------------------------------------


def test_there_is_no_default_environment() -> None:
    with pytest.raises(ConfigurationError, match="environment is missing: pass environment=, or set AMILI_SWEDEN_ENVIRONMENT"):
        Sweden()


@pytest.mark.parametrize("name", ["staging", "Sandbox", "prod"])
def test_an_unknown_environment_is_refused_with_those_that_there_are(name: str) -> None:
    with pytest.raises(ConfigurationError, match=r"amili_sandbox, production, sandbox.*this machine"):
        Sweden(environment=name)


@pytest.mark.parametrize("missing", ["api_code", "private_key"])
def test_outside_of_the_sandbox_both_credentials_are_needed(missing: str) -> None:
    given: dict[str, Any] = {"api_code": "code", "private_key": "~/key.pem"}
    del given[missing]
    with pytest.raises(ConfigurationError, match=f"{missing} is missing.*AMILI_SWEDEN_{missing.upper()}"):
        Sweden(environment="production", **given)


def test_the_addresses_are_those_of_the_pages() -> None:
    # docs.amili.se/reference/introduction prints the first; the second is inferred from it.
    assert ENVIRONMENTS["amili_sandbox"] == "https://api-sandbox.amili.se"
    assert ENVIRONMENTS["production"] == "https://api.amili.se"


def test_everything_can_come_from_the_environment_or_a_file(clock: VirtualClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from amili_ext.sweden.example_key import private_key_pem

    (tmp_path / "key.pem").write_text(private_key_pem())
    config = tmp_path / "config.toml"
    config.write_text(f'[sweden]\nenvironment = "amili_sandbox"\nprivate_key = "{tmp_path / "key.pem"}"\n')
    monkeypatch.setenv("AMILI_SWEDEN_API_CODE", "your-api-code")
    network = watched(clock)
    client = network.client("blocking", environment=None, config_file=config, base_url="http://127.0.0.1:1/ada", clock=clock)
    assert client.creditors.list().count() == 1
    assert client.environment == "amili_sandbox"


def test_real_credentials_stay_out_of_the_sandbox(clock: VirtualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMILI_SWEDEN_API_CODE", "real")
    monkeypatch.setenv("AMILI_SWEDEN_PRIVATE_KEY", "/nowhere/real.pem")
    assert watched(clock).client("blocking", clock=clock).creditors.list().count() == 1


def test_plain_http_to_another_machine_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="base_url must use https"):
        Sweden(environment="sandbox", base_url="http://api.example.com/ada")


def test_an_unknown_argument_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="unknown argument patience"):
        Sweden(environment="sandbox", patience=5)  # type: ignore[call-arg]  # that is the point


def test_the_token_can_be_kept_for_the_next_process(clock: VirtualClock, tmp_path: Path) -> None:
    network = watched(clock)
    for _ in range(3):
        network.client("blocking", clock=clock, token_file=tmp_path / "token.json").creditors.get(CREDITOR)
    assert [request.url.endswith("/api-code") for request in network.requests] == [True, False, False, False]


@pytest.mark.parametrize("kind", [Sweden, AsyncSweden])
def test_repr_shows_no_credential(kind: type[Any]) -> None:
    assert repr(kind(environment="sandbox", api_code="secret-code")) == f"{kind.__name__}(environment='sandbox')"


def test_options_for_some_calls_leave_the_client_as_it_is(clock: VirtualClock) -> None:
    client = watched(clock).client("blocking", clock=clock)
    other = client.with_options(settle=1.0, request_timeout=2.0)
    assert other.creditors.list().count() == client.creditors.list().count() == 1
    assert (other._context.settle, client._context.settle) == (1.0, 15.0)
    assert other._context.api.pace is client._context.api.pace
    with pytest.raises(ConfigurationError, match="unknown argument schedule"):
        client.with_options(schedule=None)


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_tasks_of_one_client_share_its_pace(world: str, clock: VirtualClock) -> None:
    network = watched(clock)
    client = network.client(world, clock=clock)
    places: list[float] = []
    pace = client._context.api.pace  # what all of them wait for
    reserve = pace.reserve

    def watched_reserve(now: float) -> float:
        wait: float = reserve(now)
        places.append(now + wait)
        return wait

    pace.reserve = watched_reserve

    async def all_at_once() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(60):
                group.start_soon(client.creditors.get, CREDITOR)

    complete(world, all_at_once)
    # Each has a place of its own: eight at once, then one and a half a second, in the order in which they asked.
    assert len(places) == 60
    gaps = [later - earlier for earlier, later in pairwise(sorted(places))]
    assert sum(gap == 0 for gap in gaps) <= 7
    assert set(network.statuses) == {200}
