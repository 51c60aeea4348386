"""Files: every documented message, what is kept of a file, and a URL for an hour."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from .sweden import Answer, Swede

PDF = b"%PDF-1.7\r\n--not-a-boundary\r\n\x00\xff" * 100


def _multipart(parts: dict[str, Any], boundary: str = "b0undary") -> tuple[bytes, dict[str, str]]:
    body = b""
    for name, value in parts.items():
        body += f"--{boundary}\r\n".encode()
        if isinstance(value, str):
            body += f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        else:
            kind, content = value
            body += f'Content-Disposition: form-data; name="{name}"; filename="faktura å.pdf"\r\n'.encode()
            body += (f"Content-Type: {kind}\r\n\r\n" if kind else "\r\n").encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def _upload(swede: Swede, reference: str, **parts: Any) -> Answer:
    body, headers = _multipart({"file": ("application/pdf", PDF), **parts})
    return swede.send("POST", f"/media--upload/{reference}", body=body, headers=headers)


def test_the_original_invoice_of_a_case(swede: Swede) -> None:
    case_id = swede.case_id()
    answer = _upload(swede, case_id, domain="cases", dotted_path="original_invoice")
    assert (answer.status, answer.content.keys()) == (201, {"_status", "url"})
    url = urlsplit(answer["url"])
    query = parse_qs(url.query)
    assert (url.scheme, url.netloc, query.keys()) == ("https", "storage.googleapis.com", {"Expires", "GoogleAccessId", "Signature"})
    assert int(query["Expires"][0]) == swede.clock().timestamp() + 3600
    field = swede.case(case_id)["original_invoice"]
    assert re.fullmatch(rf"/[\w-]+/[\w-]+/cases/{case_id}-{field}", url.path)
    [upload] = swede.sandbox.sweden.uploads
    assert (upload.reference_id, upload.domain, upload.dotted_path) == (case_id, "cases", "original_invoice")
    assert (upload.filename, upload.content_type) == ("faktura å.pdf", "application/pdf")
    assert (upload.size, upload.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert "faktura" not in repr(upload)


def test_without_a_domain_any_document_will_do(swede: Swede) -> None:
    assert _upload(swede, swede.case_id()).status == 201
    assert _upload(swede, "674dbeb208847b9501cc9138", domain="media--files").status == 201
    assert _upload(swede, "0" * 24).status == 404
    assert [upload.domain for upload in swede.sandbox.sweden.uploads] == ["media--files"] * 2


@pytest.mark.parametrize("kind", ["application/pdf", "image/jpeg", "image/png", "image/gif", "image/bmp", "image/PNG; q=1"])
def test_types_that_are_allowed(swede: Swede, kind: str) -> None:
    assert _upload(swede, swede.case_id(), file=(kind, PDF)).status == 201


@pytest.mark.parametrize(
    ("parts", "status", "message"),
    [
        ({"domain": "bananas"}, 400, "Domain 'bananas' is not valid."),
        ({"domain": "cases"}, 400, "Dotted Path Not Found in request form"),
        ({"domain": "cases", "dotted_path": "debt"}, 400, "Dotted Path is not valid"),
        ({"file": "just a text"}, 400, "File is a required attribute."),
        ({"file": ("text/csv", PDF)}, 400, "The provided file's content type is not allowed. Expected: application/pdf, image/jpeg, "),
        ({"file": ("", PDF)}, 400, "The provided file's content type is not allowed."),
        ({"domain": "invoices", "dotted_path": "original_invoice"}, 404, "Resource Document Not Found"),
    ],
    ids=["domain", "no path", "path", "text", "csv", "no type", "no document"],
)
def test_every_documented_message(swede: Swede, parts: Any, status: int, message: str) -> None:
    answer = _upload(swede, swede.case_id(), **parts)
    assert (answer.status, answer["_status"], answer["_error"]["code"]) == (status, "ERR", status)
    assert answer.message.startswith(message)
    assert swede.sandbox.sweden.uploads == ()


def test_other_ways_to_get_it_wrong(swede: Swede) -> None:
    case_id = swede.case_id()
    answer = swede.send("POST", f"/media--upload/{case_id}", body=PDF, headers={"Content-Type": "application/pdf"})
    assert (answer.status, answer.message) == (400, "File is a required attribute.")
    assert _upload(swede, "not-an-id").status == 404
    assert swede.get(f"/media--upload/{case_id}").status == 405
