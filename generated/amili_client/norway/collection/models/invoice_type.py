from amili_client.runtime import OpenStrEnum


class InvoiceType(OpenStrEnum):
    NOTICE = "NOTICE"
    PAYMENT_REMINDER = "PAYMENT_REMINDER"
