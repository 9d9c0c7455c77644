"""Which clauses say how long data are kept, when they are deleted, and what is kept in spite of a request?"""

from troth.reading.kinds.rule import KindRules, does, headed, says
from troth.reading.model import Actor, Doing, Kind

RULES = KindRules(
    Kind.RETENTION,
    (
        says(
            "retention.as-long-as",
            0.9,
            r"\b(?:retain|keep|kept|stor|sav|hold|held|maintain|remain|archiv|"
            r"preserv)\w*\b[^.;]{0,140}\b(?:as long as|for so long|until|no longer than|not longer than|"
            r"for longer than|longer than|up to \w+ (?:\(\d+\) )?(?:days|months|years|weeks)|for (?:a |"
            r"the )?(?:period|duration|minimum|maximum)|for (?:\w+ ){0,4}(?:\(?\d+\)? )?(?:days?|weeks?|"
            r"months?|years?)|indefinitely|only (?:as|for)|the duration of)\b",
            but_not=r"\bcookies?\b[^.;]{0,80}\b(?:stored|remain|stay)",
        ),
        says(
            "retention.deleted",
            0.7,
            r"\b(?:delet|eras|destroy|purg|remov|dispos|anonymi[sz])\w*\b[^.;]{0,80}\b(?:after|when|once|"
            r"as soon as|within|at the end|no longer|following|upon)\b",
            but_not=r"\b(?:right|request|ask us|cookies|if you|child|children|minor|under \d+|browser|parent\w*)\b",
        ),
        says(
            "retention.no-longer-needed",
            0.75,
            r"\b(?:no longer (?:needed|necessary|required|legally required)|longer than (?:is )?(?:needed|"
            r"necessary|required)|limited (?:with|in) time|storage (?:period|limitation)|retention (?:period|"
            r"schedule|polic\w+|time)s?)\b",
        ),
        says(
            "retention.keep-copies",
            0.7,
            r"\b(?:retain|keep|maintain|archive|preserve|file)\b (?:a |some |certain |your |the |such |any |"
            r"this |these |those |personal |that |copies |backup |residual |content |or )*\b(?:information|"
            r"data|copy|copies|records?|content|comments|messages|recordings?|details)\b",
            but_not=r"\b(?:secure|confidential|accurate|up[- ]to[- ]date|safe|private|separate)\b",
        ),
        does(
            "retention.organisation-keeps",
            0.5,
            Doing.STORE,
            actor=(Actor.ORGANISATION, Actor.UNSTATED),
            reach=r"\b(?:for|until|after|while|as long)\b",
            but_not=r"\bcookies?\b|\bserver",
        ),
        headed(
            "retention.under-its-heading",
            0.55,
            r"\b(?:retention|retain|how long|storage period|storage duration|keep your)\b",
        ),
    ),
    gives_way_to=(Kind.COOKIE, Kind.DEFINITION, Kind.CHILDREN, Kind.RIGHT),
)
