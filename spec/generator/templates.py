"""Proves that our templates are the generator's own plus the recorded difference, and nothing else.

A template copied from one release and kept through the next would silently undo what the next one mended; release
0.29.1 mended a hole that let a document inject code. So `spec/templates/STOCK.diff` records our difference as a
unified diff. If the stock template or ours changes in any line, the diff is another one and generation stops.
"""

from difflib import unified_diff
from importlib.resources import files
from pathlib import Path

from generator import GenerationError

RECORD_NAME = "STOCK.diff"
_HEADER = "What each template here changes in the one of the same name in openapi-python-client. Written by\n"
_HINT = "`python spec/generate.py --accept-templates`, read by every generation; never edited.\n"


def difference(templates: Path) -> str:
    """Our templates against the installed generator's, as one unified diff."""
    stock_root = files("openapi_python_client") / "templates"
    parts = [_HEADER, _HINT]
    for path in sorted(templates.rglob("*.jinja")):
        name = path.relative_to(templates).as_posix()
        stock = stock_root / name
        if not stock.is_file():
            raise GenerationError(f"spec/templates/{name}: the generator has no template of this name")
        before = stock.read_text(encoding="utf-8").splitlines(keepends=True)
        after = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines = list(unified_diff(before, after, f"stock/{name}", f"ours/{name}", n=1))
        if not lines:
            raise GenerationError(f"spec/templates/{name}: is the same as the generator's own; delete it")
        parts.extend(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return "".join(parts)


def check(templates: Path) -> None:
    """Raise unless the difference is the recorded one."""
    record = templates / RECORD_NAME
    if not record.exists() or record.read_text(encoding="utf-8") != difference(templates):
        raise GenerationError(
            f"spec/templates no longer differs from the generator's own as {RECORD_NAME} records. After an upgrade of "
            "the generator, derive each template anew from its own; then run `python spec/generate.py "
            "--accept-templates` and review the change of the record."
        )


def accept(templates: Path) -> None:
    """Record the present difference."""
    (templates / RECORD_NAME).write_text(difference(templates), encoding="utf-8")
