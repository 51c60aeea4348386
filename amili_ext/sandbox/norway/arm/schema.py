"""The tables of the ARM API, in the same database as the others.

Customers, documents and AR items are records alike: a name that is unique within its kind, and content as it was sent and shown. `customer`
is the number of the customer that a record is about, `serial` the `accountNo` of a customer and the `arItemId` of an AR item, `uuid` the
`documentUuid` of a document. Names compare without regard to case, UUIDs do not. `arm_clients` are those that got their first customers.
"""

from __future__ import annotations

ARM_SCHEMA = """
CREATE TABLE arm_clients (
    number INTEGER PRIMARY KEY
);
CREATE TABLE arm_records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    client INTEGER NOT NULL REFERENCES arm_clients (number),
    kind TEXT NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE,
    customer TEXT NOT NULL COLLATE NOCASE,
    serial INTEGER,
    uuid TEXT,
    content BLOB NOT NULL,
    UNIQUE (client, kind, name)
);
CREATE INDEX arm_records_by_customer ON arm_records (client, kind, customer);
CREATE INDEX arm_records_by_serial ON arm_records (client, kind, serial);
CREATE INDEX arm_records_by_uuid ON arm_records (client, kind, uuid) WHERE uuid IS NOT NULL;
CREATE TABLE arm_batches (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    client INTEGER NOT NULL,
    kind TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    sent BLOB,
    status INTEGER NOT NULL,
    result BLOB
);
CREATE INDEX arm_batches_queued ON arm_batches (due_at, seq) WHERE sent IS NOT NULL;
CREATE TABLE arm_queries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client INTEGER NOT NULL,
    kind TEXT NOT NULL,
    page_size INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    found BLOB NOT NULL
);
CREATE TABLE arm_payments (
    client INTEGER NOT NULL,
    id TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (client, id)
) WITHOUT ROWID;
"""
