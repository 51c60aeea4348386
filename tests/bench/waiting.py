"""What waiting costs: requests and memory for many batches, and how many requests webhooks save.

All on a virtual clock, so that these figures are the same on every machine.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid4

from rich.console import Console
from rich.table import Table

from amili_ext import BatchHandle, Norway, Reference, testing
from amili_ext._http import BlockingClient, in_process_transport
from amili_ext.flow import Reply, Request
from tests.bench.clients import ORGANIZATION
from tests.norway.collection.announced import Announced


class _Api:
    """Batches that are ready at given seconds; it counts how often it is asked."""

    def __init__(self, ready: Sequence[float], invoices: int) -> None:
        self.clock = testing.VirtualClock()
        references = tuple(Reference(f"INV-{index}") for index in range(invoices))
        self.handles = [BatchHandle(uuid4(), UUID(ORGANIZATION), references, datetime.now(UTC)) for _ in ready]
        self.looks = 0
        self._ready = {str(handle.batch_id): seconds for handle, seconds in zip(self.handles, ready, strict=True)}
        self._succeeded = ",".join(
            f'{{"invoiceNumber":"INV-{index}","invoiceId":"{uuid4()}","caseNumber":"C-{index}"}}' for index in range(invoices)
        )
        transport = in_process_transport(self._answer)
        self.client = Norway(environment="sandbox", http_client=BlockingClient(transport=transport), clock=self.clock)

    def _answer(self, request: Request) -> Reply:
        if request.method == "POST":
            return Reply(200, {}, b'{"access_token":"bench","expires_in":3600}')
        self.looks += 1
        ready = self.clock.now().monotonic >= self._ready[request.url.rpartition("/")[2]]
        body = f'{{"data":{{"status":"{"SUCCESS" if ready else "QUEUED"}","succeeded":[{self._succeeded if ready else ""}]}}}}'
        return Reply(200, {}, body.encode())

    def wait(self, news: Announced | None = None) -> None:
        """Wait for all."""
        assert all(result.complete for result in self.client.batches.wait_all(self.handles, max_wait=600, news=news))


def compare_waits(console: Console) -> None:
    """Requests and peak memory of `wait_all`, for 100 and for 1,000 batches of 100 invoices that are ready after 10 seconds."""
    table = Table("batches", "requests", "documented", "peak MB beyond the handles", title="wait_all")
    peaks: list[float] = []
    for count in (100, 1000):
        api = _Api([10] * count, 100)
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        api.wait()
        peaks.append(tracemalloc.get_traced_memory()[1] - before)
        tracemalloc.stop()
        # Ready after 10 s: the documented looks at 1, 3, 7 and 15 s.
        table.add_row(str(count), str(api.looks), str(4 * count), f"{peaks[-1] / 1e6:.2f}")
    console.print(table, f"memory for ten times the batches: {peaks[1] / peaks[0]:.2f} times\n")


def compare_news(console: Console) -> None:
    """Requests and time to wait for 200 batches that take from 5 to 120 seconds: by polling, and by webhooks of which some are lost."""
    random = Random(1)  # noqa: S311  # the same figures each time
    ready = [random.uniform(5, 120) for _ in range(200)]
    table = Table("how", "requests", "for each batch", "last result after s", title="waiting for 200 batches of 5 to 120 s")
    for name, lost in (("polling as documented", None), ("webhooks", 0.0), ("webhooks, 1 in 20 lost", 0.05), ("webhooks, all lost", 1.0)):
        api, news = _Api(ready, 1), None
        if lost is not None:
            news = Announced(api.clock)
            for handle, seconds in zip(api.handles, ready, strict=True):
                if random.random() >= lost:
                    news.at(seconds + 0.5, handle.batch_id)
        api.wait(news)
        table.add_row(name, str(api.looks), f"{api.looks / len(ready):.2f}", f"{api.clock.now().monotonic:.0f}")
    console.print(table)
