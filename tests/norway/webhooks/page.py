"""The payloads of Amili's page (https://docs.amili.dev/webhooks-361430m0), and the headers of a delivery.

The page prints an ellipsis for some ids, which are filled in here; the two case payloads lack a comma there, which is put in here and left
out in `BROKEN`.
"""

from __future__ import annotations

import json
from typing import Any

SECRET = "whsec-of-the-tests"

BATCH_COMPLETED = (
    b'{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce3e","type":"BATCH_COMPLETED","source":"COLLECTION","timeStamp":"2025-08-15T11:42:00Z",'
    b'"data":{"batchId":"db6a7ff4-3a20-4042-b271-a9485ded6333","organizationId":"db6a7ff4-3a20-4042-b271-a9485ded6334","status":"SUCCESS"}}'
)
SETTLEMENT_CREATED = (
    b'{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce3f","type":"SETTLEMENT_CREATED","source":"COLLECTION","timeStamp":"2025-08-15T11:42:00Z",'
    b'"data":{"settlementId":"0f8fad5b-d9cb-469f-a165-70867728950e","organizationId":"db6a7ff4-3a20-4042-b271-a9485ded6334",'
    b'"settlementDate":"2025-08-15","invoiceId":"425284ba-ce41-48cc-9407-f851dccdb8ad","invoiceNumber":"1234567","caseNumber":"1234567"}}'
)
CASE = (
    b'{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce40","eventType":"CASE","source":"COLLECTION","timeStamp":"2025-08-15T11:42:00Z",'
    b'"data":{"orgId":"db6a7ff4-3a20-4042-b271-a9485ded6334","caseId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","caseNumber":"5000001",'
    b'"type":"COLLECTION_NOTICE","status":"OPEN","invoices":["4a86b85e-a3c3-4299-b9e6-202d1096b990"]}}'
)
CASE_UPDATED = (
    b'{"id":"897e1f80-ceb5-4b58-a2aa-c895aff6ce41","eventType":"CASE_UPDATED","source":"COLLECTION","timeStamp":"2025-08-15T11:42:00Z",'
    b'"data":{"orgId":"db6a7ff4-3a20-4042-b271-a9485ded6334","caseId":"7c9e6679-7425-40de-944b-e07fc1f90ae7","caseNumber":"5000001",'
    b'"type":"COLLECTION_NOTICE","status":"PAUSED","invoices":["4a86b85e-a3c3-4299-b9e6-202d1096b990",'
    b'"425284ba-ce41-48cc-9407-f851dccdb8ad"],"fields":["amounts","status","type","description"]}}'
)
PAGE = {"BATCH_COMPLETED": BATCH_COMPLETED, "SETTLEMENT_CREATED": SETTLEMENT_CREATED, "CASE": CASE, "CASE_UPDATED": CASE_UPDATED}

BROKEN = b"""{
    "id": "897e1f80-ceb5-4b58-a2aa-c895aff6ce40",
    "eventType": "CASE",
    "data": {
        "orgId": "db6a7ff4-3a20-4042-b271-a9485ded6334",
        "caseNumber": "5000001"
        "type": "COLLECTION_NOTICE"
    }
}"""


def delivery(key: str = "key-1", **more: str) -> dict[str, str]:
    """Headers of a delivery."""
    return {"Content-Type": "application/json", "IdempotencyKey": key, "X-Amili-Request-Id": "request-1"} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


def changed(body: bytes, **data: Any) -> bytes:
    """The payload with other data; what is `...` is left out."""
    payload = json.loads(body)
    payload["data"] = {name: value for name, value in (payload["data"] | data).items() if value is not ...}
    return json.dumps(payload).encode()
