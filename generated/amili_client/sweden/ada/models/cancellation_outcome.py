from amili_client.runtime import OpenStrEnum


class CancellationOutcome(OpenStrEnum):
    COMPLETED = "completed"
    WARNING = "warning"
