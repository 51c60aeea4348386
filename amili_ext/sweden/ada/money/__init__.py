"""Payouts: their specifications, whether they add up, and exports of what is new."""
