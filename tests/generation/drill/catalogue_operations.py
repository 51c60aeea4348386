"""The drill's catalogue, second part: operations, parameters, bodies, answers, and the document as a whole."""

from .cases import MAJOR, MINOR, PATCH, Case, Found, Reported, Stopped
from .catalogue_fields import BATCH, CORRECTIONS, LEGACY, PAYMENTS, TOKEN, USERS, ref
from .edits import Add, Drop, Put, Rename

CREDITOR = ("sweden/ada", ("getCreditor", "deleteCreditor"))
CODE = ("sweden/ada", ("exchangeApiCode",))
CUSTOMER = ("norway/arm", ("getCustomer", "deleteCustomer"))
STATE = ("norway/arm", ("getBatch",))
SETTLEMENTS = ("norway/collection", ("getSettlements",))
BATCH_PATH = "/orgs/{organizationId}/batches/{batchId}"
PDF = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
TWIN = {
    "operationId": "get-batch-by-id",
    "tags": ["Batches"],
    "parameters": [{"$ref": "#/components/parameters/batchId"}],
    "responses": {"204": {"description": "It"}},
}
MODULE = "api/batches/get_batch_by_id.py"

OPERATIONS = (
    Case(
        "an operation moves as that of a batch did",
        *BATCH,
        (Drop(("getBatchById", "parameters", "organizationId")), Rename(("paths", BATCH_PATH), "/batches/{batchId}")),
        Reported(
            MAJOR,
            (
                Found("operation-moved", "getBatchById", f"GET {BATCH_PATH}", "GET /batches/{batchId}"),
                Found("required-parameter-removed", "getBatchById: path organizationId", "string (uuid)"),
            ),
            (MODULE,),
        ),
    ),
    Case(
        "an operation moves away from one of the actions that are about it",
        "norway/collection",
        ("createPayments", "createCorrections"),
        (Rename(("paths", "/orgs/{organizationId}/payments"), "/orgs/{organizationId}/direct-payments"),),
        Reported(
            MAJOR,
            (
                Found(
                    "operation-moved",
                    "createPayments",
                    "POST /orgs/{organizationId}/payments",
                    "POST /orgs/{organizationId}/direct-payments",
                ),
                Found("parameter-removed", "createPayments: header IdempotencyKey", "string"),
            ),
            ("api/payment/create_payments.py",),
            ("no longer there, of what it was about: $.paths['/orgs/{organizationId}/payments'].post.parameters",),
        ),
    ),
    Case(
        "an operation moves away from the only action that is about it",
        *CREDITOR,
        (Rename(("paths", "/creditors/{creditorId}"), "/creditor/{creditorId}"),),
        Stopped(("ada.overlay.yaml, action 2 ($.paths['/creditors', '/creditors/{creditorId}'].get.tags): the target matches nothing",)),
    ),
    Case(
        "an operation is gone",
        "norway/collection",
        ("createPayments", "createCorrections"),
        (Drop(("paths", "/orgs/{organizationId}/corrections")),),
        Reported(
            MAJOR,
            (Found("operation-removed", "createCorrections", "POST /orgs/{organizationId}/corrections"),),
            ("-api/correction/__init__.py", "-api/correction/create_corrections.py"),
            ("no longer there, of what it was about: $.paths['/orgs/{organizationId}/corrections'].post.parameters",),
        ),
    ),
    Case(
        "an operation is called otherwise",
        *BATCH,
        (Put(("getBatchById", "operationId"), "getBatch"),),
        Reported(
            MAJOR,
            (Found("operation-renamed", "getBatch", "getBatchById", "getBatch"),),
            (f"-{MODULE}", "+api/batches/get_batch.py"),
        ),
    ),
    Case(
        "an operation is new whose module would be that of another",
        *BATCH,
        (Put(("paths", "/batches/{batchId}"), {"get": TWIN}),),
        Stopped(("the document has 2 operations, the package 1 modules",)),
    ),
    Case(
        "an operation has no operationId any more",
        *BATCH,
        (Drop(("getBatchById", "operationId")),),
        Stopped((f"GET {BATCH_PATH}: needs an operationId",)),
    ),
    Case(
        "an operation is deprecated",
        *BATCH,
        (Put(("getBatchById", "deprecated"), True),),
        Reported(MINOR, (Found("deprecated", "getBatchById", new=True),), ()),
    ),
    Case(
        "a tag is renamed",
        *BATCH,
        (Put(("getBatchById", "tags"), ["Batch"]), Put(("tags", "Batches", "name"), "Batch")),
        Reported(
            MAJOR,
            (Found("tag-renamed", "tag Batch", "Batches", "Batch"),),
            ("-api/batches/__init__.py", f"-{MODULE}", "+api/batch/__init__.py", "+api/batch/get_batch_by_id.py"),
        ),
    ),
    Case(
        "the credentials are others",
        *BATCH,
        (
            Put(("components", "securitySchemes", "basic"), {"type": "http", "scheme": "basic"}),
            Put(("getBatchById", "security"), [{"basic": []}]),
        ),
        Reported(
            MAJOR,
            (
                Found("security-changed", "getBatchById", [{"bearer": []}], [{"basic": []}]),
                Found("security-changed", "securitySchemes basic", "nothing", "http"),
            ),
            (),
        ),
    ),
    Case(
        "a server moves",
        *TOKEN,
        (Put(("servers", 1, "url"), "https://identity.amili.no"),),
        Reported(MAJOR, (Found("server-changed", "server", "https://auth.amili.no", "https://identity.amili.no"),), ()),
    ),
)

