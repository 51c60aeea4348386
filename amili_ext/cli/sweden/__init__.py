"""The commands for Sweden: `amili se …`.

    amili se token                                         do the credentials work?
    amili se invoices register invoices.json --handles handles.jsonl
    amili se invoices list | status | credit | cancel | pay | attach
    amili se cases register cases.json --handles handles.jsonl
    amili se cases list --open | status | credit | cancel | pay | attach
    amili se payouts list | reconcile | export --to payouts.jsonl
    amili se creditors list | create | activate | update
    amili se users list | create
    amili se access-groups list
    amili se customers list

A case is named by `--case ID`, or by `--creditor ID --invoice-number N`.
"""
