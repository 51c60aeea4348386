from amili_client.runtime import OpenStrEnum


class ClaimType(OpenStrEnum):
    PRINCIPAL = "PRINCIPAL"
