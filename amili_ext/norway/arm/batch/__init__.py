"""Work that ARM takes in batches and carries out later: handing it over once, waiting for it, and what became of each item."""
