"""Exports into files, as far as they are the same for every list of every API.

An export is a stream of batches: some rows, and the point behind them, which says where the next run goes on. `forms` writes rows as lines,
`file` keeps a file and its point together whatever happens to the process, `running` takes a stream to its end, and `points` is what the
points of all exports share. What is read, in which order, and what a point remembers is for each API to say.
"""
