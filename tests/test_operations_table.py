"""The table of all operations in `spec/README.md`: it is up to date, and each of its columns says what is so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from amili_ext import Norway, Sweden
from amili_ext.norway import Arm
from spec.table import __main__ as command
from spec.table.documents import METHODS, ROOT, Document, Operation, read_documents, read_operations
from spec.table.extension import BY_ITSELF, uses
from spec.table.knowledge import Knowledge, knowledge
from spec.table.sandbox import NO, YES, SandboxColumn
from spec.table.source import Source
from spec.table.tapes import Routes, count_tapes, recorded_requests
from spec.table.writing import BEGIN, END, MisplacedError, Row, render, replace

CLIENTS = {"norway/arm": Arm, "norway/autocollect": Norway, "norway/collection": Norway, "norway/identiverse": Norway, "sweden/ada": Sweden}


@pytest.fixture(scope="module")
def tables() -> list[tuple[Document, list[Row]]]:
    return list(command.make_tables())


@pytest.fixture(scope="module")
def rows(tables: list[tuple[Document, list[Row]]]) -> dict[tuple[str, str], Row]:
    return {(f"{document.country}/{document.api}", row.operation.id): row for document, part in tables for row in part}


# ---- the whole


def test_the_table_is_up_to_date(tables: list[tuple[Document, list[Row]]]) -> None:
    readme = command.README.read_text("utf-8")
    assert replace(readme, render(tables)) == readme, command.STALE


def test_every_operation_of_every_document_has_one_row(tables: list[tuple[Document, list[Row]]]) -> None:
    # The operations are counted in the text of the documents, where each has its line.
    for document, part in tables:
        folder = ROOT / "spec" / document.country
        text = "".join((folder / f"{document.api}{ending}").read_text("utf-8") for ending in (".yaml", ".overlay.yaml"))
        assert sorted(row.operation.id for row in part) == sorted(re.findall(r"^ +operationId: (\w+)$", text, re.MULTILINE))
    assert sorted(f"{document.country}/{document.api}" for document, _ in tables) == sorted(CLIENTS)


def test_checking_changes_nothing_and_writing_mends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    operation = Operation("ping", "GET", "/ping", {}, None, None)
    row = Row(operation, Knowledge((), ("path",), ()), (), YES, 3)
    monkeypatch.setattr(command, "make_tables", lambda: iter([(document_of({"/ping": {"get": {}}}), [row])]))
    readme = tmp_path / "README.md"
    readme.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\n# After\n", "utf-8")
    before = readme.read_bytes()
    assert command.main(["--check"], readme) == 1
    assert "nox -s table" in capsys.readouterr().err
    assert readme.read_bytes() == before
    assert command.main([], readme) == 0
    assert command.main(["--check"], readme) == 0
    assert "| ping: `GET /ping` | | path | | no | `call` only | yes | 3 |\n" in readme.read_text("utf-8")
    assert capsys.readouterr().err == ""


def test_a_readme_without_the_place_is_told_what_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(command, "make_tables", lambda: iter([]))
    (tmp_path / "README.md").write_text("# Nothing\n", "utf-8")
    assert command.main([], tmp_path / "README.md") == 1
    assert BEGIN in capsys.readouterr().err


def test_a_document_without_code_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "spec" / "norway").mkdir(parents=True)
    (tmp_path / "spec" / "norway" / "new.yaml").write_text("paths: {}\n")
    with pytest.raises(Exception, match=r"norway/new.*nox -s generate"):
        read_documents(tmp_path)


# ---- what is known


def document_of(paths: Mapping[str, Any], schemas: Mapping[str, Any] | None = None, printed: Mapping[str, Any] | None = None) -> Document:
    whole = {
        "servers": [{"url": "https://api.example/v1"}],
        "paths": {
            path: {method: {"operationId": method + path.replace("/", "_"), **content} for method, content in item.items()}
            for path, item in paths.items()
        },
        "components": {"schemas": schemas or {}},
    }
    shown = {"components": whole["components"], "paths": {}} if printed is None else printed
    return Document("norway", "tiny", "Tiny", whole, shown, tuple(read_operations(whole, shown, {})))


def known(whole: Mapping[str, Any], printed: Mapping[str, Any] | None, schemas: Any = None, printed_schemas: Any = None) -> Knowledge:
    """What is known of an operation whose document says `whole` of it, and whose page says `printed`."""
    shown = {
        "paths": {} if printed is None else {"/things": {"post": printed}},
        "components": {"schemas": printed_schemas or schemas or {}},
    }
    document = document_of({"/things": {"post": whole}}, schemas, shown)
    return knowledge(document, document.operations[0])


def body(schema: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def answer(schema: Any, status: str = "200") -> dict[str, Any]:
    return {"responses": {status: {"content": {"application/json": {"schema": schema}}}}}


TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"name": TEXT}}
OPEN = {"type": "object", "additionalProperties": True}


def test_what_a_page_shows_is_documented() -> None:
    said = {"parameters": [{"name": "id", "in": "path"}, {"name": "size", "in": "query", "schema": TEXT}], **body(NAMED), **answer(TEXT)}
    assert known(said, said) == Knowledge(("path", "parameters", "body", "answer"), (), ())


def test_an_operation_that_no_page_shows_is_inferred_with_the_least_confidence_of_each_part() -> None:
    fields = {"a": {**TEXT, "x-amili-confidence": "high"}, "b": {**TEXT, "x-amili-confidence": "low"}}
    said = {"x-amili-status": "inferred", "x-amili-confidence": "medium", **body({"type": "object", "properties": fields}), **answer(NAMED)}
    assert known(said, None) == Knowledge((), ("path (medium)", "body (low)", "answer (medium)"), ())


def test_a_conclusion_without_confidence_has_none() -> None:
    assert known({"x-amili-status": "inferred", **answer(NAMED)}, None) == Knowledge((), ("path", "answer"), ())


def test_a_field_that_only_the_overlay_adds_is_inferred_without_being_marked() -> None:
    more = {"type": "object", "properties": {"name": TEXT, "age": {"type": "integer"}}}
    assert known(body(more), body(NAMED)) == Knowledge(("path", "part of the body"), ("part of the body",), ())


def test_a_field_that_is_marked_is_inferred_although_a_page_names_it() -> None:
    typed = {"type": "object", "properties": {"name": {**TEXT, "x-amili-status": "inferred", "x-amili-confidence": "high"}}}
    assert known(answer(typed), answer(NAMED)) == Knowledge(("path", "part of the answer"), ("part of the answer (high)",), ())


def test_the_same_name_elsewhere_is_another_field() -> None:
    inner = {"type": "object", "properties": {"owner": {"type": "array", "items": NAMED}}}
    assert known(answer(inner), answer(NAMED)) == Knowledge(("path",), ("answer",), ())
    assert known(answer({"type": "array", "items": NAMED}), answer(NAMED)) == Knowledge(("path",), ("answer",), ())


def test_a_mark_on_an_operation_that_a_page_shows_does_not_reach_the_parts_that_it_shows() -> None:
    parameters = {"parameters": [{"name": "userid", "in": "query", "schema": TEXT}]}
    said = {"x-amili-status": "inferred", "x-amili-confidence": "low", **parameters, **body(NAMED)}
    assert known(said, parameters) == Knowledge(("path", "parameters"), ("body (low)",), ())


@pytest.mark.parametrize("schema", [{}, True, OPEN, {"type": "array"}, {"type": ["object", "null"]}, {"description": "something"}])
def test_what_has_neither_fields_nor_a_type_is_missing(schema: Any) -> None:
    said = answer(schema) if schema is not True else answer({"type": "array", "items": True})
    assert known(said, said) == Knowledge(("path",), (), ("answer",))


@pytest.mark.parametrize(
    "schema", [{"type": "object", "additionalProperties": TEXT}, {"enum": ["A"]}, {"anyOf": [TEXT, {"type": "integer"}]}]
)
def test_what_has_a_type_is_not(schema: Any) -> None:
    assert known(answer(schema), answer(schema)) == Knowledge(("path", "answer"), (), ())


def test_a_page_that_was_seen_in_part_and_a_field_without_fields_leave_a_part_missing() -> None:
    for schema in ({**NAMED, "x-amili-truncated": "after name"}, {"type": "object", "properties": {"name": TEXT, "rest": OPEN}}):
        assert known(answer(schema), answer(schema)) == Knowledge(("path", "part of the answer"), (), ("part of the answer",))


def test_an_answer_without_content_and_an_error_are_not_mentioned() -> None:
    said = {"responses": {"202": {"description": "Accepted"}, "400": answer(NAMED)["responses"]["200"]}}
    assert known(said, said) == Knowledge(("path",), (), ())


def test_references_are_followed_also_where_a_schema_holds_itself() -> None:
    tree = {"type": "object", "properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}
    said = answer({"$ref": "#/components/schemas/Tree"})
    assert known(said, said, {"Tree": tree}) == Knowledge(("path", "answer"), (), ())
    assert known(said, said, {"Tree": tree}, {"Tree": NAMED}) == Knowledge(("path", "part of the answer"), ("part of the answer",), ())


def test_what_the_readme_says_in_prose_is_in_the_table(rows: dict[tuple[str, str], Row]) -> None:
    assert rows["norway/autocollect", "sendBatch"].knowledge == Knowledge(("path", "parameters"), ("answer",), ("body",))
    assert rows["norway/collection", "pauseCase"].knowledge.inferred == ("path",)
    assert rows["norway/collection", "getInvoicePayments"].knowledge == Knowledge(("path",), (), ("answer",))
    assert rows["sweden/ada", "uploadMedia"].knowledge == Knowledge(("path", "body", "answer"), (), ())
    assert rows["norway/arm", "getBatch"].knowledge == Knowledge(("path",), (), ("answer",))
    assert rows["norway/arm", "getCodes"].knowledge == Knowledge((), ("path (low)",), ("answer",))


# ---- what uses it

SOURCE = {
    "ext.readable": """
