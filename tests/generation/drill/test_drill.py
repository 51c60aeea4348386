"""A drill: changes that a vendor might make to the real documents, and what comes of each.

Generation either succeeds, and then the report names exactly what changed and exactly the files differ that have to; or it stops, and its message
names the place. There is no third way. What must come of each change is written in the catalogue, not taken from a run.
"""

from functools import cache
from pathlib import Path

import pytest
from diffing import compare
from generator import GenerationError, client, coverage

from .cases import Case, Found, Reported, Stopped
from .catalogue_fields import FIELDS, SCHEMAS, VALUES
from .catalogue_operations import BODIES, OPERATIONS, PARAMETERS
from .edits import Node, apply
from .slices import cut, cut_merged

CASES = (*FIELDS, *VALUES, *SCHEMAS, *OPERATIONS, *PARAMETERS, *BODIES)
Files = dict[str, bytes]


def generate(merged: Node, folder: Path) -> Files:
    """The package of a document, as `tree` makes it."""
    client.generate_client(merged, folder)
    coverage.check_coverage(merged, folder)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    del files[client.DOCUMENT_NAME]
    return files


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The package of a part of a document as it is, made once for all cases that need it."""

    @cache
    def make(name: str, *operations: str) -> Files:
        return generate(cut(name, *operations).merge(), tmp_path_factory.mktemp("before") / "package")

    return make


def differing(old: Files, new: Files) -> set[str]:
    changed = {name for name in old.keys() & new.keys() if old[name] != new[name]}
    return changed | {f"-{name}" for name in old.keys() - new.keys()} | {f"+{name}" for name in new.keys() - old.keys()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_drill(case: Case, before, tmp_path: Path) -> None:
    part = cut(case.document, *case.operations)
    old = part.merge()
    facts = apply(case.edits, part.facts)
    assert facts != part.facts

    if isinstance(case.outcome, Stopped):
        with pytest.raises(GenerationError) as stopped:
            generate(part.merge(facts), tmp_path / "package")
        assert [each for each in case.outcome.says if each not in str(stopped.value)] == [], str(stopped.value)
        return

    new = part.merge(facts)
    files = generate(new, tmp_path / "package")
    report = compare(old, new)
    assert {Found(each.kind, each.place, each.old, each.new) for each in map(plain, report.changes)} == set(map(plain, case.outcome.found))
    assert differing(before(case.document, *case.operations), files) == set(case.outcome.files)
    assert report.rating == case.outcome.rating


def plain(each):
    freeze = lambda value: repr(value)
    return Found(each.kind, each.place, freeze(each.old), freeze(each.new))


def test_the_parts_are_the_real_thing() -> None:
    for name, operations in {(case.document, case.operations) for case in CASES}:
        assert cut(name, *operations).merge() == cut_merged(name, *operations)
