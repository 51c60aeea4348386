"""The places where the Swedish API can be: Amili's own sandbox, Amili's production, and the sandbox on this machine.

Page: https://docs.amili.se/reference/introduction; every example uses the address of Amili's sandbox, and that of production is inferred.
"""

from __future__ import annotations

from amili_ext.config import Settings, checked_url

LOCAL_URL = "http://127.0.0.1:8420/ada"
"""Where `amili sandbox` serves the Swedish API unless told otherwise."""

ENVIRONMENTS = {
    "sandbox": LOCAL_URL,
    "amili_sandbox": "https://api-sandbox.amili.se",
    "production": "https://api.amili.se",
}


def choose_environment(settings: Settings) -> tuple[str, str]:
    """The name of the environment, and its base address or the one that the settings give in its place.

    Raises:
        ConfigurationError: the name is missing or unknown, or the address is unusable.
    """
    name = settings.environment(
        ENVIRONMENTS, " (sandbox is the server that `amili sandbox` starts on this machine, amili_sandbox is Amili's)"
    )
    return name, checked_url("base_url", settings.get("base_url") or ENVIRONMENTS[name])
