"""The project's jobs, each in its own environment with pinned tools.

    nox -s demo            watch invoices go through the sandbox
    nox -s tests           all tests that need nothing but this checkout, on the Python that nox runs on
    nox -s tests-all       the same on every Python that pyproject.toml names and this machine has; tests-all-3.13 on one
    nox -s lowest highest  the same with the lowest and with the newest versions of what pyproject.toml names
    nox -s generate        rebuild generated/ from spec/
    nox -s generate_check  prove that generated/ is what spec/ gives, and test the templates
    nox -s table           rewrite the table of all operations in spec/README.md; -- --check only compares
    nox -s spec_update     take a vendor's new document into spec/; -- NAME --from FILE|URL [--check]
    nox -s spec_diff       what changed since a revision, what it means, which version to release; -- --against REV
    nox -s contract        the client against mocks that know the specs alone, and the sandbox against requests drawn from them
    nox -s lint types      ruff; mypy --strict and basedpyright over both packages
    nox -s record          record the cassettes anew, from the sandbox or, with credentials, from Amili
    nox -s bench           timings against a hand-written client, side by side
    nox -s build           wheel and sdist into dist/

Sessions install with uv when it is there, else with pip; versions come from constraints.txt and, for the generator, which needs older
libraries than the command line does, from spec/constraints.txt.
"""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.download_python = "never"  # a Python that is not there is left out …
nox.options.error_on_missing_interpreters = False  # … which a line says
nox.options.sessions = ["lint", "types", "generate_check", "tests"]

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)

# The commands that pyenv puts on the PATH work only for the versions that are switched on: nox looks in its folders too, after all others.
PYENV = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
IN_PYENV = [str(folder) for version in PYTHONS for folder in PYENV.glob(f"{version}.*/bin")]
os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *IN_PYENV])


def install(session: nox.Session, *groups: str) -> None:
    """This project with all extras, plus groups of tools. Editable, because uv would not notice that a source file changed."""
    session.install("-c", "constraints.txt", "-e", ".[all]", *nox.project.dependency_groups(PROJECT, *groups))


def install_generator(session: nox.Session) -> None:
    """The generator without this project, since the two need different versions of the same libraries."""
    session.install("-c", "spec/constraints.txt", *nox.project.dependency_groups(PROJECT, "generate"))


