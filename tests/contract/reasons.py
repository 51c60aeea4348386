"""Why the sandbox may refuse what its document allows: what the documents cannot say, or the pages do not.

For each document: which operations (or all), which field of the request, which words, as regular expressions over the three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_ANY = r"\w+"

REASONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "norway/autocollect": (
        ("getAttachment", "attachmentid", "is required"),  # an empty value is an absent one
    ),
    "norway/arm": (
        # Lists: a page belongs to a stored query, which fixes the rest. An integer of more than 18 digits is none.
        ("get[A-Z].*s", "maximumcount|pagesize|pageno", "belongs to the stored query|must be at least 1|must be an integer"),
        ("get[A-Z].*s", "pageno", "needs the query whose page it is"),
        ("get[A-Z].*s", "query", "is not known"),
        # What is named must be there, and what is made must not.
        (
            "(create|update)(Customer|Document)",
            r"(customer|document)\.(customerNo|documentNo)",
            ".* is missing|.* already exists|.* does not exist",
        ),
        ("deleteCustomer", "", "The customer has documents or AR items."),
        ("createPaymentReservation", r"paymentReservation\.\w+", "names nothing that exists|is required"),
        ("createPaymentReservation", "", "At least one identifier of an AR item, a document or a customer is required."),
        ("createAutoPostings", "", r"\{'autoPostings': .*"),
        ("updateArItem", r"arItem\.\w+(\.\w+)?", ".*"),
        ("getBatch", "", r".*'status': 'FAILED'.*"),  # 406, as documented
        (_ANY, "autoPostings|customers|documents|files", "must hold at least one"),
    ),
    "norway/collection": (
        ("get.*", "[Pp]ageSize", "must be from 1 to 1000|must be an integer"),
        ("get.*", "[Pp]ageToken", "is not a token that a page gave"),
        ("get.*", "SortDirection", "must be ASC or DESC|must stay what it was on the first page"),
        ("create.*", "invoices|payments|corrections", "must hold at least one .*"),
        ("create.*", "IdempotencyKey", "was used before for other .*"),
    ),
    "norway/identiverse": (("createToken", "", "only client_credentials is supported|unknown client id or wrong secret"),),
    "sweden/ada": (
        # Texts with an inner form, which the document cannot describe: JSON, or an expression of Python's, both read by Eve.
        ("(list|get).*", "", ".*"),
        ("create.*", r".*", "must be of objectid type"),
        # One of several, and how fields go together.
        (
            "create.*",
            r".*",
            "exactly one of .* must be (given|true)|.* belong together|required field.*|must have a currency with an account",
        ),
        ("create.*", r".*", "must be greater than 0|must be SEK|must be creditor_system|must be one of .*|must hold at least one .*"),
        # Years and seconds that Python has not; and Eve takes a name with a dot for a path, gets lost, and reads no more moments.
        ("(create|update).*", r".*", "must be of datetime type"),
        # Names and numbers that only an open object holds.
        ("(create|update).*", "_.*", "field is read-only"),
        ("(create|update).*", ".*", "holds no number, or too large a one"),
        ("create.*", "case|invoice_number", r"must be a case of the creditor|belongs to (no|\d+) cases? of the creditor"),
        ("createCreditor", r"\w*organization_no", "only one kind of organization number may be given"),
        ("uploadMedia", "", "Domain .* is not valid.|Dotted Path .*|The provided file's content type is not allowed.*"),
    ),
}


def unexplained(document: str, refusals: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The refusals (operationId, field, words) for which there is no reason."""
    known = REASONS[document]
    return [
        refusal
        for refusal in refusals
        if not any(all(re.fullmatch(wanted, given, re.DOTALL) for wanted, given in zip(one, refusal, strict=True)) for one in known)
    ]
