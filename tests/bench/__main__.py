"""Run all comparisons and print them as one table: figures of this run, and ratios to the first row of each block."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.clients import CLIENTS
from tests.bench.paging import READERS
from tests.bench.waiting import compare_news, compare_waits

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "generated/amili_client/norway/collection/openapi.json"
PAGING_BUDGET = 3.5
"""The loop by hand leaves texts and floats; here they become dates, exact amounts and typed objects."""

MEMORY_BUDGET = 2.0
"""Megabytes; one page is held at a time, so the rest is what the interpreter itself does not give back."""

console = Console()


@contextmanager
def server() -> Iterator[str]:
    """The canned server in a process of its own, so that its work is nobody's."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.stdin.close()


@contextmanager
def other_generator() -> Iterator[Path | None]:
    """The folder of openapi-generator's client, made from the same spec; None where it cannot be made."""
    program = shutil.which("openapi-generator-cli")
    if program is None or shutil.which("java") is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "generate", "-i", str(SPEC), "-g", "python", "-o", folder, "--additional-properties=packageName=og_client"]
        made = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # a tool of the session
        yield Path(folder) if made.returncode == 0 else None


def compare_submissions(url: str, invoices: int, rounds: int, budget: float, generated: Path | None) -> None:
    """Processor time of one hand-over for each client."""
    table = Table("client", "least ms", "median ms", "ratio", title=f"hand over {invoices} invoices: processor time of the client")
    ratios: dict[str, float] = {}
    for name in CLIENTS:
        command = [sys.executable, "-m", "tests.bench.clients", name, url, str(invoices), str(rounds), str(generated or "")]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ourselves
        if ran.returncode:
            table.add_row(name, "-", "-", "not installed here")
            continue
        least, median, ratios[name] = map(float, ran.stdout.split())
        table.add_row(name, f"{least * 1000:.2f}", f"{median * 1000:.2f}", f"{ratios[name]:.2f}")
    console.print(table, verdict(ratios["amili_ext"], budget))


def compare_imports(rounds: int, budget: float) -> None:
    """Processor time to import, bytecode cached, in turns."""
    programs = {
        "httpx": "import httpx",
        "amili_ext": "import amili_ext",
        "amili_ext and its client": "from amili_ext import Norway",
        "a client that is made": "from amili_ext import Norway; Norway(environment='sandbox')",
        "httpx.Client that is made": "import httpx; httpx.Client()",
    }
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            timed = f"import time; t = time.process_time(); {program}; print(time.process_time() - t)"
            ran = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)  # noqa: S603  # ourselves
            taken[name].append(float(ran.stdout))
    table = Table("import", "least ms", "median ms", "ratio", title="import: processor time")
    middles = {name: sorted(times)[len(times) // 2] for name, times in taken.items()}
    for name, times in taken.items():
        table.add_row(name, f"{min(times) * 1000:.0f}", f"{middles[name] * 1000:.0f}", f"{middles[name] / middles['httpx']:.2f}")
    ratio = middles["amili_ext"] / middles["httpx"]
    console.print(table, verdict(ratio, budget))


def compare_paging(url: str, rounds: int, budget: float) -> None:
    """Processor time for each case, and the growth of memory, of reading 5,000 and 50,000 cases."""
    table = Table("client", "cases", "µs a case", "grew by MB", title="read all cases: processor time and memory of the client")
    medians: dict[str, float] = {}
    growth: list[float] = []
    for name in READERS:
        for count in (5_000, 50_000):
            figures = [_read_cases(name, url, count) for _ in range(rounds)]
            seconds, grown = (sorted(column)[rounds // 2] for column in zip(*figures, strict=True))
            medians[name] = seconds / count * 1e6
            growth.append(grown)
            table.add_row(name, f"{count:,}", f"{medians[name]:.1f}", f"{grown:.1f}")
    by_hand, ours = medians.values()
    few, many = growth[-2:]
    told = f"target for amili_ext: at most {MEMORY_BUDGET} MB more for ten times the cases; it is {many - few:.1f} MB\n"
    console.print(table, verdict(ours / by_hand, budget), told)


def _read_cases(name: str, url: str, count: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.bench.paging", name, url, str(count)]
    seconds, grown = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())  # noqa: S603  # ourselves
    return seconds, grown


def verdict(ratio: float, budget: float) -> str:
    """What a figure means. It is told, not enforced: on a busy machine the same code gives other figures."""
    return f"target for amili_ext: at most {budget} times; it is {ratio:.2f}: {'met' if ratio <= budget else 'missed'}\n"


def main() -> None:
    """Run all comparisons."""
    with server() as url, other_generator() as generated:
        if generated is None:
            console.print("openapi-generator is left out: it needs Java and its own package\n")
        compare_submissions(url, 500, 30, 1.3, generated)
        compare_submissions(url, 1, 300, 1.5, generated)
        compare_paging(url, 3, PAGING_BUDGET)
        compare_imports(15, 1.25)
        compare_waits(console)
        compare_news(console)


if __name__ == "__main__":
    main()
