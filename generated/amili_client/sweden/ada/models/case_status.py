from amili_client.runtime import OpenStrEnum


class CaseStatus(OpenStrEnum):
    DEBT_COLLECTION_ACTIVE = "debt_collection_active"
    INITIALIZED = "initialized"
    INVOICE = "invoice"