from client.api import get_user, list_users, create_user
@frozen
class Readable:
    one: object
    many: object
    def get(self, context):
        return call(context, self.one)
    def list(self, context):
        return self._all(context)
    def _all(self, context):
        return call(context, self.many)
USERS = Readable(get_user, many=list_users)
""",
    "ext.actions": """
from client.api import pause, resume
class Action(Enum):
    PAUSE = 1
    RESUME = 2
RULES = {Action.PAUSE: pause, Action.RESUME: resume}
def act(action, *, endpoint=None):
    rule = RULES[action]
""",
    "ext.flows": """
from __future__ import annotations
from client.api import create_user, get_user, leave
from ext import actions
from ext.actions import Action
from ext.readable import USERS
def create(context):
    def send():
        return call(context, create_user)
    found = USERS.list(context)
    return twice(send)
def pause(context):
    return actions.act(Action.PAUSE)
def shadowed(context, leave=None):
    return leave
def annotated(context: leave) -> leave:
    return context
def kept_for_itself(context):
    return leave
def unused(context):
    return drop(get_user)
def drop(endpoint):
    return 1
def keep(context):
    return Kept(get_user)
class Kept:
    def __init__(self, endpoint): ...
""",
    "ext.token": "from client.api import sign_in\n",
    "ext.resources": """
