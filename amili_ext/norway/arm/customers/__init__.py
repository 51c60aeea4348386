"""Customers of ARMrest: created, changed and deleted, one at a time or in batches, by the rules that ARM merges by.

merging    what a change means: what stays, what is cleared, what is replaced as a whole
checking   what a caller passed, as it may be sent
stored     the customer as it is there, to complete an address from and to see whether a write arrived
writing    create and update
deleting   delete
batches    create and update by the thousand
"""
