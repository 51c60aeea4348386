from amili_client.runtime import OpenStrEnum


class CustomerStatus(OpenStrEnum):
    INITIALIZED = "initialized"
