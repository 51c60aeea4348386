from amili_client.runtime import OpenStrEnum


class WebhookType(OpenStrEnum):
    BATCH_COMPLETED = "BATCH_COMPLETED"
    CASE = "CASE"
    CASE_UPDATED = "CASE_UPDATED"
    SETTLEMENT_CREATED = "SETTLEMENT_CREATED"
