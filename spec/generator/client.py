"""Runs openapi-python-client over one document.

In this process rather than by its command line, because the Python type of a JSON number is no matter of templates:
`FloatProperty` has it as a class attribute. Money must be `Decimal`, so that attribute is set here, together with the
import which the type needs; `float_property.py.jinja` does the rest.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from generator import GenerationError, document, guard, hints, names

SPEC = Path(__file__).resolve().parent.parent
TEMPLATES = SPEC / "templates"
DOCUMENT_NAME = "openapi.json"
# What decides about the bytes that come out.
_PINNED = ("openapi-python-client", "jinja2", "ruff")


def check_pins() -> None:
    """Raise unless the tools that decide about the output are the ones that `spec/constraints.txt` names."""
    lines = (SPEC / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    for name in _PINNED:
        if version(name) != pins[name]:
            raise GenerationError(f"{name} is {version(name)}; spec/constraints.txt wants {pins[name]}")


def generate_client(merged: dict[str, Any], target: Path) -> None:
    """Write the package for the document `merged` into the new directory `target`. Any warning is an error.

    What is written is neither imported nor run here, and holds nothing but what the templates write; see `guard`.
    """
    names.check_names(merged)
    target.mkdir(parents=True)
    source = target / DOCUMENT_NAME
    source.write_bytes(document.to_json(merged))
    config = Config.from_sources(
        config_file=ConfigFile.load_from_path(SPEC / "config.yaml"),
        meta_type=MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=target,
    )
    with _exact_numbers(), _own_programs_first(), redirect_stdout(StringIO()):
        problems = _build(merged, config)
    if problems:
        raise GenerationError("\n".join(f"{problem.header} {problem.detail or ''}".strip() for problem in problems))
    guard.check_package(target)


def _build(merged: dict[str, Any], config: Config) -> Sequence[GeneratorError]:
    # As the generator's own `generate`, which has no way to tell the templates anything.
    try:
        data = GeneratorData.from_dict(json.loads(document.to_json(hints.with_python_types(merged))), config=config)
    except ValueError as error:  # of two values of an enum that would be one name
        raise GenerationError(str(error)) from error
    if isinstance(data, GeneratorError):
        return [data]
    project = Project(openapi=data, config=config, custom_template_path=TEMPLATES)
    project.env.bytecode_cache = _compiled
    project.env.globals.update(hints.for_templates(merged))
    return project.build()


class _CompiledTemplates(BytecodeCache):
    """Templates that this process compiled already; for a small document that is nine tenths of the work.

    Each project makes an environment of its own, and Jinja looks here by the text of the template.
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_compiled = _CompiledTemplates()


@contextmanager
def _exact_numbers() -> Iterator[None]:
    def get_imports(self: FloatProperty, *, prefix: str) -> set[str]:
        return PropertyProtocol.get_imports(self, prefix=prefix) | {"from decimal import Decimal"}

    names = ("_type_string", "_json_type_string", "get_imports")
    stock = {name: FloatProperty.__dict__[name] for name in names if name in FloatProperty.__dict__}
    replacements = {"_type_string": "Decimal", "_json_type_string": "Decimal | int", "get_imports": get_imports}
    for name in names:
        setattr(FloatProperty, name, replacements[name])
    try:
        yield
    finally:
        for name in names:
            if name in stock:
                setattr(FloatProperty, name, stock[name])
            else:
                delattr(FloatProperty, name)


@contextmanager
def _own_programs_first() -> Iterator[None]:
    """Let the hooks find the ruff that is installed beside this Python, even if its environment is not activated."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
