"""What the sandbox of each country is to the core: something that answers requests and has tokens."""

from __future__ import annotations

from typing import Protocol

from amili_ext.sandbox.messages import SandboxRequest, SandboxResponse


class Service(Protocol):
    """The APIs of one country. All of it may be called from any number of threads."""

    def answer(self, request: SandboxRequest) -> SandboxResponse:
        """Carry out a request. Whatever is wrong with it is an answer too."""
        ...

    def refuse(self, status: int, detail: str) -> SandboxResponse:
        """An error answer in this country's shape, for a request that is not carried out. Uses up no id."""
        ...

    def withdraw_token(self, request: SandboxRequest) -> None:
        """Make the request's token worthless."""
        ...

    def withdraw_tokens(self) -> None:
        """Make every token that was given out worthless."""
        ...

    def close(self) -> None:
        """Let go of whatever is held."""
        ...
