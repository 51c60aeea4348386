"""Norway's ARMrest document against the pages that it was transcribed from; the rules for all documents are in `test_specs`."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from generator import coverage, document, tree

from tests.generation import documents

CLIENT = "/clients/{clientno}"
PAGING = "maximumcount pagesize query pageno"

# Method and path below the client, tag, parameters after the clientno, successes and errors: of each page of the menus.
DOCUMENTED = {
    "getArItems": ("GET /aritems", "ArItems", "maximumcount pagesize", "200"),
    "updateArItem": ("PUT /aritems", "ArItems", "", "200 400 403 404 422"),
    "getArItem": ("GET /aritems/{aritemid}", "ArItems", "aritemid expand userid", "200 401 403 404"),
    "createAutoPostings": ("POST /autopostings/{autopostingmethod}", "AutoPostings", "autopostingmethod", ""),
    "getBatch": ("GET /batches/{batchuuid}", "Batches", "batchuuid", "200 202 206 400 403 404 406"),
    "createCustomer": ("POST /customers", "Customers", "", ""),
    "updateCustomer": ("PUT /customers", "Customers", "", ""),
    "getCustomers": ("GET /customers", "Customers", PAGING, "200"),
    "getCustomer": ("GET /customers/{customerno}", "Customers", "customerno", "200 400 403 404"),
    "deleteCustomer": ("DELETE /customers/{customerno}", "Customers", "customerno", "200 401 403 404 422"),
    "updateCustomerBatch": ("PUT /customers/batches", "Customers", "", ""),
    "getDocument": ("GET /documents/{documentno}", "Documents", "documentno expand", "200 401 403 404"),
    "createDocumentBatch": ("POST /documents/batches", "Documents", "", ""),
    "uploadFiles": ("POST /files", "Files", "", "200 207 400 401 403 404 422"),
    "getGlItem": ("GET /glitems/{glitemid}", "GlItems", "glitemid Accept-Language", "200 401 403 404"),
    "getGlItems": ("GET /glitems", "GlItems", "maximumcount pagesize", "200 400 403"),
    "createPaymentReservation": ("POST /paymentreservations", "PaymentReservations", "", ""),
}
# What is concluded of those: parameters, with the confidence of the facts' sheet.
ADDED = {
    "getArItems": "query:high pageno:high Accept-Language:medium",
    "getArItem": "Accept-Language:high",
    "getCustomer": "expand:low userid:low Accept-Language:medium",
    "deleteCustomer": "userid:medium",
    "getDocument": "userid:medium Accept-Language:medium",
    "getGlItems": "query:high pageno:high",
}
INFERRED = {
    "createAction": ("POST /actions", "Actions", "", "low"),
    "createReportsAction": ("POST /actions/reports", "Actions", "", "low"),
    "getClientConfigs": ("GET /clientconfigs", "ClientConfigs", "", "low"),
    "getClientConfig": ("GET /clientconfigs/{key}", "ClientConfigs", "key", "low"),
    "getCodes": ("GET /codes", "Codes", "", "low"),
    "createCustomerBatch": ("POST /customers/batches", "Customers", "", "high"),
    "getDocumentBundles": ("GET /documentbundles", "DocumentBundles", PAGING, "medium"),
    "getDocumentBundle": ("GET /documentbundles/{documentbundleid}", "DocumentBundles", "documentbundleid", "medium"),
    "createDocument": ("POST /documents", "Documents", "", "high"),
    "getDocuments": ("GET /documents", "Documents", PAGING, "high"),
    "getFiles": ("GET /files", "Files", PAGING, "high"),
    "getFile": ("GET /files/{fileid}", "Files", "fileid", "medium"),
    "getLatestGlMovement": ("GET /glmovements/latest", "GlMovements", "", "low"),
    "getGlMovements": ("GET /glmovements", "GlMovements", PAGING, "medium"),
    "getAdbIntervals": ("GET /insights/adbintervals", "Insights", "", "low"),
    "getLogItem": ("GET /logitems/{logitemid}", "LogItems", "logitemid", "medium"),
    "getLogItems": ("GET /logitems", "LogItems", PAGING, "medium"),
}
ABOVE_ALL_CLIENTS = {"checkHealth": ("GET /health", "Health", "low")}
LISTS = {
    "ArItemList": "arItems",
    "CustomerList": "customers",
    "DocumentBundleList": "documentBundles",
    "DocumentList": "documents",
    "GlItemList": "glItems",
    "GlMovementList": "glMovements",
    "LogItemList": "logItems",
}
# What is read of a customer and cannot be written, by the conclusion.
NOT_WRITTEN = {
    "clientNo",
    "accountNo",
    "postalReturnStatus",
    "postalReturnDate",
    "registrationStatusCode",
    "registrationStatusDate",
    "postalAddressChanged",
}


def facts() -> dict[str, Any]:
    return documents.facts("norway/arm")


def merged() -> dict[str, Any]:
    return documents.merged("norway/arm")


def by_id(spec: dict[str, Any]) -> dict[str, coverage.Operation]:
    return {operation.content["operationId"]: operation for operation in coverage.operations(spec)}


def schema(spec: dict[str, Any], name: str) -> dict[str, Any]:
    found = spec["components"]["schemas"][name]
    assert isinstance(found, dict)
    return found


def shape(operation: coverage.Operation) -> tuple[str, str, str]:
    (tag,) = operation.content["tags"]
    first, *others = operation.parameters
    assert first["name"] == "clientno"
    assert first["schema"] == {"type": "integer"}
    return str(operation).replace(CLIENT, "", 1), tag, " ".join(parameter["name"] for parameter in others)


def places(node: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Everything in a document and the way to it; a parameter of an operation by its name, since the overlay adds some."""
    yield where, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*where, str(key)))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            name = value.get("name", value.get("$ref", at)) if isinstance(value, dict) else at
            yield from places(value, (*where, str(name)))


