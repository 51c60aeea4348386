"""Conditions of a query that reads a part of a table, and the page of it that is wanted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from amili_ext.sandbox.norway.database import Database
from amili_ext.sandbox.norway.rows import Page


class Where:
    """Conditions joined by AND, of which the first is that the row belongs to one of these organizations."""

    def __init__(self, organizations: Iterable[str]) -> None:
        self.values: list[Any] = list(organizations)
        self.sql = f"organization IN ({', '.join('?' for _ in self.values)})"

    def add(self, condition: str, value: Any) -> None:
        """One more condition on one value, however often it is in there; left out when the value is None."""
        if value is not None:
            self.sql += f" AND {condition}"
            self.values += [value] * condition.count("?")


def read_rows(database: Database, table: str, where: Where, page: Page) -> list[sqlite3.Row]:
    """The rows of that page, in its order."""
    where.add("seq > ?" if page.ascending else "seq < ?", page.after)
    order = "ASC" if page.ascending else "DESC"
    sql = f"SELECT * FROM {table} WHERE {where.sql} ORDER BY seq {order} LIMIT ?"  # noqa: S608  # values are bound, the rest is ours
    return database.rows(sql, (*where.values, page.limit))
