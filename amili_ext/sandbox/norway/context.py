"""What every part of the Collection API works with.

Where the pages are silent: an organization that the client may not act for is 403; something that this organization does not have is 404.
The creditor's name, numbers and id are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.processing import process_due
from amili_ext.sandbox.norway.rows import CaseRow
from amili_ext.sandbox.norway.store import Store
from amili_ext.sandbox.norway.validation import Call
from amili_ext.sandbox.settings import SandboxSettings

CREDITOR_NAME = "Sandbox Creditor"
ORGANIZATION_NUMBER = "000000000"
_BEFORE_THE_FIRST_CREDITOR = 1000


@frozen
class Context:
    """The surroundings of one sandbox."""

    settings: SandboxSettings
    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], UUID]

    @property
    def organizations(self) -> list[str]:
        """Every organization that the client may act for."""
        return [str(one) for one in self.settings.organizations]

    def organization(self, call: Call) -> str:
        """The organization in the path of a request."""
        organization = str(UUID(call.path["organizationId"]))
        if organization not in self.organizations:
            raise Refusal(403, "This client may not act for this organization.")
        return organization

    def creditor_number(self, organization: str) -> str:
        """The number under which Amili knows this organization."""
        return str(_BEFORE_THE_FIRST_CREDITOR + 1 + self.organizations.index(organization))

    def creditor_id(self, organization: str) -> str:
        """The id under which Amili knows this organization."""
        return str(uuid5(UUID(organization), "creditor"))

    def process(self) -> datetime:
        """Carry out everything whose time has come; the present."""
        now = self.clock()
        process_due(self.store, now=now, new_id=self.new_id)
        return now

    def due_at(self, now: datetime) -> datetime:
        """When something that is taken in now is carried out."""
        return now + timedelta(seconds=self.settings.processing_delay)

    def case_of_invoice(self, call: Call) -> CaseRow:
        """The case of the invoice in the path of a request."""
        case = self.store.cases.of_invoice(self.organization(call), call.path["invoiceId"].lower())
        if case is None:
            raise Refusal(404, "There is no such invoice.")
        return case


def success(data: object) -> SandboxResponse:
    """An answer of 200 in the envelope."""
    return json_response(200, {"summary": {"status": "SUCCESS"}, "data": data})
