"""Files: looked at and forgotten.

Documented: the path, that a body is JSON, and the statuses 200 and 207. The body itself is a guess, and so is all of this:

* `files` is a list of `fileName`, `fileType` and `fileContent`, which is base64. Without `fileType` the end of the name says what it is.
* A type outside the settings' `arm_file_types` fails, as does content that is empty or no base64.
* The answer has an entry for each file in the order sent: `fileName`, `resultType` OK or FAILED, `messages`. It is 207 when one failed,
  also when all did.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from amili_ext.sandbox.messages import Refusal, SandboxResponse, json_response
from amili_ext.sandbox.norway.arm.context import ArmContext
from amili_ext.sandbox.norway.validation import Call

NAME_MISSING = "File name is missing"
TYPE_REFUSED = "File type is not allowed for this client"
CONTENT_MISSING = "File content is missing"
CONTENT_UNREADABLE = "File content is not base64"


@frozen
class FilesApi:
    """The part of the ARM API that takes files in."""

    context: ArmContext

    def handlers(self) -> dict[str, Callable[[Call], SandboxResponse]]:
        """What carries out which operation, by operationId."""
        return {"uploadFiles": self._upload}

    def _upload(self, call: Call) -> SandboxResponse:
        sent: list[dict[str, Any]] = call.body.get("files", [])
        if not sent:
            raise Refusal(400, errors={"files": ["must hold at least one"]})
        entries = [self._entry(one) for one in sent]
        return json_response(207 if any(entry["messages"] for entry in entries) else 200, {"files": entries})

    def _entry(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        name: str = sent.get("fileName") or ""
        messages = [] if name else [NAME_MISSING]
        kind: str = sent.get("fileType") or name.rpartition(".")[2]
        if kind.lower() not in self.context.settings.arm_file_types:
            messages.append(TYPE_REFUSED)
        content: str = sent.get("fileContent") or ""
        if not content:
            messages.append(CONTENT_MISSING)
        elif not _is_base64(content):
            messages.append(CONTENT_UNREADABLE)
        named = {"fileName": name} if name else {}
        return {**named, "resultType": "FAILED" if messages else "OK", "messages": messages}


def _is_base64(text: str) -> bool:
    try:
        b64decode(text, validate=True)
    except ValueError:  # binascii.Error is one
        return False
    return True