PARAMETERS = (
    Case(
        "a header is new, and required",
        *BATCH,
        (Add(("getBatchById", "parameters"), {"name": "X-Tenant", "in": "header", "required": True, "schema": {"type": "string"}}),),
        Reported(MAJOR, (Found("required-parameter-added", "getBatchById: header X-Tenant", new="string"),), (MODULE,)),
    ),
    Case(
        "a filter is new",
        *SETTLEMENTS,
        (Add(("getSettlements", "parameters"), {"name": "currency", "in": "query", "schema": {"type": "string"}}),),
        Reported(
            MINOR, (Found("parameter-added", "getSettlements: query currency", new="string"),), ("api/settlement/get_settlements.py",)
        ),
    ),
    Case(
        "a filter is new, and required",
        *SETTLEMENTS,
        (Add(("getSettlements", "parameters"), {"name": "currency", "in": "query", "required": True, "schema": {"type": "string"}}),),
        Reported(
            MAJOR,
            (Found("required-parameter-added", "getSettlements: query currency", new="string"),),
            ("api/settlement/get_settlements.py",),
        ),
    ),
    Case(
        "a filter is gone",
        *SETTLEMENTS,
        (Drop(("getSettlements", "parameters", "pageSize")),),
        Reported(MAJOR, (Found("parameter-removed", "getSettlements: query pageSize", "integer"),), ("api/settlement/get_settlements.py",)),
    ),
    Case(
        "a filter is called otherwise that an action of the overlay is about",
        *LEGACY,
        (Put(("getBatch", "parameters", "remittancedate", "name"), "remitteddate"),),
        Stopped(("autocollect.overlay.yaml", "remittancedate", "matches nothing")),
    ),
    Case(
        "a parameter of the path is called otherwise",
        *STATE,
        (
            Rename(("paths", "/clients/{clientno}/batches/{batchuuid}"), "/clients/{clientno}/batches/{batchid}"),
            Put(("getBatch", "parameters", "batchuuid", "name"), "batchid"),
        ),
        Stopped(("arm.overlay.yaml, action", "/clients/{clientno}/batches/{batchuuid}", "matches nothing")),
    ),
    Case(
        "a parameter of the path is called otherwise, of which the overlay says nothing",
        *BATCH,
        (
            Rename(("paths", BATCH_PATH), "/orgs/{organizationId}/batches/{id}"),
            Put(("components", "parameters", "batchId", "name"), "id"),
        ),
        Reported(
            MAJOR,
            (
                Found("path-parameter-renamed", "getBatchById", "batchId", "id"),
                Found("path-parameter-renamed", "shared parameter batchId", "batchId", "id"),
            ),
            (MODULE,),
        ),
    ),
    Case(
        "a cookie is new",
        *BATCH,
        (Add(("getBatchById", "parameters"), {"name": "session", "in": "cookie", "schema": {"type": "string"}}),),
        Reported(MINOR, (Found("parameter-added", "getBatchById: cookie session", new="string"),), (MODULE,)),
    ),
    Case(
        "a filter becomes JSON in the query",
        *SETTLEMENTS,
        (
            Drop(("getSettlements", "parameters", "pageSize", "schema")),
            Put(("getSettlements", "parameters", "pageSize", "content"), {"application/json": {"schema": {"type": "integer"}}}),
        ),
        Stopped(("GET /orgs/{organizationId}/settlements: the query parameter pageSize is not in",)),
    ),
    Case(
        "a filter becomes an object",
        *SETTLEMENTS,
        (Put(("getSettlements", "parameters", "pageSize", "schema"), {"type": "object"}),),
        Stopped(("GET /orgs/{organizationId}/settlements: pageSize is an object",)),
    ),
    Case(
        "a filter takes a list, divided by commas",
        *SETTLEMENTS,
        (
            Put(("getSettlements", "parameters", "pageSize", "schema"), {"type": "array", "items": {"type": "integer"}}),
            Put(("getSettlements", "parameters", "pageSize", "explode"), False),
        ),
        Stopped(("GET /orgs/{organizationId}/settlements: the query parameter pageSize has another `explode`",)),
    ),
    Case(
        "a filter is new that would be the same name in Python as another",
        *SETTLEMENTS,
        (Add(("getSettlements", "parameters"), {"name": "PageSize", "in": "query", "schema": {"type": "integer"}}),),
        Stopped(("GET /orgs/{organizationId}/settlements: the parameters PageSize and pageSize would be one name in Python",)),
    ),
)

