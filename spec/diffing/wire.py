"""A second opinion on what a change means on the wire: `redocly diff`, which knows nothing of our table.

It is a program of Node's, so it may be missing; then this says so, and our own rules stand alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import frozen

MISSING = "redocly is not installed (it needs Node, see spec/node/package.json), so only our own rules rate the wire"
_TIMEOUT = 120.0
_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


@frozen
class Opinion:
    """What redocly says of one document.

    Attributes:
        rating: `major`, `minor`, `patch` or `none`; None if it could not be asked.
        messages: each with its rating; or why it could not be asked.
    """

    rating: str | None
    messages: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """For machines."""
        return {"rating": self.rating, "messages": list(self.messages)}


def ask_redocly(old: Mapping[str, Any], new: Mapping[str, Any], program: str = "redocly") -> Opinion:
    """Have two documents compared by redocly."""
    found = shutil.which(program)
    if found is None:
        return Opinion(None, (MISSING,))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.json").write_text(json.dumps(old), "utf-8")
        (folder / "new.json").write_text(json.dumps(new), "utf-8")
        command = [found, "diff", "old.json", "new.json", "--format", "json", "--fail-on", "none", "--output", "report.json"]
        try:
            subprocess.run(command, cwd=folder, env=os.environ | _QUIET, capture_output=True, check=True, timeout=_TIMEOUT)  # noqa: S603
            return read_report(json.loads((folder / "report.json").read_bytes()))
        except (OSError, subprocess.SubprocessError, ValueError, KeyError) as error:
            return Opinion(None, (f"redocly could not compare them ({type(error).__name__}), so only our own rules rate the wire",))


def read_report(report: Mapping[str, Any]) -> Opinion:
    """Take from redocly's report what people want to know."""
    messages = [f"{verdict['impact']}: {verdict['message']}" for change in report["changes"] for verdict in change.get("verdicts", [])]
    if not report["changes"]:
        return Opinion("none", ())
    return Opinion(str(report["bump"]), tuple(dict.fromkeys(messages)))
