"""An ARM that answers what a test says, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from amili_client.runtime import decode_json

from amili_ext.endpoint import Api
from amili_ext.errors import InputError, TransportError
from amili_ext.flow import Flow, Reply, Request
from amili_ext.norway.arm.context import Receivables
from amili_ext.testing import VirtualClock
from tests.support import drive, json_reply, performer

URL = "https://api.example.com/arm/v1"

CUT = TransportError("cut", sent=True)
LOST = [
    pytest.param(CUT, id="cut"),
    pytest.param(json_reply({}, 500), id="500"),
    pytest.param(json_reply({}, 504), id="504"),
    pytest.param(json_reply({}, 408), id="408"),
    pytest.param(Reply(302, {"location": "/login"}), id="redirected"),
    pytest.param(Reply(200, {"content-type": "text/html"}, b"<html>"), id="a page"),
    pytest.param(Reply(200, {"content-type": "application/json"}, b'{"a": [1,'), id="cut off"),
    pytest.param(Reply(200, {"content-type": "application/json"}, b'"yes"'), id="a text"),
    pytest.param(json_reply({}, 299), id="299"),
]
"""Answers after which nobody knows whether a write took effect."""

REFUSED = [
    pytest.param(TransportError("refused", sent=False), id="never arrived"),
    *(pytest.param(json_reply({"message": "no"}, status), id=str(status)) for status in (400, 401, 403, 404, 409, 422)),
]
"""Answers after which a write surely has had no effect."""


class Ledger:
    """Answers in order, the last answer for ever."""

    def __init__(self, *answers: Reply | Exception, **context: Any) -> None:
        self._answers = answers
        self.context = Receivables(Api(URL), 2218, **context)
        self.requests: list[Request] = []
        self.clock = VirtualClock()

    def __call__(self, request: Request) -> Reply:
        self.requests.append(request)
        answer = self._answers[min(len(self.requests), len(self._answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def run(self, flow: Callable[..., Flow[Any]], *args: Any, world: str = "blocking", **kwargs: Any) -> Any:
        """What the flow gives in that world."""
        return drive(world, flow(self.context, *args, **kwargs), performer(world, self, self.clock))

    @property
    def body(self) -> Any:
        """The body of the only request, numbers exact."""
        (request,) = self.requests
        assert isinstance(request.content, bytes)
        return decode_json(request.content)


def problems(flow: Callable[..., Flow[Any]], *args: Any, **kwargs: Any) -> dict[tuple[int | None, str], str]:
    """What is wrong with an input: position and field, and the sentence. Fails if anything was sent."""
    ledger = Ledger(json_reply({}))
    with pytest.raises(InputError) as raised:
        ledger.run(flow, *args, **kwargs)
    assert ledger.requests == []
    found = {(problem.index, problem.field): problem.message for problem in raised.value.problems}
    assert len(found) == len(raised.value.problems), "one thing is blamed twice"
    return found
