from amili_client.runtime import OpenStrEnum


class InvoiceStatus(OpenStrEnum):
    OPEN = "OPEN"
