"""Take a vendor's new document into `spec/`:  nox -s spec_update -- NAME --from FILE|URL [--check]

NAME is `<country>/<api>`, such as sweden/ada. Wants the generator's environment, as `spec/generate.py` does. What
happens is described in `spec/updating/__init__.py`; what to do then, in `spec/README.md`.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from generator import GenerationError
from generator.client import SPEC
from generator.coverage import operations
from updating.keeping import Kept, write_action
from updating.updating import Options, Outcome, update

_NEXT = """\
Next, so that it can be reviewed:
  nox -s generate         the code, from what is there now
  nox -s spec_diff        what it means for callers, and which version to release
  nox -s table            the table of spec/README.md
  nox                     all tests"""


def main(arguments: list[str] | None = None, *, spec: Path = SPEC) -> int:
    """Returns 0 if the document was taken, or could be; 1 if something has to be done first, which is said then."""
    options = _read_arguments(arguments)
    try:
        outcome = update(options, spec)
    except GenerationError as error:
        sys.stderr.write(f"{error}\nNothing was changed.\n")
        return 1
    sys.stdout.write("\n".join([*_report(options, outcome, spec), ""]))
    return 1 if outcome.problem is not None else 0


def _read_arguments(arguments: list[str] | None) -> Options:
    parser = ArgumentParser(prog="nox -s spec_update --", description="Take a vendor's new document into spec/.")
    parser.add_argument("name", metavar="NAME", help="<country>/<api>, such as sweden/ada")
    parser.add_argument("--from", dest="source", metavar="FILE|URL", help="the document; without it, what is known of its address is said")
    parser.add_argument("--check", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--keep-names", action="store_true", help="add overlay actions that keep what callers know, such as operationIds")
    parser.add_argument("--drop-unmatched", action="store_true", help="take out overlay actions whose target is gone")
    parser.add_argument("--drop-unneeded", action="store_true", help="take out overlay actions that say what the vendor says now")
    parser.add_argument("--new", action="store_true", help="NAME is an API that is not in spec/ yet")
    parser.add_argument("--force", action="store_true", help="overwrite what is not committed")
    return Options(**vars(parser.parse_args(arguments)))


def _report(options: Options, outcome: Outcome, spec: Path) -> Iterator[str]:
    before = f"{len(operations(outcome.before))} before" if outcome.before is not None else "none before"
    yield f"{options.name} from {options.source}: {outcome.version}, {len(operations(outcome.after))} operations ({before})"
    if gone := outcome.gone():
        yield "\n## No longer there\n"
        yield from (f"- {each}" for each in gone)
    yield from _report_overlay(options, outcome)
    yield from _report_kept("Known to callers, and not in the new document", outcome.kept, _how_kept(options))
    yield from _report_kept(
        "To be decided before it can be generated from", outcome.needed, "These actions would do it; add them to the overlay:"
    )
    yield ""
    if outcome.problem is not None:
        yield f"## It cannot be taken like this\n\n{outcome.problem}\n\nNothing was changed."
    elif options.check:
        yield "It can be taken: generation and its checks pass. Nothing was changed (--check)."
    elif not outcome.written:
        yield "It is what was there before. Nothing was changed."
    else:
        yield f"Changed: {', '.join(path.relative_to(spec.parent).as_posix() for path in outcome.written)}\n\n{_NEXT}"


def _report_overlay(options: Options, outcome: Outcome) -> Iterator[str]:
    said = [each for each in outcome.findings if not each.matches or not each.needed or each.news]
    if not said:
        return
    yield f"\n## {outcome.overlay_name}: {len(said)} of {len(outcome.findings)} actions want to be looked at\n"
    for each in said:
        yield f"- action {each.number}, {each.target}\n  It says: {each.reason}"
        if not each.matches:
            what = "Taken out." if options.drop_unmatched else "Mend its target, or delete it (--drop-unmatched)."
            yield f"  Matches nothing any more. {what}"
        elif not each.needed:
            what = "Taken out." if options.drop_unneeded else "Delete it (--drop-unneeded)."
            yield f"  No longer needed: the vendor says the same. {what}"
        yield from (f"  {news}" for news in each.news)


def _how_kept(options: Options) -> str:
    return "Kept by these actions, added to the overlay:" if options.keep_names else "Actions that keep it (--keep-names adds them):"


def _report_kept(title: str, entries: list[Kept], how: str) -> Iterator[str]:
    if entries:
        yield f"\n## {title}\n"
        yield from (f"- {each.what}" for each in entries)
        yield f"\n{how}\n"
        yield from (write_action(each.action, 2).rstrip("\n") for each in entries)


if __name__ == "__main__":
    sys.exit(main())
