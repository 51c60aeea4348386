"""How `spec/update.py` takes a vendor's document into `spec/`, one step for each module, in this order.

fetching    reads the bytes, from a file or from an address
parsing     makes plain values of them, of JSON or of YAML, and refuses what would grow, nest or run
converting  Swagger 2.0 becomes OpenAPI 3.0, by swagger2openapi
examining   holds each action of the overlay against the new document: does it match, is it needed, what changed under it
keeping     what callers rely on and the new document has no more: names of operations, and marks of ours
editing     takes actions out of an overlay's text and adds others, the rest staying as it is
placing     writes the files, all of them or none, and never over what is not committed
updating    all of it, rehearsed in a temporary folder first

What is fetched is data of somebody else's: it is never run, nothing that it refers to is fetched, and what could become
code is checked by the generator (`generator.names`, `generator.guard`).
"""

from generator import GenerationError


class UpdateError(GenerationError):
    """The vendor's document cannot be taken as it is; the text says why, and what to do next. Nothing was changed."""
