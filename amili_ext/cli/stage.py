"""What both parts of the demo stand on: a sandbox in this process, real HTTP to it, and a trace of every exchange."""

from __future__ import annotations

import re
from collections.abc import Callable
from threading import get_ident
from typing import TYPE_CHECKING, Any

from amili_client.runtime import decode_json
from attrs import field, frozen
from rich.text import Text

from amili_ext._http import BlockingClient
from amili_ext.cli.output import Screen, printable
from amili_ext.clock import Clock
from amili_ext.shapes import is_object

if TYPE_CHECKING:
    from amili_ext.sandbox import Sandbox

Gist = Callable[[dict[str, Any]], str | None]
"""What the body of an answer says, in a few words; None for one that it does not know."""


@frozen
class Stage:
    """Where a part of the demo plays.

    Attributes:
        screen: what shows it.
        sandbox: the sandbox.
        url: its address.
        http: the connection to it, with every exchange on the screen.
        clock: the clock of the clients.
    """

    screen: Screen
    sandbox: Sandbox
    url: str
    http: BlockingClient
    clock: Clock

    def step(self, text: str) -> None:
        """The headline of what comes next."""
        self.screen.say()
        self.screen.say(text, style="bold cyan")

    def tell(self, text: str) -> None:
        """What came out."""
        self.screen.say(f"     {text}")


def surprises(checks: dict[str, bool]) -> list[str]:
    """What is not as it should be, of sentences that say what would be wrong and whether it is right."""
    return [surprise for surprise, right in checks.items() if not right]


def short(identity: object) -> str:
    """The beginning of an id."""
    return str(identity)[:8]


_PAGING = frozenset({"page", "max_results", "sort", "projection"})
"""What every Swedish list is asked for."""

_IDENTITY = re.compile(r"[0-9a-f]{24}|[0-9a-f-]{36}")


@frozen
class Trace:
    """Shows every HTTP exchange: method, path, status, and of the body what the step is about."""

    screen: Screen
    gists: tuple[Gist, ...]
    unanswered: dict[int, str] = field(factory=dict[int, str])

    def hooks(self) -> dict[str, list[Any]]:
        """For `httpx`."""
        return {"request": [self.asked], "response": [self.answered]}

    def asked(self, request: Any) -> None:
        """A request is about to be sent."""
        # A thread asks one thing at a time, so what it asked before and got no answer to is lost.
        before = self.unanswered.pop(get_ident(), None)
        if before is not None:
            self._line(before, "cut off: did it arrive?", "yellow")
        self.unanswered[get_ident()] = f"{request.method:<4} {_path(request.url)}"

    def answered(self, response: Any) -> None:
        """Its answer begins."""
        response.read()
        self._line(self.unanswered.pop(get_ident()), f"{response.status_code}  {self._gist(response.content)}", "dim")

    def _gist(self, content: bytes) -> str:
        try:
            body = decode_json(content)
        except ValueError:
            return ""
        if not is_object(body):
            return ""
        if "expires_in" in body:
            return f"lives {body['expires_in']} s"
        return next((said for gist in self.gists if (said := gist(body)) is not None), "")

    def _line(self, request: str, answer: str, style: str) -> None:
        self.screen.say(Text(printable(f"     {request:<52} {answer}"), style=style))


def _path(url: Any) -> str:
    """The path without what is the same everywhere, and the names of the query."""
    parts = url.path.split("/")
    path = "/".join(short(part) if _IDENTITY.fullmatch(part) else part for part in (["…", *parts[5:]] if len(parts) > 5 else parts))
    names = "&".join(f"{name}=…" for name in url.params if name not in _PAGING)
    return f"{path}?{names}" if names else path
