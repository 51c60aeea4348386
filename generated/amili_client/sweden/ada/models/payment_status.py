from amili_client.runtime import OpenStrEnum


class PaymentStatus(OpenStrEnum):
    COMPLETED = "completed"
