"""What the tests of the contract share. Without their tools they are not even collected; `nox -s contract` installs these."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

collect_ignore_glob = [] if find_spec("schemathesis") else ["test_*.py"]


@pytest.fixture(scope="session")
def mocks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of a mock for each document; see `documents.for_mock` for its paths."""
    from . import mock
    from .documents import for_mock, read_documents

    if mock.steady() is None:
        pytest.skip(f"{mock.STEADY} is not there: `nox -s contract` installs it where there is node")
    with mock.running({one.name: for_mock(one) for one in read_documents()}, tmp_path_factory.mktemp("mocks")) as addresses:
        yield addresses
