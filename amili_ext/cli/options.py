"""What every command can be told, before or after its name, and how a command runs.

`amili --environment sandbox invoices list` and `amili invoices list --environment sandbox` are the same; what stands after the command
wins. Whatever is not given comes from the environment variables and the configuration file, see `amili_ext.config`. What only the
commands of one country can be told is in the folder of that country.

No option takes a secret: the arguments of a process can be read by everybody on the machine. Secrets come from environment variables, from
the configuration file, or from a file that an option names.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_type_hints
from urllib.parse import urlsplit

import attrs
import typer
from attrs import frozen

from amili_ext.cli.ending import ending_well
from amili_ext.cli.exits import ExitCode
from amili_ext.cli.output import Screen
from amili_ext.client import CommonArguments
from amili_ext.clock import Clock, SystemClock
from amili_ext.errors import ConfigurationError

STDIN = "-"
CONNECTION = "Connection"


@frozen(kw_only=True)
class OutputOptions:
    """How a command talks."""

    FORBIDDEN: ClassVar[str] = ""
    """What to say when the API answers 403."""

    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout instead of a table.")] = False
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, help="Tell on stderr what happens; -vv: every request.", show_default=False)
    ] = 0


@frozen(kw_only=True)
class ConnectionOptions(OutputOptions):
    """Where a command finds Amili, in every country."""

    environment: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="sandbox (of one's own), staging or amili_sandbox (Amili's), production.", rich_help_panel=CONNECTION
        ),
    ] = None
    config_file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="In place of ~/.config/amili/config.toml.", rich_help_panel=CONNECTION)
    ] = None
    token_file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Keep the token here for the next run.", rich_help_panel=CONNECTION)
    ] = None
    proxy: Annotated[str | None, typer.Option(metavar="URL", help="Reach Amili through this proxy.", rich_help_panel=CONNECTION)] = None
    ca_file: Annotated[str | None, typer.Option(metavar="PATH", help="Certificates to trust, as PEM.", rich_help_panel=CONNECTION)] = None

    def connection(self) -> CommonArguments:
        """These as arguments of a client.

        Raises:
            ConfigurationError: the proxy's password would be on the command line.
        """
        if self.proxy and (urlsplit(self.proxy).username or urlsplit(self.proxy).password):
            raise ConfigurationError(
                "--proxy must not hold a password, which everybody on this machine could read: use HTTPS_PROXY for that"
            )
        return {
            "environment": self.environment,
            "config_file": self.config_file,
            "token_file": self.token_file,
            "proxy": self.proxy,
            "verify": self.ca_file or True,
            "clock": make_clock(),
        }


def with_options(function: Callable[..., None], kind: type[OutputOptions], own: Iterable[inspect.Parameter] = ()) -> Callable[..., None]:
    """The function with the options of that class among its parameters, as far as typer can see; it gets all by name."""
    hints = get_type_hints(kind, include_extras=True)
    common = [
        inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
        for field in attrs.fields(kind)
    ]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    function.__dict__["__signature__"] = inspect.Signature([context, *own, *common])
    return function


def merged(context: typer.Context, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given before the name of the command counts where nothing was given after it."""
    before: dict[str, Any] = context.obj
    return {**before, **{name: value or before.get(name, value) for name, value in given.items()}}


def group(kind: type[OutputOptions], words: str, elsewhere: str) -> Callable[..., None]:
    """The callback of a group of commands that take options of that class; what was given at `amili` holds for them too.

    Args:
        words: what the group is for.
        elsewhere: what is said of an option that was given at `amili` and that they do not have.
    """
    known = {field.name for field in attrs.fields(kind)}

    def handed_down(context: typer.Context, **given: Any) -> None:
        foreign = [name for name, value in context.obj.items() if value and name not in known]
        if foreign:
            names = ", ".join(f"--{name.replace('_', '-')}" for name in foreign)
            raise typer.BadParameter(f"{names}: {elsewhere}")
        context.obj = merged(context, given)

    handed_down.__doc__ = words
    return with_options(handed_down, kind)


def command(kind: type[OutputOptions]) -> Callable[[Callable[..., ExitCode]], Callable[..., None]]:
    """Make a typer command of a function that takes options of that class, a screen and its own arguments, and returns how it went.

    An `AmiliError` that the function lets through becomes a message and an exit code.
    """
    names = [field.name for field in attrs.fields(kind)]

    def decorate(function: Callable[..., ExitCode]) -> Callable[..., None]:
        @functools.wraps(function)
        def run(context: typer.Context, **given: Any) -> None:
            chosen = merged(context, {name: given.pop(name) for name in names})
            options = kind(**{name: chosen[name] for name in names})
            screen = Screen(as_json=options.as_json, verbose=options.verbose, forbidden=kind.FORBIDDEN)
            with screen.logging(), screen.warning(), ending_well(screen):
                raise typer.Exit(function(options, screen, **given))

        return with_options(run, kind, list(inspect.signature(function, eval_str=True).parameters.values())[2:])

    return decorate


def make_clock() -> Clock:
    """The clock of everything that a command does; tests put one here that jumps."""
    return SystemClock()


def stdin_for_one(what: str, secret: str, *files: str | Path | None) -> None:
    """Refuse a command line that wants two things from stdin.

    Raises:
        typer.BadParameter: more than one of the files is `-`.
    """
    if sum(str(file) == STDIN for file in files) > 1:
        raise typer.BadParameter(f"stdin cannot hold both {what} and {secret}")
