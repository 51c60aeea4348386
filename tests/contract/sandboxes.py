"""A sandbox on this machine that gives the same answers to the same requests, and what a caller needs to know of it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from attrs import asdict, frozen

from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sandbox.norway.examples import realistic_invoices
from amili_ext.sandbox.server import running
from spec.table.documents import ROOT
from tests.contract.documents import read_document
from tests.sandbox.conftest import Caller, FakeClock, Ledger
from tests.sandbox.sweden import ACCOUNT, CREDITOR, Swede

CASES = ["6867da7788b9226bb78d716c", "68e4c40d93ee14723d28fa95", "68678eda88b9226bb78d7169"]
PARTNER = "618a851643314ff68dcb8895"

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "norway/arm": {
        "customerNo": {"example": "900001"},
        "documentNo": {"example": "900001"},
        "arItemId": {"example": 700001},
    },
    "sweden/ada": {
        "account": {"enum": [ACCOUNT]},
        "creditor": {"enum": [CREDITOR]},
        "case": {"enum": CASES},
        "partner": {"enum": [PARTNER]},
        "access_group": {"enum": ["60e7fdefc90dc3e2ddd6c7ad"]},
    },
}
"""What the fields of a body must hold for the sandbox to find something, by their names: always, or now and then."""

ORGANIZATION = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@frozen
class Served:
    """A document that is served.

    Attributes:
        url: the address of its paths.
        headers: of a caller who may do everything.
        ids: values for parameters of the path that lead somewhere.
    """

    url: str
    headers: Mapping[str, str]
    ids: Mapping[str, Sequence[Any]]


@contextmanager
def served(name: str) -> Iterator[Served]:
    """A sandbox of its own for a document, in a process of its own, so that what draws the requests cannot get into its way."""
    command = [sys.executable, "-m", "tests.contract.sandboxes", name]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:  # noqa: S603  # words of our own
        assert process.stdin is not None
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, f"the sandbox for {name} did not start"
        yield Served(**json.loads(first))
        process.stdin.close()


def _serve(name: str) -> None:
    """Say how to reach it, and serve until the input ends. Nothing in this sandbox takes time, and its clock stands still."""
    clock, numbers = FakeClock(), count(1)
    sweden = SwedenSettings(initialization_delay=0, payout_delay=0, example_cases=True)
    settings = SandboxSettings(processing_delay=0, sweden=sweden)
    with (
        Sandbox(settings, clock=clock, new_id=lambda: UUID(int=next(numbers), version=4)) as sandbox,
        running(sandbox) as url,
    ):
        server = _swedish(url, Swede(sandbox, clock)) if name.startswith("sweden/") else _norwegian(name, url, sandbox)
        sys.stdout.write(json.dumps(asdict(server)) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


def _norwegian(name: str, url: str, sandbox: Sandbox) -> Served:
    caller = Caller(sandbox)
    prefix = urlsplit(read_document(name).content["servers"][0]["url"]).path.rstrip("/")
    return Served(url + prefix, {"Authorization": f"Bearer {caller.token}"}, _norwegian_ids(sandbox, caller))


def _norwegian_ids(sandbox: Sandbox, caller: Caller) -> Mapping[str, Sequence[Any]]:
    batch = caller.batch_id(*realistic_invoices(12, failures={}))
    cases = caller.get("/cases").data
    settlements = sandbox.norway.debtors_pay(str(cases[0]["caseNumber"]))
    for case in cases[1:8]:
        sandbox.norway.request_eviction(str(case["caseNumber"]))
    for case in cases[1:4]:
        assert caller.post(f"/cases/{case['caseId']}/eviction-request/accept").status == 202
    ledger = Ledger(sandbox)
    documents = [{"documentType": "IN", "documentNo": str(number), "customerNo": "543210", "amount": 100} for number in range(1, 4)]
    posted = ledger.post("/documents/batches", {"metadata": {"userId": "TestUser"}, "documents": documents})
    return {
        "organizationId": [ORGANIZATION],
        "batchId": [batch],
        # An action on an invoice is one on its case, and a case that was withdrawn takes no other.
        "invoiceId": [invoice["id"] for invoice in caller.get("/invoices").data[8:]],
        "caseId": [case["caseId"] for case in cases[:8]],
        "settlementId": settlements,
        "clientno": [2218],
        "aritemid": ["700001", "700002", "700003"],
        "batchuuid": [posted.content["batchUuid"]],
        "customerno": ["543210", "765432"],
        "documentno": [document["documentNo"] for document in documents],
    }


def _swedish(url: str, swede: Swede) -> Served:
    ids = {
        "accountId": [ACCOUNT],
        "caseId": CASES,
        "creditorId": [CREDITOR],
        "customerId": [one["_id"] for one in swede.get("/customers").items],
        "partnerId": [PARTNER],
        "reference_id": CASES,
    }
    return Served(f"{url}/ada", {"X-API-Key": swede.token}, ids)


if __name__ == "__main__":
    _serve(sys.argv[1])
