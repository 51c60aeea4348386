from amili_client.runtime import OpenStrEnum


class PaymentType(OpenStrEnum):
    DIRECT_PAYMENT = "DIRECT_PAYMENT"
