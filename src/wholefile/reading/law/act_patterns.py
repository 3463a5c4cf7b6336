"""Patterns of acts of law that more than a verb shows: pleas, verdicts, filings, rulings."""

import re
from dataclasses import dataclass

# The pieces of which the patterns are made: a passive, what may be dismissed, filing, and what is filed.
_BE = r"(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+|not\s+)?"
_CHARGES = (
    r"(?:charges?|counts?|indictment|case|complaint|lawsuit|suit|prosecution|claims?|action|that|it|petition|"
    r"information)"
)
_MADE = r"(?:filed|brought|lodged|made|submitted|files|brings)"
_SUIT = (
    r"(?:lawsuits?|suits?|complaints?|petitions?|civil\s+action|legal\s+action|motions?|appeals?|"
    r"answer|counterclaim|notice\s+of\s+appeal)"
)


@dataclass(frozen=True, slots=True)
class Act:
    """A pattern of an act. `of` is whom it is done to: the "subject", the "object" after it, or who is "against"."""

    words: re.Pattern[str]
    act: str
    of: str = "subject"
    court: bool = True


def _p(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


ACTS = (
    Act(_p(rf"{_BE}(?:re-?)?charged(?=\s+(?:\w+\s+){{0,3}}?(?:with|in|over|for|as|on)\b)"), "charged"),
    Act(_p(r"(?:re-?)?charged(?=\s+(?:[A-Z]|him\b|her\b|the\b|an?\b)[^.;]{0,60}\bwith\b)"), "charged", "object"),
    Act(_p(rf"{_BE}(?:re-?)?indicted"), "indicted"),
    Act(_p(r"(?:returned\s+an\s+indictment\s+against|(?:re-?)?indicted)"), "indicted", "object"),
    Act(_p(rf"{_BE}arraigned"), "arraigned"),
    Act(_p(rf"{_BE}(?:convicted|found\s+guilty)"), "convicted"),
    Act(_p(r"found(?=\s+(?!not\b)[^.;]{1,40}?(?<!\bnot)\s+guilty\b)"), "convicted", "object"),
    Act(_p(r"found(?=\s+[^.;]{1,40}?\s+not\s+guilty\b)"), "acquitted", "object"),
    Act(_p(r"(?:convicted|acquitted)(?=\s+(?:[A-Z]|him\b|her\b|the\b))"), "", "object"),
    Act(_p(rf"{_BE}(?:acquitted|found\s+not\s+guilty|cleared)"), "acquitted"),
    Act(_p(rf"{_BE}sentenced"), "sentenced"),
    Act(_p(rf"{_BE}arrested"), "arrested", court=False),
    Act(_p(r"arrested(?=\s+(?:[A-Z]|him\b|her\b|the\b))"), "arrested", "object", court=False),
    Act(_p(r"(?:pleaded|pled|pleads|entered\s+a\s+plea\s+of)\s+not\s+guilty"), "pleaded not guilty"),
    Act(_p(r"(?:pleaded|pled|pleads|entered\s+a\s+plea\s+of)\s+guilty"), "pleaded guilty"),
    Act(_p(r"(?:pleaded|pled|pleads)\s+no\s+contest"), "pleaded no contest"),
    Act(_p(
        rf"{_CHARGES}[^.;:\n]{{0,60}}?\s{{1,40}}{_BE}(?:dismissed|dropped|thrown\s+out|"
        rf"tossed(?:\s+out)?|withdrawn)"
    ), "dismissed", "against"),
    Act(_p(
        rf"(?:dismissed|dropped|threw\s+out|tossed\s+out|withdrew)\s+(?:the|all|those|his|her|"
        rf"its|their|both|every)\s+(?:[\w-]+\s+){{0,4}}?{_CHARGES}"
    ), "dismissed", "against"),
    Act(_p(r"trial\s+(?:has\s+|had\s+)?(?:collapsed|ended|began|begins|opened|started|was\s+declared)"), "trial"),
    Act(_p(
        r"(?:bail|bond)\s+was\s+(?:set|denied|granted|revoked)|(?:set|denied|"
        r"revoked)\s+(?:bail|bond)"
    ), "bail set"),
    Act(_p(rf"{_BE}released\s+(?:on|pending)"), "released"),
    Act(_p(
        rf"{_MADE}\s+(?:an?|the|his|her|its|their|this|another)\s+(?:[\w-]+\s+){{0,"
        rf"4}}?{_SUIT}"
    ), "filed", "against", court=False),
    Act(_p(rf"{_SUIT},?\s+(?:that\s+was\s+|which\s+was\s+|was\s+)?filed"), "filed", "against", court=False),
    Act(_p(
        r"(?:is|are|was)\s+suing|(?:has|have|had)\s+sued|sued(?!\s+by)|(?:is|"
        r"are)\s+taking\s+legal\s+action|took\s+legal\s+action"
    ), "filed", "against", court=False),
    Act(_p(
        r"(?:issued|signed|granted|approved)\s+(?:an?|the)\s+(?:[\w-]+\s+)?(?:search\s+|"
        r"arrest\s+|bench\s+)?warrant"
    ), "issued warrant", ""),
    Act(_p(
        rf"(?:motion|request|petition|objection|application)[^.;\n]{{0,"
        rf"160}}?\s+{_BE}(?:hereby\s+)?(?P<done>denied|granted|overruled|sustained)"
    ), "done", ""),
    Act(_p(
        r"(?P<done>denied|granted)\s+(?:the|his|her|its|their|that|this|a|"
        r"an)\s+(?:[\w'’-]+\s+){0,3}?(?:motion|request|petition|application|appeal|bail)"
    ), "done", ""),
    Act(_p(
            r"(?:court|judge|justice|magistrate)(?:\s+(?-i:[A-Z])[\w.’'-]{0,20}){0,4}\s+(?:(?:has|had|"
            r"also|then|later)\s+)?(?P<done>ordered|ruled|found|held|"
        r"heard|granted|denied)"
    ), "done", ""),
    Act(_p(rf"{_BE}(?P<done>subpoenaed|deposed|served\s+with)"), "done"),
    Act(_p(rf"{_BE}(?:taken\s+into\s+custody|placed\s+under\s+arrest)"), "arrested", court=False),
    Act(_p(rf"{_BE}bound\s+over"), "bound over"),
    Act(_p(rf"{_BE}held\s+to\s+answer"), "bound over"),
    Act(_p(rf"{_BE}(?:placed|put)\s+on\s+(?:supervised\s+|unsupervised\s+)?(?:probation|parole)"), "sentenced"),
    Act(_p(
        rf"{_BE}(?:ordered\s+(?:to\s+be\s+)?)?held\s+(?:without\s+(?:bail|bond)|in\s+lieu\s+of|"
        rf"on\s+\$)"
    ), "remanded"),
    Act(_p(
        rf"{_BE}ordered\s+(?:to\s+(?:pay|serve|surrender|undergo|return|stay|report|appear)|"
        rf"released|held)"
    ), "ordered"),
    Act(_p(
        rf"{_BE}given\s+(?:an?\s+)?(?:[\w-]+\s+){{0,4}}?(?:years?|months?|days|life|probation|"
        rf"sentence)"
    ), "sentenced"),
    Act(_p(
        r"(?:received|drew|got)\s+(?:an?\s+)?(?:[\w-]+\s+){0,4}?(?:sentence|probation|years?\s+in\s+prison|"
        r"months?\s+in\s+jail|years?\s+to\s+life|life\s+in\s+prison)"
    ), "sentenced"),
    Act(_p(
        r"gave(?=\s+(?:him|her|them|[A-Z])[^.;,]{0,40}?\b(?:years?|months?|days|life|probation|sentence)\b)"
    ), "sentenced", "object"),
    Act(_p(r"(?:stood|went\s+on)\s+trial"), "tried"),
    Act(_p(r"(?:turned|gave)\s+(?:him|her|them)sel(?:f|ves)\s+(?:in|up)"), "surrendered", court=False),
    Act(_p(r"(?:the\s+)?jur(?:y|ors)\s+(?:deadlocked|hung)|hung\s+jury(?=\s+in\b)"), "mistrial", ""),
    Act(_p(r"(?:pleaded|pled)\s+(?:nolo(?:\s+contendere)?)"), "pleaded no contest", court=False),
    Act(_p(r"(?:withdrew|withdrawn)\s+(?:his|her|their|the|a)\s+(?:\w+\s+){0,2}plea"), "withdrew plea", court=False),
    Act(_p(
            r"moved\s+(?:to\s+(?:dismiss|suppress|exclude|compel|strike|withdraw|continue|sever|"
            r"intervene|quash|vacate|"
            r"transfer|seal|unseal|disqualify|reconsider|amend|stay|reduce|revoke|modify)|"
            r"for\s+(?:an?\s+|the\s+)?"
            r"(?:\w+\s+){0,2}?(?:dismissal|continuance|mistrial|acquittal|judgment|trial|hearing|"
            r"default|sanctions|"
        r"injunction|restitution|stay|bail|leave|discovery|venue|evaluation))"
    ), "moved", court=False),
    Act(_p(

            r"sentenc(?:e|ing),?\s+(?:[^.;\n,]{0,40},\s+)?(?:was|"
            r"were)\s+(?:\w+ly\s+)?(?:pronounced|imposed|handed\s+down)"

    ), "sentenced", ""),
    Act(_p(
        r"(?:probable\s+cause\s+was\s+(?:found|determined)|found\s+probable\s+cause(?!\s+lacking))"
    ), "probable cause found", ""),
    Act(_p(
        r"took\s+(?:the\s+|his\s+|her\s+)?[^.;,\n]{1,60}?\s+under\s+(?:advisement|submission)"
    ), "taken under advisement", ""),
)  # fmt: skip
