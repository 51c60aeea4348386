"""The same work by different clients: hand over so many invoices, so many times, and say how much processor time one hand-over took.

    python -m tests.bench.clients NAME URL INVOICES ROUNDS [FOLDER OF ANOTHER CLIENT]

Making the invoices is not counted, since each client takes another form of them; everything from there to the batch id is. The first
hand-over is not counted either: it connects and, for some, fetches a token.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from amili_client.runtime import encode_json

ORGANIZATION = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
PATH = f"/collection/v1/orgs/{ORGANIZATION}/invoices"
HEADERS = {"Authorization": "Bearer bench"}

Submit = Callable[[], object]


def wire_invoices(count: int) -> list[dict[str, Any]]:
    """The documented example so many times, as a hand-written client holds it: a ready dict with floats."""
    import json

    from amili_ext.sandbox.norway.examples import documented_invoice

    example = json.loads(encode_json(documented_invoice()))
    return [{**example, "invoiceNumber": f"INV-{index}", "uniqueSourceInvoiceId": f"erp-{index}"} for index in range(count)]


def hand_written(url: str, count: int) -> Submit:
    """`httpx`, and the ready dict."""
    import httpx

    client, body = httpx.Client(), {"invoices": wire_invoices(count)}

    def submit() -> str:
        response = client.post(url + PATH, json=body, headers=HEADERS)
        response.raise_for_status()
        return str(response.json()["data"]["batchId"])

    return submit


def requests_loop(url: str, count: int) -> Submit:
    """`requests`, and the ready dict."""
    import requests

    session, body = requests.Session(), {"invoices": wire_invoices(count)}

    def submit() -> str:
        response = session.post(url + PATH, json=body, headers=HEADERS, timeout=30)
        response.raise_for_status()
        return str(response.json()["data"]["batchId"])

    return submit


def _amili(url: str, count: int, *, look_first: bool) -> Submit:
    from amili_client.norway.collection.models import InvoiceInput
    from amili_client.runtime import decode_json

    from amili_ext import Norway

    client = Norway(environment="sandbox", auth_url=url, collection_url=f"{url}/collection/v1", look_first=look_first)
    invoices = [InvoiceInput.from_dict(wire) for wire in decode_json(encode_json_floats(wire_invoices(count)))]
    return lambda: client.invoices.submit(invoices)


def encode_json_floats(value: Any) -> bytes:
    """As text, so that the amounts can be read again as decimals."""
    import json

    return json.dumps(value).encode()


def amili(url: str, count: int) -> Submit:
    """This package, typed invoices, without the look for an earlier attempt: the same requests as the others send."""
    return _amili(url, count, look_first=False)


def amili_careful(url: str, count: int) -> Submit:
    """This package as it is by default: with one or two reading requests before the hand-over."""
    return _amili(url, count, look_first=True)


def openapi_generator(url: str, count: int) -> Submit:
    """The client that openapi-generator makes from the same spec, typed invoices."""
    import og_client
    from og_client.models.create_invoices_request import CreateInvoicesRequest

    configuration = og_client.Configuration(host=f"{url}/collection/v1", access_token="bench")
    api = og_client.InvoiceApi(og_client.ApiClient(configuration))
    body = CreateInvoicesRequest.from_dict({"invoices": wire_invoices(count)})
    return lambda: api.create_invoices(ORGANIZATION, body)


CLIENTS: dict[str, Callable[[str, int], Submit]] = {
    "httpx by hand": hand_written,
    "requests by hand": requests_loop,
    "amili_ext": amili,
    "amili_ext, looking first": amili_careful,
    "openapi-generator": openapi_generator,
}


def main(name: str, url: str, invoices: str, rounds: str, *path: str) -> None:
    """Print processor seconds of one hand-over, the least and the median, and the median ratio to the client written by hand.

    The two take turns in one process, so that whatever else the machine does falls on both alike; and there are only two, since the
    garbage of a third would be collected at their expense.
    """
    sys.path[:0] = [str(Path(entry)) for entry in path if entry]
    other, by_hand = CLIENTS[name](url, int(invoices)), hand_written(url, int(invoices))
    other()
    by_hand()
    taken: list[tuple[float, float]] = []
    for _ in range(int(rounds)):
        begun = time.process_time()
        other()
        between = time.process_time()
        by_hand()
        taken.append((between - begun, time.process_time() - between))
    times = sorted(mine for mine, _ in taken)
    ratios = sorted(mine / theirs for mine, theirs in taken)
    sys.stdout.write(f"{times[0]} {times[len(times) // 2]} {ratios[len(ratios) // 2]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
