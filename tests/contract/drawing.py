"""Requests that are drawn from a document alone, the same ones every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings, strategies

from .documents import HTTP_DATE_FORMAT

_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
_HTTP_DATES = strategies.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: f"{moment:%a, %d %b %Y %H:%M:%S} GMT")  # noqa: DTZ001  # it is written as GMT

schemathesis.openapi.format(HTTP_DATE_FORMAT, _HTTP_DATES)


def schema(document: dict[str, Any], generation: Mapping[str, Any], **config: Any) -> schemathesis.BaseSchema:
    """The document as schemathesis has it. Tokens and the like are not drawn, since whoever sends the requests has one."""
    whole = {"generation": {"with-security-parameters": False, **generation}, **config}
    return schemathesis.openapi.from_dict(document, config=schemathesis.Config.from_dict(whole))


def few(examples: int) -> settings:
    """So many examples, and the same ones every time."""
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None, phases=phases, suppress_health_check=_FINE)
