"""`amili`, the command line: hand over a file of invoices, wait for it, follow what comes of it, and try all of it without Amili.

    amili demo                                 everything at once, on a sandbox inside the process
    amili sandbox                              a local Amili to try things on
    amili keygen --out private.pem             a key pair for the Swedish API

    amili token                                Norway: do my credentials work?
    amili invoices submit invoices.json --wait
    amili invoices list
    amili batches wait --handles handles.jsonl
    amili batches list
    amili invoices trace INV-2024-00123        where it stands
    amili cases pause 5000001
    amili payments register payments.jsonl --wait
    amili settlements export --to settlements.csv
    amili webhooks listen --to events.jsonl
    amili arm customers list                   accounts receivable; all of its commands are listed in `norway.arm`
    amili arm documents create documents.jsonl --handles handles.jsonl --wait

    amili se token                             Sweden; all of its commands are listed in `sweden`
    amili se cases register cases.json --handles handles.jsonl
    amili se payouts export --to payouts.csv

A table for people goes to stdout, or JSON with `--json`; progress and messages go to stderr. What the exit codes mean is in `exits`, what
every command can be told in `options`, what the JSON holds in `documents`; what only one country has is in its folder.

Needs the extra: `pip install "amili-ext[cli]"`. This module alone can be imported without it, so that it can say so.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from amili_ext.cli.exits import ExitCode

_EXTRA = frozenset({"rich", "typer"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with these arguments, by default those of the process; ends with `SystemExit`."""
    try:
        from amili_ext.cli.app import app
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        sys.stderr.write(f'amili: the command line needs {error.name}, which is not installed: pip install "amili-ext[cli]"\n')
        return ExitCode.REFUSED
    app(args=arguments, prog_name="amili")
    return 0
