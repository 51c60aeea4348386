"""What the package offers is itself a promise, and so is what importing it costs."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import amili_ext
import amili_ext.norway.arm
import amili_ext.norway.webhooks
import amili_ext.sweden
from amili_ext import Arm, AsyncArm, AsyncNorway, AsyncSweden, Norway, Sweden
from amili_ext._http import USER_AGENT

PUBLIC = [
    "NO_RETRY",
    "AmiliError",
    "Arm",
    "AsyncArm",
    "AsyncNorway",
    "AsyncSweden",
    "BatchHandle",
    "BatchResult",
    "ConfigurationError",
    "InputError",
    "InvoiceOutcome",
    "ItemStatus",
    "Norway",
    "PartialFailureError",
    "PollSchedule",
    "PollTimeoutError",
    "Reference",
    "ResponseError",
    "RetryPolicy",
    "SubmissionUnknownError",
    "Sweden",
    "TokenError",
    "TransportError",
    "UnfinishedBatchesError",
    "UnknownOutcomeError",
    "UnverifiedOperationWarning",
    "__version__",
]
"""Names that callers import. Taking one away breaks them, so it must be a decision that changes this list."""

SWEDISH = [
    "AccessGroupNotFoundError",
    "ActionFailedError",
    "ActionResult",
    "AlreadyThereError",
    "AsyncSweden",
    "CaseMappingError",
    "CaseRegistrationResult",
    "CaseStatus",
    "EditConflictError",
    "ExportPoint",
    "InvoiceHandle",
    "OutcomeStatus",
    "Reconciliation",
    "ReconciliationError",
    "RegisteredDebt",
    "RegistrationOutcome",
    "Sweden",
    "UploadedFile",
    "where",
]

NORWEGIAN = [
    "ActionStatus",
    "AmountHandle",
    "AmountOutcome",
    "AmountReference",
    "AmountResult",
    "Arm",
    "AsyncArm",
    "AsyncNorway",
    "BatchHandle",
    "BatchResult",
    "CaseAction",
    "CaseActionError",
    "CaseActionUnknownError",
    "CaseHandle",
    "CaseNotFoundError",
    "CaseOutcome",
    "Gap",
    "InvoiceOutcome",
    "ItemStatus",
    "Norway",
    "Part",
    "PartialFailureError",
    "PollTimeoutError",
    "Reference",
    "SettlementBatch",
    "SettlementPoint",
    "SeveralCasesError",
    "Standing",
    "SubmissionUnknownError",
    "Trace",
    "TracedCase",
    "UnfinishedBatchesError",
]

ARM = [
    "ArItemWrite",
    "Arm",
    "ArmBatchHandle",
    "ArmBatchResult",
    "ArmBatchState",
    "ArmFile",
    "ArmOutcome",
    "AsyncArm",
    "AutoPostingOutcome",
    "AutoPostingResult",
    "CustomerInUseError",
    "CustomerWrite",
    "DocumentExistsError",
    "DocumentWrite",
    "FileOutcome",
    "FileResult",
    "PaymentReservationWrite",
]

METHODS = {
    Arm: {
        "ar_items": ["get", "list", "update"],
        "auto_postings": ["create"],
        "batches": ["get", "wait", "wait_all"],
        "customers": ["create", "create_batch", "delete", "get", "list", "update", "update_batch"],
        "document_bundles": ["get", "list"],
        "documents": ["create", "create_batch", "create_batches", "get", "list"],
        "files": ["upload"],
        "gl_items": ["get", "list"],
        "gl_movements": ["list"],
        "log_items": ["get", "list"],
        "payment_reservations": ["create"],
    },
    Norway: {
        "autocollect": ["get_attachment", "get_batch", "ping", "send_batch"],
        "batches": ["get", "list", "wait", "wait_all"],
        "cases": [
            *("accept_debt_collection_list", "accept_eviction_confirmation", "accept_eviction_request", "act_all", "find", "list", "pause"),
            *("reject_debt_collection_list", "reject_eviction_confirmation", "reject_eviction_request", "resume", "wait", "withdraw"),
        ],
        "corrections": ["register", "register_and_wait", "register_batches"],
        "invoices": ["get", "list", "submit", "submit_and_wait", "submit_batches", "trace"],
        "payments": ["register", "register_and_wait", "register_batches"],
        "settlements": ["export_to_file", "get", "list", "since"],
        "webhooks": ["re_read"],
    },
    Sweden: {
        "access_groups": ["get", "list", "of_account", "of_creditor"],
        "accounts": ["create", "get", "list"],
        "cancellations": ["get", "list", "refresh", "register"],
        "cases": ["get", "link", "list", "list_closed", "list_open", "register", "register_all", "status"],
        "creditings": ["get", "list", "refresh", "register"],
        "creditors": ["activate", "create", "delete", "get", "list", "update"],
        "customers": ["get", "list"],
        "invoices": ["get", "list", "register", "register_all"],
        "media": ["upload"],
        "partners": ["get", "list"],
        "payments": ["get", "list", "refresh", "register"],
        "payouts": ["export", "export_to_file", "get", "get_specification", "list", "reconcile", "specifications"],
        "users": ["create", "create_account_admin", "create_creditor_admin", "create_creditor_user", "get", "list"],
    },
}
OWN = {Arm: ["client_no", "for_client"], Norway: ["organization_id"], Sweden: []}
ASYNC = {AsyncArm: Arm, AsyncNorway: Norway, AsyncSweden: Sweden}


def in_a_fresh_process(code: str) -> list[str]:
    """The words that the code prints in a new interpreter that knows the packages."""
    paths = os.pathsep.join(str(Path(path).resolve()) for path in [*sys.path] if path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")} | {"PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_names_are_these() -> None:
    assert sorted(amili_ext.__all__) == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_name_is_there(name: str) -> None:
    assert getattr(amili_ext, name) is not None


def test_a_star_import_gives_these_and_nothing_else() -> None:
    names: dict[str, Any] = {}
    exec("from amili_ext import *", names)  # noqa: S102  # what a star import does
    assert set(names) - {"__builtins__"} == set(PUBLIC)


@pytest.mark.parametrize("kind", [Norway, AsyncNorway, Arm, AsyncArm, Sweden, AsyncSweden])
def test_clients_offer_these_resources_and_methods(kind: type[Any]) -> None:
    amili, twin = kind(environment="sandbox"), ASYNC.get(kind, kind)
    for resource, methods in METHODS[twin].items():
        offered = [name for name in dir(getattr(amili, resource)) if not name.startswith("_")]
        assert [name for name in offered if name not in {"context", "perform"}] == methods
    offered = {name for name in dir(amili) if not name.startswith("_")}
    assert offered == {"auth", "call", "close", "environment", "with_options", *METHODS[twin], *OWN[twin]}


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in {"NO_RETRY", "__version__"}])
def test_every_public_class_and_method_says_what_it_does(name: str) -> None:
    value = getattr(amili_ext, name)
    assert inspect.getdoc(value)
    for method_name, method in inspect.getmembers(value, inspect.isfunction):
        if not method_name.startswith("_"):
            assert inspect.getdoc(method), f"{name}.{method_name} has no docstring"


@pytest.mark.parametrize(
    ("client", "resource", "method"),
    [(client, resource, method) for client, found in METHODS.items() for resource, methods in found.items() for method in methods],
)
def test_every_method_of_a_resource_says_what_it_does(client: type[Any], resource: str, method: str) -> None:
    assert inspect.getdoc(getattr(getattr(client(environment="sandbox"), resource), method))


OFFERS = [(amili_ext.norway, NORWEGIAN), (amili_ext.norway.arm, ARM), (amili_ext.sweden, SWEDISH)]


@pytest.mark.parametrize(("country", "names"), OFFERS, ids=["Norway", "ARM", "Sweden"])
def test_the_names_of_a_country_are_these(country: ModuleType, names: list[str]) -> None:
    assert sorted(country.__all__) == names
    assert all(getattr(country, name) is not None for name in names)


def test_the_version_is_the_one_that_servers_see() -> None:
    assert f"amili-ext/{amili_ext.__version__}" in USER_AGENT
    assert USER_AGENT.endswith(installed_version("httpx"))


HEAVY = ["typer", "rich", "starlette", "uvicorn", "jsonschema", "sqlite3", "trio", "yaml", "vcr", "pytest", "tomllib"]
HEAVY += ["jwt", "cryptography", "eve", "flask"]


def beyond_the_http_library(code: str) -> set[str]:
    """The modules that the code loads and that the HTTP library, which loads what it finds installed, has not loaded already."""
    theirs = in_a_fresh_process("import httpx, sys; httpx.Client(); httpx.AsyncClient(); print(*sys.modules)")
    return set(in_a_fresh_process(f"{code}; import sys; print(*sys.modules)")) - set(theirs)


def test_importing_the_package_imports_no_extra_and_hardly_a_generated_model() -> None:
    """Extras are not installed everywhere, and a command line that lists its options should not load 25 models first."""
    loaded = beyond_the_http_library("from amili_ext import *")
    assert "amili_ext.norway.client" in loaded
    assert loaded & {*HEAVY} == set()
    models = {name for name in loaded if name.startswith("amili_client.norway.collection.models.")}
    assert len(models) <= 6, models
    assert {name for name in loaded if name.split(".")[:2] in (["amili_ext", "sandbox"], ["amili_ext", "cli"])} == set()


@pytest.mark.parametrize("kind", ["Norway", "AsyncNorway"])
def test_making_a_client_needs_no_extra(kind: str) -> None:
    loaded = beyond_the_http_library(f"import amili_ext; amili_ext.{kind}(environment='sandbox').invoices")
    assert "amili_ext.norway.collection.batch.submission" in loaded
    assert loaded & {*HEAVY} == set()


def test_the_testing_module_can_be_imported_without_the_sandbox() -> None:
    """Its clock serves callers who have not installed the extra."""
    loaded = beyond_the_http_library("import amili_ext.testing; amili_ext.testing.VirtualClock()")
    assert loaded & {*HEAVY} == set()


def test_the_http_library_is_named_in_one_module_only() -> None:
    """So that changing it is one module's work. (The generated package has its own, for use without this one.)"""
    root = Path(amili_ext.__file__).parent
    named = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if _imports_httpx(path.read_text())}
    assert {name for name in named if not name.startswith(("cli/", "sandbox/"))} == {"_http.py"}


