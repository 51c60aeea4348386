"""The tables of the store; those of ARM are in `arm.schema`.

One case belongs to one invoice and has its `seq`. Amounts are text, so that no digit is lost; moments are microseconds since 1970.
`actions` holds only what is still to be carried out. A file of another VERSION is refused, not converted: what a sandbox knows can be made
again.
"""

from __future__ import annotations

VERSION = 3
SCHEMA = """
CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE batches (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    type TEXT NOT NULL,
    created_by TEXT NOT NULL,
    idempotency_key TEXT,
    digest TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    finished_at INTEGER,
    sent BLOB,
    result BLOB
);
CREATE INDEX batches_by_organization ON batches (organization, seq);
CREATE INDEX batches_by_key ON batches (organization, idempotency_key);
CREATE INDEX batches_queued ON batches (due_at) WHERE status = 'QUEUED';
CREATE TABLE invoices (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batches (seq),
    number TEXT NOT NULL,
    source_id TEXT,
    type TEXT,
    status TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    case_number TEXT NOT NULL,
    UNIQUE (organization, number)
);
CREATE INDEX invoices_by_organization ON invoices (organization, seq);
CREATE INDEX invoices_by_source ON invoices (organization, source_id);
CREATE INDEX invoices_by_case ON invoices (case_id);
CREATE TABLE customers (
    number TEXT NOT NULL,
    invoice INTEGER NOT NULL REFERENCES invoices (seq),
    PRIMARY KEY (number, invoice)
) WITHOUT ROWID;
CREATE TABLE cases (
    seq INTEGER PRIMARY KEY REFERENCES invoices (seq),
    id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    sub_status TEXT NOT NULL,
    type TEXT NOT NULL,
    source_id TEXT,
    registered_at INTEGER NOT NULL,
    closed_at INTEGER,
    original TEXT NOT NULL,
    claimed TEXT NOT NULL,
    principal TEXT NOT NULL,
    paid TEXT NOT NULL,
    credited TEXT NOT NULL,
    search TEXT NOT NULL,
    details BLOB NOT NULL
);
CREATE INDEX cases_by_organization ON cases (organization, seq);
CREATE INDEX cases_by_source ON cases (organization, source_id);
CREATE TABLE actions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    case_seq INTEGER NOT NULL REFERENCES cases (seq),
    name TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    behind_batch INTEGER NOT NULL
);
CREATE TABLE bookings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    case_seq INTEGER NOT NULL REFERENCES cases (seq),
    batch INTEGER REFERENCES batches (seq),
    kind TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX bookings_by_case ON bookings (case_seq, seq);
CREATE TABLE settlements (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    organization TEXT NOT NULL,
    day TEXT NOT NULL,
    case_seq INTEGER NOT NULL REFERENCES cases (seq),
    content BLOB NOT NULL
);
CREATE INDEX settlements_by_organization ON settlements (organization, seq);
CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    at INTEGER NOT NULL,
    case_id TEXT,
    data BLOB NOT NULL
);
CREATE INDEX events_by_case ON events (case_id, seq) WHERE case_id IS NOT NULL;
CREATE TABLE deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event INTEGER NOT NULL REFERENCES events (seq),
    idempotency_key TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER,
    bad_signature INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_by_event ON deliveries (event);
CREATE INDEX deliveries_due ON deliveries (due_at, seq) WHERE due_at IS NOT NULL;
"""
