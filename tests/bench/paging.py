"""Reading all cases of a creditor: by this package, and by a loop that is written by hand.

    python -m tests.bench.paging NAME URL CASES

prints the processor seconds that it took, and by how many megabytes the process grew after its first page.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator

Read = Callable[[str], Iterator[object]]


def by_hand(url: str) -> Iterator[object]:
    """`httpx` and `json`, page after page."""
    import httpx

    client, page = httpx.Client(headers={"X-API-Key": "bench"}), 1
    while True:
        answer = client.get(f"{url}/ada/cases", params={"page": page, "max_results": 100, "sort": "_id"})
        answer.raise_for_status()
        content = json.loads(answer.content)
        yield from content["_items"]
        if page * 100 >= content["_meta"]["total"]:
            return
        page += 1


def amili(url: str) -> Iterator[object]:
    """This package: typed cases, exact amounts, and pages that cannot slip."""
    from amili_ext.sweden.client import Sweden

    # The canned server has no rate limit, and what is to be measured is work, not waiting.
    with Sweden(environment="sandbox", base_url=f"{url}/ada", keep_pace=False) as client:
        yield from client.cases.list()


READERS: dict[str, Read] = {"httpx and json by hand": by_hand, "amili_ext": amili}


def main(name: str, url: str, count: str) -> None:
    """Read that many and print what it cost."""
    begun, read, after_first_page = time.process_time(), 0, 0
    for _case in READERS[name](f"{url}/{count}"):
        read += 1
        if read == 101:
            begun, after_first_page = time.process_time(), _largest()
    assert read == int(count), read
    sys.stdout.write(f"{time.process_time() - begun} {(_largest() - after_first_page) / 1024}\n")


def _largest() -> int:
    """The most memory that the process has had so far, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(*sys.argv[1:])
