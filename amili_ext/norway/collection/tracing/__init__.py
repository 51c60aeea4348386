"""Where do my invoices stand? What was handed over, laid against what Amili has: batches, invoices, cases and settlements.

`references` reads what a caller wants to know of. `one_by_one` and `at_once` ask the API for it, `asking` is what they share. `facts` and
`settled` keep of the answers what is needed. `trace` is what comes out, and `tracing` puts it all together.
"""
