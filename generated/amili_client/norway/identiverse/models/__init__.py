"""Contains all the data models used in inputs/outputs; each is imported when it is first asked for"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .token_request import TokenRequest
    from .token_response import TokenResponse

__all__ = (
    "TokenRequest",
    "TokenResponse",
)

_MODULES: dict[str, str] = {
    "TokenRequest": ".token_request",
    "TokenResponse": ".token_response",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