# ---- operations


def test_the_facts_have_the_documented_operations_and_nothing_else() -> None:
    found = {name: (*shape(each), " ".join(each.content.get("responses", {}))) for name, each in by_id(facts()).items()}

    assert found == DOCUMENTED


def test_the_overlay_adds_the_other_operations_of_the_menu_as_sure_as_they_are() -> None:
    operations = by_id(merged())
    health = operations.pop("checkHealth")
    added = {name: each for name, each in operations.items() if name not in DOCUMENTED}

    assert {name: (*shape(each), each.content["x-amili-confidence"]) for name, each in added.items()} == INFERRED
    assert (str(health), *health.content["tags"], health.content["x-amili-confidence"]) == ABOVE_ALL_CLIENTS["checkHealth"]
    assert len(DOCUMENTED) + len(INFERRED) + len(ABOVE_ALL_CLIENTS) == 35


def test_parameters_that_the_overlay_adds_to_documented_operations_say_how_sure_they_are() -> None:
    found: dict[str, str] = {}
    for name, operation in by_id(merged()).items():
        documented = {"clientno", *DOCUMENTED[name][2].split()} if name in DOCUMENTED else set[str]()
        added = [each for each in operation.parameters if documented and each["name"] not in documented]
        if added:
            found[name] = " ".join(f"{each['name']}:{each['x-amili-confidence']}" for each in added)

    expected = {name: sorted(text.split()) for name, text in ADDED.items()}
    assert {name: sorted(text.split()) for name, text in found.items()} == expected


def test_the_parameters_of_lists_that_are_concluded_are_as_sure_as_the_sheet_has_them() -> None:
    operations = by_id(merged())
    others = dict.fromkeys(("getDocumentBundles", "getFiles", "getGlMovements", "getLogItems"), "medium")
    for name, confidence in {"getDocuments": "high", **others}.items():
        paging = operations[name].parameters[1:]
        assert [(each["name"], each["x-amili-confidence"]) for each in paging] == [(one, confidence) for one in PAGING.split()]


def test_everything_takes_a_bearer_token() -> None:
    assert all(operation.content["security"] == [{"bearer": []}] for operation in by_id(merged()).values())
    assert merged()["components"]["securitySchemes"] == {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}


def test_the_documented_host_is_the_one_for_tests() -> None:
    assert [server["url"] for server in facts()["servers"]] == ["https://api.staging.amili.no/arm/v1"]
    production = merged()["servers"][1]
    assert production == {
        "url": "https://api.amili.no/arm/v1",
        "description": "Production",
        "x-amili-status": "inferred",
        "x-amili-confidence": "medium",
    }


# ---- conclusions


