from amili_client.runtime import OpenStrEnum


class DebtorType(OpenStrEnum):
    PRIVATE = "PRIVATE"
