"""Takes a vendor's document into `spec/`, rehearsed in a temporary folder first.

Nothing of the checkout is touched before the new document, with the overlay, was generated from and held against the
result. So a document that would break something leaves no trace but the report of what it would break.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator import GenerationError, document, tree
from generator.coverage import operations

from updating import UpdateError
from updating.converting import is_swagger, to_openapi
from updating.editing import edit, new_overlay
from updating.examining import Finding, examine, shape
from updating.fetching import fetch
from updating.keeping import Kept, find_kept, find_needed
from updating.parsing import parse
from updating.placing import VENDOR_SUFFIX, place, refuse_uncommitted, to_yaml


@dataclass(frozen=True)
class Options:
    """What the caller wants.

    Attributes:
        name: `<country>/<api>`.
        source: a file or an address; None to be told what is known of it.
        keep_names: add actions that keep what callers know.
        drop_unmatched: take out actions whose target is gone.
        drop_unneeded: take out actions that the vendor's document has made needless.
        check: change nothing.
        new: there need be no such document yet.
        force: overwrite what is not committed.
    """

    name: str
    source: str | None
    keep_names: bool = False
    drop_unmatched: bool = False
    drop_unneeded: bool = False
    check: bool = False
    new: bool = False
    force: bool = False


@dataclass
class Outcome:
    """What came of it.

    Attributes:
        before: the document that was there, with its overlay; None if there was none.
        after: the vendor's, with what the overlay still does to it.
        version: what the vendor calls the format.
        findings: what is to be said of each action of the overlay.
        kept: what callers know and the document lacks.
        needed: what the document needs before it can be generated from.
        problem: why it cannot be taken; None if it can.
        written: the files that were changed.
    """

    before: dict[str, Any] | None
    after: dict[str, Any]
    version: str
    overlay_name: str
    findings: list[Finding] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    needed: list[Kept] = field(default_factory=list)
    problem: str | None = None
    written: list[Path] = field(default_factory=list)

    def gone(self) -> list[str]:
        """Operations that were there and are no more, each by the name that callers know."""
        there = {(each.method, shape(each.path)) for each in operations(self.after)}
        known = operations(self.before) if self.before is not None else []
        return [f"{each.content.get('operationId')} ({each})" for each in known if (each.method, shape(each.path)) not in there]


def update(options: Options, spec: Path) -> Outcome:
    """Take the vendor's document, or say why not.

    Raises:
        UpdateError: it could not be read at all, or what is there must not be overwritten.
    """
    country, api = _find(options, spec)
    path = spec / country / f"{api}.yaml"
    overlay_path = path.with_name(api + document.OVERLAY_SUFFIX)
    vendor_path = path.with_name(api + VENDOR_SUFFIX)
    if options.source is None:
        raise UpdateError(_what_is_known(options.name, spec))
    if not options.check and not options.force:
        refuse_uncommitted(spec, [path, overlay_path, vendor_path])
    vendor = parse(fetch(options.source), options.source)
    converted = to_openapi(vendor, options.source)
    document.validate(converted, options.source)

    old = document.read_yaml(path) if path.exists() else None
    overlay_text = overlay_path.read_text(encoding="utf-8") if overlay_path.exists() else new_overlay(api, f"{options.name}, inferred")
    overlay = document.read_yaml(overlay_path) if overlay_path.exists() else {"overlay": "1.0.0", "actions": []}
    merged, findings = examine(old, converted, overlay, overlay_path.name)
    before = examine(old, old, overlay, overlay_path.name)[0] if old is not None else None
    drop = {
        each.number
        for each in findings
        if (options.drop_unmatched and not each.matches) or (options.drop_unneeded and each.matches and not each.needed)
    }
    if drop:
        left = [action for number, action in enumerate(overlay["actions"], start=1) if number not in drop]
        merged = examine(None, converted, {**overlay, "actions": left}, overlay_path.name)[0]
    kept = find_kept(before, merged)
    kept_targets = {each.action["target"] for each in kept}
    needed = [each for each in find_needed(merged) if each.action["target"] not in kept_targets]
    version = "Swagger 2.0, converted" if is_swagger(vendor) else f"OpenAPI {vendor['openapi']}"
    outcome = Outcome(before, merged, version, overlay_path.name, findings, kept, needed)

    add = [each.action for each in outcome.kept] if options.keep_names else []
    edited = edit(overlay_text, drop=drop, add=add, name=overlay_path.name)
    files = {vendor_path: document.to_json(vendor), path: to_yaml(converted, country, api).encode()}
    if overlay_path.exists() or add:
        files[overlay_path] = edited.encode()
    outcome.problem = _rehearse(files, spec)
    if outcome.problem is None and not options.check:
        outcome.written = place(files)
    return outcome


def _find(options: Options, spec: Path) -> tuple[str, str]:
    known = [f"{each.parent.name}/{each.stem}" for each in tree.find_documents(spec)]
    if options.name in known:
        country, api = options.name.split("/")
        return country, api
    if not options.new:
        raise UpdateError(f"{options.name!a}: there is no such document. Known: {', '.join(known)}. A further one: --new")
    match = re.fullmatch(r"([a-z][a-z0-9_]*)/([a-z][a-z0-9_]*)", options.name)
    # The folders of the generator are none of countries.
    if match is None or ((spec / match[1]).exists() and match[1] not in {each.split("/")[0] for each in known}):
        raise UpdateError(f"{options.name!a}: wanted is <country>/<api>, such as denmark/collection, in small letters")
    return match[1], match[2]


def _what_is_known(name: str, spec: Path) -> str:
    known = document.read_yaml(spec / "addresses.yaml").get(name)
    if not known:
        return f"{name}: no address of a document is known. Name it, or a file, with --from."
    lines = [f"  {each['address']}: {each['what']} ({each['status']}); the document behind it: {each['document']}" for each in known]
    advice = "Open it in a browser, save the document that it loads (developer tools, network, a .json or .yaml), and name it with --from."
    return "\n".join([f"{name}: these addresses are known (spec/addresses.yaml):", *lines, advice])


def _rehearse(files: dict[Path, bytes], spec: Path) -> str | None:
    """Generate from these files alone, elsewhere; return why that cannot be."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "spec"
        for path, content in files.items():
            target = copy / path.relative_to(spec)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            tree.generate(copy, Path(folder) / "generated")
        except GenerationError as error:
            return str(error).replace(folder, "")
    return None
