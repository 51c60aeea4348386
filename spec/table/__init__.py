"""The table at the end of `spec/README.md`: for every operation of every document what is known of it, and what there is for it here.

    python -m spec.table           # writes the table; `nox -s table`
    python -m spec.table --check   # changes nothing, fails if the table is no longer true

Nothing in the table is typed by anybody. One module for each column, or for some of them:

documents  the operations of each document, and the module that was generated for each
knowledge  what a document says of an operation: documented, inferred (and how surely), missing
extension  the methods of a client that use it
sandbox    whether the embedded sandbox carries it out
tapes      how many cassettes hold it
writing    all of that as Markdown, in its place in the README

Wants the environment of the tests.
"""
