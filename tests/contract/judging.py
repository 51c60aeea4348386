"""Requests drawn from a document, sent to whoever serves it, and what is wrong with the answers.

What can be wrong is what schemathesis looks for: a server error, a status or a content type that the document does not have, an answer
that does not fit its schema, a bad request that is accepted, a token that is not needed, a method that is not refused, something that is
still there after it was deleted. Besides, a good request may be refused only for a reason that is told in `reasons`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Any

import schemathesis
from attrs import Factory, define
from schemathesis import Case, GenerationMode, Response
from schemathesis.engine import events, from_schema

from .drawing import schema
from .sandboxes import Served

_REFUSED = {400, 406, 415, 422}
_PHASES = ["examples", "coverage", "fuzzing", "stateful"]


@define
class Verdict:
    """What came of it.

    Attributes:
        findings: what is wrong, with the request that shows it.
        refusals: why good requests were refused: the operationId, the field and the reason.
        statuses: what each operation answered, by operationId.
    """

    findings: list[str] = Factory(list)
    refusals: dict[tuple[str, str, str], str] = Factory(dict)
    statuses: defaultdict[str, set[int]] = Factory(lambda: defaultdict(set))


def judge(document: dict[str, Any], server: Served, *, examples: int) -> Verdict:
    """Send so many requests for each operation, and the same ones every time."""
    verdict = Verdict()
    for event in from_schema(_schema(document, server, examples)).execute():
        match event:
            case events.ScenarioFinished(recorder=recorder):
                for checks in recorder.checks.values():
                    for check in checks:
                        if check.failure_info is not None:
                            verdict.findings.append(_finding(check.name, check.failure_info))
                for number, exchange in recorder.interactions.items():
                    if exchange.response is not None:
                        _look_at(recorder.cases[number].value, exchange.response, verdict)
            case events.NonFatalError() | events.FatalError():
                verdict.findings.append(f"schemathesis gave up: {getattr(event, 'value', None) or event}")
    return verdict


def _schema(document: dict[str, Any], server: Served, examples: int) -> schemathesis.BaseSchema:
    drawn = schema(
        document,
        {"deterministic": True, "max-examples": examples},
        **{"seed": 1, "base-url": server.url, "headers": dict(server.headers), "suppress-health-check": ["all"]},
        checks={"positive_data_acceptance": {"enabled": False}},  # refusals are looked at here, by their reasons
    )
    drawn.config.phases.update(phases=_PHASES)
    return drawn


def _finding(check: str, info: Any) -> str:
    return f"{check}: {info.failure.title}: {' '.join(info.failure.message.split())[:600]}\n    {info.code_sample[:1500]}"


def _look_at(case: Case, response: Response, verdict: Verdict) -> None:
    operation = case.operation.definition.raw["operationId"]
    verdict.statuses[operation].add(response.status_code)
    if response.status_code in _REFUSED and case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE:
        for field, reason in _reasons(response):
            verdict.refusals.setdefault((operation, field, reason), f"{case.as_curl_command()[:1500]}")


def _reasons(response: Response) -> Iterator[tuple[str, str]]:
    """The field and the text of each reason that an answer gives; the field is empty if it is about none."""
    try:
        content = json.loads(response.content)
    except ValueError:
        content = {}
    error = content.get("_error", {})
    fields: Mapping[str, Any] = content.get("errors") or error.get("details") or {}
    for field, texts in fields.items():
        for text in [texts] if isinstance(texts, str) else texts:
            yield re.sub(r"\[\d+\]|\.\d+", "[]", field), text
    if not fields:
        yield "", str(content.get("detail") or error.get("message") or content.get("error_description") or content)


def unanswered(verdict: Verdict, operations: Set[str]) -> set[str]:
    """The operations that never succeeded, of which nothing was seen therefore."""
    return {one for one in operations if not any(200 <= status < 300 for status in verdict.statuses[one])}
