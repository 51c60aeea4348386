"""The hand-written layer over Sweden's API, which its documentation calls the ADA API.

Where to look: `eve` for what is the same for all resources (filters, lists, edits), `registering` for invoices and cases, `acting` for
what is done with a case, `parties` for creditors and users, `money` for payouts, `files` for uploads; in each of them, `resources` is what
a client offers. `creation` makes a thing once, and `context` is what all flows know.
"""
