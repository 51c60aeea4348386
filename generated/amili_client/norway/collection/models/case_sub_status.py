from amili_client.runtime import OpenStrEnum


class CaseSubStatus(OpenStrEnum):
    DEBT_COLLECTION_LIST_MANUAL = "DEBT_COLLECTION_LIST_MANUAL"
