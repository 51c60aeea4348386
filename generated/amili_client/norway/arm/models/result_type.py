from amili_client.runtime import OpenStrEnum


class ResultType(OpenStrEnum):
    BATCH_REJECTED = "BATCH-REJECTED"
    FAILED = "FAILED"
