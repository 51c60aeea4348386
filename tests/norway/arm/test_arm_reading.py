"""What ARMrest has, read: seven lists and six things by their number, in whatever shape it answers; blocking and async alike."""

from __future__ import annotations

from typing import Any

import pytest
from amili_client.norway.arm.api.ar_items import get_ar_item, get_ar_items
from amili_client.norway.arm.api.customers import get_customer, get_customers
from amili_client.norway.arm.api.document_bundles import get_document_bundle, get_document_bundles
from amili_client.norway.arm.api.documents import get_document, get_documents
from amili_client.norway.arm.api.gl_items import get_gl_item, get_gl_items
from amili_client.norway.arm.api.gl_movements import get_gl_movements
from amili_client.norway.arm.api.log_items import get_log_item, get_log_items
from amili_client.norway.arm.models.ar_item import ArItem
from amili_client.norway.arm.models.customer import Customer
from amili_client.norway.arm.models.document import Document
from amili_client.norway.arm.models.document_bundle import DocumentBundle
from amili_client.norway.arm.models.gl_item import GlItem
from amili_client.norway.arm.models.gl_movement import GlMovement
from amili_client.norway.arm.models.log_item import LogItem
from attrs import frozen

from amili_ext import testing
from amili_ext.endpoint import UnverifiedOperationWarning
from amili_ext.errors import InputError, NotFoundError, UnreadableResponseError
from amili_ext.norway.arm.reading.wanted import expand_in
from amili_ext.sandbox import Sandbox, SandboxSettings
from tests.support import Server, arm_client, complete, in_each_world, json_reply

pytestmark = pytest.mark.filterwarnings("ignore::amili_ext.endpoint.UnverifiedOperationWarning")

BASE = "http://127.0.0.1:8420/arm/v1/clients/2218"


@frozen
class Thing:
    """Something that can be read: where, under which name, and what else can be said when asking for one."""

    resource: str
    path: str
    many: str
    one: str
    number: str
    model: type[Any]
    says: tuple[str, ...] = ()


THINGS = [
    Thing("customers", "customers", "customers", "customer", "customerNo", Customer, ("expand", "user_id", "language")),
    Thing("documents", "documents", "documents", "document", "documentNo", Document, ("expand", "user_id", "language")),
    Thing("ar_items", "aritems", "arItems", "arItem", "arItemId", ArItem, ("expand", "user_id", "language")),
    Thing("gl_items", "glitems", "glItems", "glItem", "glItemId", GlItem, ("language",)),
    Thing("document_bundles", "documentbundles", "documentBundles", "documentBundle", "documentBundleId", DocumentBundle),
    Thing("gl_movements", "glmovements", "glMovements", "glMovement", "glYear", GlMovement),
    Thing("log_items", "logitems", "logItems", "logItem", "logItemId", LogItem),
]
SINGLE = [thing for thing in THINGS if thing.resource != "gl_movements"]

each_thing = pytest.mark.parametrize("thing", THINGS, ids=lambda thing: thing.resource)
each_single = pytest.mark.parametrize("thing", SINGLE, ids=lambda thing: thing.resource)


def listed(world: str, server: Server, thing: Thing, **wanted: Any) -> list[Any]:
    """All of a list."""
    arm = arm_client(world, server)
    return complete(world, lambda: getattr(arm, thing.resource).list(**wanted))


def read(world: str, server: Server, thing: Thing, number: Any = "7/8", *, client: dict[str, Any] | None = None, **said: Any) -> Any:
    """One thing."""
    arm = arm_client(world, server, **(client or {}))
    return complete(world, lambda: getattr(arm, thing.resource).get(number, **said))


def page(thing: Thing, number: int, name: str | None = None) -> Any:
    """One of two pages with one item each."""
    summary = {"pageNo": number, "totalPages": 2, "totalCount": 2, "maximumCount": 10000, "queryId": "8NlwdOIM1YLVFApvQFONTw"}
    return json_reply({"summary": summary, name or thing.many: [{thing.number: str(number)}]})


# -- lists -------------------------------------------------------------------------------------------------------------------------


@each_thing
@in_each_world
def test_every_list_is_read_by_its_stored_query(thing: Thing, world: str) -> None:
    server = Server(page(thing, 1), page(thing, 2))
    found = listed(world, server, thing, page_size=5, maximum_count=50, filters={"currency": "NOK"})
    assert [type(item) for item in found] == [thing.model] * 2
    assert [item.to_dict()[thing.number] for item in found] == ["1", "2"]
    assert [request.url for request in server.requests] == [f"{BASE}/{thing.path}"] * 2
    assert dict(server.requests[0].params) == {"pagesize": "5", "maximumcount": "50", "currency": "NOK"}
    assert dict(server.requests[1].params) == {"query": "8NlwdOIM1YLVFApvQFONTw", "pageno": "2"}


