"""`python -m amili_ext.cli`, for when the script `amili` is not on the path."""

from __future__ import annotations

import sys

from amili_ext.cli import main

if __name__ == "__main__":
    sys.exit(main())
