"""Writes the files of an update, all of them or none, and never over what is not committed.

`<api>.vendor.json` is what the vendor sent, normalised only so that the next one differs in lines that mean something: two spaces, one
line for each value, the vendor's order, numbers as they were written. JSON even where the vendor sent YAML, so that a
change of format is no change of content. `<api>.yaml` is what is generated from: the same as YAML or, of Swagger 2.0,
what it was converted to.
"""

import os
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from generator import document
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from updating import UpdateError

VENDOR_SUFFIX = ".vendor.json"
_WIDTH = 120
_HEADER = """\
# The vendor's own document, put here by `nox -s spec_update -- {name}` and never edited: what it says is in
# {api}{suffix}, what we concluded beyond it in {api}{overlay}.
"""


class _Representer(SafeRepresenter):
    """Writes numbers as they were read, and texts of several lines as such."""

    def represent_decimal(self, value: Decimal) -> ScalarNode:
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:float", str(value))
        return node

    def represent_lines(self, value: str) -> ScalarNode:
        is_block = "\n" in value and not any(line != line.rstrip() for line in value.split("\n")) and not value.startswith((" ", "\n"))
        node: ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", value, style="|" if is_block else None)
        return node


_Representer.add_representer(Decimal, _Representer.represent_decimal)
_Representer.add_representer(str, _Representer.represent_lines)


def to_yaml(content: dict[str, Any], country: str, api: str) -> str:
    """A document as YAML that reads as the same document again."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = _WIDTH
    yaml.sort_base_mapping_type_on_output = False
    stream = StringIO()
    yaml.dump(content, stream)
    text = _HEADER.format(name=f"{country}/{api}", api=api, suffix=VENDOR_SUFFIX, overlay=document.OVERLAY_SUFFIX) + stream.getvalue()
    if document.exact_yaml().load(text) != content:
        raise UpdateError(f"{country}/{api}: cannot be written as YAML without changing it; please report this document")
    return text


def refuse_uncommitted(spec: Path, paths: list[Path]) -> None:
    """Raise if one of the files has changes that git does not have, since they could not be had back."""
    try:
        done = subprocess.run(  # noqa: S603  # the arguments are ours
            ["git", "-C", str(spec), "status", "--porcelain", "--untracked-files=all", "--", *(str(path) for path in paths)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        problem = "git is not installed"
    else:
        if not done.returncode and not done.stdout.strip():
            return
        changed = ", ".join(line[3:] for line in done.stdout.splitlines())
        problem = f"not committed: {changed}" if changed else "this is not a git checkout"
    raise UpdateError(f"{problem}; what is overwritten could not be had back. Commit first, or overwrite it all the same with --force.")


def place(files: Mapping[Path, bytes]) -> list[Path]:
    """Write what differs; return what was written. If one of them fails, those before it get their old content back."""
    changed = {path: content for path, content in files.items() if not path.exists() or path.read_bytes() != content}
    before = {path: path.read_bytes() if path.exists() else None for path in changed}
    new = {path: path.with_name(f".{path.name}.new") for path in changed}
    done: list[Path] = []
    try:
        for path, content in changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            new[path].write_bytes(content)
        for path in changed:
            os.replace(new[path], path)  # noqa: PTH105  # as atomic as the name says
            done.append(path)
    except OSError as error:
        for path in done:
            _restore(path, before[path])
        raise UpdateError(f"{error.filename}: {error.strerror}. Nothing was changed.") from error
    finally:
        for path in new.values():
            path.unlink(missing_ok=True)
    return done


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
