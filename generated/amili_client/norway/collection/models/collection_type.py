from amili_client.runtime import OpenStrEnum


class CollectionType(OpenStrEnum):
    REMINDER = "REMINDER"
