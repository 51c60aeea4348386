"""What the Norwegian commands can be told beside what every command can, and how a client is made of it.

The client secret comes from `AMILI_NORWAY_CLIENT_SECRET`, from the configuration file, or from the file that `--client-secret-file` names.
"""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated, ClassVar, TypeAlias, Unpack

import typer
from attrs import frozen

from amili_ext.cli.options import CONNECTION, STDIN, ConnectionOptions
from amili_ext.errors import ConfigurationError
from amili_ext.norway.client import Norway, Options

ClientId: TypeAlias = Annotated[str | None, typer.Option(metavar="ID", help="Issued by Amili.", rich_help_panel=CONNECTION)]
ClientSecretFile: TypeAlias = Annotated[
    str | None, typer.Option(metavar="PATH", help="A file that holds the client secret; - for stdin.", rich_help_panel=CONNECTION)
]
Url: TypeAlias = Annotated[str | None, typer.Option(metavar="URL", help="In place of the environment's.", rich_help_panel=CONNECTION)]


@frozen(kw_only=True)
class ClientOptions(ConnectionOptions):
    """Where a command finds Amili, and as whom."""

    FORBIDDEN: ClassVar[str] = "the client id lacks a permission; creating invoices needs write:collection.case"

    organization_id: Annotated[str | None, typer.Option(metavar="UUID", help="Issued by Amili.", rich_help_panel=CONNECTION)] = None
    client_id: ClientId = None
    client_secret_file: ClientSecretFile = None
    auth_url: Url = None
    collection_url: Url = None


def make_client(options: ClientOptions, **more: Unpack[Options]) -> Norway:
    """The client that the options describe.

    Raises:
        ConfigurationError: a setting is missing or wrong.
    """
    return Norway(
        options.organization_id,
        client_id=options.client_id,
        client_secret=read_secret(options.client_secret_file),
        auth_url=options.auth_url,
        collection_url=options.collection_url,
        **options.connection(),
        **more,
    )


def read_secret(file: str | None) -> str | None:
    """The client secret: the first line of the file, since editors and `echo` end it with one; None without a file.

    Raises:
        ConfigurationError: the file cannot be read, or is empty.
    """
    if file is None:
        return None
    if file == STDIN:
        text = getpass.getpass("client secret: ") if sys.stdin.isatty() else sys.stdin.readline()
    else:
        try:
            text = Path(file).expanduser().read_text(encoding="utf-8").partition("\n")[0]
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"the file of the client secret cannot be read: {type(error).__name__}") from error
    if not text.strip():
        raise ConfigurationError("the file of the client secret is empty")
    return text.strip()
