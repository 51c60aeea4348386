"""`amili arm`: the commands for ARMrest, accounts receivable.

    amili arm customers list --client-no 2218
    amili arm customers get 543210
    amili arm customers put customers.json
    amili arm customers delete 543210
    amili arm documents create documents.jsonl --handles handles.jsonl --wait
    amili arm documents get 88776655
    amili arm batches wait --handles handles.jsonl

app        the commands put together
options    what all of them can be told, and the client that is made of it
shown      the JSON that they write, and how a whole customer or document is laid out for people
handles    handles of batches as lines of a file
report     what is known of a hand-over in batches
handing_over   the run of a file that goes out in batches
customers, putting, documents, batches   the commands
"""