BODIES = (
    Case(
        "a body is sent as a form",
        *PAYMENTS,
        (Rename(("createPayments", "requestBody", "content", "application/json"), "application/x-www-form-urlencoded"),),
        Reported(
            MAJOR,
            (Found("media-type-changed", "createPayments: body", "application/json", "application/x-www-form-urlencoded"),),
            ("api/payment/create_payments.py",),
        ),
    ),
    Case(
        "a body can be left out",
        *USERS,
        (Put(("createUser", "requestBody", "required"), False),),
        Reported(MINOR, (Found("became-optional", "createUser: body"),), ("api/user/create_user.py",)),
    ),
    Case(
        "a body can be sent in two ways",
        *PAYMENTS,
        (
            Put(
                ("createPayments", "requestBody", "content", "application/x-www-form-urlencoded"),
                {"schema": ref("CreatePaymentsRequest")},
            ),
        ),
        Stopped(("POST /orgs/{organizationId}/payments: the request body has several content types",)),
    ),
    Case(
        "an answer can also be a PDF",
        *BATCH,
        (Put(("getBatchById", "responses", "200", "content", "application/pdf"), PDF["application/pdf"]),),
        Stopped((f"GET {BATCH_PATH}: the answer 200 has several content types (application/json, application/pdf)",)),
    ),
    Case(
        "an answer is a PDF",
        *BATCH,
        (Put(("getBatchById", "responses", "200", "content"), PDF),),
        Stopped(("application/pdf",)),
    ),
    Case(
        "a success has another status",
        *CORRECTIONS,
        (Rename(("createCorrections", "responses", "202"), "201"),),
        Reported(
            MAJOR,
            (Found("answer-added", "createCorrections: answer 201"), Found("answer-removed", "createCorrections: answer 202")),
            ("api/correction/create_corrections.py",),
        ),
    ),
    Case(
        "a success is new that has no body",
        *BATCH,
        (Put(("getBatchById", "responses", "204"), {"description": "Not yet"}),),
        Reported(MAJOR, (Found("answer-added", "getBatchById: answer 204"),), (MODULE,)),
    ),
    Case(
        "an answer has no body any more",
        *USERS,
        (Drop(("createUser", "responses", "201", "content")),),
        Reported(
            MAJOR,
            (Found("answer-body-removed", "createUser: answer 201"),),
            ("api/user/create_user.py",),
        ),
    ),
    Case(
        "an error is new",
        *CUSTOMER,
        (Put(("deleteCustomer", "responses", "409"), {"description": "It has documents"}),),
        Reported(PATCH, (Found("error-added", "deleteCustomer: answer 409"),), ("api/customers/delete_customer.py",)),
    ),
    Case(
        "what we had concluded is documented, as something else",
        *CODE,
        (
            Put(
                ("exchangeApiCode", "responses", "200"),
                {"description": "The token", "content": {"application/json": {"schema": ref("ErrorBody")}}},
            ),
        ),
        Reported(
            MAJOR,
            (Found("reference-changed", "exchangeApiCode: answer 200", "anything", "ErrorBody"),),
            ("api/authentication/exchange_api_code.py",),
            ("documented now, the same",),
        ),
    ),
)
