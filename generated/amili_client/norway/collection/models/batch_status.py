from amili_client.runtime import OpenStrEnum


class BatchStatus(OpenStrEnum):
    FAILED = "FAILED"
    PARTIAL = "PARTIAL"
    QUEUED = "QUEUED"
    SUCCESS = "SUCCESS"
