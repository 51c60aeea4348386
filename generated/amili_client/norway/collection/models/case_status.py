from amili_client.runtime import OpenStrEnum


class CaseStatus(OpenStrEnum):
    OPEN = "OPEN"
    PAUSED = "PAUSED"
