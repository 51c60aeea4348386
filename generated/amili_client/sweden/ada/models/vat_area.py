from amili_client.runtime import OpenStrEnum


class VatArea(OpenStrEnum):
    SWEDEN = "sweden"
