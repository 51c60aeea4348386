"""Who is who: creditors and their activation, accounts of partners, users and what they may do."""
