from amili_client.runtime import OpenStrEnum


class Origin(OpenStrEnum):
    CREDITOR_SYSTEM = "creditor_system"
