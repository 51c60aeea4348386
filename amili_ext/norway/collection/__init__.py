"""Norway's Collection API: hand over invoices, wait for their batches, read what became of them.

Specs: `spec/norway/collection.yaml` and its overlay; generated: `amili_client.norway.collection`. What a user names of it is offered by
`amili_ext` itself.
"""
