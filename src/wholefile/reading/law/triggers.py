"""The words before an offence that make a charge of it, and the standing and the ending that they give to it."""

import re
from typing import Literal

from wholefile.reading.law.cells import NUMBER_OF
from wholefile.reading.law.counted import ORDINAL

# "Two counts of" before an offence, and up to five words for whoever is charged between verb and preposition.
COUNTS = (
    r"(?:(?:(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|multiple|several|each)\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:counts?|charges?|offen[sc]es?|crimes?)\s+(?:each\s+)?of\s+|(?:one|two|three|four|five|six|\d{1,2})\s+of\s+)?"
)
_OBJECT = r"(?:\s+(?:[\w.'’-]+\s*){1,5}?)?"
# How the charge stands: by an act of court, by police or others, or, as a noun says neither, by the sentence around it.
Sort = Literal["court", "others", "noun"]
_OF_SORTS: tuple[tuple[str, Sort, str], ...] = (
    (rf"\b(?:re-?)?charg(?:ed|ing){_OBJECT}\s+(?:in\s+[\w\s]{{1,30}}\s+)?(?:with|of)", "court", ""),
    (r"\b(?:re-?)?charg(?:ed|es|ing)\s+(?:by|in|under|via)\s+[^.;:\n]{2,60}?\s+with", "court", ""),
    ((
        r"\b(?:the\s+)?(?:indictment|information|complaint|grand\s+jury|state|people|commonwealth|"
        r"government)\s+(?:also\s+)?charges\s+[^.;\n]{2,60}?\s+with"
    ), "court", ""),
    ((
        r"\b(?:an?\s+|the\s+)?(?:(?:first|second|third|amended|superseding|criminal|felony|misdemeanou?r|new|sealed)\s+){0,3}(?:information|indictment|complaint)"
        r"\s+(?:that\s+|which\s+|now\s+)?charg(?:es|ed|ing)(?:\s+(?:you|him|her|them|the\s+defendant)\s+with)?"
    ), "noun", ""),
    ((
        r"\b(?:how\s+(?:do|does)\s+(?:you|he|she|they|the\s+defendant|your\s+client)\s+(?:now\s+|wish\s+to\s+)?plead|"
        r"what\s+is\s+(?:your|his|her)\s+plea)\s+(?:to|on|as\s+to)"
    ), "court", ""),
    (rf"\bindict(?:ed|s|ing)?{_OBJECT}(?:\s+[^.;:\n]{{2,80}}?)?\s+(?:on|for|with)", "court", ""),
    (r"\bindictment\s+(?:against|of|charging)\s+[^.;:\n]{2,60}?\s+(?:on|for|with)", "court", ""),
    ((
        r"\b(?:arraigned|tried|re-?tried|stand(?:s|ing)?\s+trial|on\s+trial|trial|bound\s+over|"
        r"held\s+to\s+answer)(?:\s+[\w.,]{2,12}){0,3}?\s+(?:on|for|in)"
    ), "court", ""),
    (r"\bconvict(?:ed|s|ing)\s+(?:[\w.'’-]+\s+){0,4}?(?:of|on)", "court", "convicted"),
    (r"\b(?:guilty|convicted)\s+(?:of|on)\s+all\s+(?:\w+\s+)?(?:counts|charges),?\s+including", "court", "convicted"),
    (r"\b(?:re-?)?charged\s+as\s+an?", "court", ""),
    (r"\b(?:prior\s+)?convictions?\s+(?:\([^()\n]{1,30}\)\s+)?(?:for|of|on)", "court", "convicted"),
    (r"\bnot\s+guilty\s+(?:of|on|as\s+to)", "court", "acquitted"),
    (r"\bcleared\s+of", "court", "acquitted"),
    (r"\bguilty(?:\s+verdicts?)?\s+(?:of|on)", "court", "convicted"),
    (r"\b(?:acquitt(?:ed|al|als|ing)|acquits)\s+(?:[\w.'’-]+\s+){0,4}?(?:of|on)", "court", "acquitted"),
    ((
        r"\b(?:plead(?:ed|s|ing)?|pled|pleas?\s+of)\s+not\s+guilty(?:\s+(?!to\b)[\w.,'’]{1,14}){0,5}?\s+to"
    ), "court", ""),
    ((
        r"\b(?:plead(?:ed|s|ing)?|pled|pleas?\s+of)\s+(?:guilty|no\s+contest|"
        r"nolo(?:\s+contendere)?)(?:\s+(?!to\b)[\w.,'’]{1,14}){0,5}?\s+to"
    ), "court", "convicted"),
    (r"\b(?:guilty|no[-\s]contest|Alford)\s+pleas?\s+to", "court", "convicted"),
    (r"\bsentenced\s+(?:[\w$,.'’-]+\s+){0,12}?for", "court", "convicted"),
    (r"\b(?:on|serving)\s+(?:probation|parole|time|a\s+sentence)\s+for", "court", "convicted"),
    (r"\b(?:hung|deadlocked|split|mistrial)\s+(?:was\s+declared\s+)?on", "court", ""),
    ((
        r"\b(?:could\s+not|couldn['’]t|did\s+not|failed\s+to|unable\s+to)\s+(?:agree|decide|"
        r"reach\s+(?:a\s+)?(?:verdicts?|agreement|decision)|come\s+to\s+a\s+verdict)\s+on"
    ), "court", ""),
    (r"\blesser[-\s]+included\s+(?:offen[sc]e|charge|crime)s?(?:\s+of|\s*,|\s*:)?", "court", ""),
    (r"\b(?:summons(?:ed|es)?|summoned|subpoenaed)\s+(?:[\w.'’-]+\s+){0,3}?(?:for|on)", "court", ""),
    ((
        r"\bwarrants?\s+(?:was\s+)?(?:issued\s+)?(?:for\s+(?:his|her|their)\s+arrest\s+)?(?:for|on|"
        r"charging\s+[^.;\n]{2,40}?\s+with)"
    ), "court", ""),
    ((
        r"\b(?:re-?arrested|arrested|arrest|booked|cited|ticketed|jailed|detained|held|wanted|apprehended|investigated|stopped|arrests|in\s+custody|"
        r"taken\s+into\s+custody)\s+(?:[\w.,'’-]+\s+){0,7}?(?:for|on|in)"
        r"(?:\s+(?:an?\s+|the\s+)?(?:suspicion|allegations?|investigation|complaints?|probable\s+cause)\s+(?:of|for)|\s+(?:a\s+)?(?:\w+\s+)?charges?\s+of)?"
    ), "others", ""),
    (r"\btook\s+[^.;:\n]{2,40}?\s+into\s+custody\s+(?:for|on)", "others", ""),
    (r"\b(?:charges?|counts?)\s+(?:that\s+|which\s+)?includ(?:e|es|ed|ing)", "noun", ""),
    (r"\b(?:citations?|tickets?|cites?|citing\s+[^.;\n]{2,40}?)\s+(?:[\w.'’-]+\s+){0,3}?for", "others", ""),
    ((
        r"\b(?:consideration\s+of|suspicion\s+of|refer(?:red|ral)?\s+(?:\w+\s+){0,4}?for|forward(?:ed|"
        r"ing)?\s+(?:\w+\s+){0,4}?for)"
    ), "others", ""),
    ((
        r"\bprobable\s+cause\s+(?:for|exists\s+for|(?:exists\s+)?to\s+(?:believe|arrest|"
        r"charge)\s+[^.;:\n]{1,100}?\s+(?:committed|for|with))"
    ), "others", ""),
    ((
        r"\b(?:commit(?:s|ted|ting)?)\s+(?:the\s+(?:[\w-]+\s+){0,2}?(?:crimes?|offen[sc]es?)\s+of|"
        r"the\s+following\s+(?:crimes?|offen[sc]es?)\s*:)"
    ), "others", ""),
    ((
        r"\b(?:accuse(?:s|d)?|accusing)\s+[^.;:\n]{2,80}?\s+of\s+the\s+(?:following\s+)?(?:crimes?|"
        r"offen[sc]es?)\s*(?:of|:)"
    ), "court", ""),
    ((
        rf"\bcounts?\s+{NUMBER_OF}\s+(?:of\s+the\s+\w+\s+)?(?:charges|alleges|charged|"
        rf"alleged)\s+(?:that\s+)?[^.;:\n]{{2,80}}?\s+(?:committed|did\s+commit|with)"
    ), "court", ""),
    (r"\b(?:charged|indicted)\s+(?:with|on|for)\s+[^.;:\n]{2,60}:", "court", ""),
    (r"\b(?:felon(?:y|ies)|misdemeanou?rs?)\s*:", "noun", ""),
    (r"\ballegations?\s*(?:\(|:|of|for|[-–—])", "others", ""),
    ((
        r"\b(?:charges?|counts?|indictment|information|offen[sc]es?|crimes?)(?:\s+\d{1,2})?(?:\s+each)?\s*(?:\(|:|of|for|[-–—])"
    ), "noun", ""),
    ((
        rf"\bcounts?\s+{NUMBER_OF}\b(?:\s*\([^()\n]{{1,60}}\))?(?:\s*,\s+in\s+the\s+alternative(?:\s+to\s+count\s+{NUMBER_OF})?)?\s*[,:.–—-]?(?:\s*(?:charges|"
        rf"alleges|charging|alleging|is|was|being))?"
    ), "noun", ""),
    (rf"\b(?:{ORDINAL}|another|other|last|remaining)\s+(?:count|charge)\s*[,:(–—-]", "noun", ""),
    (r"\bfac(?:es|ed|ing)(?:\s+(?:a|the|up\s+to\s+\w+\s+years\s+[^.;\n]{0,20}\bfor))?", "court", ""),
)  # fmt: skip
TRIGGERS: tuple[tuple[re.Pattern[str], Sort, str], ...] = tuple(
    (
        re.compile(rf"(?:{pattern})\s*{COUNTS}(?:the\s+|an?\s+|his\s+|her\s+|both\s+)?$", re.IGNORECASE),
        sort,
        disposed,
    )
    for pattern, sort, disposed in _OF_SORTS
)
# One of these stands in the words before every offence that is charged.
HINT = re.compile(
    r"(?i)charg|indict|arraign|tri(?:ed|al)|bound\s+over|answer|convict|guilty|acquit|clear|plea|pled|sentenc|probation|parole|"
    r"serving|hung|deadlock|split|mistrial|agree|decide|reach|verdict|lesser|summon|subpoena|warrant|arrest|book|cit(?:ed|ation|es|ing)|ticket|"
    r"jail|detain|held|wanted|apprehend|investigat|stopped|custody|consideration|suspicion|refer|forward|allegation|count|"
    r"information|offen[sc]e|crime|cause|felon|misdem|fac(?:es|ed|ing)|commit|accus"
)
# Who will stand trial or be sentenced is charged already.
SET_DOWN = re.compile(
    r"(?i)arraigned|(?:re-?)?tried|(?:stands?|on)\s+trial|trial|sentenced|fac(?:es|ed|ing)|could\s+not|couldn|did\s+not|failed|unable|hung|deadlocked"
)
# What stands between two offences of one list: brackets, a statute, "and two counts of".
CHAIN = re.compile(
    r"^(?:\s*\((?:[^()\n]|\([^()\n]{0,6}\)){0,60}\))?"
    r"(?:,?\s+(?:in\s+violation\s+of|contrary\s+to)[^;\n]{1,60}?)?"
    r"(?:,\s+(?:as\s+a\s+lesser|a\s+lesser|in\s+place|in\s+lieu|in\s+the|an?\s+(?:[\w-]+\s+){0,3}(?:felony|misdemeanou?r)|both|each|also)\b[^,;.\n]{0,60})?"
    r"(?:\s+in\s+(?:[A-Z][a-z]{2,8}\.?\s+)?(?:of\s+)?\d{4})?(?:\s*,)?\s*(?:and|or|as\s+well\s+as|plus|along\s+with|,|;|/)?(?:\s+and)?"
    r"(?:\s+also)?(?:\s+(?:of|with|for|on|to))?\s*" + COUNTS + r"(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
# An offence that no list has, shown by what was done about it alone.
UNLISTED = re.compile(
    r"\b(?:(?:was|were|been|is|are|being)\s+(?:re-?|formally\s+|also\s+|initially\s+)?(?P<charged>charged|indicted)\s+(?:with|on|for)|"
    r"(?:was|were|been|is|are)\s+(?P<convicted>convicted|found\s+guilty)\s+of|(?P<pled>(?:pleaded|pled|pleads)\s+(?:guilty|no\s+contest))\s+to|"
    r"(?P<not_guilty>(?:pleaded|pled)\s+not\s+guilty)\s+to|(?:was|were)\s+(?P<acquitted>acquitted|found\s+not\s+guilty)\s+of)\s+"
    r"(?:(?:one|two|three|four|five|six|\d{1,2}|several|multiple|an?)\s+(?:(?:felony|misdemeanor)\s+)?(?:counts?|charges?)\s+of\s+)?"
    r"(?P<what>(?!(?:the|a|an|any|his|her|that|this|being|all|both|it|every|everything|nothing|something|anything|no|one|two|three|four|"
    r"five|several|some|lesser|state|federal|felony|misdemeanou?r|crimes?|offen[sc]es?|charges?|counts?|oversight|responsibility|care|custody|"
    r"enforcement|protection|supervision|knowledge|notice|maintenance|administration|management|review|what|which|having|more|other|"
    r"another|these|those|violations?|violating)\b)(?!(?:re-?)?[a-z]+ing\s)[a-z][\w\s-]{3,50}?)"
    r"(?=[,.;:()\n]|\s(?:after|in|on|for|over|following|by|at|and|but|when|while|under|before|as|last|this|from|against|who|that)\s|$)"
)

# Words behind a name that make something else of it: no charge, but who looks into it, or a matter of the police.
ELSE = re.compile(
    r"(?i)\s+(?:investigat\w+|prevention|unit|squad|team|division|bureau|section|detectives?|suspects?|victims?|program\w*|enforcement|laws?|rates?|"
    r"specifications?|enhancements?|statistics|reports?|calls?|scene|policy|task\s+force|ring|claims?|lawsuits?|suits?|complaints?|awareness|hotline|shelter|weapon|map)\b"
)
# How a charge ended, just behind its name.
ENDED_BEHIND = re.compile(
    r"(?i)^,?\s*(?:charges?|counts?|case|citation|ticket)?(?:\s+against\s+[^,;.\n]{2,40}?)?,?\s+(?:was|were|is|are|has\s+been|have\s+been|had\s+been|got)\s+(?:later\s+|also\s+|then\s+|\w+ly\s+)?"
    r"(?:dismissed|dropped|withdrawn|vacated|thrown\s+out|tossed|nolle\s+pros\w*|nol-?pross?ed)\b"
)
# What stands in a minute entry between a charge under its count and how it ended.
ENDED_LINE = re.compile(r"[^.;:\n]{0,50}[:–—]\s{0,3}(?=\w)")
# How a charge ended, just before its name.
DROPPED = re.compile(
    r"(?i)\b(?:dismiss(?:ed|es)|drop(?:ped|s)|withdrew|vacated|threw\s+out|nolle\s+pross?ed)\s+(?:(?:the|an?|one|two|three|all|both|his|her|that|"
    r"remaining|other|felony|misdemeanou?r|\d{1,2})\s+){0,3}?(?:(?:counts?|charges?)\s+(?:of\s+|for\s+))?(?:the\s+|an?\s+)?$"
)
