"""Norway: the Collection API, with Identiverse for tokens."""

from amili_ext.norway.client import AsyncNorway, Norway

__all__ = ["AsyncNorway", "Norway"]
