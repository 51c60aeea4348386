"""APIs of Norway: arm, autocollect, collection, identiverse."""