@each_thing
def test_every_list_refuses_what_cannot_be_wanted(thing: Thing) -> None:
    server = Server()
    with pytest.raises(InputError) as raised:
        listed("blocking", server, thing, page_size=4, maximum_count=10_001, filters={"Currency": "NOK"})
    assert [problem.field for problem in raised.value.problems] == ["page_size", "maximum_count", "filters['Currency']"]
    assert server.requests == []


@in_each_world
def test_the_language_of_ar_items_goes_with_every_page(world: str) -> None:
    thing = THINGS[2]
    server = Server(page(thing, 1), page(thing, 2))
    listed(world, server, thing, language="no")
    assert [request.headers["accept-language"] for request in server.requests] == ["no", "no"]


@pytest.mark.parametrize("thing", [thing for thing in THINGS if thing.resource != "customers"], ids=lambda thing: thing.resource)
def test_the_only_array_is_the_list_where_its_name_is_a_conclusion(thing: Thing) -> None:
    found = listed("blocking", Server(page(thing, 1, "records"), page(thing, 2, "records")), thing)
    assert [type(item) for item in found] == [thing.model] * 2
    assert [item.to_dict() for item in found] == [{thing.number: "1"}, {thing.number: "2"}]


@pytest.mark.parametrize("more", [{"records": [{}], "others": [{}]}, {"records": ["a"]}, {"records": {}}, {"records": None}])
def test_of_several_arrays_none_is_the_list(more: dict[str, Any]) -> None:
    answer = json_reply({"summary": {"pageNo": 1, "totalPages": 1}, **more})
    with pytest.raises(UnreadableResponseError, match="holds no list"):
        listed("blocking", Server(answer), THINGS[3])


@pytest.mark.parametrize("more", [{"errors": [{"message": "busy"}]}, {"warnings": []}])
def test_an_array_beside_no_summary_is_another_one(more: dict[str, Any]) -> None:
    with pytest.raises(UnreadableResponseError, match="holds no list"):
        listed("blocking", Server(json_reply(more)), THINGS[3])


# -- one thing ---------------------------------------------------------------------------------------------------------------------


@each_single
@in_each_world
def test_one_thing_is_read_at_its_number(thing: Thing, world: str) -> None:
    server = Server(json_reply({thing.number: "7/8", "amount": 12.5}))
    found = read(world, server, thing)
    assert type(found) is thing.model
    assert found.to_dict()[thing.number] == "7/8"
    (request,) = server.requests
    assert request.url == f"{BASE}/{thing.path}/7%2F8"
    assert request.params == ()
    assert "accept-language" not in request.headers


@each_single
@pytest.mark.parametrize("beside", [{}, {"metadata": {"userId": "x"}}, {"summary": {}}], ids=["alone", "metadata", "summary"])
def test_what_is_wrapped_under_its_own_name_is_unwrapped(thing: Thing, beside: dict[str, Any]) -> None:
    found = read("blocking", Server(json_reply({thing.one: {thing.number: "7", "x": 1}, **beside})), thing)
    assert type(found) is thing.model
    assert found.to_dict() == {thing.number: "7", "x": 1}


@each_single
def test_a_part_of_the_same_name_is_left_where_it_is(thing: Thing) -> None:
    content = {thing.number: "7", thing.one: {thing.number: "8"}}
    assert read("blocking", Server(json_reply(content)), thing).to_dict() == content


@each_single
@in_each_world
def test_what_can_be_said_is_said_where_the_pages_list_it(thing: Thing, world: str) -> None:
    server = Server(json_reply({thing.number: "7"}))
    words = {"expand": ["document", "customer"], "user_id": "kari", "language": "en"}
    read(world, server, thing, 7, **{name: words[name] for name in thing.says})
    sent = {"expand": "document,customer"} | {"userid": "kari"} if "expand" in thing.says else {}
    assert dict(server.requests[0].params) == sent
    assert server.requests[0].headers.get("accept-language") == ("en" if "language" in thing.says else None)


@each_single
def test_what_the_client_was_told_counts_unless_a_call_says_otherwise(thing: Thing) -> None:
    server = Server(json_reply({thing.number: "7"}))
    read("blocking", server, thing, client={"user_id": "TestUser", "language": "no"})
    assert dict(server.requests[0].params) == ({"userid": "TestUser"} if "user_id" in thing.says else {})
    assert server.requests[0].headers.get("accept-language") == ("no" if "language" in thing.says else None)


@each_single
@pytest.mark.parametrize("wrong", ["", None, 1.5, ".."])
def test_what_is_no_number_is_not_asked_for(thing: Thing, wrong: Any) -> None:
    server = Server()
    field = {"customerNo": "customer_no", "documentNo": "document_no"}.get(thing.number, f"{thing.resource[:-1]}_id")
    with pytest.raises(InputError, match=field):
        read("blocking", server, thing, wrong)
    assert server.requests == []


@each_single
def test_what_is_not_there_is_not_found(thing: Thing) -> None:
    with pytest.raises(NotFoundError):
        read("blocking", Server(json_reply({}, 404)), thing)


