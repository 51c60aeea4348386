from amili_client.runtime import OpenStrEnum


class CaseType(OpenStrEnum):
    COLLECTION_NOTICE = "COLLECTION_NOTICE"
    PAYMENT_REMINDER = "PAYMENT_REMINDER"
