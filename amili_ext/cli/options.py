"""What every command can be told, before or after its name, and how a client is made of it.

`amili --environment staging invoices list` and `amili invoices list --environment staging` are the same; what stands after the command
wins. Whatever is not given comes from the environment variables and the configuration file, see `amili_ext.config`.

No option takes a secret: the arguments of a process can be read by everybody on the machine. The client secret comes from
`AMILI_NORWAY_CLIENT_SECRET`, from the configuration file, or from the file that `--client-secret-file` names.
"""

from __future__ import annotations

import functools
import getpass
import inspect
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any, Unpack, get_type_hints
from urllib.parse import urlsplit

import attrs
import typer
from attrs import frozen

from amili_ext.cli.ending import ending_well
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.output import Screen
from amili_ext.clock import Clock, SystemClock
from amili_ext.errors import ConfigurationError
from amili_ext.norway.client import Norway, Options

STDIN = "-"
_CONNECTION = "Connection"


@frozen(kw_only=True)
class OutputOptions:
    """How a command talks."""

    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout instead of a table.")] = False
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, help="Tell on stderr what happens; -vv: every request.", show_default=False)
    ] = 0


@frozen(kw_only=True)
class ClientOptions(OutputOptions):
    """Where a command finds Amili, and as whom."""

    environment: Annotated[
        str | None, typer.Option(metavar="NAME", help="staging, production or sandbox.", rich_help_panel=_CONNECTION)
    ] = None
    organization_id: Annotated[str | None, typer.Option(metavar="UUID", help="Issued by Amili.", rich_help_panel=_CONNECTION)] = None
    client_id: Annotated[str | None, typer.Option(metavar="ID", help="Issued by Amili.", rich_help_panel=_CONNECTION)] = None
    client_secret_file: Annotated[
        str | None, typer.Option(metavar="PATH", help="A file that holds the client secret; - for stdin.", rich_help_panel=_CONNECTION)
    ] = None
    config_file: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="In place of ~/.config/amili/config.toml.", rich_help_panel=_CONNECTION),
    ] = None
    token_file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Keep the token here for the next run.", rich_help_panel=_CONNECTION)
    ] = None
    auth_url: Annotated[str | None, typer.Option(metavar="URL", help="In place of the environment's.", rich_help_panel=_CONNECTION)] = None
    collection_url: Annotated[
        str | None, typer.Option(metavar="URL", help="In place of the environment's.", rich_help_panel=_CONNECTION)
    ] = None
    proxy: Annotated[str | None, typer.Option(metavar="URL", help="Reach Amili through this proxy.", rich_help_panel=_CONNECTION)] = None
    ca_file: Annotated[str | None, typer.Option(metavar="PATH", help="Certificates to trust, as PEM.", rich_help_panel=_CONNECTION)] = None


def with_options(function: Callable[..., None], kind: type[OutputOptions], own: Iterable[inspect.Parameter]) -> Callable[..., None]:
    """The function with the options of that class among its parameters, as far as typer can see; it gets all by name."""
    hints = get_type_hints(kind, include_extras=True)
    common = [
        inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
        for field in attrs.fields(kind)
    ]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    function.__dict__["__signature__"] = inspect.Signature([context, *own, *common])
    return function


def command(kind: type[OutputOptions]) -> Callable[[Callable[..., ExitCode]], Callable[..., None]]:
    """Make a typer command of a function that takes options of that class, a screen and its own arguments, and returns how it went.

    An `AmiliError` that the function lets through becomes a message and an exit code.
    """
    names = [field.name for field in attrs.fields(kind)]

    def decorate(function: Callable[..., ExitCode]) -> Callable[..., None]:
        @functools.wraps(function)
        def run(context: typer.Context, **given: Any) -> None:
            # What was given before the name of the command counts where nothing was given after it.
            before: dict[str, Any] = context.obj
            options = kind(**{name: given.pop(name) or before[name] for name in names})
            screen = Screen(as_json=options.as_json, verbose=options.verbose)
            with screen.logging(), ending_well(screen):
                raise typer.Exit(function(options, screen, **given))

        return with_options(run, kind, list(inspect.signature(function, eval_str=True).parameters.values())[2:])

    return decorate


def make_clock() -> Clock:
    """The clock of everything that a command does; tests put one here that jumps."""
    return SystemClock()


def make_client(options: ClientOptions, **more: Unpack[Options]) -> Norway:
    """The client that the options describe.

    Raises:
        ConfigurationError: a setting is missing or wrong.
    """
    if options.proxy and (urlsplit(options.proxy).username or urlsplit(options.proxy).password):
        raise ConfigurationError("--proxy must not hold a password, which everybody on this machine could read: use HTTPS_PROXY for that")
    return Norway(
        options.organization_id,
        client_id=options.client_id,
        client_secret=_secret(options.client_secret_file),
        environment=options.environment,
        auth_url=options.auth_url,
        collection_url=options.collection_url,
        config_file=options.config_file,
        token_file=options.token_file,
        proxy=options.proxy,
        verify=options.ca_file or True,
        clock=make_clock(),
        **more,
    )


def _secret(file: str | None) -> str | None:
    """The first line of the file, since editors and `echo` end it with one."""
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