def test_whatever_the_overlay_adds_is_marked_or_within_something_that_is() -> None:
    """A part of the document that came by the overlay alone; words and the ways of reading a field conclude nothing."""
    known = dict(places(facts()))
    silent = {"description", "x-amili-read", "x-amili-reason", "x-amili-status", "x-amili-confidence"}
    marked: set[tuple[str, ...]] = set()
    unmarked: list[tuple[str, ...]] = []
    for where, node in places(merged()):
        inside = any(where[:end] in marked for end in range(len(where)))
        if isinstance(node, dict) and node.get("x-amili-status") == "inferred":
            # An operation whose body is a guess vouches for that only; all of a documented one has marks of its own.
            if not (where[:1] == ("paths",) and len(where) == 3 and where in known):
                marked.add(where)
        elif not inside and where not in known and not (isinstance(node, dict | list)) and where[-1] not in silent:
            unmarked.append(where)

    references = [where for where in unmarked if where[-1] == "$ref"]
    assert [where for where in unmarked if where not in references] == []
    # Answers by reference, to components that are marked.
    assert references
    assert all(where[3] == "responses" for where in references)
    assert all(each["x-amili-status"] == "inferred" for name, each in merged()["components"]["responses"].items() if not name.isdigit())


def test_nothing_that_is_concluded_hides_what_is_documented() -> None:
    known, found = dict(places(facts())), dict(places(merged()))
    lost = [where for where in known if where not in found]
    changed = [where for where, node in known.items() if where in found and not isinstance(node, dict | list) and found[where] != node]

    days = r"components\.schemas\.Customer\.properties\.\w+\.(type|format)"
    assert all(re.fullmatch(days, ".".join(where)) for where in lost)
    assert len(lost) == 2 * 7
    assert [where[-1] for where in changed] == ["description", "description"]  # of 202 and 206: what they most likely mean


# ---- names


def test_names_in_the_url_are_in_lower_case_and_keys_begin_with_a_small_letter() -> None:
    """The rules of the About page."""
    spec = merged()
    for operation in by_id(spec).values():
        names = [each["name"] for each in operation.parameters if each["in"] != "header"]
        assert [*names, re.sub(r"[{}]", "", operation.path)] == [
            *(name.lower() for name in names),
            re.sub(r"[{}]", "", operation.path).lower(),
        ]
    for each in spec["components"]["schemas"].values():
        assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in each.get("properties", {}))


def test_a_uuid_has_no_format_since_it_must_go_back_as_it_came() -> None:
    assert not [where for where, node in places(merged()) if where[-1:] == ("format",) and node == "uuid"]


# ---- schemas


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_a_summary_and_its_things(name: str) -> None:
    properties = schema(merged(), name)["properties"]

    assert list(properties) == ["summary", LISTS[name]]
    assert properties["summary"]["$ref"] == "#/components/schemas/Summary"
    assert properties[LISTS[name]]["items"]["$ref"].rpartition("/")[2] == name.removesuffix("List")


def test_what_is_written_of_a_customer_is_what_is_read_but_for_what_others_found_out() -> None:
    read, written = (schema(merged(), name)["properties"] for name in ("Customer", "CustomerInput"))

    assert list(written) == [name for name in read if name not in NOT_WRITTEN]
    assert read.keys() > NOT_WRITTEN

    def type_(content: dict[str, Any]) -> Any:
        return content.get("$ref") or content.get("anyOf") or (content["type"], content.get("items"))

    assert {name: type_(content) for name, content in written.items()} == {name: type_(read[name]) for name in written}


def test_days_of_a_customer_can_be_cleared_and_others_are_days() -> None:
    spec = merged()
    days = {
        f"{name}.{field}"
        for name, each in spec["components"]["schemas"].items()
        for field, content in each.get("properties", {}).items()
        if content.get("anyOf") == [{"type": "string", "format": "date"}, {"type": "string"}]
    }

    read = {f"Customer.{name}" for name, content in schema(facts(), "Customer")["properties"].items() if content.get("format") == "date"}
    assert len(read) == 7
    stops = ("stopReminderUntil", "stopDebtCollectionUntil", "stopInterestCalcUntil")
    assert days == read | {f"CustomerInput.{name}" for name in ("dateOfBirth", *stops)}
    for name in ("documentDate", "dueDate"):
        assert schema(spec, "DocumentInput")["properties"][name]["format"] == "date"


