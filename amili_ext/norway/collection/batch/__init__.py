"""Work that the API takes in batches: checking it, handing it over once, waiting for it, and what became of each item."""
