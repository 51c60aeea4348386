"""Whether the embedded sandbox carries an operation out, as the sandbox itself shows."""

from __future__ import annotations

import re
from typing import Any, Self

import httpx
from werkzeug.exceptions import HTTPException

from amili_ext import testing
from amili_ext._http import in_process_transport
from amili_ext.sandbox import Sandbox
from spec.table.documents import Document, Operation

YES, EXAMPLE, NO = "yes", "its example", "no"
_OF_NORWAY = {"handler": YES, "example": EXAMPLE, None: NO}
_MISSING = frozenset({404, 405, 501})


class SandboxColumn:
    """Asks a sandbox of its own. Close it, or use it in a `with` block."""

    def __init__(self) -> None:
        self._sandbox = Sandbox()
        eve: Any = self._sandbox.sweden._eve  # pyright: ignore[reportPrivateUsage]  # nothing else knows all its routes
        self._urls = eve.url_map.bind("localhost")
        network = in_process_transport(testing.handler(self._sandbox))
        self._signed_in = httpx.Client(transport=network, auth=testing.sweden(self._sandbox).auth, base_url="http://localhost")

    def does(self, document: Document, operation: Operation) -> str:
        """What it does: `YES`, it carries the operation out; `EXAMPLE`, it shows that of the document; or `NO`."""
        if document.country == "norway":
            return _OF_NORWAY[self._sandbox.norway.how(document.api, operation.id)]
        path = "/ada" + re.sub(r"\{[^}]*\}", "0" * 24, operation.path)
        return YES if self._is_resource(operation.method, path) or self._is_known(operation.method, path) else NO

    def _is_resource(self, method: str, path: str) -> bool:
        # Eve says 404 to what it does not know and to what is not there, so only its routes can tell.
        try:
            self._urls.match(path, method=method)
        except HTTPException:
            return False
        return True

    def _is_known(self, method: str, path: str) -> bool:
        # What is no resource of Eve's refuses a request without content, and is not missing.
        return self._signed_in.request(method, path).status_code not in _MISSING

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._signed_in.close()
        self._sandbox.close()