@pytest.mark.parametrize("content", [{}, {"customer": {}}, {"customer": None}, {"customer": []}, {"customers": []}, {"customerNo": ""}])
def test_an_answer_without_a_customer_is_none(content: Any) -> None:
    with pytest.raises(UnreadableResponseError, match="holds none"):
        read("blocking", Server(json_reply(content)), THINGS[0])


@pytest.mark.parametrize("content", [{"customer": {"customerNo": "7", "postalAddress": "Oslo"}}, [], "x", None])
def test_an_answer_of_another_shape_is_unreadable_and_nothing_worse(content: Any) -> None:
    with pytest.raises(UnreadableResponseError, match="is not what the API documents"):
        read("blocking", Server(json_reply(content)), THINGS[0])


@pytest.mark.parametrize(("given", "sent"), [("a", "a"), (["a", "b"], "a,b"), (("a",), "a"), ("a,b", "a,b")])
def test_what_shall_be_expanded_is_sent_as_it_is_given(given: Any, sent: str) -> None:
    assert expand_in(given) == sent


@pytest.mark.parametrize("nothing", [None, [], ()])
def test_nothing_expanded_is_not_sent(nothing: Any) -> None:
    assert not expand_in(nothing)


@pytest.mark.parametrize("wrong", [7, b"a", [7], ["a", None], {"a"}, {"a": 1}, "", ["a", ""], [["a"]]])
def test_what_cannot_be_expanded_names_itself(wrong: Any) -> None:
    with pytest.raises(InputError) as raised:
        expand_in(wrong)
    assert [problem.field for problem in raised.value.problems] == ["expand"]


# -- what is documented, and what is not -----------------------------------------------------------------------------------------


INFERRED = [
    (get_documents, "high"),
    (get_document_bundles, "medium"),
    (get_document_bundle, "medium"),
    (get_gl_movements, "medium"),
    (get_log_items, "medium"),
    (get_log_item, "medium"),
]


@pytest.mark.filterwarnings("error::amili_ext.endpoint.UnverifiedOperationWarning")
def test_what_no_page_shows_warns_at_its_first_use_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amili_ext.endpoint._warned", set())
    documented = [get_customers, get_customer, get_document, get_ar_items, get_ar_item]
    for module in [*documented, get_gl_items, get_gl_item]:
        assert not hasattr(module, "UNVERIFIED")
    for thing in SINGLE[:4]:
        read("blocking", Server(json_reply({thing.number: "7"})), thing)
    for thing in (THINGS[0], THINGS[2], THINGS[3]):
        listed("blocking", Server(page(thing, 1), page(thing, 2)), thing)
    for module, confidence in INFERRED:
        assert f"({confidence} confidence)" in module.UNVERIFIED
    with pytest.warns(UnverifiedOperationWarning, match="get_documents"):
        listed("blocking", Server(page(THINGS[1], 1), page(THINGS[1], 2)), THINGS[1])
    with pytest.warns(UnverifiedOperationWarning, match="get_log_item"):
        read("blocking", Server(json_reply({})), THINGS[6])


@pytest.mark.parametrize("operation", ["getLogItems", "getDocuments"])
def test_a_list_can_be_pointed_elsewhere(operation: str) -> None:
    thing = next(thing for thing in THINGS if thing.path == operation.removeprefix("get").lower())
    server = Server(page(thing, 1), page(thing, 2))
    arm = arm_client("blocking", server, paths={operation: "/clients/{clientno}/elsewhere"})
    assert len(list(getattr(arm, thing.resource).list(filters={"x": "y"}))) == 2
    assert [request.url for request in server.requests] == [f"{BASE}/elsewhere"] * 2


# -- against the sandbox -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [True, False], ids=["by its id", "by its address"])
def test_the_customers_of_the_sandbox(named: bool) -> None:
    """Its query is named by `queryId`, or only in an address that is ours; or else the list is not read on."""
    with Sandbox(SandboxSettings(arm_query_id=named, arm_page_url="http://127.0.0.1:8420")) as sandbox:
        arm = testing.arm(sandbox)
        for number in range(1, 12):
            arm.customers.create({"customer_no": str(number), "name": "A. Customer"})
        assert len(list(arm.customers.list(page_size=5))) == 13
        (customer,) = arm.customers.list(filters={"customerno": "543210"})
        assert customer.to_dict() == arm.customers.get(543210).to_dict()
        assert list(arm.gl_items.list()) == []


def test_the_sandbox_leads_to_another_host_in_vain() -> None:
    with Sandbox(SandboxSettings(arm_page_url="https://elsewhere.invalid")) as sandbox:
        arm = testing.arm(sandbox)
        for number in range(1, 12):
            arm.customers.create({"customer_no": str(number), "name": "A. Customer"})
        assert len(list(arm.customers.list(page_size=5))) == 13
