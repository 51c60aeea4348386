"""`Norway` and `AsyncNorway`: the same offer in both worlds, options for some calls, and what they show of themselves."""

from __future__ import annotations

import inspect
from datetime import datetime
from typing import Any, get_type_hints
from uuid import UUID

import pytest

from amili_ext import NO_RETRY, AsyncNorway, Norway, PollSchedule
from amili_ext.errors import ConfigurationError, InputError, ServerError
from amili_ext.flow import Reply, Request
from amili_ext.norway import client as client_module
from amili_ext.norway.client import Arguments, Options
from amili_ext.norway.collection.context import Collection
from amili_ext.testing import VirtualClock
from amili_ext.waiting import PollTimeoutError

from ..support import BATCH, ORGANIZATION, PATIENCE, Server, Threads, batch_reply, client, complete, in_each_world, json_reply


def resources(amili: Any) -> dict[str, Any]:
    return {name: getattr(amili, name) for name in ("invoices", "batches")}


def methods(of: Any) -> dict[str, Any]:
    found = {name: getattr(of, name) for name in dir(of) if not name.startswith("_")}
    return {name: value for name, value in found.items() if callable(value) and name not in {"perform", "context"}}


# -- the same offer --------------------------------------------------------------------------------------------------------------


def test_every_method_exists_in_both_worlds_with_the_same_parameters_and_words() -> None:
    blocking, asynchronous = resources(Norway(environment="sandbox")), resources(AsyncNorway(environment="sandbox"))
    for name in blocking:
        here, there = methods(blocking[name]), methods(asynchronous[name])
        assert here.keys() == there.keys()
        assert len(here) >= 4
        for method in here:
            assert inspect.signature(here[method]) == inspect.signature(there[method]), f"{name}.{method}"
            assert inspect.getdoc(here[method]) == inspect.getdoc(there[method])


def test_the_clients_themselves_offer_the_same() -> None:
    here, there = methods(Norway(environment="sandbox")), methods(AsyncNorway(environment="sandbox"))
    assert here.keys() == there.keys()
    for name in ("call", "close", "with_options"):
        assert list(inspect.signature(here[name]).parameters) == list(inspect.signature(there[name]).parameters)
    assert inspect.signature(Norway).parameters.keys() == inspect.signature(AsyncNorway).parameters.keys()


def test_parameters_are_those_of_the_flow_without_its_context() -> None:
    wait = inspect.signature(Norway(environment="sandbox").batches.wait)
    assert list(wait.parameters) == ["handle", "max_wait", "news"]
    assert wait.parameters["max_wait"].default == 300
    assert "context" not in inspect.signature(AsyncNorway(environment="sandbox").invoices.submit).parameters


def test_every_option_is_one_that_some_flow_reads() -> None:
    """A key of `Options` that nothing reads would be accepted and ignored."""
    context = set(inspect.signature(Collection).parameters) | {"request_timeout", "retry", "paths"}
    assert Options.__annotations__.keys() <= context
    assert Options.__annotations__.keys() <= Arguments.__annotations__.keys() | Options.__annotations__.keys()
    assert get_type_hints(Options, vars(client_module))["request_timeout"] is float


# -- options ---------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_with_options_gives_a_second_client_and_leaves_the_first_as_it_was(world: str, clock: VirtualClock) -> None:
    server = Server(Reply(503), Reply(503), batch_reply())
    amili = client(world, server, clock=clock)
    other = amili.with_options(retry=NO_RETRY, request_timeout=3)
    with pytest.raises(ServerError):
        complete(world, lambda: other.batches.get(BATCH))
    complete(world, lambda: amili.batches.get(BATCH))
    assert len(server.requests) == 3
    assert len(server.token_requests) == 1, "the token is shared"
    assert type(other) is type(amili)


def test_the_time_for_one_exchange_can_be_set_for_all_or_some_calls(clock: VirtualClock) -> None:
    times: list[float] = []
    amili = client("blocking", Server(), clock=clock, request_timeout=11)
    send = amili._http.send

    def noting(request: Request) -> Reply:
        times.append(request.timeout)
        return send(request)

    amili._http.perform._send = noting
    amili.batches.get(BATCH)
    amili.with_options(request_timeout=2.5).batches.get(BATCH)
    amili.with_options(retry=NO_RETRY).batches.get(BATCH)
    assert times == [11, 11, 2.5, 11], "the token, then three calls"


@in_each_world
def test_the_schedule_of_a_wait_can_be_set(world: str, clock: VirtualClock) -> None:
    server = Server(json_reply({"data": {"batchId": str(BATCH)}}, 202), batch_reply("QUEUED"))
    amili = client(world, server, clock=clock, look_first=False, schedule=PollSchedule(first=5, factor=1, longest=5))
    handle = complete(world, lambda: amili.invoices.submit([{"invoiceNumber": "1"}]))
    with pytest.raises(PollTimeoutError):
        complete(world, lambda: amili.batches.wait(handle, max_wait=15))
    assert clock.slept == [5, 5, 5]


