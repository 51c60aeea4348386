"""Say what changed since a revision:  python -m spec.diff [--against REV] [--json FILE] [--markdown FILE]

It compares `generated/` with that of the revision, so regenerate first (`nox -s generate`). It wants the environment of the extension, with
griffe in it, which `nox -s spec_diff` makes; with redocly on the PATH there is a second opinion. How it works is in `diffing/__init__.py`.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from spec.diffing.markdown import write
from spec.diffing.revision import DiffError, at_revision, working_tree
from spec.diffing.whole import compare_states

ROOT = Path(__file__).parents[1]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Write the report. Returns the exit code: 0 whatever changed, 1 if nothing could be compared."""
    parser = ArgumentParser(prog="nox -s spec_diff --", description="What changed in the documents and the packages, and what it means.")
    parser.add_argument("--against", metavar="REV", default="HEAD", help="the revision to compare with: a commit, a branch, a tag; HEAD")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the report for machines there")
    parser.add_argument("--markdown", metavar="FILE", type=Path, help="write the report for people there too")
    options = parser.parse_args(arguments)
    try:
        with at_revision(root, options.against) as old:
            whole = compare_states(old, working_tree(root), root / "cassettes")
    except DiffError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = write(whole)
    sys.stdout.write(text)
    if options.markdown:
        options.markdown.write_text(text, "utf-8", newline="\n")
    if options.json:
        options.json.write_text(json.dumps(whole.to_dict(), indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
