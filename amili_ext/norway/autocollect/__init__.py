"""The legacy AutoCollect API: fetch cases and settlements, and send a batch at most once.

access     where it is, and with which name and password
batches    the flows
resources  `client.autocollect`

Nothing here is needed with the Collection API, which replaces it.
"""
