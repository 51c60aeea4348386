"""An Amili to try things out on: a local server that behaves as the published pages say, for Norway and for Sweden.

    from amili_ext.sandbox import Sandbox, SandboxSettings, running

    with Sandbox(SandboxSettings(processing_delay=2)) as sandbox, running(sandbox) as url:
        ...  # url answers /token, /collection/v1/… and /arm/v1/… as Norway does, /ada/… as Sweden does

Where to look: `settings` what can be set, `faults` how to make it misbehave, `norway` and `sweden` what each country's APIs do, also where
the pages are silent. `core` is the sandbox without any server, for tests.

Needs the extra: `pip install "amili-ext[sandbox]"`. Importing this package needs nothing; the names below are loaded when they are first
used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from amili_ext.lazy import lazily

if TYPE_CHECKING:
    from amili_ext.sandbox.app import create_app
    from amili_ext.sandbox.core import Sandbox
    from amili_ext.sandbox.faults import Fault, FaultKind
    from amili_ext.sandbox.messages import Dropped, SandboxRequest, SandboxResponse
    from amili_ext.sandbox.norway.deliveries import Delivery
    from amili_ext.sandbox.server import running, serve
    from amili_ext.sandbox.settings import SandboxSettings, WebhookSettings
    from amili_ext.sandbox.sweden.settings import SwedenSettings

__all__ = [
    "Delivery",
    "Dropped",
    "Fault",
    "FaultKind",
    "Sandbox",
    "SandboxRequest",
    "SandboxResponse",
    "SandboxSettings",
    "SwedenSettings",
    "WebhookSettings",
    "create_app",
    "running",
    "serve",
]

_HOMES = {
    "Delivery": "norway.deliveries",
    "Dropped": "messages",
    "Fault": "faults",
    "FaultKind": "faults",
    "Sandbox": "core",
    "SandboxRequest": "messages",
    "SandboxResponse": "messages",
    "SandboxSettings": "settings",
    "SwedenSettings": "sweden.settings",
    "WebhookSettings": "settings",
    "create_app": "app",
    "running": "server",
    "serve": "server",
}
_EXTRA = frozenset({"jsonschema", "referencing", "starlette", "uvicorn"})

_load = lazily(__name__, _HOMES)


def __getattr__(name: str) -> Any:
    try:
        return _load(name)
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        from amili_ext.errors import ConfigurationError

        raise ConfigurationError(f'{name} needs {error.name}, which is not installed: pip install "amili-ext[sandbox]"') from error


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
