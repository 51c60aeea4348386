"""Where the clients of the Norwegian APIs get their token from: Identiverse, with the client id and the secret of the settings."""

from __future__ import annotations

from pathlib import Path

from amili_ext.auth import TokenSource
from amili_ext.client import token_store
from amili_ext.config import Settings
from amili_ext.endpoint import Api
from amili_ext.secret import Secret


def token_source(settings: Settings, auth_url: str, *, request_timeout: float, token_file: Path | str | None) -> TokenSource:
    """What hands out tokens for these settings.

    Raises:
        ConfigurationError: the client id or the secret is missing.
    """
    from amili_ext.norway.identiverse import fetch_token  # needs the generated models

    client_id, secret = settings.require("client_id"), Secret(settings.require("client_secret"))
    identiverse = Api(auth_url, request_timeout=request_timeout, authenticated=False)
    store = token_store(token_file, issuer=auth_url, client_id=client_id, secret=secret)
    return TokenSource(lambda: fetch_token(identiverse, client_id, secret), store)
