"""Rebuild `generated/` from `spec/`:  python spec/generate.py [--check | --accept-templates]

Wants the environment that `spec/constraints.txt` pins, which `nox -s generate` makes; never the SDK's own. The steps
are described in `spec/generator/__init__.py`, the files in `spec/README.md`.
"""

import sys
from argparse import ArgumentParser

from generator import GenerationError, client, templates, tree


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser(description="Rebuild generated/ from spec/.")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="change nothing; fail if regenerating would")
    choice.add_argument("--accept-templates", action="store_true", help="record our templates' difference from stock")
    options = parser.parse_args(arguments)
    try:
        if options.accept_templates:
            templates.accept(client.TEMPLATES)
        elif options.check:
            tree.check()
        else:
            tree.generate()
    except GenerationError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
