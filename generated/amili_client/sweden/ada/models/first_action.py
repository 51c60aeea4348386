from amili_client.runtime import OpenStrEnum


class FirstAction(OpenStrEnum):
    DEBT_COLLECTION = "debt_collection"
    REMINDER = "reminder"
