from amili_client.runtime import OpenStrEnum


class InvoiceType(OpenStrEnum):
    INVOICE = "invoice"