def _imports_httpx(source: str) -> bool:
    return any(line.strip().startswith(("import httpx", "from httpx")) for line in source.splitlines())


def test_workflows_touch_neither_network_nor_clock_nor_dice() -> None:
    """Flows say what they want done, and drivers do it; so they run on a virtual clock, and later on a durable engine."""
    root = Path(amili_ext.__file__).parent
    shared = ("dialect", "flow", "once", "outcomes", "pace", "polling", "paging", "retry", "endpoint", "routes", "waiting", "wire")
    pure = [*(root / f"{name}.py" for name in shared), root / "norway" / "webhooks" / "hints.py"]
    for api in ("norway/autocollect", "norway/arm", "norway/collection", "sweden/ada"):
        pure += sorted((root / api).rglob("*.py"))
    forbidden = re.compile(r"import (time|random|socket|secrets)\b|from (time|random|secrets) |datetime\.now\(|utcnow\(|\bsleep\(")
    pure = [path for path in pure if path.name not in {"media_file.py"}]  # the side of the disk
    offences = [f"{path.name}: {line.strip()}" for path in pure for line in path.read_text().splitlines() if forbidden.search(line)]
    assert offences == []


def test_no_module_is_longer_than_a_reader_bears() -> None:
    root = Path(amili_ext.__file__).parent
    long = {str(path.relative_to(root)): count for path in root.rglob("*.py") if (count := len(path.read_text().splitlines())) > 350}
    assert long == {}


