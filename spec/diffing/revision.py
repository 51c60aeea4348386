"""The two states that are compared: the working tree, and what git has of a revision.

A revision is unpacked into a temporary folder (`git archive`), so neither the working tree nor git's own state is touched.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from attrs import field, frozen

PACKAGE = "amili_client"
EXTENSION = "amili_ext"
_WANTED = (f"generated/{PACKAGE}", EXTENSION, "CHANGELOG.md")


class DiffError(Exception):
    """The comparison cannot be made; the message says what to do."""


@frozen
class State:
    """One state of the project.

    Attributes:
        name: what to call it.
        root: where its files are.
        documents: the merged documents, as `<country>/<api>`.
    """

    name: str
    root: Path
    documents: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @property
    def version(self) -> str | None:
        """What `amili_ext/_version.py` says; None if it is not there."""
        path = self.root / EXTENSION / "_version.py"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return next((line.partition("=")[2].strip(" \"'") for line in lines if line.startswith("__version__")), None)

    @property
    def unreleased(self) -> bool:
        """Whether the changelog calls this version unreleased."""
        path = self.root / "CHANGELOG.md"
        return path.exists() and f"## {self.version} (unreleased)" in path.read_text("utf-8")


def working_tree(root: Path) -> State:
    """The project as it is.

    Raises:
        DiffError: there is a document that nothing was generated for.
    """
    documents = _documents(root)
    for path in sorted((root / "spec").glob("*/*.yaml")):
        name = f"{path.parent.name}/{path.stem}"
        if "." not in path.stem and name not in documents:
            raise DiffError(f"nothing was generated for {name} yet: run `nox -s generate`, then this again")
    return State("the working tree", root, documents)


@contextmanager
def at_revision(root: Path, revision: str) -> Generator[State]:
    """The project as git has it of a revision: a commit, a branch, a tag, `HEAD~3`.

    Raises:
        DiffError: `root` is no git checkout, or there is no such revision.
    """
    commit = _commit(root, revision)
    held = _git(root, "ls-tree", "--name-only", commit, "--", *_WANTED).decode().split("\n")
    wanted = [path for path in _WANTED if path in held]
    with TemporaryDirectory() as folder:
        if wanted:
            # Not as tar, which the oldest Pythons unpack without the guard that the newer ones warn about.
            archive = _git(root, "archive", "--format=zip", commit, "--", *wanted)
            with ZipFile(io.BytesIO(archive)) as files:
                files.extractall(folder)  # it keeps to the folder
        yield State(f"{revision} ({commit[:12]})", Path(folder), _documents(Path(folder)))


def _commit(root: Path, revision: str) -> str:
    try:
        inside = _git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except (OSError, subprocess.CalledProcessError):
        inside = False
    if not inside:
        raise DiffError("this is not a git checkout, so there is nothing to compare with; clone the repository and run this there")
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except subprocess.CalledProcessError:
        raise DiffError(f"git knows no revision {revision!r}; see `git log --oneline`, or `git fetch --tags`") from None


def _git(root: Path, *arguments: str) -> bytes:
    # Not the repository that an outer git command, such as a hook, is about.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", *arguments]
    return subprocess.run(command, cwd=root, env=outside, capture_output=True, check=True).stdout  # noqa: S603  # arguments, never a shell


def _documents(root: Path) -> dict[str, Mapping[str, Any]]:
    paths = sorted((root / "generated" / PACKAGE).glob("*/*/openapi.json"))
    return {f"{path.parts[-3]}/{path.parts[-2]}": json.loads(path.read_bytes()) for path in paths}