@pytest.mark.parametrize(
    ("request_", "key", "item"),
    [
        ("CreateDocumentsRequest", "documents", "DocumentInput"),
        ("CreateDocumentRequest", "document", "DocumentInput"),
        ("WriteCustomerRequest", "customer", "CustomerInput"),
        ("WriteCustomersRequest", "customers", "CustomerInput"),
        ("UpdateArItemRequest", "arItem", "ArItemInput"),
        ("CreateAutoPostingsRequest", "autoPostings", "AutoPostingInput"),
        ("UploadFilesRequest", "files", "FileInput"),
        ("CreatePaymentReservationRequest", "paymentReservation", "PaymentReservationInput"),
    ],
)
def test_a_write_is_metadata_beside_what_is_written(request_: str, key: str, item: str) -> None:
    found = schema(merged(), request_)
    payload = found["properties"][key]

    assert list(found["properties"]) == ["metadata", key]
    assert found["required"] == [key]
    assert payload.get("items", payload)["$ref"] == f"#/components/schemas/{item}"
    assert (payload.get("type") == "array") == key.endswith("s")


def test_every_way_of_naming_a_payment_reservation_is_there_and_the_payment_itself_is_required() -> None:
    found = schema(facts(), "PaymentReservationInput")

    named = "arItemId documentNo documentUuid referenceNo kid accountNo customerNo paymentId"
    assert " ".join(found["properties"]) == named
    assert found["required"] == ["paymentId"]


# ---- the two printed bodies


def leaves(spec: dict[str, Any], content: dict[str, Any], example: Any, path: str = "") -> Iterator[str]:
    """Every field of an example; each must be of the schema, and each of the schema must be there."""
    content = coverage.resolve(spec, content)
    if isinstance(example, list):
        for each in example:
            yield from leaves(spec, content["items"], each, path + "[]")
    elif isinstance(example, dict):
        assert list(content["properties"]) == list(example), path
        for key, value in example.items():
            yield from leaves(spec, content["properties"][key], value, f"{path}.{key}")
    else:
        kinds: dict[str, type | tuple[type, ...]] = {"string": str, "integer": int, "number": (int, Decimal), "boolean": bool}
        assert isinstance(example, kinds[content["type"]]), path
        yield path


@pytest.mark.parametrize(
    ("name", "fields"), [("getCustomers", 9 + 35 + 7 + 2 + 5), ("createDocumentBatch", 1 + 17 + 3 + 2 + 3 + 1 + 13 + 3)]
)
def test_a_printed_body_has_each_field_once_and_no_other(name: str, fields: int) -> None:
    spec = facts()
    content = by_id(spec)[name].content
    body = content["requestBody"] if name == "createDocumentBatch" else content["responses"]["200"]
    (media_type,) = body["content"].values()

    found = list(leaves(spec, media_type["schema"], media_type["example"]))
    assert len(found) == len(set(found)) == fields


def test_the_amounts_of_the_printed_document_add_up() -> None:
    """One line of the page's example does not, and is no example to anybody."""
    body = by_id(facts())["createDocumentBatch"].content["requestBody"]["content"]["application/json"]["example"]
    (only,) = body["documents"]
    amounts = [only["currencyAmounts"], *(line["currencyAmounts"] for line in only["documentLines"])]

    assert [each["exclVat"] + each["vat"] for each in amounts] == [each["inclVat"] for each in amounts] == [6500, 250]


def test_every_answer_that_a_sandbox_could_be_asked_for_has_an_example_that_fits() -> None:
    """Customers aside, of which one is printed; all others are the least that there can be."""
    spec = merged()
    without: set[str] = set()
    for name, operation in by_id(spec).items():
        response = coverage.resolve(spec, next(iter(operation.content["responses"].values())))
        (media_type,) = response["content"].values()
        if "example" not in media_type:
            without.add(name)
        elif name != "getCustomers" and operation.method == "get" and name != "getFile":
            properties = coverage.resolve(spec, media_type["schema"]).get("properties", {})
            assert list(media_type["example"]) == list(properties), name
            assert media_type["x-amili-status"] == "inferred"

    # What changes something is carried out, or refused; what a single customer, document, item or batch is depends on which.
    assert without == {
        *("updateArItem", "getArItem", "getBatch", "createAutoPostings", "getCustomer", "deleteCustomer", "getDocument", "uploadFiles"),
        *("createCustomerBatch", "updateCustomerBatch", "createDocumentBatch"),
    }


def test_the_document_beside_the_code_is_the_merged_one_with_numbers_as_written() -> None:
    written = (tree.GENERATED / "amili_client/norway/arm/openapi.json").read_bytes()

    assert written == document.to_json(merged())
    assert b'"discountRate": 5.5,' in written
