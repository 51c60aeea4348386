"""Settlements: what Amili has collected and settles with the creditor.

`reading` reads and lists them, `news` gives each out once, with a `point` to go on from, and `exporting` writes them into files.
"""
