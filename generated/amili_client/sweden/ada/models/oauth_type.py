from amili_client.runtime import OpenStrEnum


class OauthType(OpenStrEnum):
    GOOGLE = "google"
    MICROSOFT = "microsoft"
