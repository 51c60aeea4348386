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
    sent = request(b"", ACCEPT="application/json", Cookie="a=b", X_Auth="hunter2", User_Agent="x", IdempotencyKey="k", If_Match="v")
    assert dict(Scrubber().request(sent).headers) == {"accept": "application/json", "idempotencykey": "k", "if-match": "v"}
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


JWT = "ey" + "JhbGciOiJFUzI1NiJ9.eyJhcGlfY29kZSI6IngifQ.c2lnbmF0dXJl"


def test_a_signed_jwt_is_another_one_each_time_and_a_token_keeps_its_number() -> None:
    scrubber = Scrubber()
    assert scrubber.request(request(X_Api_Key=JWT)).headers["x-api-key"] == "SCRUBBED"
    assert scrubber.request(request(X_Api_Key=f"{JWT}x")).headers["x-api-key"] == "SCRUBBED"
    assert b'"SCRUBBED-1"' in scrubber.response(response(b'{"access_token": "aaa", "expires_in": 60}', JSON))["body"]["string"]
    assert [scrubber.request(request(X_Api_Key=key)).headers["x-api-key"] for key in ("aaa", "bbb", "aaa", "SCRUBBED", "SCRUBBED-1")] == [
        *("SCRUBBED-1", "SCRUBBED-2", "SCRUBBED-1", "SCRUBBED", "SCRUBBED-1")
    ]


def test_a_body_that_is_a_text_and_nothing_else_is_a_token() -> None:
    assert Scrubber().response(response(b'"aaa"', JSON))["body"]["string"] == b'"SCRUBBED-1"'


@pytest.mark.parametrize(
    ("signed", "left"),
    [
        ("Expires=1751640521&GoogleAccessId=a%40b.c&Signature=RI%2FV%3D", "Expires=1751640521&GoogleAccessId=SCRUBBED&Signature=SCRUBBED"),
        (
            "X-Goog-Credential=a&X-Goog-Signature=b&X-Goog-Expires=60",
            "X-Goog-Credential=SCRUBBED&X-Goog-Signature=SCRUBBED&X-Goog-Expires=60",
        ),
    ],
)
def test_an_address_loses_what_signs_it_and_not_when_it_ends(signed: str, left: str) -> None:
    body = f'{{"url": "https://storage.googleapis.com/x/cases/1?{signed}"}}'.encode()
    assert f'?{left}"'.encode() in Scrubber().response(response(body, JSON))["body"]["string"]


def test_a_form_with_a_file_gets_the_separator_that_all_have() -> None:
    body = b'--abc\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nabc\r\n--abc--\r\n'
    scrubbed = Scrubber().request(request(body, content_type="multipart/form-data; boundary=abc"))
    assert scrubbed.headers["content-type"] == "multipart/form-data; boundary=cassette-boundary"
    assert scrubbed.body == body.replace(b"--abc", b"--cassette-boundary")


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
SWEDES = b"""{"_items": [{
    "customer_name": "Ola", "customer_id_number": "191212121212", "customer_number": "C-77", "creditor_name": "Normann AB",
    "customer": {"name": "Ola", "id_number": "121212-1212", "mobile_number": "+46700000000", "email": "ola@example.org",
    "address": {"address_line_1": "Gata 2"}}, "payout_details": {"sek": {"bankgiro": "77777777"}}, "organization_no": "121212-1212"}],
    "_error": {"details": {"customer.id_number": "191212121212 is unknown"}}}"""


CUSTOMERS = b"""{"customers": [{"customerNo": "543211", "name": "Ola", "informalName": "Normann", "ssn": "01819012345",
    "dateOfBirth": "1990-01-01", "phoneNo": "22000000", "secondaryPhoneNo": "23000000", "bankAccountNo": "01819012345",
    "organizationNo": "77777777", "digipostBlockIds": ["ola.normann#77"], "emailAddressDocument": ["ola@example.org"],
    "postalAddress": {"addressLine1": "Gata 2", "addressLine2": "Gata 3", "addressLine3": "Gata 4"}}]}"""


@pytest.mark.parametrize("people", [PEOPLE, SWEDES, CUSTOMERS])
def test_nobody_is_left(people: bytes) -> None:
    assert len(list(scan(people.decode()))) > 5
    text = Scrubber().response(response(people, JSON))["body"]["string"].decode()
    assert list(scan(text)) == []
    assert not [word for word in ("Ola", "Normann", "normann", "Gata", "C-77", "7777", "1990-") if word in text]


@pytest.mark.parametrize(
    "published",
    [
        b'{"firstname": "Kari", "identificationNumber": "12345678901", "emails": [{"value": "kari.nordmann@example.com"}]}',
        b'{"name": "Owe Armstrong", "ssn": "01019921717", "bankAccountNo": "81501757329", "phoneNo": "99887766"}',
        b'{"name": "Jane Doe", "id_number": "202501012385", "mobile_number": "+46709876543", "email": "jane.doe@domain.se"}',
        b'{"name": "Acme Inc: admin", "organization_no": "1122334455", "payout_reference": "0123456789"}',
    ],
)
def test_who_is_published_stays(published: bytes) -> None:
    text = Scrubber().request(request(published, content_type="application/json")).body
    assert b"SCRUBBED" not in text


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_body_that_is_no_json_is_scrubbed_as_text(kind: str) -> None:
    cut = b'<p>{"access_token": "aaa", "mail": "ola@example.org", "number": "01819012345", "cut": "of'
    text = Scrubber().response(response(cut, {"content-type": [kind]}))["body"]["string"]
    assert text == b'<p>{"access_token": "SCRUBBED-1", "mail": "SCRUBBED", "number": "SCRUBBED", "cut": "of'
