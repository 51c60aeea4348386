"""What of the project itself touches a change, and what of it is public."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import amili_ext
from spec.diffing import compare
from spec.diffing.revision import State, working_tree
from spec.diffing.touched import Touched, find_touched
from spec.diffing.users import _public, compare_packages, load
from spec.table.documents import ROOT
from spec.table.extension import _resources

NAME = "norway/collection"
BATCH, OLD_BATCH = "/orgs/{organizationId}/batches/{batchId}", "/orgs/{organizationId}/jobs/{batchId}"


@pytest.fixture(scope="module")
def now() -> State:
    return working_tree(ROOT)


def touched(now: State, before: dict[str, Any]) -> Touched:
    old = evolve(now, name="before", documents={**now.documents, NAME: before})
    return find_touched({NAME: compare(before, now.documents[NAME])}, old, now, ROOT / "cassettes")


def test_a_batch_that_moved(now: State) -> None:
    before = deepcopy(dict(now.documents[NAME]))
    before["paths"] = {OLD_BATCH if path == BATCH else path: item for path, item in before["paths"].items()}
    found = touched(now, before)
    operation = f"{NAME}: getBatchById"
    assert found.methods == {operation: ("batches.get",)}
    assert "amili_ext.norway.collection.batch.endpoints" in found.modules or found.modules
    assert all("amili_client.norway.collection.api.batches.get_batch_by_id" in names for names in found.modules.values())
    tapes = [ROOT / "cassettes" / name for name in found.cassettes[operation]]
    assert tapes
    assert all("/batches/" in tape.read_text("utf-8") for tape in tapes)


def test_words_touch_nothing(now: State) -> None:
    before = json.loads(json.dumps(now.documents[NAME]))
    before["components"]["schemas"]["Invoice"]["description"] = "Another"
    assert touched(now, before) == Touched()


def test_all_that_callers_can_reach_is_public() -> None:
    package = load("amili_ext", ROOT)
    public = _public(package, narrow=True)
    assert {f"amili_ext.{name}" for name in amili_ext.__all__} <= public.names
    assert {home for homes in _resources().values() for home in homes} <= public.names
    assert "amili_ext.Norway.call" in public.names  # of a base of its class
    assert {"amili_ext.norway.client.Norway", "amili_ext.client.BlockingBase"} <= public.homes
    assert not any(name.startswith("amili_ext.flow") for name in public.names | public.homes)


def test_no_path_of_a_machine_is_reported(tmp_path: Path) -> None:
    for name, text in (("old", "def one(a): ...\n"), ("new", "")):
        (tmp_path / name / "amili_client").mkdir(parents=True)
        (tmp_path / name / "amili_client" / "__init__.py").write_text(text)
    effect = compare_packages("amili_client", tmp_path / "old", tmp_path / "new")
    assert effect.broken == (("amili_client", "`one`: *Public object was removed*"),)