@in_each_world
@pytest.mark.parametrize(("legacy", "path"), [(False, f"/orgs/{ORGANIZATION}/batches/{BATCH}"), (True, f"/batches/{BATCH}")])
def test_batches_are_read_from_the_path_of_the_organization_unless_the_legacy_one_is_asked_for(
    world: str, legacy: bool, path: str, clock: VirtualClock
) -> None:
    server = Server()
    complete(world, lambda: client(world, server, clock=clock, legacy_batch_path=legacy).batches.get(BATCH))
    assert server.requests[0].url == f"http://127.0.0.1:8420/collection/v1{path}"


@in_each_world
@pytest.mark.parametrize("name", ["timeout", "organization_id", "api", "memory", "environment", "http_client"])
def test_an_unknown_option_is_refused(world: str, name: str, clock: VirtualClock) -> None:
    """Also one that is an argument of the client: for another organization there is another client."""
    amili = client(world, Server(), clock=clock)
    with pytest.raises(ConfigurationError, match=f"unknown argument {name}"):
        amili.with_options(**{name: "x"})


@in_each_world
@pytest.mark.parametrize(("resource", "field"), [("batches", "batch_id"), ("invoices", "invoice_id")])
def test_an_id_that_is_none_is_an_input_error_and_nothing_is_sent(world: str, resource: str, field: str, clock: VirtualClock) -> None:
    server = Server()
    amili = client(world, server, clock=clock)
    for wrong in ("acme", "", 5, None):
        with pytest.raises(InputError, match=f"^{field}: must be a UUID$"):
            complete(world, lambda wrong=wrong: getattr(amili, resource).get(wrong))
    assert server.requests == []


# -- what it shows ---------------------------------------------------------------------------------------------------------------


@in_each_world
def test_a_client_shows_where_it_is_and_for_whom_and_no_more(world: str) -> None:
    amili = client(world, Server(), client_id="hidden-id", client_secret="hidden-secret")
    kind = "Norway" if world == "blocking" else "AsyncNorway"
    assert repr(amili) == f"{kind}(environment='sandbox', organization_id='{ORGANIZATION}')"
    assert amili.organization_id == ORGANIZATION
    assert isinstance(amili.organization_id, UUID)


@in_each_world
def test_the_organization_may_be_given_as_text_or_uuid(world: str) -> None:
    other = UUID("11111111-2222-4333-8444-555555555555")
    for given in (other, str(other), str(other).upper()):
        assert client(world, Server(), organization_id=given).organization_id == other


# -- its life --------------------------------------------------------------------------------------------------------------------


@in_each_world
def test_making_a_client_sends_nothing(world: str) -> None:
    server = Server()
    client(world, server)
    assert (server.requests, server.token_requests) == ([], [])


def test_threads_may_make_and_share_clients(clock: VirtualClock) -> None:
    """The resources are there from the start: nothing is built by the first who asks, so nothing is built twice."""
    server = Server()
    amili = client("blocking", server, clock=clock)
    seen = Threads(*[lambda: (id(amili.batches), id(amili._http.client), amili.batches.get(BATCH).batch_id) for _ in range(8)]).results()
    assert set(seen) == {(id(amili.batches), id(amili._http.client), BATCH)}
    assert len(server.requests) == 8
    assert len(server.token_requests) == 1
    assert PATIENCE > 0


def test_a_client_is_closed_at_the_end_of_its_block() -> None:
    with Norway(environment="sandbox") as amili:
        assert not amili._http.client.is_closed
    assert amili._http.client.is_closed


@pytest.mark.parametrize("world", ["asyncio", "trio"])
def test_an_async_client_is_closed_at_the_end_of_its_block(world: str) -> None:
    async def whole() -> None:
        async with AsyncNorway(environment="sandbox") as amili:
            assert not amili._http.client.is_closed
        assert amili._http.client.is_closed

    complete(world, whole)


def test_closing_twice_is_nothing_strange() -> None:
    amili = Norway(environment="sandbox")
    amili.close()
    amili.close()


def test_times_that_the_api_names_are_aware(clock: VirtualClock) -> None:
    """Promise 2, seen through a client: 7 digits as .NET writes them, and RFC 1123 with a wrong weekday."""
    reply = json_reply(
        {"data": {"batchId": str(BATCH), "createdAt": "2024-01-15T10:30:00.1234567Z", "finishedAt": "Sun, 15 Jan 2024 10:30:05 GMT"}}
    )
    batch = client("blocking", Server(reply), clock=clock).batches.get(BATCH)
    assert isinstance(batch.created_at, datetime)
    assert isinstance(batch.finished_at, datetime)
    assert batch.created_at.utcoffset() is not None
    assert (batch.finished_at - batch.created_at).total_seconds() == pytest.approx(4.876544, abs=1e-6)
