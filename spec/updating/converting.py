"""Swagger 2.0 becomes OpenAPI 3.0, by swagger2openapi; OpenAPI 3.0 and 3.1 stay as they are.

swagger2openapi is a program for Node; `spec/node/package.json` names its version. It is given a file without references to
elsewhere, and is not told to follow any. That it lost no operation and no schema is checked here.
"""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator import coverage, document
from generator.references import check_references

from updating import UpdateError
from updating.parsing import parse

CONVERTER = "swagger2openapi"
_SECONDS = 120
_NO_CONVERTER = (
    f"This is Swagger 2.0, which {CONVERTER} converts; it was not found. `nox -s spec_update` installs it where Node and npm "
    "are there: install Node (https://nodejs.org), and run it again. Or convert elsewhere, and name the result with --from."
)


def is_swagger(vendor: dict[str, Any]) -> bool:
    """Whether the document is Swagger 2.0."""
    return str(vendor.get("swagger")) == "2.0"


def to_openapi(vendor: dict[str, Any], source: str) -> dict[str, Any]:
    """The vendor's document as OpenAPI 3.0 or 3.1.

    Raises:
        UpdateError: it is of another version, refers to elsewhere, or cannot be converted.
    """
    check_references(vendor, source)
    if is_swagger(vendor):
        return _convert(vendor, source)
    version = vendor.get("openapi")
    if not isinstance(version, str) or not re.match(r"3\.[01]\.", version):
        said = version if version is not None else vendor.get("swagger", "nothing of the kind")
        raise UpdateError(f"{source}: says that it is OpenAPI {said!a}; understood are Swagger 2.0 and OpenAPI 3.0 and 3.1")
    return vendor


def _convert(vendor: dict[str, Any], source: str) -> dict[str, Any]:
    program = shutil.which(CONVERTER)
    if program is None:
        raise UpdateError(f"{source}: {_NO_CONVERTER}")
    with TemporaryDirectory() as folder:
        before, after = Path(folder) / "swagger.json", Path(folder) / "openapi.json"
        before.write_bytes(document.to_json(vendor))
        try:
            done = subprocess.run(  # noqa: S603  # the arguments are ours
                [program, str(before), "--outfile", str(after)], capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise UpdateError(f"{source}: {CONVERTER} was still at it after {_SECONDS} seconds") from error
        if done.returncode or not after.exists():
            said = (done.stderr or done.stdout).replace(str(before), source).strip()
            raise UpdateError(f"{source}: {CONVERTER} refuses it; it is not valid Swagger 2.0. It says: {said[:500]}")
        converted = parse(after.read_bytes(), f"{source}, converted")
    check_references(converted, f"{source}, converted")
    _refuse_loss(vendor, converted, source)
    return converted


def _refuse_loss(vendor: dict[str, Any], converted: dict[str, Any], source: str) -> None:
    lost = {str(each) for each in coverage.operations(vendor)} - {str(each) for each in coverage.operations(converted)}
    schemas = converted.get("components", {}).get("schemas", {})
    for name, schema in vendor.get("definitions", {}).items():
        if name not in schemas:
            lost.add(f"schema {name}")
        else:
            lost |= {f"schema {name}.{each}" for each in schema.get("properties", {}).keys() - schemas[name].get("properties", {}).keys()}
    if lost:
        raise UpdateError(f"{source}: {CONVERTER} loses {', '.join(sorted(lost))}")
