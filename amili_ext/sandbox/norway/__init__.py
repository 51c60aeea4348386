"""What the sandbox is for Norway: the token endpoint (Identiverse), the Collection API, the legacy API and ARM, as their pages say.

Where to look: `rules` which invoices fail and why, `booking` which payments and corrections, `actions` what can be done to a case,
`events` what is told by webhook, `examples` invoices to send. What it does where the pages are silent stands in the module of each part:
`submissions`, `batches`, `invoices`, `cases`, `settlements`, `autocollect` and `auth`; `arm` is a room of its own. `service` puts it all
together.
"""
