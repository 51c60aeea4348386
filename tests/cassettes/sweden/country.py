"""Sweden, as the recorder sees it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from amili_ext import AsyncSweden, Sweden
from amili_ext.auth import Grant
from amili_ext.clock import Clock
from amili_ext.sandbox import SandboxSettings, SwedenSettings
from amili_ext.secret import Secret
from amili_ext.sweden.environments import ENVIRONMENTS
from amili_ext.sweden.example_key import API_CODE, private_key_pem
from amili_ext.sweden.keys import PrivateKey
from amili_ext.token_file import TokenFile
from tests.cassettes.scenario import Country
from tests.cassettes.scrub import MARK

URL = ENVIRONMENTS["amili_sandbox"]


def token_at_hand(folder: Path, clock: Clock) -> Mapping[str, Any]:
    """A token that a transcription begins with: no page prints the answer of a sign-in."""
    path = folder / "token.json"
    key = Secret(PrivateKey.load(private_key_pem()).fingerprint)
    TokenFile(path, issuer=URL, client_id=API_CODE, secret=key).save(Grant(Secret(f"{MARK}-1"), 3600.0), clock.now())
    return {"token_file": path}


SWEDEN = Country(
    client=Sweden,
    async_client=AsyncSweden,
    environment="amili_sandbox",
    place="Amili's sandbox",
    addresses={"base_url": URL},
    local=lambda url: {"base_url": f"{url}/ada"},
    token_path="/authenticates/api-code",
    credentials={"api_code": API_CODE, "private_key": private_key_pem()},
    begins=datetime(2025, 7, 4, 13, 43, 19, tzinfo=UTC),  # when the published debt was registered
    part=lambda sandbox: sandbox.sweden,
    settings=lambda own: SandboxSettings(sweden=SwedenSettings(**own)),
    token_at_hand=token_at_hand,
)
