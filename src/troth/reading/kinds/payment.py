"""Which clauses speak of card and bank data?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.PAYMENT,
    (
        says(
            "payment.card",
            0.85,
            r"\b(?:credit|debit|payment|bank) ?(?:card|account)s?\b|\bfinancial information\b|"
            r"\bpayment (?:information|details|data|methods?|transactions?|processors?|processing|providers?|"
            r"service)\b|\bbilling (?:information|details|address)\b|\bcard (?:numbers?|details|data)\b|"
            r"\bpci\b|\biban\b|\bcvv\b|\bin-app purchases?\b",
            but_not=r"\b(?:such as|including|share|disclose|retain|delete|service providers|legal basis)\b[^.;]{60,}",
        ),
        headed("payment.under-its-heading", 0.6, r"\b(?:payments?|billing|purchases?|card)\b"),
    ),
    gives_way_to=(
        Kind.PROCESSOR,
        Kind.SHARING,
        Kind.RETENTION,
        Kind.LEGAL_BASIS,
        Kind.RIGHT,
        Kind.DEFINITION,
        Kind.SOURCE,
    ),
)
