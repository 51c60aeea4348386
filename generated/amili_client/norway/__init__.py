"""APIs of Norway: autocollect, collection, identiverse."""
