"""Which clauses speak of children?"""

from troth.reading.kinds.rule import KindRules, headed, says
from troth.reading.model import Kind

RULES = KindRules(
    Kind.CHILDREN,
    (
        says(
            "children.named",
            0.9,
            r"\b(?:child(?:ren)?(?:'s)?|minors?|kids?|teens?|teenagers?|under (?:the )?(?:age of |"
            r"ages? )?(?:\d{1,2}|thirteen|sixteen|eighteen|fourteen)\b(?! days)|(?:younger|"
            r"less) than (?:\d{1,2}|thirteen|sixteen)|age of (?:majority|consent)|coppa|parental consent|"
            r"legal guardian|parents? or (?:legal )?guardians?)\b",
            but_not=(
                r"\b(?:emergency contact|dependants|beneficiar\w+|adopt|power of attorney|"
                r"personal representative)\b|\bwe reserve\b|\bunder \d+ (?:days|"
                r"months)\b"
            ),
        ),
        says(
            "children.at-least",
            0.85,
            r"\bat least (?:\d{1,2}|thirteen|sixteen|eighteen) years (?:old|of age)\b|\b(?:\d{1,2}|"
            r"eighteen) years (?:of age )?(?:or older|and over|and older)\b|"
            r"\bover (?:the age of )?(?:1[3-8])\b",
        ),
        headed(
            "children.under-its-heading",
            0.85,
            r"\b(?:child(?:ren)?|minors?|kids?|age|parents?|young)\b",
            own=r"\b(?:we|our|parents?|such|please|if|you|they|services?|products?|information|business\w*)\b",
        ),
    ),
    gives_way_to=(),
)