def test_every_module_opens_with_what_a_newcomer_needs() -> None:
    root = Path(amili_ext.__file__).parent
    silent = [str(path.relative_to(root)) for path in root.rglob("*.py") if not path.read_text().startswith(('"""', "__version__", "#"))]
    assert silent == []


def test_a_resource_is_loaded_when_it_is_asked_for_and_made_once() -> None:
    loaded = beyond_the_http_library("from amili_ext import Sweden; Sweden(environment='sandbox').cases")
    assert "amili_ext.sweden.ada.registering.resources" in loaded
    assert not {name for name in loaded if name.startswith(("amili_ext.sweden.ada.money", "amili_ext.sweden.ada.parties.resources"))}
    amili = Sweden(environment="sandbox")
    assert amili.cases is amili.cases
    with pytest.raises(AttributeError, match="'Sweden' object has no attribute 'case'"):
        _ = amili.case  # type: ignore[attr-defined]  # that is the point


WEBHOOKS = sorted(amili_ext.norway.webhooks.__all__)


@pytest.mark.parametrize(
    ("package", "name"),
    [
        *(("amili_ext.sweden", name) for name in SWEDISH),
        *(("amili_ext.norway", name) for name in NORWEGIAN),
        *(("amili_ext.norway.arm", name) for name in ARM),
        *(("amili_ext.norway.webhooks", name) for name in WEBHOOKS),
    ],
)
def test_every_name_is_there_in_a_process_that_has_imported_nothing_else(package: str, name: str) -> None:
    assert in_a_fresh_process(f"from {package} import {name}; print({name!r} if {name} is not None else '')") == [name]
