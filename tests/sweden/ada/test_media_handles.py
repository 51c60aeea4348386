"""A handle names the case that a file is attached to, wherever it came from; and only a case."""

from __future__ import annotations

from typing import Any

import pytest

from amili_ext import testing
from amili_ext.errors import InputError
from amili_ext.sandbox import Sandbox, SandboxSettings, SwedenSettings
from amili_ext.sweden import InvoiceHandle, RegisteredDebt
from amili_ext.testing import VirtualClock
from tests.sweden.ada.media_network import PDF

# The case whose id the documentation's requests name.
CASE, CREDITOR = "68e4c40d93ee14723d28fa95", "674dbeb208847b9501cc9138"
HANDLES = [
    CASE,
    InvoiceHandle("68678ed98d8dc95ece127944", CASE, CREDITOR, "INV-2024-002"),
    RegisteredDebt(CREDITOR, "778899", CASE, "20251852687013699044", "6867da77eaa52b3ff595b5aa"),
]


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: type(handle).__name__)
def test_a_handle_is_as_good_as_an_id(handle: Any, clock: VirtualClock) -> None:
    with Sandbox(SandboxSettings(sweden=SwedenSettings(example_cases=True)), clock=clock.time) as sandbox:
        attached = testing.sweden(sandbox, clock=clock).media.upload(handle, PDF, filename="invoice.pdf")
        assert attached.reference_id == CASE
        assert [upload.reference_id for upload in sandbox.sweden.uploads] == [CASE]


@pytest.mark.parametrize("wrong", [HANDLES[1], None, 5, object()])
def test_what_names_nothing_of_the_kind_is_refused(wrong: Any, clock: VirtualClock) -> None:
    with Sandbox(SandboxSettings(), clock=clock.time) as sandbox:
        amili = testing.sweden(sandbox, clock=clock)
        with pytest.raises(InputError, match="reference_id"):
            amili.media.upload(wrong, PDF, filename="invoice.pdf", domain="invoices", dotted_path="document")
