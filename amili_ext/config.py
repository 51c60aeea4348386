"""Where settings come from: what the caller passes, else the environment, else a file.

Each setting is looked for on its own, in that order. The file is TOML with one table for each country, at the path in `AMILI_CONFIG` or at
`~/.config/amili/config.toml`; which settings there are, the module of the country's client says:

    [<country>]
    environment = "sandbox"

The environment variables are the same names in capitals after the country: `AMILI_<COUNTRY>_ENVIRONMENT`, ….
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from copy import copy
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from amili_ext.errors import ConfigurationError
from amili_ext.shapes import is_object

CONFIG_VARIABLE = "AMILI_CONFIG"
DEFAULT_CONFIG = Path("~/.config/amili/config.toml")


class Settings:
    """The settings of one country from the three sources."""

    def __init__(self, country: str, passed: Mapping[str, str | None], config_file: Path | str | None = None) -> None:
        self._country = country
        self._passed = passed
        self._file, self._table = _read_table(country, config_file)

    def get(self, name: str, default: str | None = None) -> str | None:
        """The setting of that name, or the default."""
        passed = self._passed.get(name)
        if passed is not None:
            return passed
        # An empty variable counts as absent: that is how a pipeline passes on a secret that is not set.
        value = os.environ.get(self.variable(name)) or self._table.get(name)
        if value is None or value == "":
            return default
        if not isinstance(value, str):
            raise ConfigurationError(f"{name} in [{self._country}] of {self._file} must be a text")
        return value

    def require(self, name: str) -> str:
        """The setting of that name.

        Raises:
            ConfigurationError: none of the three sources has it.
        """
        value = self.get(name)
        if not value:
            raise ConfigurationError(
                f"{name} is missing: pass {name}=, or set {self.variable(name)}, or put {name} under [{self._country}] in {self._file}"
            )
        return value

    def table(self, name: str) -> Mapping[str, Any]:
        """The table of that name within the country's in the file; empty if there is none.

        Raises:
            ConfigurationError: it is no table.
        """
        value = self._table.get(name, {})
        if not is_object(value):
            raise ConfigurationError(f"[{self._country}.{name}] in {self._file} must be a table")
        return value

    def environment(self, known: Collection[str], explanation: str = "") -> str:
        """The name of the environment, one of those known; the explanation follows in the message for another.

        There is no default: a debt that was meant for a trial must not reach a real person because a setting was forgotten.

        Raises:
            ConfigurationError: the name is missing or unknown.
        """
        name = self.require("environment")
        if name not in known:
            raise ConfigurationError(f"environment must be one of {', '.join(sorted(known))}, not {name!r}{explanation}")
        return name

    def for_sandbox(self, accepted: Mapping[str, str]) -> Settings:
        """The same with what the sandbox accepts, unless the caller passes something else.

        Real credentials that happen to be in the environment or in the file have no business in a sandbox, nor have paths of the real API,
        which are the only tables there are.
        """
        settings = copy(self)
        settings._table = {name: value for name, value in self._table.items() if not is_object(value)}
        settings._passed = {**accepted, **{name: value for name, value in self._passed.items() if value}}
        return settings

    def variable(self, name: str) -> str:
        """The environment variable of a setting."""
        return f"AMILI_{self._country}_{name}".upper()


def _read_table(country: str, config_file: Path | str | None) -> tuple[Path, Mapping[str, Any]]:
    named = config_file or os.environ.get(CONFIG_VARIABLE)
    try:
        path = user_path("the configuration file", named or DEFAULT_CONFIG)
    except ConfigurationError:
        if named:
            raise
        return DEFAULT_CONFIG, {}
    try:
        with path.open("rb") as file:
            import tomllib  # only who has such a file pays for the parser

            table: Any = tomllib.load(file).get(country, {})
    except FileNotFoundError as error:
        if named:
            raise ConfigurationError(f"the configuration file {path} does not exist") from error
        return path, {}
    except OSError as error:
        raise ConfigurationError(f"the configuration file {path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError):
        # The message of the parser may quote the line, and the line may hold the secret.
        raise ConfigurationError(f"the configuration file {path} is not valid TOML") from None
    if not is_object(table):
        raise ConfigurationError(f"[{country}] in {path} must be a table")
    return path, table


def user_path(name: str, path: Path | str) -> Path:
    """A path in which `~` stands for the home directory.

    Raises:
        ConfigurationError: there is no home directory, as in a container that runs under an arbitrary user id.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError as error:
        raise ConfigurationError(f"{name} is {path}, but this user has no home directory") from error


def checked_url(name: str, url: str) -> str:
    """A base address without its final slash.

    Raises:
        ConfigurationError: it is not an http(s) address, or plain http to another machine, which would show tokens and people's data.
    """
    try:
        parts = urlsplit(url)
        port = parts.port  # asking for it checks it
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or _NOT_IN_A_BASE.search(url):
        raise ConfigurationError(f"{name} must be an address such as https://api.example.com/v1")
    if parts.username is not None:
        raise ConfigurationError(f"{name} must not hold a user name or password")
    if parts.scheme == "http" and not _is_this_machine(parts.hostname or ""):
        raise ConfigurationError(f"{name} must use https: over plain http everybody on the way can read tokens and personal data")
    return url.rstrip("/")


_NOT_IN_A_BASE = re.compile(r"[?#\\\s\x00-\x1f\x7f]")


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name, even if it begins with 127.
        return False
