"""`amili keygen`: the key pair with which one signs in to the Swedish API.

The public key goes to stdout and nothing else does, so that `amili keygen --out private.pem > public.pem` gives both files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from amili_ext.cli.exits import ExitCode
from amili_ext.cli.options import OutputOptions, command
from amili_ext.cli.output import Screen, printable
from amili_ext.sweden.keys import Algorithm, PrivateKey


@command(OutputOptions)
def keygen(
    _options: OutputOptions,
    screen: Screen,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the private key goes: a new file, in a directory that exists.")],
    algorithm: Annotated[Algorithm, typer.Option(help="What the key is to sign with.")] = "ES256",
) -> ExitCode:
    """Make a key pair for the Swedish API: the private key goes into a file, the public key is printed, to be registered."""
    key = PrivateKey.generate(algorithm)
    key.save(out)
    document = {"private_key": str(out.expanduser().absolute()), "public_key": key.public_pem, "fingerprint": key.fingerprint}
    screen.document({"ok": True, "exit_code": ExitCode.OK.value, "algorithm": algorithm, **document})
    if not screen.as_json:
        screen.raw(key.public_pem.rstrip())
    for line in _what_next(key, document["private_key"]):
        screen.note(Text(printable(line)))
    return ExitCode.OK


def _what_next(key: PrivateKey, path: str) -> list[str]:
    lines = [
        f"The private key is in {path}: keep it, and show it to nobody.",
        f"Register the public key with Visma Amili AB, for {key.algorithm} (fingerprint {key.fingerprint[:16]}). Then:",
        f"  export AMILI_SWEDEN_PRIVATE_KEY={path}",
    ]
    if key.algorithm in {"RS384", "RS512"}:
        # Nothing in an RSA key tells.
        lines.append(f"  export AMILI_SWEDEN_ALGORITHM={key.algorithm}")
    return lines
