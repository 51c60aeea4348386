"""The drill's catalogue, first part: fields, types, values and schemas."""

from typing import Any

from .cases import MAJOR, MINOR, NONE, PATCH, Case, Found, Reported, Stopped
from .edits import Add, Drop, Put, Redirect, Rename

BATCH = ("norway/collection", ("getBatchById",))
PAYMENTS = ("norway/collection", ("createPayments",))
CORRECTIONS = ("norway/collection", ("createCorrections",))
TOKEN = ("norway/identiverse", ("createToken",))
LEGACY = ("norway/autocollect", ("getBatch",))
USERS = ("sweden/ada", ("createUser", "getUser"))
PARTNER = ("sweden/ada", ("getPartner",))


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


FIELDS = (
    Case(
        "a field is renamed",
        *BATCH,
        (Rename(("BatchFailure", "properties", "errors"), "messages"),),
        Reported(
            MAJOR,
            (
                Found("field-removed", "BatchFailure.errors", "list of string"),
                Found("field-added", "BatchFailure.messages", new="list of string"),
            ),
            ("models/batch_failure.py",),
        ),
    ),
    Case(
        "a field is renamed that an action of the overlay is about",
        *BATCH,
        (Rename(("BatchSuccess", "properties", "caseId"), "collectionCaseId"),),
        Stopped(("collection.overlay.yaml, action", "$.components.schemas.BatchSuccess.properties.caseId", "matches nothing")),
    ),
    Case(
        "a field is renamed in one of two schemas that an action of the overlay is about",
        *BATCH,
        (Rename(("BatchFailure", "properties", "invoiceNumber"), "invoiceNo"),),
        Reported(
            MAJOR,
            (Found("field-removed", "BatchFailure.invoiceNumber", "string"), Found("field-added", "BatchFailure.invoiceNo", new="string")),
            ("models/batch_failure.py",),
            ("no longer there, of what it was about: $.components.schemas.BatchFailure.properties.invoiceNumber",),
        ),
    ),
    Case(
        "a field is new",
        *USERS,
        (Put(("UserInput", "properties", "locale"), {"type": "string"}),),
        Reported(MINOR, (Found("field-added", "UserInput.locale", new="string"),), ("models/user_input.py",)),
    ),
    Case(
        "a field is new that would be the same name in Python as another",
        *PAYMENTS,
        (Put(("PaymentInput", "properties", "invoice_id"), {"type": "string"}),),
        Stopped(("schema PaymentInput: invoiceId and invoice_id would be one name in Python",)),
    ),
    Case(
        "a field of requests is gone",
        *CORRECTIONS,
        (Drop(("CorrectionInput", "properties", "description")),),
        Reported(MAJOR, (Found("field-removed", "CorrectionInput.description", "string"),), ("models/correction_input.py",)),
    ),
    Case(
        "a field of requests is made required",
        *CORRECTIONS,
        (Put(("CorrectionInput", "required"), ["amount"]),),
        Reported(MAJOR, (Found("became-required", "CorrectionInput.amount"),), ("models/correction_input.py",)),
    ),
    Case(
        "a required field of requests is made optional",
        *USERS,
        (Drop(("UserInput", "required")),),
        Reported(MINOR, (Found("became-optional", "UserInput.name"),), ("models/user_input.py",)),
    ),
    Case(
        "a required field is new in requests",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "reason"), {"type": "string"}), Put(("CorrectionInput", "required"), ["reason"])),
        Reported(MAJOR, (Found("required-field-added", "CorrectionInput.reason", new="string"),), ("models/correction_input.py",)),
    ),
    Case(
        "the type of a field changes",
        *TOKEN,
        (Put(("TokenResponse", "properties", "expires_on", "type"), "string"),),
        Reported(MAJOR, (Found("type-changed", "TokenResponse.expires_on", ["integer"], ["string"]),), ("models/token_response.py",)),
    ),
    Case(
        "an amount becomes text",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "amount"), {"type": "string"}),),
        Reported(MAJOR, (Found("type-changed", "CorrectionInput.amount", ["number"], ["string"]),), ("models/correction_input.py",)),
    ),
    Case(
        "a moment becomes a day",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "date", "format"), "date"),),
        Reported(MAJOR, (Found("format-changed", "CorrectionInput.date", "date-time", "date"),), ("models/correction_input.py",)),
    ),
    Case(
        "a day becomes a moment, which the overlay takes for a day",
        *LEGACY,
        (Put(("getBatch", "parameters", "remittancedate", "schema", "format"), "date-time"),),
        Reported(NONE, (), (), ("schema.format: documented now, differently: 'date-time'; this makes it 'date'",)),
    ),
    Case(
        "the entries of a list are of another type",
        *BATCH,
        (Put(("BatchFailure", "properties", "errors", "items", "type"), "integer"),),
        Reported(MAJOR, (Found("type-changed", "BatchFailure.errors[]", ["string"], ["integer"]),), ("models/batch_failure.py",)),
    ),
    Case(
        "a list becomes a single thing",
        *BATCH,
        (Put(("BatchFailure", "properties", "errors", "type"), "string"), Drop(("BatchFailure", "properties", "errors", "items"))),
        Reported(
            MAJOR,
            (
                Found("type-changed", "BatchFailure.errors", ["array"], ["string"]),
                Found("type-changed", "BatchFailure.errors[]", ["string"], []),
            ),
            ("models/batch_failure.py",),
        ),
    ),
    Case(
        "a field can be null",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "currency", "type"), ["string", "null"]),),
        Reported(MINOR, (Found("nullable-added", "CorrectionInput.currency"),), ("models/correction_input.py",)),
    ),
    Case(
        "a field can no longer be null",
        *BATCH,
        (Put(("Batch", "properties", "finishedAt", "type"), "string"),),
        Reported(MINOR, (Found("nullable-removed", "Batch.finishedAt"),), ("models/batch.py",)),
    ),
    Case(
        "a field has a default",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "currency", "default"), "NOK"),),
        Stopped(("schema CorrectionInput.currency: has a default",)),
    ),
    Case(
        "a field is limited",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "description", "maxLength"), 100),),
        Reported(MAJOR, (Found("constraint-tightened", "CorrectionInput.description", new={"maxLength": 100}),), ()),
    ),
    Case(
        "a field is deprecated",
        *BATCH,
        (Put(("Batch", "properties", "createdBy", "deprecated"), True),),
        Reported(MINOR, (Found("deprecated", "Batch.createdBy", new=True),), ()),
    ),
    Case(
        "a field is described in other words",
        *BATCH,
        (Put(("Batch", "properties", "createdAt", "description"), "When the batch came in"),),
        Reported(PATCH, (Found("text-changed", "Batch.createdAt: description"),), ("models/batch.py",)),
    ),
)

