"""What the workflows of the Swedish API know: the API, and how a creation protects itself."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen

from amili_ext.endpoint import Context


@frozen
class Ada(Context):
    """The context of all flows of this API, which Amili calls the ADA API.

    Attributes:
        look_first: whether a creation first asks if there is already one with the same business key, perhaps of a killed process.
        settle: seconds for which an ambiguous creation is looked for before it counts as not arrived.
    """

    DOCUMENTS: ClassVar[tuple[str, ...]] = ("amili_client.sweden.ada",)

    look_first: bool = True
    settle: float = 15.0
