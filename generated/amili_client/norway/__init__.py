"""APIs of Norway: collection, identiverse."""