VALUES = (
    Case(
        "an enum has another value",
        *BATCH,
        (Add(("BatchStatus", "enum"), "CANCELLED"),),
        Reported(MINOR, (Found("value-added", "BatchStatus", new="CANCELLED"),), ("models/batch_status.py",)),
    ),
    Case(
        "an enum lost a value",
        *BATCH,
        (Put(("BatchStatus", "enum"), ["QUEUED", "SUCCESS", "FAILED"]),),
        Reported(MAJOR, (Found("value-removed", "BatchStatus", "PARTIAL"),), ("models/batch_status.py",)),
    ),
    Case(
        "two values of an enum would be one in Python",
        *BATCH,
        (Add(("BatchStatus", "enum"), "partial"),),
        Stopped(("Duplicate key PARTIAL in enum batch_status.BatchStatus",)),
    ),
    Case(
        "free text becomes an enum",
        *CORRECTIONS,
        (Put(("CorrectionInput", "properties", "currency", "enum"), ["NOK", "SEK"]),),
        Reported(
            MAJOR,
            (Found("enum-added", "CorrectionInput.currency", new=["NOK", "SEK"]),),
            ("models/correction_input.py", "models/__init__.py", "+models/correction_input_currency.py"),
        ),
    ),
    Case(
        "a field becomes an enum of integers",
        *TOKEN,
        (Put(("TokenResponse", "properties", "expires_in", "enum"), [1800, 3600]),),
        Stopped(("schema TokenResponse.expires_in: is an enum of integers",)),
    ),
    Case(
        "a field can only have one value",
        *TOKEN,
        (Put(("TokenResponse", "properties", "token_type", "const"), "Bearer"),),
        Stopped(("schema TokenResponse.token_type: is a constant",)),
    ),
)