from ext import flows
from ext.readable import USERS
class Users:
    get = blocking(USERS.get)
    list = blocking(USERS.list)
    create = blocking(flows.create)
    pause = blocking(flows.pause)
    shadowed = blocking(flows.shadowed)
    annotated = blocking(flows.annotated)
    unused = blocking(flows.unused)
    _hidden = blocking(flows.kept_for_itself)
""",
}
ENDPOINTS = {
    f"client.api.{name}": operation
    for name, operation in {
        "get_user": "getUser",
        "list_users": "listUsers",
        "create_user": "createUser",
        "pause": "pauseUser",
        "resume": "resumeUser",
        "sign_in": "signIn",
        "leave": "leave",
        "stay": "stay",
    }.items()
}


def used(source: Mapping[str, str], resources: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    found = uses(Source(source, frozenset(ENDPOINTS)), {name: list(homes) for name, homes in resources.items()}, ENDPOINTS)
    return {name.rpartition(".")[2]: methods for name, methods in found.items()}


def test_a_use_is_followed_through_methods_constants_and_arguments() -> None:
    assert used(SOURCE, {"users": ["ext.resources.Users"]}) == {
        "get_user": ("users.get",),
        "list_users": ("users.list",),
        "create_user": ("users.create",),
        "pause": ("users.pause",),
        "resume": (BY_ITSELF,),
        "sign_in": (BY_ITSELF,),
        "leave": (BY_ITSELF,),
        "stay": (),
    }


def test_what_an_object_is_given_counts_as_used_and_what_a_function_drops_does_not() -> None:
    resources = "from ext import flows\nclass Users:\n    keep = flows.keep\n    unused = flows.unused\n"
    assert used({**SOURCE, "ext.resources": resources}, {"users": ["ext.resources.Users"]})["get_user"] == ("users.keep",)


def test_of_several_the_closest_are_named_and_of_these_the_one_that_is_called_so() -> None:
    flows = (
        "from client.api import get_user, list_users, pause\n"
        "def one(c):\n    get_user\n"
        "def two(c):\n    get_user\n    list_users\n    pause\n"
    )
    resources = (
        "from ext import flows\n"
        "class A:\n    watch = flows.one\n    look = flows.one\n    all = flows.two\n"
        "class B:\n    pause = flows.two\n    resume = flows.two\n"
    )
    found = used({"ext.flows": flows, "ext.resources": resources}, {"a": ["ext.resources.A"], "b": ["ext.resources.B"]})
    assert found["get_user"] == ("a.watch", "a.look")
    assert found["pause"] == ("b.pause",)
    assert found["list_users"] == ("a.all", "b.pause", "b.resume")


def test_every_method_in_the_table_is_one_of_the_client(tables: list[tuple[Document, list[Row]]]) -> None:
    for document, part in tables:
        client = CLIENTS[f"{document.country}/{document.api}"]
        named = {method for row in part for method in row.methods if method != BY_ITSELF}
        assert document.api == "identiverse" or named
        for method in named:
            resource, name = method.split(".")
            module, kind = client._RESOURCES[resource].rsplit(".", 1)
            assert callable(getattr(getattr(__import__(module, fromlist=[kind]), kind), name))


@pytest.mark.parametrize(
    ("document", "operation", "methods"),
    [
        ("norway/identiverse", "createToken", (BY_ITSELF,)),
        ("norway/autocollect", "sendBatch", ("autocollect.send_batch",)),
        ("norway/collection", "createInvoices", ("invoices.submit", "invoices.submit_and_wait", "invoices.submit_batches")),
        ("norway/collection", "getBatchById", ("batches.get",)),
        ("norway/collection", "withdrawCase", ("cases.withdraw",)),
        ("norway/collection", "withdrawInvoice", ()),
        ("norway/collection", "getCasesByOrganization", ("cases.list", "cases.find")),
        ("norway/arm", "getCodes", ()),
        ("norway/arm", "getCustomers", ("customers.list",)),
        ("norway/arm", "updateCustomerBatch", ("customers.update_batch",)),
        ("sweden/ada", "createCreditorPayment", ("payments.register",)),
        ("sweden/ada", "deleteCreditor", ("creditors.delete",)),
        ("sweden/ada", "listFinancePayouts", ("payouts.list",)),
        ("sweden/ada", "listCaseRegistrations", ()),
    ],
)
def test_the_methods_are_those_that_a_reader_of_the_code_finds(
    rows: dict[tuple[str, str], Row], document: str, operation: str, methods: tuple[str, ...]
) -> None:
    assert rows[document, operation].methods == methods


# ---- sandbox and cassettes


def test_the_sandbox_says_what_it_does_not_do(tables: list[tuple[Document, list[Row]]]) -> None:
    with SandboxColumn() as sandbox:
        for document, part in tables:
            first = part[0].operation
            assert sandbox.does(document, evolve(first, id="nothing", path="/nothing/{of}/this", method="POST")) == NO
            if document.country == "sweden":
                assert sandbox.does(document, evolve(first, path="/partners", method="POST")) == NO
                assert sandbox.does(document, evolve(first, path="/media--upload/{reference_id}", method="GET")) == NO


def test_every_recorded_request_is_for_an_operation_of_a_document() -> None:
    routes = Routes(read_documents())
    requests = {request for path in (ROOT / "cassettes").rglob("*.yaml") for request in recorded_requests(path)}
    assert requests
    assert not [f"{method} {address}" for method, address in requests if routes.find(method, address) is None]


def test_a_cassette_counts_once_for_each_operation_that_it_holds(tmp_path: Path) -> None:
    document = document_of({"/things/{id}": {"get": {}, "put": {}}, "/things/batches": {"get": {}}, "/none": {"get": {}}})
    exchange = "- request: {{method: {}, uri: 'https://{}/v1/things/{}'}}\n"
    requests = [("GET", "api.example", "1?a=b"), ("GET", "api.example", "2"), ("GET", "api.example", "batches"), ("PUT", "elsewhere", "1")]
    text = "interactions:\n" + "".join(exchange.format(*request) for request in requests)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tape.yaml").write_text(text, "utf-8")
    counts = count_tapes([document], tmp_path)
    assert counts == {("norway", "tiny", "get_things_{id}"): 2, ("norway", "tiny", "get_things_batches"): 2}


some_paths = st.lists(st.sampled_from(["/a", "/b", "/{x}", "/{y}"]), min_size=1, max_size=3).map("".join)
some_methods = st.sets(st.sampled_from(METHODS[:3]), min_size=1)


@given(paths=st.dictionaries(some_paths, some_methods, min_size=1, max_size=4))
def test_a_request_finds_an_operation_that_differs_from_it_in_values_only(paths: dict[str, set[str]]) -> None:
    document = document_of({path: {method: {} for method in methods} for path, methods in paths.items()})
    routes = Routes([document])
    for operation in document.operations:
        filled = re.sub(r"\{.\}", "0", operation.path)
        found = routes.find(operation.method, f"https://api.example/v1{filled}?x=1")
        assert found is not None
        (same,) = (one for one in document.operations if one.id == found[2])
        assert same.method == operation.method
        assert re.sub(r"\{.\}", "0", same.path) == filled
        assert routes.find(operation.method, f"https://other.example/v1{filled}") is None


# ---- Markdown


def test_a_cell_can_hold_what_separates_cells() -> None:
    row = Row(Operation("a", "GET", "/a|b", {}, None, "x.y.z"), Knowledge((), (), ()), ("a.b", BY_ITSELF), NO, 0)
    line = render([(document_of({}), [row])]).splitlines()[-1]
    assert line == f"| a: `GET /a\\|b` | | | | `y.z` | `a.b`, {BY_ITSELF} | no | 0 |"


lines = st.text(st.sampled_from("ab\n|#<!- "), max_size=20)


@given(before=lines, old=lines, after=lines, new=lines)
def test_only_what_is_between_the_comments_is_replaced(before: str, old: str, after: str, new: str) -> None:
    text = f"{before}{BEGIN}\n{old}{END}\n{after}"
    replaced = replace(text, new)
    assert replaced.startswith(f"{before}{BEGIN}\n")
    assert replaced.endswith(f"{END}\n{after}")
    assert new in replaced
    assert replace(replaced, new) == replaced
    with pytest.raises(MisplacedError):
        replace(text + text, new)
    with pytest.raises(MisplacedError):
        replace(f"{END}\n{BEGIN}\n", new)
