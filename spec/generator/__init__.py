"""How `spec/generate.py` turns `spec/` into `generated/`, one step for each module, in this order.

overlay    the documented facts, then our conclusions on top of them: one document
references proves that a document refers to nothing outside itself
document   reads, checks and writes such documents
names      proves that the names in it can be names of code
templates  proves that our templates are the generator's own plus the recorded difference
hints      what the templates are told beyond what the generator tells them
client     runs openapi-python-client over a document
guard      proves that the code does nothing but what the templates write, whatever the document says
coverage   proves that everything in the document exists in the code
tree       does all of that for every API, and compares the result with what is committed

Every step raises `GenerationError` rather than carry on: the generator by itself leaves out what it cannot handle,
with a warning or with none.
"""


class GenerationError(Exception):
    """Something would be missing from the generated code, or differ from what is committed; the text says what."""
