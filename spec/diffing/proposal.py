"""What to release: a rating of the whole, the next version, and an entry for the changelog."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

from .report import Report
from .rules import Rating


@frozen
class Proposal:
    """What to do about a difference.

    Attributes:
        rating: of the whole.
        version: the next one; None if nothing changed, or if it is not known which one comes before.
        note: what to know about it.
        changelog: Markdown, ready to paste; empty if there is nothing that users would notice.
    """

    rating: Rating
    version: str | None
    note: str
    changelog: str


def propose(rating: Rating, version: str | None, *, unreleased: bool, reports: Mapping[str, Report], python: list[str]) -> Proposal:
    """What to release, given what `version` (and whether that is released at all) was before.

    Args:
        python: sentences on what Python users notice beside the documents.
    """
    after = next_version(version, rating) if version else None
    if rating is Rating.NONE:
        note = "nothing changed, so there is nothing to release"
    elif after is None:
        note = "the version before is not known (no amili_ext/_version.py there), so none can be proposed"
    elif unreleased:
        note = f"{version} is not released yet, as its changelog says, so this may still go into it"
    else:
        note = f"after {version}; below 1.0 what breaks raises the second number, anything else the third"
    return Proposal(rating, after, note, _changelog(after, reports, python))


def next_version(version: str, rating: Rating) -> str:
    """The version that follows: as in semantic versioning, where below 1.0 what breaks raises the second number and all else the third."""
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    if not found:
        return version
    major, minor, patch = map(int, found.groups())
    if rating is Rating.NONE:
        return version
    if major == 0:
        return f"0.{minor + 1}.0" if rating is Rating.MAJOR else f"0.{minor}.{patch + 1}"
    if rating is Rating.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if rating is Rating.MINOR else f"{major}.{minor}.{patch + 1}"


def _changelog(version: str | None, reports: Mapping[str, Report], python: list[str]) -> str:
    lines: list[str] = []
    for name, report in reports.items():
        noticed = [change for change in report.changes if change.rating > Rating.PATCH]
        lines += [f"- {name}: {'**breaking** ' if change.rating is Rating.MAJOR else ''}{change.sentence}." for change in noticed]
        words = len(report.changes) - len(noticed)
        if words:
            lines.append(f"- {name}: {words} {'description' if words == 1 else 'descriptions and the like'} changed.")
    lines += [f"- {sentence}." for sentence in python]
    return "\n".join([f"## {version or 'next'} (unreleased)", "", *dict.fromkeys(lines), ""]) if lines else ""
