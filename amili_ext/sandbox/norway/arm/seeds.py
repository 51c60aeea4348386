"""The customers that every ARM client of a sandbox begins with.

The first is the customer that the page "GET a list of customers" prints, whole; the second stands behind it on that page, cut off after its
number: its name is made up, and nothing else of it is known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def documented_customer() -> dict[str, Any]:
    """The customer of the page, as printed."""
    return {
        "clientNo": 2218,
        "accountNo": 500002,
        "customerNo": "543210",
        "name": "Owe Armstrong",
        "postalReturnStatus": 100,
        "postalReturnDate": "2025-01-10",
        "customerCategory": "CONS",
        "phoneNo": "99887766",
        "secondaryPhoneNo": "99775533",
        "organizationNo": "984842252",
        "organizationNoScheme": "0192",
        "dateOfBirth": "1999-01-01",
        "yearOfBirth": 1999,
        "ssn": "01019921717",
        "ssnCountry": "NO",
        "informalName": "Oa",
        "customerGroupCode": "VIP",
        "priceNetOrGross": "B",
        "language": "no",
        "currency": "NOK",
        "sellerReference": "VAA",
        "buyerReference": "OA",
        "bankAccountNo": "81501757329",
        "stopReminderUntil": "2026-12-31",
        "stopDebtCollectionUntil": "2026-12-31",
        "stopInterestCalcUntil": "2026-12-31",
        "dueDays": 10,
        "vatLiable": True,
        "discountRate": Decimal("5.5"),
        "activeStatusWeb": "Passive",
        "customerMessage": "Keep it up!",
        "limitAmount": 2000,
        "registrationStatusCode": "FICTITIOUS",
        "registrationStatusDate": "2025-03-06",
        "postalAddressChanged": "2014-11-13",
        "postalAddress": {
            "addressLine1": "C/O ARMchair industries",
            "addressLine2": "707 Arm street",
            "addressLine3": "Appartment 8",
            "postalCode": "1234",
            "cityName": "Oslo",
            "countryText": "Norway",
            "countryCode": "NO",
        },
        "emailAddressDocument": ["amili@testarmrest.no"],
        "secondaryEmailAddress": ["amili@testarmrest.no"],
        "distribution": {"type": "H", "einvoiceCode": 90},
        "efakturaBlockIds": ["12345678"],
        "peppolBlockIds": ["987654321"],
        "digipostBlockIds": ["owe.armstrong#6UY"],
    }


def other_customer() -> dict[str, Any]:
    """The customer behind it, with an invented name."""
    return {"clientNo": 2218, "accountNo": 500029, "customerNo": "765432", "name": "Sandbox Customer"}