def install_node(session: nox.Session) -> bool:
    """The tools of spec/node/package.json on the PATH of this session, if they can be had; a line says so if they cannot."""
    folder = Path(session.virtualenv.location).resolve() / "node"
    wanted = Path("spec/node/package.json").read_bytes()
    session.env["PATH"] = os.pathsep.join([str(folder / "node_modules" / ".bin"), session.env.get("PATH") or os.environ["PATH"]])
    installed = folder / "package.json"
    if (folder / "node_modules").is_dir() and installed.exists() and installed.read_bytes() == wanted:
        return True
    if shutil.which("npm") is None:
        session.log("node is not installed, so its tools (spec/node/package.json) are left out")
        return False
    folder.mkdir(exist_ok=True)
    arguments = ("--prefix", str(folder), "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    (folder / "package.json").write_bytes(wanted)
    session.run("npm", "install", *arguments, external=True, success_codes=range(256))
    if not (folder / "node_modules" / ".bin").is_dir():
        installed.unlink()
        session.log("the tools of spec/node/package.json could not be installed, so they are left out")
        return False
    return True


def run_tests(session: nox.Session, *options: str) -> None:
    session.run("python", "-m", "pytest", "--ignore=tests/generation", "--numprocesses=auto", *options, *session.posargs)


@nox.session
def demo(session: nox.Session) -> None:
    """Watch invoices go through token, submit, poll and result on the embedded sandbox."""
    install(session)
    session.run("amili", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Pass the tests. They need no network but loopback, and nothing outside this checkout."""
    install(session, "test")
    run_tests(session)


@nox.session(name="tests-all", python=PYTHONS)
def tests_all(session: nox.Session) -> None:
    """Pass the tests on every Python that pyproject.toml names, as far as this machine has it."""
    install(session, "test")
    run_tests(session)


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Pass the tests with the lowest versions that pyproject.toml allows, on the lowest Python. What those bring is at its newest."""
    table = PROJECT["project"]
    allowed = [*table["dependencies"], *itertools.chain.from_iterable(table["optional-dependencies"].values())]
    # FastAPI needs a newer Starlette than the sandbox does. Its test is skipped where it is missing.
    tools = [tool for tool in nox.project.dependency_groups(PROJECT, "test") if not tool.startswith("fastapi")]
    session.install("-e", ".[all]", *(one.replace(">=", "==") for one in allowed), *tools)
    # What an old version says of the future is seen to with its successor.
    run_tests(session, "-W", "ignore::DeprecationWarning")


@nox.session(reuse_venv=False)
def highest(session: nox.Session) -> None:
    """Pass the tests with the newest version of everything, whatever constraints.txt says."""
    session.install("-e", ".[all]", *nox.project.dependency_groups(PROJECT, "test"))
    run_tests(session)


@nox.session
def generate(session: nox.Session) -> None:
    """Rebuild generated/ from spec/."""
    install_generator(session)
    session.run("python", "spec/generate.py", *session.posargs)


@nox.session
def generate_check(session: nox.Session) -> None:
    """Prove that regenerating changes no byte and loses nothing, and test each template override."""
    install_generator(session)
    session.run("python", "spec/generate.py", "--check")
    session.run("python", "-m", "pytest", "--confcutdir=tests/generation", "--numprocesses=auto", "tests/generation", *session.posargs)


@nox.session
def table(session: nox.Session) -> None:
    """Rewrite the table of all operations in spec/README.md; with `-- --check`, fail if that would change it."""
    install(session, "test")
    session.run("python", "-m", "spec.table", *session.posargs)


@nox.session
def spec_update(session: nox.Session) -> None:
    """Take a vendor's new document into spec/, if all that follows from it holds; -- NAME --from FILE|URL [--check]."""
    install_generator(session)
    install_node(session)  # for Swagger 2.0 only, so it may be missing
    session.run("python", "spec/update.py", *session.posargs)


@nox.session
def spec_diff(session: nox.Session) -> None:
    """Say what changed since a revision, and what it means; -- --against REV --json FILE --markdown FILE."""
    install(session, "diff")
    install_node(session)
    session.run("python", "-m", "spec.diff", *session.posargs)


@nox.session
def contract(session: nox.Session) -> None:
    """Hold client and sandbox against what the specs alone say. Takes minutes; without node, the client's part is skipped."""
    install(session, "test", "contract")
    install_node(session)
    session.run("python", "-m", "pytest", "--numprocesses=auto", "tests/contract", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and likely mistakes."""
    session.install("-c", "constraints.txt", *nox.project.dependency_groups(PROJECT, "lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types of the hand-written and of the generated package."""
    install(session, "types")
    session.run("mypy")
    session.run("basedpyright")


@nox.session
def record(session: nox.Session) -> None:
    """Record the cassettes anew: from the sandbox, or from Amili when AMILI_RECORD is staging or amili_sandbox and credentials are set."""
    install(session, "test")
    session.run("python", "-m", "tests.cassettes.record", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Compare with a hand-written client, side by side in one run. Timings are here and never in a test."""
    install(session, "bench")
    # Another generator's client, where its package (and Java) can be had; the bench leaves it out otherwise.
    session.install("-c", "constraints.txt", *nox.project.dependency_groups(PROJECT, "bench-other"), success_codes=[0, 1, 2])
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Wheel and sdist into dist/."""
    session.install("-c", "constraints.txt", *nox.project.dependency_groups(PROJECT, "build"))
    session.run("python", "-m", "build", "--outdir", "dist", *session.posargs)
    for archive in sorted(Path("dist").iterdir()):
        session.log(archive.name)
