"""Invoices that the sandbox has taken over, for the tests of what follows a hand-over."""

from __future__ import annotations

from typing import Any

from .conftest import Amili, Write, lines, only

ELSEWHERE = "00000000-0000-0000-0000-000000000009"
"""An organization that is not ours."""


def invoice(number: str, **changes: Any) -> dict[str, Any]:
    """An invoice of 1000 kroner."""
    return {
        "type": "NOTICE",
        "invoiceNumber": number,
        "originalInvoiceAmount": 1000,
        "currency": "NOK",
        "invoiceDate": "2024-01-15T00:00:00Z",
        "dueDate": "2024-02-15T00:00:00Z",
        "uniqueSourceInvoiceId": f"order-{number}",
        "debtors": [{"type": "PRIVATE", "firstname": "Kari", "lastname": "Nordmann", "customerNumber": "CUST-001"}],
        **changes,
    }


def taken_over(amili: Amili, write: Write, *numbers: str) -> list[dict[str, Any]]:
    """Hand these over; what became of each."""
    file = write(f"{numbers[0]}.json", [invoice(number) for number in numbers])
    result = amili("invoices", "submit", file, "--wait", "--json", "--no-look-first")
    assert result.exit_code == 0, result.output
    outcomes: list[dict[str, Any]] = only(result)["invoices"]
    return outcomes


def statuses(amili: Amili) -> dict[str, str]:
    """By its number, the status of each case."""
    return {case["case_number"]: case["status"] for case in lines(amili("cases", "list", "--json"))}
