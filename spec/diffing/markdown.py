"""The report for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from .report import Change, Report
from .rules import Rating
from .touched import Touched
from .users import Effect
from .whole import Whole

_HEADINGS = {Rating.MAJOR: "Breaking", Rating.MINOR: "New or changed", Rating.PATCH: "Words, and what nobody has to act on"}


def write(whole: Whole) -> str:
    """All of it, as Markdown."""
    lines = [f"# From {whole.old} to {whole.new}: {whole.proposal.rating}", ""]
    if whole.proposal.rating is Rating.NONE:
        return "\n".join([*lines, "Nothing changed: neither the documents nor the packages.", ""])
    if whole.proposal.version:
        lines += [f"Next version: **{whole.proposal.version}** ({whole.proposal.note}).", ""]
    else:
        lines += [f"No version is proposed: {whole.proposal.note}.", ""]
    for name in whole.only_new:
        lines += [f"`{name}` is a new document: all of it is new, and nothing is compared.", ""]
    for name in whole.only_old:
        lines += [f"`{name}` is gone: **all of it breaks**.", ""]
    for name, report in whole.reports.items():
        if report:
            lines += [*_document(name, report, whole), ""]
    for effect in whole.effects:
        if effect.changed:
            lines += [*_effect(effect), ""]
    lines += [*_touched(whole.touched), ""]
    if whole.proposal.changelog:
        lines += ["## Changelog, ready to paste", "", "```markdown", whole.proposal.changelog.rstrip(), "```", ""]
    return "\n".join(lines)


def _document(name: str, report: Report, whole: Whole) -> Iterator[str]:
    wire = max((change.wire for change in report.changes), default=Rating.NONE)
    python = max((change.python for change in report.changes), default=Rating.NONE)
    yield f"## {name}: {report.rating}"
    yield ""
    yield f"By our rules: {wire} on the wire, {python} for Python users."
    opinion = whole.opinions.get(name)
    if opinion:
        yield f"By redocly: {opinion.rating} on the wire." if opinion.rating else f"By redocly: {opinion.messages[0]}."
    for rating, heading in _HEADINGS.items():
        those = [change for change in report.changes if change.rating is rating]
        if those:
            yield from ("", f"### {heading}", "")
            yield from map(_line, those)
    if opinion and opinion.rating and opinion.messages:
        yield from ("", "### What redocly says", "")
        yield from (f"- {message}" for message in opinion.messages)


def _line(change: Change) -> str:
    of = f" (in {' and '.join(f'{use}s' for use in sorted(change.use, reverse=True))})" if change.use else ""
    operations = sorted(change.operations)
    told = ", ".join(operations[:6]) + (f" and {len(operations) - 6} more" if len(operations) > 6 else "")
    named = f" — touches {told}" if operations and change.rating > Rating.PATCH and operations != [change.place] else ""
    weight = f"wire {change.wire}, Python {change.python}: {change.rule.reason}" if change.rating > Rating.PATCH else change.rule.reason
    return f"- {change.sentence}{of}. _{weight}_{named}"


def _effect(effect: Effect) -> Iterator[str]:
    yield f"## Python users of {effect.package}: {effect.rating}"
    yield ""
    if not effect.broken and not effect.added:
        yield "Nothing that they call breaks, as far as griffe sees (it does not look at types)."
    by_module: defaultdict[str, list[str]] = defaultdict(list)
    for module, what in effect.broken:
        by_module[module].append(what)
    for module, those in by_module.items():
        yield f"- **breaks** in `{module}`: {'; '.join(those)}"
    if effect.added:
        yield f"- new: {', '.join(f'`{name}`' for name in effect.added)}"


def _touched(touched: Touched) -> Iterator[str]:
    yield "## What of ours touches it"
    yield ""
    parts: dict[str, Mapping[str, tuple[str, ...]]] = {
        "Workflows": touched.methods,
        "Modules of amili_ext": touched.modules,
        "Cassettes": touched.cassettes,
    }
    if touched.note:
        yield f"{touched.note[:1].upper()}{touched.note[1:]}."
    if not any(parts.values()):
        yield "No workflow, no module of amili_ext and no cassette does."
    for heading, part in parts.items():
        if part:
            yield from (f"{heading}:", "")
            yield from (f"- {key}: {', '.join(f'`{each}`' for each in values)}" for key, values in part.items())
            yield ""
    if touched.cassettes:
        yield "Cassettes are recorded anew by `nox -s record`."
