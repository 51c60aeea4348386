"""The three places where the Norwegian APIs can be: Amili's staging, Amili's production, and the sandbox on this machine.

Pages: https://docs.amili.dev/example-workflow-359631m0, and for ARMrest https://docs.amili.dev/get-a-list-of-customers-3942679e0?nav=5; the
base paths of production are inferred from those of staging.
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
        arm_url: of ARMrest.
    """

    auth_url: str
    collection_url: str
    arm_url: str


ENVIRONMENTS = {
    "staging": Environment(
        "https://auth.staging.amili.no", "https://api.staging.amili.no/collection/v1", "https://api.staging.amili.no/arm/v1"
    ),
    "production": Environment("https://auth.amili.no", "https://api.amili.no/collection/v1", "https://api.amili.no/arm/v1"),
    "sandbox": Environment(SANDBOX_URL, f"{SANDBOX_URL}/collection/v1", f"{SANDBOX_URL}/arm/v1"),
}

SANDBOX_SETTINGS = {
    "client_id": "my-integration",
    "client_secret": "s3cr3t",
    "organization_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    # Of the legacy API the sandbox takes the client's token, so that no password has to be sent.
    "autocollect_url": SANDBOX_URL,
    "autocollect_user": "",
    "autocollect_password": "",
    "client_no": "2218",
    # A real token has no business in a sandbox, whose Identiverse gives others.
    "arm_token": "",
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
        checked_url("arm_url", settings.get("arm_url") or known.arm_url),
    )
