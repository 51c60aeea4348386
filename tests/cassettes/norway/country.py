"""Norway, as the recorder sees it."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import asdict

from amili_ext import AsyncNorway, Norway
from amili_ext.norway.environments import ENVIRONMENTS, SANDBOX_SETTINGS
from amili_ext.sandbox import SandboxSettings
from tests.cassettes.scenario import Country

STAGING = ENVIRONMENTS["staging"]

NORWAY = Country(
    client=Norway,
    async_client=AsyncNorway,
    environment="staging",
    place="Amili's staging",
    addresses=asdict(STAGING),
    local=lambda url: {"auth_url": url, "collection_url": f"{url}/collection/v1"},
    token_path="/token",
    credentials={"client_id": "my-integration", "client_secret": "s3cr3t"},
    identity={"organization_id": SANDBOX_SETTINGS["organization_id"]},
    begins=datetime(2024, 1, 15, 10, 30, tzinfo=UTC),  # when the exchange on the Example Workflow page took place
    part=lambda sandbox: sandbox.norway,
    settings=lambda own: SandboxSettings(public_url=STAGING.collection_url.removesuffix("/collection/v1"), **own),
)
