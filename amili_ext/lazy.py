"""Names of a package that are imported when they are first asked for (PEP 562), so that importing the package costs next to nothing.

    _HOMES = {"Thing": "things"}          # amili_ext.x.things holds Thing; ".things" would be amili_ext.things
    __getattr__ = lazily(__name__, _HOMES)

For type checkers the same names are imported under `if TYPE_CHECKING`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import resolve_name
from typing import Any


def lazily(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package that offers these names, each from the module that it is at home in."""

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        home = resolve_name(f".{homes[name]}", package)
        import_module(home)
        if not hasattr(sys.modules[home], name):
            import_module(f"{home}.{name}")  # a module is an attribute of its package only once it was imported
        value = getattr(sys.modules[home], name)
        setattr(sys.modules[package], name, value)
        return value

    return load
