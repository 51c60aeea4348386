"""A client library for accessing AutoCollect API (Legacy)"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
