"""`client.autocollect` on the sandbox: with the client's own token or with a name and a password, blocking and async."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from amili_ext import Norway, testing
from amili_ext.errors import AuthenticationError, ConfigurationError
from amili_ext.sandbox import Sandbox, SandboxSettings
from amili_ext.sandbox.norway.examples import documented_invoice


@pytest.fixture
def sandbox(clock: testing.VirtualClock) -> Iterator[Sandbox]:
    """One in which the documented invoice is a case, and its debtor has paid."""
    with Sandbox(SandboxSettings(processing_delay=0, legacy_user="u", legacy_password="p"), clock=clock.time) as made:
        with testing.norway(made, clock=clock) as amili:
            amili.invoices.submit_and_wait([documented_invoice()])
        made.norway.debtors_pay()
        yield made


@pytest.mark.parametrize("credentials", [{}, {"autocollect_user": "u", "autocollect_password": "p"}], ids=["token", "Basic"])
def test_what_happened_is_in_the_legacy_batch_too(sandbox: Sandbox, clock: testing.VirtualClock, credentials: dict[str, str]) -> None:
    with testing.norway(sandbox, clock=clock, **credentials) as amili:
        batch = amili.autocollect.get_batch(include_closed=True)
        result = amili.autocollect.send_batch({"case": [{"ledgerref": "F-1"}]})
    assert [case.casenumber for case in batch.case or ()] == ["5000001"]
    assert [settlement.casenumber for settlement in batch.settlement or ()] == ["5000001"]
    assert [line.ledgerref for line in result.responses or ()] == ["F-1"]


def test_the_same_in_async_code(sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    async def main() -> None:
        async with testing.async_norway(sandbox, clock=clock) as amili:
            batch = await amili.autocollect.get_batch(include_closed=True)
            assert [case.casenumber for case in batch.case or ()] == ["5000001"]

    asyncio.run(main())


def test_a_wrong_password_is_refused(sandbox: Sandbox, clock: testing.VirtualClock) -> None:
    with testing.norway(sandbox, clock=clock, autocollect_user="u", autocollect_password="q") as amili, pytest.raises(AuthenticationError):
        amili.autocollect.get_batch()


def test_without_an_address_nothing_is_asked() -> None:
    organization = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    with (
        Norway(organization, environment="staging", client_id="i", client_secret="s") as amili,
        pytest.raises(ConfigurationError, match="autocollect_url"),
    ):
        amili.autocollect.get_batch()
