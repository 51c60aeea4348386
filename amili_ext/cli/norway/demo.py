"""The Norwegian part of `amili demo`: a hand-over from token to result, and what follows from it.

Three submissions: the invoice that the Example Workflow page prints, a batch of 200 of which some must fail, and one whose connection is
cut after the sandbox has taken it, which must be found again instead of being sent twice. Then one case is paused and resumed, one invoice
is paid to the creditor and one to Amili, and in the end it is asked where the three stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from amili_client.norway.collection.models.settlement import Settlement

from amili_ext import sandbox as server  # whose names are loaded when they are used: the extra `sandbox` may be missing
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.norway.case_documents import asked_for
from amili_ext.cli.norway.report import Report
from amili_ext.cli.norway.waiting import wait_for
from amili_ext.cli.stage import Stage, short, surprises
from amili_ext.norway.client import Norway
from amili_ext.norway.collection.batch.handle import BatchHandle
from amili_ext.norway.collection.batch.outcomes import InvoiceOutcome
from amili_ext.norway.collection.batch.result import AmountResult
from amili_ext.norway.collection.cases.outcomes import ActionStatus, CaseOutcome
from amili_ext.norway.collection.tracing.trace import Standing, Trace
from amili_ext.norway.environments import ENVIRONMENTS
from amili_ext.outcomes import ItemStatus
from amili_ext.polling import DOCUMENTED_MAX_WAIT, PollSchedule
from amili_ext.sandbox.norway.examples import DEFAULT_FAILURES, FAILING_KINDS, documented_invoice, realistic_invoices
from amili_ext.shapes import is_array, is_object

PROCESSING_DELAY = 2.0
INVOICES = 200
IN_DOUBT = 5
# One more is the documented invoice once more, which was handed over just before.
FAILURES: Mapping[str, int] = {**DEFAULT_FAILURES, "handed_over_before": 1}


class Followed(NamedTuple):
    """What followed from the hand-over."""

    case_number: str
    paused: CaseOutcome
    resumed: CaseOutcome
    payment: AmountResult
    settlements: list[Settlement]
    traces: list[Trace]

    def document(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "case_number": self.case_number,
            "paused": self.paused.status.value,
            "resumed": self.resumed.status.value,
            "payments": len(self.payment.succeeded),
            "settlements": len(self.settlements),
            "traces": {asked_for(trace): trace.standing.value for trace in self.traces},
        }


class Played(NamedTuple):
    """How the part went."""

    submissions: int
    batches_in_sandbox: int
    report: Report
    followed: Followed
    surprises: list[str]


def play(stage: Stage) -> Played:
    """Play the part."""
    path = urlsplit(ENVIRONMENTS["sandbox"].collection_url).path
    url = stage.url
    client = Norway(environment="sandbox", auth_url=url, collection_url=url + path, http_client=stage.http, clock=stage.clock)
    report = Report()
    submissions = 0
    for handle in _submissions(client, stage):
        submissions += 1
        report.accepted(handle)
    stage.step("Wait for all three on the documented schedule: 1 s, 2 s, 4 s, …")
    wait_for(client, report.handles.values(), DOCUMENTED_MAX_WAIT, report, stage.screen)
    stage.step("Count the batches that the sandbox has")
    in_sandbox = sum(1 for _ in client.batches.list())
    stage.tell(f"{submissions} submissions, one of them cut off: {in_sandbox} batches")
    stage.screen.say()
    report.show(stage.screen)
    surprising = _surprises(report, submissions, in_sandbox)
    followed = _followed(client, stage, [outcome for _, outcome in report.outcomes() if isinstance(outcome, InvoiceOutcome)])
    return Played(submissions, in_sandbox, report, followed, surprising + _surprising(followed))


def _submissions(client: Norway, stage: Stage) -> Iterator[BatchHandle]:
    stage.step("Norway: get a token, ask whether the documented invoice was handed over before, hand it over")
    yield client.invoices.submit([documented_invoice()])
    stage.step(f"Hand over {INVOICES} invoices, of which {sum(FAILURES.values())} cannot succeed")
    yield client.invoices.submit(realistic_invoices(INVOICES, failures=FAILURES))
    stage.step(f"Hand over {IN_DOUBT} more; the sandbox takes them, then cuts the connection")
    stage.sandbox.faults.add(server.Fault(kind=server.FaultKind.DROP_AFTER_COMMIT, method="POST", path_contains="/invoices"))
    handle = client.invoices.submit(realistic_invoices(IN_DOUBT, seed=2, failures={}))
    if handle.adopted:
        stage.tell(f"found: batch {short(handle.batch_id)} is adopted, nothing is sent again")
    yield handle


def _followed(client: Norway, stage: Stage, outcomes: list[InvoiceOutcome]) -> Followed:
    """What is done with three of the invoices."""
    resumed, paid, collected = (outcomes[place] for place in (0, -1, -2))
    # Asked a little more often than Amili recommends, so that nobody has to wait for long.
    quick = client.with_options(schedule=PollSchedule(first=0.7, factor=2, longest=5))
    stage.step("One debtor has paid the creditor, who tells Amili; and one case is paused while that is processed")
    invoices = client.cases.find(paid.case_number or "").invoices
    amount = invoices[0].remaining_amount if invoices else None
    handle = client.payments.register([{"invoiceId": paid.invoice_id, "amount": amount, "currency": "NOK", "type": "DIRECT_PAYMENT"}])
    number = resumed.case_number or ""
    pausing = quick.cases.pause(number)
    stage.tell(f"case {number} is {pausing.case.status if pausing.case else '?'}: {pausing.status.value}")
    payment = quick.batches.wait(handle)
    stage.tell(f"{amount} kroner: {', '.join(outcome.status.value for outcome in payment)}")
    stage.step("The case goes on")
    resuming = quick.cases.resume(number)
    stage.tell(f"case {number} is {resuming.case.status if resuming.case else '?'}: {resuming.status.value}")
    stage.step("Another debtor pays Amili, which settles it with the creditor")
    stage.sandbox.norway.debtors_pay(collected.case_number)
    settlements = list(client.settlements.list())
    for one in settlements:
        stage.tell(f"settlement {short(one.settlement_id)} of case {one.case_number}")
    stage.step("Where do the three stand?")
    traces = list(client.invoices.trace([outcome.reference for outcome in (resumed, paid, collected)]))
    rows = [(asked_for(trace), trace.standing.value, (trace.case and trace.case.case_number) or "") for trace in traces]
    stage.screen.table(("invoice", "standing", "case"), rows)
    return Followed(number, pausing, resuming, payment, settlements, traces)


def _surprising(followed: Followed) -> list[str]:
    """What is not as it should be of that."""
    standings = [trace.standing for trace in followed.traces]
    return surprises(
        {
            "a case was not paused": followed.paused.status is ActionStatus.DONE,
            "a paused case did not go on": followed.resumed.status is ActionStatus.DONE,
            "a payment was not registered": followed.payment.complete and len(followed.payment) == 1,
            "there is not one settlement": len(followed.settlements) == 1,
            "an invoice does not stand where it should": standings == [Standing.OPEN, Standing.CLOSED, Standing.SETTLED],
        }
    )


def _surprises(report: Report, submissions: int, in_sandbox: int) -> list[str]:
    """What is not as it should be."""
    outcomes = [outcome for _, outcome in report.outcomes()]
    reasons = sorted(reason for outcome in outcomes if outcome.status is ItemStatus.FAILED for reason in outcome.reasons)
    expected = sorted(FAILING_KINDS[kind] for kind, times in FAILURES.items() for _ in range(times))
    return surprises(
        {
            "other invoices failed, or for other reasons, than were to": reasons == expected,
            "an invoice is not accounted for": report.code() is ExitCode.FAILED and len(outcomes) == 1 + INVOICES + IN_DOUBT,
            "the number of batches is not the number of submissions": in_sandbox == submissions == len(report.handles),
            "the submission in doubt was not adopted": [handle.adopted for handle in report.handles.values()] == [False, False, True],
        }
    )


def gist(body: dict[str, Any]) -> str | None:
    """What an answer says, for the trace."""
    data = body.get("data")
    if is_array(data):
        return f"{len(data)} found"
    if not is_object(data):
        return None
    if "status" in data:
        counts = ", ".join(f"{len(data[name])} {name}" for name in ("succeeded", "failed") if data.get(name))
        return f"{data['status']}{f': {counts}' if counts else ''}"
    return f"batch {short(data.get('batchId'))}"
