from amili_client.runtime import OpenStrEnum


class FinanceCategory(OpenStrEnum):
    CAPITAL = "capital"
    CREDITOR_COMMISSION = "creditor_commission"
    CREDITOR_OUTLAY = "creditor_outlay"
    INTEREST = "interest"
