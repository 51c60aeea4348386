"""Corrections of what is owed on invoices that Amili has, such as credit notes.

No page says what the sign of the amount means: ask Amili before the first one.

Page: https://docs.amili.dev/createcorrections-4148074e0
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from amili_client.norway.collection.api.correction import create_corrections
from amili_client.norway.collection.models.correction_input import CorrectionInput
from amili_client.norway.collection.models.create_corrections_request import CreateCorrectionsRequest
from amili_client.runtime import UNSET

from amili_ext.checked import Encoded
from amili_ext.endpoint import call
from amili_ext.flow import Flow
from amili_ext.norway.collection.batch.handing_over import Way, accepted
from amili_ext.norway.collection.batch.kinds import CORRECTIONS
from amili_ext.norway.collection.batch.registering import Registering
from amili_ext.norway.collection.context import Collection


def _send(context: Collection, parts: Sequence[bytes], key: str | None) -> Flow[UUID]:
    body = CreateCorrectionsRequest(corrections=cast(list[CorrectionInput], [Encoded(part) for part in parts]))
    answer = yield from call(context.api, create_corrections, context.organization_id, body=body, idempotency_key=key or UNSET)
    return accepted(answer.data)


_registering = Registering(
    Way(CORRECTIONS, _send), CorrectionInput, (CreateCorrectionsRequest, lambda whole: whole.corrections), positive=False
)

check = _registering.check
register = _registering.register
register_and_wait = _registering.register_and_wait
register_batches = _registering.register_batches
