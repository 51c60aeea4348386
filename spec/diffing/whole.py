"""The comparison of two states of the project, put together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from .comparing import compare
from .proposal import Proposal, propose
from .report import Report
from .revision import State
from .rules import Rating
from .touched import Touched, find_touched
from .users import Effect, effects
from .wire import Opinion, ask_redocly


@frozen
class Whole:
    """Everything that there is to report.

    Attributes:
        old, new: what was compared.
        reports: of each document that is in both, by name.
        only_old, only_new: documents that are in one of them only.
        opinions: what redocly says of the documents that changed.
        effects: what became of the packages.
        touched: what of ours touches what changed.
        proposal: what to release.
    """

    old: str
    new: str
    reports: Mapping[str, Report]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    opinions: Mapping[str, Opinion]
    effects: tuple[Effect, ...]
    touched: Touched
    proposal: Proposal

    def to_dict(self) -> dict[str, Any]:
        """For machines."""
        documents = {
            name: report.to_dict() | {"redocly": self.opinions[name].to_dict() if name in self.opinions else None}
            for name, report in self.reports.items()
        }
        return {
            "old": self.old,
            "new": self.new,
            "rating": str(self.proposal.rating),
            "version": self.proposal.version,
            "note": self.proposal.note,
            "changelog": self.proposal.changelog,
            "documents": documents,
            "removed_documents": list(self.only_old),
            "new_documents": list(self.only_new),
            "python": {effect.package: effect.to_dict() for effect in self.effects},
            "touched": self.touched.to_dict(),
        }


def compare_states(old: State, new: State, cassettes: Path) -> Whole:
    """Compare two states of the project; `cassettes` is the folder of recordings that might be touched."""
    both = [name for name in new.documents if name in old.documents]
    only_old = tuple(name for name in old.documents if name not in new.documents)
    only_new = tuple(name for name in new.documents if name not in old.documents)
    reports = {name: compare(old.documents[name], new.documents[name]) for name in both}
    changed = {name: report for name, report in reports.items() if report}
    opinions: dict[str, Opinion] = {}
    for name in changed:
        opinions[name] = ask_redocly(old.documents[name], new.documents[name])
    packages = effects(old, new)
    ratings = [Rating.MAJOR for _ in only_old] + [Rating.MINOR for _ in only_new]
    ratings += [report.rating for report in reports.values()] + [effect.rating for effect in packages]
    return Whole(
        old.name,
        new.name,
        reports,
        only_old,
        only_new,
        opinions,
        tuple(packages),
        find_touched(changed, old, new, cassettes),
        propose(
            max(ratings, default=Rating.NONE),
            old.version,
            unreleased=old.unreleased,
            reports=changed,
            python=[
                *(f"{name} is new" for name in only_new),
                *(f"**breaking** {name} is gone" for name in only_old),
                *_sentences(packages),
            ],
        ),
    )


def _sentences(packages: list[Effect]) -> list[str]:
    """What the documents do not tell: the extension's own changes."""
    found: list[str] = []
    for effect in packages:
        if effect.package == "amili_ext":
            found += [f"**breaking** `{module}`: {what}" for module, what in effect.broken]
            found += [f"`{name}` is new" for name in effect.added]
    return found
