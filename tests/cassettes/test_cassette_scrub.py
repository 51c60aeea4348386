"""What the scrubber takes out of an exchange, and what it must leave so that the exchange can be replayed."""

from __future__ import annotations

from typing import Any

import pytest
from vcr.request import Request

from tests.cassettes.scanner import scan
from tests.cassettes.scrub import Scrubber

JSON = {"content-type": ["application/json; charset=utf-8"]}


def request(body: bytes = b"", **headers: str) -> Request:
    plain = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request("POST", "https://api.staging.amili.no/collection/v1/x", body, plain)


def response(body: bytes, headers: dict[str, list[str]]) -> dict[str, Any]:
    return {"status": {"code": 200, "message": "OK"}, "headers": headers, "body": {"string": body}}


def test_of_a_form_only_the_credentials_are_replaced() -> None:
    form = b"grant_type=client_credentials&client_id=acme-prod&client_secret=hunter2%26hunter2&scope="
    scrubbed = Scrubber().request(request(form, content_type="application/x-www-form-urlencoded"))
    assert scrubbed.body == b"grant_type=client_credentials&client_id=my-integration&client_secret=SCRUBBED&scope="


def test_headers_are_kept_by_an_allow_list() -> None:
    sent = request(b"", ACCEPT="application/json", Cookie="a=b", X_Api_Key="hunter2", User_Agent="x", IdempotencyKey="k")
    assert dict(Scrubber().request(sent).headers) == {"accept": "application/json", "idempotencykey": "k"}
    headers = {"SET-COOKIE": ["a=b", "c=d"], "X-Debug": ["hunter2"], "Date": ["now"], "Content-Length": ["9"]}
    got = Scrubber().response(response(b"", headers))
    assert got["headers"] == {"date": ["now"]}


def test_each_token_keeps_its_number() -> None:
    scrubber = Scrubber()
    first = scrubber.response(response(b'{"access_token": "aaa", "token_type": "Bearer"}', JSON))
    assert b'"SCRUBBED-1"' in first["body"]["string"]
    assert b'"token_type": "Bearer"' in first["body"]["string"]
    assert scrubber.request(request(Authorization="Bearer aaa")).headers["authorization"] == "Bearer SCRUBBED-1"
    assert scrubber.request(request(Authorization="Bearer bbb")).headers["authorization"] == "Bearer SCRUBBED-2"
    assert scrubber.request(request(Authorization="Bearer aaa")).headers["authorization"] == "Bearer SCRUBBED-1"
    assert scrubber.request(request(Authorization="Basic bXk6c2VjcmV0")).headers["authorization"] == "SCRUBBED"


def test_a_token_from_elsewhere_is_none_of_those_on_the_cassette() -> None:
    scrubber = Scrubber()
    scrubber.response(response(b'{"access_token": "SCRUBBED-1"}', JSON))
    assert scrubber.request(request(Authorization="Bearer SCRUBBED-1")).headers["authorization"] == "Bearer SCRUBBED-1"
    assert scrubber.request(request(Authorization="Bearer elsewhere")).headers["authorization"] == "Bearer SCRUBBED-2"


@pytest.mark.parametrize("amount", ["4500.00", "0.10", "4500", "99999999999999999.99"])
def test_amounts_keep_their_digits(amount: str) -> None:
    scrubbed = Scrubber().request(request(b'{"originalInvoiceAmount":%s}' % amount.encode(), content_type="application/json"))
    assert scrubbed.body == f'{{\n  "originalInvoiceAmount": {amount}\n}}'.encode()


def test_scrubbing_twice_changes_nothing() -> None:
    scrubber = Scrubber()
    once = scrubber.response(response(b'{"access_token": "aaa", "debtors": [{"firstname": "Ola"}], "amount": 1.10}', JSON))
    assert scrubber.response(once) == once


PEOPLE = b"""{"data": {"debtors": [{
    "firstname": "Ola", "lastName": "Normann", "street": "Gata 2", "customerNumber": "C-77", "identificationNumber": "01819012345",
    "emails": [{"value": "ola@example.org"}], "phoneNumbers": [{"value": "+4704000000"}]}],
    "errors": ["Debtor 01819012345 (ola@example.org, +47 04 00 00 00) is unknown", "191212121212 too", "121212-1212"]}}"""


def test_nobody_is_left() -> None:
    assert len(list(scan(PEOPLE.decode()))) > 5
    text = Scrubber().response(response(PEOPLE, JSON))["body"]["string"].decode()
    assert list(scan(text)) == []
    assert not [word for word in ("Ola", "Normann", "Gata", "C-77") if word in text]


def test_the_published_person_stays() -> None:
    published = b'{"firstname": "Kari", "identificationNumber": "12345678901", "emails": [{"value": "kari.nordmann@example.com"}]}'
    text = Scrubber().request(request(published, content_type="application/json")).body
    assert b"SCRUBBED" not in text


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_body_that_is_no_json_is_scrubbed_as_text(kind: str) -> None:
    cut = b'<p>{"access_token": "aaa", "mail": "ola@example.org", "number": "01819012345", "cut": "of'
    text = Scrubber().response(response(cut, {"content-type": [kind]}))["body"]["string"]
    assert text == b'<p>{"access_token": "SCRUBBED-1", "mail": "SCRUBBED", "number": "SCRUBBED", "cut": "of'
