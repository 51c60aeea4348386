"""Timings, side by side in one run: `nox -s bench`. Absolute figures depend on the machine, so ratios are what is printed and judged."""
