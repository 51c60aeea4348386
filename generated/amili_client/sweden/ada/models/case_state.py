from amili_client.runtime import OpenStrEnum


class CaseState(OpenStrEnum):
    DEBT_COLLECTION = "debt_collection"
    INITIALIZING = "initializing"
    INVOICE = "invoice"
