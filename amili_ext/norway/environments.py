"""The three places where the Norwegian APIs can be: Amili's staging, Amili's production, and the sandbox on this machine.

Page: https://docs.amili.dev/example-workflow-359631m0; the base path of production is inferred from staging's.
"""

from __future__ import annotations

from attrs import frozen

from amili_ext.config import Settings, checked_url

SANDBOX_URL = "http://127.0.0.1:8420"
"""Where `amili sandbox` listens unless told otherwise."""


@frozen
class Environment:
    """Base addresses without a final slash.

    Attributes:
        auth_url: of Identiverse, which issues tokens.
        collection_url: of the Collection API.
    """

    auth_url: str
    collection_url: str


ENVIRONMENTS = {
    "staging": Environment("https://auth.staging.amili.no", "https://api.staging.amili.no/collection/v1"),
    "production": Environment("https://auth.amili.no", "https://api.amili.no/collection/v1"),
    "sandbox": Environment(SANDBOX_URL, f"{SANDBOX_URL}/collection/v1"),
}

SANDBOX_SETTINGS = {
    "client_id": "my-integration",
    "client_secret": "s3cr3t",
    "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    # Of the legacy API the sandbox takes the client's token, so that no password has to be sent.
    "autocollect_url": SANDBOX_URL,
    "autocollect_user": "",
    "autocollect_password": "",
}
"""What the sandbox accepts: the examples that the documentation prints."""


def choose_environment(settings: Settings) -> tuple[str, Environment]:
    """The environment that the settings name, with addresses of one's own in place of its own.

    Raises:
        ConfigurationError: the name is missing or unknown, or an address is unusable.
    """
    name = settings.environment(ENVIRONMENTS)
    known = ENVIRONMENTS[name]
    return name, Environment(
        checked_url("auth_url", settings.get("auth_url") or known.auth_url),
        checked_url("collection_url", settings.get("collection_url") or known.collection_url),
    )
