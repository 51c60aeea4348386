"""A drill: changes that a vendor might make to the real documents, and what comes of each.

Generation either succeeds, and then the report names exactly what changed, and exactly those files differ that have to;
or it stops, and its message names the place. Where an action of ours hides what changed, or loses one of the places that
it is about, `spec_update` names it. There is no other way. What must come of each change is written in the catalogue, not
taken from a run.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from diffing import compare
from generator import GenerationError, client, coverage
from updating.examining import examine

from .cases import Case, Stopped
from .catalogue_fields import FIELDS, SCHEMAS, VALUES
from .catalogue_operations import BODIES, OPERATIONS, PARAMETERS
from .edits import Node, apply
from .slices import Slice, cut, cut_merged

CASES = (*FIELDS, *VALUES, *SCHEMAS, *OPERATIONS, *PARAMETERS, *BODIES)
Files = dict[str, bytes]


def generate(merged: Node, folder: Path) -> Files:
    """The package of a document, as `tree` makes it; without the document itself."""
    client.generate_client(merged, folder)
    coverage.check_coverage(merged, folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != client.DOCUMENT_NAME
    }


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Slice], Files]:
    """The package of a part of a document as it is, made once for all changes of it."""

    @cache
    def make(part: Slice) -> Files:
        return generate(part.merged, tmp_path_factory.mktemp("unchanged") / "package")

    return make


def differing(old: Files, new: Files) -> set[str]:
    changed = {name for name in old.keys() & new.keys() if old[name] != new[name]}
    return changed | {f"-{name}" for name in old.keys() - new.keys()} | {f"+{name}" for name in new.keys() - old.keys()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_nothing_is_lost_without_a_word(case: Case, unchanged: Callable[[Slice], Files], tmp_path: Path) -> None:
    part = cut(case.document, *case.operations)
    facts = apply(case.edits, part.facts)
    assert facts != part.facts

    if isinstance(case.outcome, Stopped):
        with pytest.raises(GenerationError) as stopped:
            generate(part.merge(facts), tmp_path / "package")
        assert [text for text in case.outcome.says if text not in str(stopped.value)] == [], str(stopped.value)
        return

    new = part.merge(facts)
    report = compare(part.merged, new)
    # By their texts, since what changed may be a list.
    found = {(each.kind, each.place, repr(each.old), repr(each.new)) for each in report.changes}
    assert found == {(each.kind, each.place, repr(each.old), repr(each.new)) for each in case.outcome.found}
    assert report.rating == case.outcome.rating
    assert differing(unchanged(part), generate(new, tmp_path / "package")) == set(case.outcome.files)
    if case.outcome.overlay:
        assert part.overlay is not None
        news = [each for finding in examine(part.facts, facts, part.overlay, part.name)[1] for each in finding.news]
        assert len(news) == len(case.outcome.overlay)
        assert [text for text in case.outcome.overlay if not any(text in each for each in news)] == []


@pytest.mark.parametrize("name", sorted({case.document for case in CASES}))
def test_what_is_drilled_is_the_real_thing(name: str) -> None:
    for operations in {case.operations for case in CASES if case.document == name}:
        assert cut(name, *operations).merged == cut_merged(name, *operations)


def test_every_change_is_another_and_both_countries_are_drilled() -> None:
    assert len({case.title for case in CASES}) == len(CASES)
    assert {case.document.partition("/")[0] for case in CASES} == {"norway", "sweden"}
