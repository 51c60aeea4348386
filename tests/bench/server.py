"""A server that answers at once with what a real one would, and does nothing else, so that the client's work is what is measured."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from urllib.parse import unquote

BATCH_ID = "d290f1ee-6c54-4b01-90e6-d701748f0851"

ANSWERS = {
    "POST /token": (200, {"access_token": "bench", "token_type": "Bearer", "expires_in": 3600}),
    "POST /collection": (202, {"data": {"batchId": BATCH_ID, "batchUrl": f"http://127.0.0.1/batches/{BATCH_ID}"}}),
    "GET /collection": (200, {"summary": {"status": "SUCCESS"}, "data": []}),
}


TOKEN = b'{"access_token":"bench","expires_in":3600}'
CASE = (
    '{"_id":"%024x","debt":{"invoice_number":"103118","debt_reference":"1031186","payout_reference":"1031186",'
    '"invoice_date":"Tue, 25 Jun 2025 00:00:00 GMT","invoice_due_days_after_invoice_date":30,"interest_days_after_invoice_date":30,'
    '"initial_capital":300.0,"capital_to_claim":300.0,"debt_description":"Services"},"creditor":"671a133fc9e282cfad3ffeb6",'
    '"_created":"Mon, 30 Aug 2025 07:06:05 GMT","_etag":"e291a3c19b834a11960187af","_updated":"Mon, 30 Aug 2025 07:06:05 GMT",'
    '"agreement_version":"60e7fdefc90dc3e2ddd6c7ac","case_registration":"60e7fdefc90dc3e2ddd6c7ad",'
    '"case_settings":{"interest_rate":{"reference_rate":true}},"creditor_name":"Integration team AB","currency":"SEK",'
    '"customer":"60e7fdefc90dc3e2ddd6c7ae","customer_id_number":"7766554433","customer_name":"Integration team",'
    '"customer_number":"12345","customer_status":"initialized","latest_state_date":"Mon, 30 Aug 2025 07:06:05 GMT",'
    '"local_added_capital_amount":300.0,"local_added_costs_amount":0,"local_added_interest_amount":0.0,'
    '"local_added_transaction_amount":300.0,"local_remaining_capital_amount":300.0,"local_remaining_costs_amount":0,'
    '"local_remaining_interest_amount":0.0,"local_remaining_transaction_amount":300.0,"state":"initializing"}'
)
"""The case that the documentation prints, under another id each time."""


def cases(target: str) -> bytes:
    """A page of `/<how many there are>/ada/cases`, by its number or after an id."""
    path, _, query = unquote(target).partition("?")
    total = int(path.split("/")[1])
    after = re.search(r'"\$gt": ?"([0-9a-f]{24})"', query)
    page = re.search(r"(?<![a-z_])page=(\d+)", query)
    begin = int(after[1], 16) if after else (int(page[1]) - 1) * 100 if page else 0
    items = ",".join(CASE % number for number in range(begin + 1, min(begin + 100, total) + 1))
    left = total - begin if after else total
    return f'{{"_items":[{items}],"_meta":{{"page":{page[1] if page else 1},"max_results":100,"total":{left}}}}}'.encode()


def answer(method: str, target: str) -> tuple[int, bytes]:
    """What that request gets."""
    if "/ada/" in target:
        return 200, cases(target) if "/ada/cases" in target else TOKEN
    status, value = ANSWERS[f"{method} /{target.split('/')[1]}"]
    return status, json.dumps(value).encode()


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection until it is closed."""
    while True:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
            return
        lines = head.split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:")), 0)
        if length:
            await reader.readexactly(length)
        status, body = answer(*lines[0].split(" ")[:2])
        writer.write(f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()


async def serve() -> None:
    """Listen on a free port, say which on standard output, and end with standard input."""
    server = await asyncio.start_server(converse, "127.0.0.1", 0, limit=2**24)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve())
