"""What the commands for ARMrest can be told beside what every command can, and how a client is made of it.

They can be told it at `amili`, as far as it concerns other Norwegian commands too, at `amili arm`, or at the command; what stands last
wins. The token is fetched with the client id and its secret, as everywhere in Norway, unless `AMILI_NORWAY_ARM_TOKEN` holds one.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

import typer
from attrs import frozen

from amili_ext.cli.norway.options import ClientId, ClientSecretFile, Url, read_secret
from amili_ext.cli.options import CONNECTION, ConnectionOptions
from amili_ext.norway.arm.client import Arm


@frozen(kw_only=True)
class ArmOptions(ConnectionOptions):
    """Where a command finds ARMrest, and for whom."""

    FORBIDDEN: ClassVar[str] = "the token lacks a permission, or is not for this ARM client number"

    client_no: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Of the ARM client, such as 2218.", rich_help_panel=CONNECTION)
    ] = None
    client_id: ClientId = None
    client_secret_file: ClientSecretFile = None
    auth_url: Url = None
    arm_url: Url = None
    user_id: Annotated[str | None, typer.Option(metavar="ID", help="The end user on whose behalf it is done.")] = None
    language: Annotated[str | None, typer.Option(metavar="TAG", help="Of descriptive texts, such as no or en.")] = None


def make_client(options: ArmOptions, *, look_first: bool = True) -> Arm:
    """The client that the options describe.

    Raises:
        ConfigurationError: a setting is missing or wrong.
    """
    return Arm(
        options.client_no,
        client_id=options.client_id,
        client_secret=read_secret(options.client_secret_file),
        auth_url=options.auth_url,
        arm_url=options.arm_url,
        user_id=options.user_id,
        language=options.language,
        **options.connection(),
        look_first=look_first,
    )
