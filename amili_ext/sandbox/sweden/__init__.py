"""What the sandbox is for Sweden: the ADA API under `/ada`, on Eve itself with a MongoDB in memory.

Importing this package imports neither; `load` does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from amili_ext.errors import ConfigurationError

if TYPE_CHECKING:
    from amili_ext.sandbox.settings import SandboxSettings
    from amili_ext.sandbox.sweden.service import SwedenService

_EXTRA = frozenset({"bson", "cerberus", "cryptography", "eve", "flask", "jwt", "mongomock", "pymongo", "werkzeug"})


def load(settings: SandboxSettings, clock: Callable[[], datetime], new_id: Callable[[], UUID]) -> SwedenService:
    """Sweden's part of a `Sandbox`.

    Raises:
        ConfigurationError: Eve or another package of the extra `sandbox` is missing.
    """
    try:
        from amili_ext.sandbox.sweden.service import SwedenService
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise ConfigurationError(f'Sweden needs {error.name}, which is not installed: pip install "amili-ext[sandbox]"') from error
    return SwedenService(settings.sweden, clock, new_id)
