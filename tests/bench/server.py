"""A server that answers at once with what a real one would, and does nothing else, so that the client's work is what is measured."""

from __future__ import annotations

import asyncio
import json
import sys

BATCH_ID = "d290f1ee-6c54-4b01-90e6-d701748f0851"

ANSWERS = {
    "POST /token": (200, {"access_token": "bench", "token_type": "Bearer", "expires_in": 3600}),
    "POST /collection": (202, {"data": {"batchId": BATCH_ID, "batchUrl": f"http://127.0.0.1/batches/{BATCH_ID}"}}),
    "GET /collection": (200, {"summary": {"status": "SUCCESS"}, "data": []}),
}


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
        method, path = lines[0].split(" ")[:2]
        status, value = ANSWERS[f"{method} /{path.split('/')[1]}"]
        body = json.dumps(value).encode()
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
