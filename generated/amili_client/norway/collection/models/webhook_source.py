from amili_client.runtime import OpenStrEnum


class WebhookSource(OpenStrEnum):
    COLLECTION = "COLLECTION"
