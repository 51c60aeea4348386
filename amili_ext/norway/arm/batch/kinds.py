"""The kinds of ARM batches, by the names under which stored handles know them."""

from __future__ import annotations

import copyreg
from typing import Final

from amili_ext.norway.arm.batch.kind import ArmKind
from amili_ext.norway.arm.customers.kinds import CUSTOMER_UPDATES, CUSTOMERS
from amili_ext.norway.arm.documents.kind import DOCUMENTS

KINDS: Final[dict[str, ArmKind]] = {kind.name: kind for kind in (DOCUMENTS, CUSTOMERS, CUSTOMER_UPDATES)}


def _named(name: str) -> ArmKind:
    return KINDS[name]


# There is one of each, also after a pickle: a handle that comes back from another process is equal to the one that was sent there.
copyreg.pickle(ArmKind, lambda kind: (_named, (kind.name,)))  # pyright: ignore[reportUnknownLambdaType, reportUnknownMemberType]
