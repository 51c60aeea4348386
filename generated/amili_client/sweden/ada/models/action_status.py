from amili_client.runtime import OpenStrEnum


class ActionStatus(OpenStrEnum):
    COMPLETED = "completed"
    ERROR = "error"
    WARNING = "warning"