SCHEMAS = (
    Case(
        "a schema is renamed",
        *BATCH,
        (Rename(("components", "schemas", "Batch"), "BatchDetails"), Redirect("Batch", "BatchDetails")),
        Reported(
            MAJOR,
            (Found("schema-renamed", "BatchDetails", "Batch", "BatchDetails"),),
            ("models/__init__.py", "models/batch_response.py", "+models/batch_details.py", "-models/batch.py"),
        ),
    ),
    Case(
        "two schemas would be one class",
        *BATCH,
        (Put(("components", "schemas", "batch_failure"), {"type": "object", "properties": {"reason": {"type": "string"}}}),),
        Stopped(("batch_failure", "BatchFailure")),
    ),
    Case(
        "a schema becomes one of two",
        *BATCH,
        (
            Put(("components", "schemas", "BatchAbort"), {"type": "object", "properties": {"reason": {"type": "string"}}}),
            Put(("Batch", "properties", "failed", "items"), {"oneOf": [ref("BatchFailure"), ref("BatchAbort")]}),
        ),
        Reported(
            MAJOR,
            (
                Found("reference-changed", "Batch.failed[]", "BatchFailure", "oneOf (BatchFailure, BatchAbort)"),
                Found("schema-added", "BatchAbort", new="object"),
            ),
            ("models/__init__.py", "models/batch.py", "+models/batch_abort.py"),
        ),
    ),
    Case(
        "an object takes no other fields any more",
        *BATCH,
        (Put(("BatchFailure", "additionalProperties"), False),),
        Reported(MAJOR, (Found("object-closed", "BatchFailure"),), ("models/batch_failure.py",)),
    ),
    Case(
        "an envelope is taken off",
        *BATCH,
        (Put(("getBatchById", "responses", "200", "content", "application/json", "schema"), ref("Batch")),),
        Reported(
            MAJOR,
            (Found("reference-changed", "getBatchById: answer 200", "BatchResponse", "Batch"),),
            ("api/batches/get_batch_by_id.py",),
        ),
    ),
    Case(
        "what is in an envelope is called otherwise",
        *BATCH,
        (Rename(("BatchResponse", "properties", "data"), "result"),),
        Reported(
            MAJOR,
            (Found("field-removed", "BatchResponse.data", "Batch"), Found("field-added", "BatchResponse.result", new="Batch")),
            ("models/batch_response.py",),
        ),
    ),
    Case(
        "a schema has parts of its own kind",
        *PARTNER,
        (Put(("Partner", "properties", "parent"), ref("Partner")),),
        Reported(MINOR, (Found("field-added", "Partner.parent", new="Partner"),), ("models/partner.py",)),
    ),
    Case(
        "two schemas are nothing but each other",
        *BATCH,
        (Put(("components", "schemas", "A"), ref("B")), Put(("components", "schemas", "B"), ref("A"))),
        Stopped(("collection.yaml: $.components.schemas.A.$ref", "leads in a circle")),
    ),
    Case(
        "a schema is gone that others refer to",
        *BATCH,
        (Drop(("components", "schemas", "BatchFailure")),),
        Stopped(("collection.yaml: $.components.schemas.Batch.properties.failed.items.$ref", "is not in this document")),
    ),
)
