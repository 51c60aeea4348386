"""`amili se` for creditors, users, access groups and customers: made once, and people unnamed unless asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from amili_client.runtime import decode_json, encode_json

from amili_ext.sandbox import SandboxRequest, SandboxResponse

from .conftest import Amili, Serve, Served, Write, lines, only
from .swedish import ACCOUNT, ADDRESS, CREDITOR, NOBODY, case

CREATION = {"ok", "exit_code", "etag", "adopted"}
NEW: dict[str, Any] = {"account": ACCOUNT, "name": "Test AB", "organization_no": "5567891234"}
ACTIVATION: dict[str, Any] = {
    "standard_debt_description": "Services",
    "sender_address": ADDRESS,
    "invoice_address": ADDRESS,
    "payout_details": {"sek": {"bankgiro": "12312312"}},
}
ANNA: dict[str, Any] = {"name": "Anna Andersson", "oauth_type": "google", "email_oauth": "anna.andersson@example.se"}


def test_a_creditor_is_created_once_activated_and_changed(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    file = write("new.json", NEW)
    made = only(amili("se", "creditors", "create", file, "--json"))
    assert set(made) == CREATION | {"creditor_id"}
    assert (made["ok"], made["adopted"]) == (True, False)
    again = amili("se", "creditors", "create", file)
    assert again.stdout == f"creditor {made['creditor_id']}: already there, not sent again\n"
    assert len(served.sent("/creditors")) == 1

    activate = ("se", "creditors", "activate", made["creditor_id"])
    missing = amili(*activate, "--json")
    assert missing.exit_code == 3
    assert {one["field"] for one in only(missing)["error"]["problems"]} == set(ACTIVATION)
    changed = only(amili(*activate, write("rest.json", ACTIVATION), "--json"))
    assert (set(changed), changed["adopted"]) == (CREATION | {"creditor_id"}, None)
    assert changed["etag"] not in (None, made["etag"])

    update = ("se", "creditors", "update", made["creditor_id"], write("changes.json", {"description": "A test"}))
    assert amili(*update).stdout == f"creditor {made['creditor_id']} is changed\n"
    assert decode_json(served.sent(made["creditor_id"])[-1]) == {"description": "A test"}

    listed = lines(amili("se", "creditors", "list", "--account", ACCOUNT, "--json"))
    assert [set(one) for one in listed] == [{"creditor_id", "account_id", "creditor_number", "name", "is_active"}] * 2
    assert {one["creditor_id"]: one["is_active"] for one in listed} == {CREDITOR: True, made["creditor_id"]: True}
    assert lines(amili("se", "creditors", "list", "--where", '{"is_active": false}', "--json")) == []
    assert "Test AB" in amili("se", "creditors", "list").stdout


def test_4_when_somebody_else_was_quicker(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    changes = write("changes.json", {"description": "A test"})
    old = only(amili("se", "creditors", "update", CREDITOR, changes, "--json"))["etag"]
    newer = write("newer.json", {"description": "Another"})
    assert amili("se", "creditors", "update", CREDITOR, newer).exit_code == 0
    result = amili("se", "creditors", "update", CREDITOR, changes, "--etag", old, "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["type"], error["status"], error["document_id"]) == (4, "EditConflictError", 412, CREDITOR)
    assert decode_json(served.sent(CREDITOR)[1]) == {"description": "Another"}


def test_4_when_there_is_another_with_that_number(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    first = only(amili("se", "creditors", "create", write("new.json", NEW), "--json"))["creditor_id"]
    result = amili("se", "creditors", "create", write("other.json", NEW | {"name": "Sole Trader"}), "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["type"], error["references"], error["candidates"]) == (4, "AlreadyThereError", [], [first])
    assert NEW["organization_no"] not in result.output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("create", "none.json"), 3),
        (("create", "list.json"), 3),
        (("create", "torn.json"), 3),
        (("create", "unknown.json"), 3),
        (("update", CREDITOR, "list.json"), 3),
        (("activate", CREDITOR, "unknown.json"), 3),
        (("create", "-", "--private-key-file", "-"), 2),
        (("update", CREDITOR, "-", "--private-key-file", "-"), 2),
        (("update", CREDITOR), 2),
    ],
)
def test_what_cannot_be_right(serve: Serve, amili: Amili, write: Write, arguments: Sequence[str], code: int) -> None:
    served = serve()
    for name, content in {"list.json": [NEW], "torn.json": b'{"name":\n"A"', "unknown.json": NEW | {"nmae": "A"}}.items():
        arguments = [write(name, content) if word == name else word for word in arguments]
    assert amili("se", "creditors", *arguments).exit_code == code
    assert served.sent("/creditors") == served.sent(CREDITOR) == []


def test_an_unknown_creditor(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    assert amili("se", "creditors", "update", NOBODY, write("c.json", {"description": "A"})).exit_code == 1


# -- users -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "group"),
    [
        (("--creditor", CREDITOR), "user"),
        (("--creditor", CREDITOR, "--role", "admin"), "admin"),
        (("--account-admin", ACCOUNT), "account_admin"),
    ],
)
def test_a_user_is_created_once_with_the_rights_that_were_meant(
    serve: Serve, amili: Amili, write: Write, arguments: Sequence[str], group: str
) -> None:
    served = serve()
    groups = lines(amili("se", "access-groups", "list", "--account", ACCOUNT, "--json"))
    assert [set(one) for one in groups] == [{"access_group_id", "account_id", "creditor_id", "type"}] * 3
    create = ("se", "users", "create", write("anna.json", ANNA), *arguments, "--json")
    made = only(amili(*create))
    assert set(made) == CREATION | {"user_id"}
    assert only(amili(*create)) == made | {"adopted": True}
    assert len(served.sent("/users")) == 1
    [wanted] = [one["access_group_id"] for one in groups if one["type"] == group]
    [listed] = lines(amili("se", "users", "list", "--account", ACCOUNT, "--json"))
    assert listed == {
        "user_id": made["user_id"],
        "account_id": ACCOUNT,
        "is_enabled": True,
        "oauth_type": "google",
        "access_groups": [wanted],
    }
    assert group in amili("se", "access-groups", "list").stdout


def test_a_user_with_rights_of_their_own(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    user = ANNA | {"account": ACCOUNT, "data_access": [{"access_group": "60e7fdefc90dc3e2ddd6c7ad"}]}
    assert amili("se", "users", "create", write("anna.json", user)).exit_code == 0
    assert amili("se", "users", "create", write("anna.json", ANNA)).exit_code == 3  # whose user it is, nothing says
    assert amili("se", "users", "create", write("anna.json", ANNA), "--creditor", CREDITOR, "--account-admin", ACCOUNT).exit_code == 2


def test_people_are_named_only_if_asked_for(serve: Serve, amili: Amili, write: Write) -> None:
    serve()
    create = ("se", "users", "create", write("anna.json", ANNA), "--creditor", CREDITOR)
    said = amili(*create, "-vv").output + amili(*create, "--role", "admin").output + amili("se", "users", "list").output
    assert "nna" not in said
    [user] = lines(amili("se", "users", "list", "--names", "--json"))
    assert (user["name"], user["email"]) == ("Anna Andersson", "anna.andersson@example.se")
    assert "Anna Andersson" in amili("se", "users", "list", "--names").stdout


def test_a_user_in_doubt_is_not_named(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    served.faults.add("drop_after_commit:POST:/users")
    served.faults.add("status:GET:/users:status=500,after=1,times=forever")
    result = amili("se", "users", "create", write("anna.json", ANNA), "--creditor", CREDITOR, "--json")
    error = only(result)["error"]
    assert (result.exit_code, error["type"], error["references"]) == (5, "UnknownOutcomeError", [])
    assert "anna" not in result.output


# -- customers ---------------------------------------------------------------------------------------------------------------------


def test_customers_are_searched_by_what_is_in_a_file(serve: Serve, amili: Amili, write: Write) -> None:
    served = serve()
    company = {"name": "Integration team", "id_number": "7766554433", "is_company": True, "address": ADDRESS}
    file = write("two.json", [case("C-1"), case("C-2", customer=company)])
    assert amili("se", "cases", "register", file).exit_code == 0
    listed = lines(amili("se", "customers", "list", "--json"))
    assert [set(one) for one in listed] == [{"customer_id", "customer_number", "kind", "is_active"}] * 2
    assert {one["kind"] for one in listed} == {"person", "company"}
    search = ("se", "customers", "list", "--search", "-", "--json")
    [found] = lines(amili(*search, "--names", stdin=encode_json({"id_number": "7766554433"})))
    assert (found["name"], found["kind"], found["id_number"]) == ("Integration team", "company", "7766554433")
    assert ("id_number", "7766554433") in list(served.requests[-1].query)
    assert lines(amili(*search, stdin=b'{"name": "Nobody"}')) == []
    assert "Integration" not in amili("se", "customers", "list").stdout
    assert "Integration team" in amili("se", "customers", "list", "--names").stdout
    for wrong in (b'{"city": "Gothenburg"}', b'{"name": ""}', b"[]", b"{"):
        assert amili(*search, stdin=wrong).exit_code == 3
    assert len(lines(amili("se", "customers", "list", "--where", '{"is_person": true}', "--limit", "5", "--json"))) == 1


def test_what_the_api_leaves_out_is_null(serve: Serve, amili: Amili, monkeypatch: pytest.MonkeyPatch) -> None:
    serve()

    def terse(self: Served, request: SandboxRequest) -> SandboxResponse:
        if "/authenticates/" in request.path:
            return honest(self, request)
        body = {"_items": [{"_id": NOBODY}], "_meta": {"total": 1, "page": 1, "max_results": 100}}
        return SandboxResponse(200, {"Content-Type": "application/json"}, encode_json(body))

    honest = Served.handle
    monkeypatch.setattr(Served, "handle", terse)
    for noun in ("cases", "invoices", "payouts", "creditors", "users", "access-groups", "customers"):
        document = only(amili("se", noun, "list", "--json"))
        assert {value for value in document.values() if value} == {NOBODY}, noun
        assert NOBODY in amili("se", noun, "list").stdout or noun == "invoices"
