"""ARMrest, Amili's accounts receivable management: customers, documents (invoices), the postings of the ledger, and their batches.

context    what every flow knows: the API, the number of the ARM client, the end user
client     `Arm` and `AsyncArm`
asking     what can be said with a call: the end user, the language
reading    lists with their stored queries, and what is read one at a time
customers  creating, changing and deleting customers, by ARM's rules of merging
documents  creating documents, one or many
batch      what ARM carries out later, and waiting for it
posting    what is written and cannot be looked up: auto postings, files, reservations, changes of AR items

Much of this API is not published; what was concluded says so in `spec/norway/arm.overlay.yaml`, and warns at its first use where the
conclusion is weak.
"""
