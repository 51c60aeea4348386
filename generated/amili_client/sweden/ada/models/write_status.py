from amili_client.runtime import OpenStrEnum


class WriteStatus(OpenStrEnum):
    ERR = "ERR"
    OK = "OK"
