"""What changed between two states of the documents, and what it means: the work behind `nox -s spec_diff`.

`compare(old, new)` compares two merged documents and needs nothing else of this project: `comparing`, `operations` and `schemas` go through
them side by side and enter what differs into the book of `places`; `rules` is the table that says what each kind of change means.

The rest compares the working tree with a revision of git: `revision` takes the old state out of git, `wire` asks redocly, `users` asks
griffe what it means to Python users, `touched` finds workflows and cassettes, `proposal` makes a version and a changelog entry of it,
`whole` puts all that together, and `markdown` writes it down.
"""

from .comparing import compare
from .report import ABSENT, Change, Report
from .rules import RULES, Rating

__all__ = ["ABSENT", "RULES", "Change", "Rating", "Report", "compare"]
