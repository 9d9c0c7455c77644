"""Which clauses say that data are, or are not, sold?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.SALE,
    (
        says(
            "sale.sells",
            0.95,
            r"\b(?:sell|sells|sold|selling|rent|rents|rented|renting|lease|trade|barter|"
            r"moneti[sz]e)\b(?:(?!, (?:but|and) )[^.;]){0,100}\b(?:information|data|details|lists?|it|addresses)\b|"
            r"\b(?:information|data|details)\b[^.;]{0,80}\b(?:sold|rented|sell|traded|leased|monetized)\b",
            but_not=(
                r"\b(?:sell (?:our|the|all|any|some|a part|part of|assets|or buy|or transfer (?:our|the|some|"
                r"all|any)) ?(?:business|assets|compan\w*|division)?|buy or sell|assets|merger|"
                r"categories of personal information about you that we sold|for which we collected or sold|"
                r"products? (?:we )?sold|seller|resell\w*|terms of sale|points? of sale|sold only to|(?:sell|"
                r"give away) (?:or \w+ )*"
                r"(?:a|the|your) (?:device|phone|car|product))\b"
            ),
        ),
        says(
            "sale.of-information",
            0.9,
            r"\b(?:sale|selling|sales) (?:of|or sharing of|and sharing of|"
            r"or \"?sharing\"? of) (?:\w+ ){0,3}(?:personal )?(?:information|data)\b|\bdo not sell\b|"
            r"\bsold or shared\b|\bsell or share\b|\bsale or sharing\b|\bsell\" or \"share\b",
            but_not=r"\bassets\b",
        ),
        headed(
            "sale.under-its-heading",
            0.55,
            r"\b(?:sale|sell|sold)\b",
            own=r"\b(?:sell|share|sale|information|data|opt)\b",
        ),
    ),
    gives_way_to=(Kind.DEFINITION, Kind.CORPORATE_EVENT, Kind.CHILDREN),
)
