"""Tracing: for each invoice that was handed over, say where it stands.

    for trace in client.invoices.trace([handle, "INV-2024-00123"]):
        print(trace.reference, trace.standing, trace.case)

Batches are asked for by their ids, then invoices and cases, then the settlements, once for all. A few invoices are asked for one by one;
for many, the lists of cases and invoices are read whole, which costs one request for each page instead of some for each invoice. What is
kept in memory is what was passed and what belongs to it, however much the organization has.

Pages: https://docs.amili.dev/getcasesbyorganization-4326442e0, https://docs.amili.dev/getinvoicesbyorganization-4148068e0 and
https://docs.amili.dev/getsettlements-4148071e0
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from amili_ext.errors import InputError, Problem
from amili_ext.flow import Emit, Flow, Stream
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import BatchResult, InvoiceStatus
from amili_ext.norway.collection.batch.references import Reference
from amili_ext.norway.collection.batch.waiting import DEFAULT_CONCURRENCY
from amili_ext.norway.collection.context import Collection
from amili_ext.norway.collection.settlements.reading import day_in, list_settlements
from amili_ext.norway.collection.tracing.asking import ask_batches, read_list
from amili_ext.norway.collection.tracing.at_once import ask_at_once
from amili_ext.norway.collection.tracing.facts import Facts
from amili_ext.norway.collection.tracing.judging import Judge, Match
from amili_ext.norway.collection.tracing.one_by_one import NotHeeded, ask_one_by_one
from amili_ext.norway.collection.tracing.references import Sought, Wanted, read
from amili_ext.norway.collection.tracing.trace import Gap, Part, Trace

MANY: Final = 100
"""From so many invoices on the lists are read whole."""
