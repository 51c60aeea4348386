"""Creating documents (invoices and the like), one at once or many in batches, each of them once."""
