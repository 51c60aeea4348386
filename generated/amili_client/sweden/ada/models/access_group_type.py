from amili_client.runtime import OpenStrEnum


class AccessGroupType(OpenStrEnum):
    ACCOUNT_ADMIN = "account_admin"
    ADMIN = "admin"
    API_USER = "api_user"
    USER = "user"
