"""What the sandbox is for Norway: the token endpoint (Identiverse) and the Collection API, as their published pages say.

Where to look: `rules` which invoices fail and why, `collection` and `auth` what they do where the pages are silent, `examples` invoices to
send. `service` puts it all together.
"""
