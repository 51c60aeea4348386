"""The ARM API under /arm/v1: customers, documents, AR items and batches with state; the rest answers from the examples of its document.

Documented: the paths, statuses and names that `spec/norway/arm.yaml` has, the `summary` of lists, the merge rules of customers, that a
customer with documents or AR items is not deleted, that auto postings are all or nothing. What the sandbox does where the pages are silent
stands in the module of each part: `lists`, `customers` (with `merging`), `documents`, `batches`, `ar_items`, `postings`, `reservations` and
`files`. For all of them:

* A token of Identiverse is good here too. An ARM client outside the settings' `arm_clients` is 403, and each in it has its own records.
* Numbers of customers and documents are equal whatever their case, as the pages say of all values but UUIDs. A UUID must come back as it
  was given; those of the sandbox have capital letters.
* A write that was carried out answers with `resultType` OK, one that breaks a rule is 422 in the shape of errors of the other APIs.
* `metadata.userId`, `userid` and `Accept-Language` change nothing. An `expand` that is not known changes nothing either.
* What has no handler answers 200 with the example of its operation, whatever was sent. `service` tells which those are.
"""
