"""Norway, as the recorder sees it: once for the Collection API and once for ARMrest, whose client is another one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from amili_ext import Arm, AsyncArm, AsyncNorway, Norway
from amili_ext.clock import Clock
from amili_ext.norway.environments import ENVIRONMENTS, SANDBOX_SETTINGS
from amili_ext.sandbox import SandboxSettings
from tests.cassettes.scenario import Country
from tests.cassettes.scrub import MARK

STAGING = ENVIRONMENTS["staging"]

NORWAY = Country(
    client=Norway,
    async_client=AsyncNorway,
    environment="staging",
    place="Amili's staging",
    addresses={"auth_url": STAGING.auth_url, "collection_url": STAGING.collection_url},
    local=lambda url: {"auth_url": url, "collection_url": f"{url}/collection/v1"},
    token_path="/token",
    credentials={"client_id": "my-integration", "client_secret": "s3cr3t"},
    identity={"organization_id": SANDBOX_SETTINGS["organization_id"]},
    begins=datetime(2024, 1, 15, 10, 30, tzinfo=UTC),  # when the exchange on the Example Workflow page took place
    part=lambda sandbox: sandbox.norway,
    settings=lambda own: SandboxSettings(public_url=STAGING.collection_url.removesuffix("/collection/v1"), **own),
)


def token_at_hand(_folder: Path, _clock: Clock) -> Mapping[str, Any]:
    """A token that a transcription begins with: no page prints where it comes from."""
    return {"arm_token": f"{MARK}-1"}


ARM = Country(
    client=Arm,
    async_client=AsyncArm,
    environment="staging",
    place="Amili's staging",
    addresses={"auth_url": STAGING.auth_url, "arm_url": STAGING.arm_url},
    local=lambda url: {"auth_url": url, "arm_url": f"{url}/arm/v1"},
    token_path="/token",
    credentials={"client_id": "my-integration", "client_secret": "s3cr3t"},
    identity={"client_no": SANDBOX_SETTINGS["client_no"]},
    begins=datetime(2025, 2, 27, 9, 0, tzinfo=UTC),  # the date of the published document
    part=lambda sandbox: sandbox.norway,
    settings=lambda own: SandboxSettings(public_url=STAGING.arm_url.removesuffix("/arm/v1"), **own),
    token_at_hand=token_at_hand,
)
