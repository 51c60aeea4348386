from amili_client.runtime import OpenStrEnum


class BatchType(OpenStrEnum):
    INVOICE = "INVOICE"
    NONE = "NONE"
