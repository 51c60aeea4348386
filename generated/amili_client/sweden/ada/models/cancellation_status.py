from amili_client.runtime import OpenStrEnum


class CancellationStatus(OpenStrEnum):
    COMPLETED = "completed"
