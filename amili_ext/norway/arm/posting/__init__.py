"""What is written to the ledger and cannot be looked up afterwards: auto postings, files, payment reservations, changes of AR items.

auto_postings   entries to the ledgers, all or nothing
files           uploading files as JSON, with an outcome for each
reservations    reserving a payment for a document or a customer
ar_items        changing an AR item, which is also how a credit note is made
given           bodies of which no page shows the fields: they are sent as they are given
once            writes that are sent once and never again
unshaped        an answer of unknown shape, as plain JSON
"""
