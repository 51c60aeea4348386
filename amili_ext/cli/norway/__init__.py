"""The commands for Norway. They stand at the top level: `amili invoices …`, `amili batches …`, `amili token`."""
