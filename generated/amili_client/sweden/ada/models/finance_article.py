from amili_client.runtime import OpenStrEnum


class FinanceArticle(OpenStrEnum):
    CAPITAL = "capital"
    DEBT_COLLECTION = "debt_collection"
    ENFORCEMENT = "enforcement"
    INTEREST = "interest"
    INVOICE_FEE = "invoice_fee"
    LATE_PAYMENT_FEE = "late_payment_fee"
    REMINDER = "reminder"
    VERDICT_FEE = "verdict_fee"
