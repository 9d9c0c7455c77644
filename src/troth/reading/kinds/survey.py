"""Which clauses speak of surveys, prize draws and contests?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.SURVEY,
    (
        says(
            "survey.named",
            0.85,
            r"\b(?:surveys?|sweepstakes?|contests?|prize draws?|competitions?|raffles?|giveaways?|"
            r"questionnaires?|focus groups?|tournaments? entr\w+|promotions? (?:and|or) contests?|prizes?)\b",
            but_not=r"\b(?:competition law|unfair competition)\b",
        ),
        headed(
            "survey.under-its-heading",
            0.6,
            r"\b(?:surveys?|sweepstakes?|contests?|competitions?|prize draws?|promotions)\b",
            own=r"\b(?:participat\w+|enter|information|winners?|we)\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.RETENTION, Kind.CHILDREN, Kind.PROCESSOR, Kind.LEGAL_BASIS),
)
