"""What the rows of a docket say was done, in words or in the shorthand of clerks: "Arr'd; NG plea; bond set $5,000"."""

import re

_HEARING = (
    r"(?:hearings?|hrg|conference|trial|argument|arguments|arraignment|sentencing|proceedings?|review|"
    r"appearance|PTC|prelim(?:inary)?|settlement|mediation|voir\s+dire|matter|motions?)"
)
# The first that fits is the act. What parties and the police do is told by the docket, and is no act of a court.
_ROWS: tuple[tuple[str, str, bool], ...] = (
    ((
        r"dism(?:issed|issal|iss|'?d)?\b|nol(?:le)?\.?\s*pros|nolle\b|(?:charges?|"
        r"counts?)\s+(?:dropped|withdrawn)"
    ), "dismissed", True),
    (r"mistrial|hung\s+jury|jury\s+(?:dead|hung)", "mistrial", True),
    ((
        r"acquitt(?:ed|al)|verdict[\s:,–—-]+(?:of\s+)?(?:not\s+guilty|NG)\b|not\s+guilty\s+verdict|"
        r"found\s+not\s+guilty|NGRI"
    ), "acquitted", True),
    ((
        r"verdict[\s:,–—-]+(?:of\s+)?guilty|guilty\s+verdict|found\s+guilty|convicted|adjudicated|"
        r"adjudged\s+guilty"
    ), "convicted", True),
    (r"(?:motion|petition|request|leave)\b.{0,60}?\bwithdraw\b.{0,40}?\bgranted", "granted", True),
    (r"(?:motion|petition|request|leave)\b.{0,60}?\bwithdraw\b.{0,40}?\bdenied", "denied", True),
    (r"(?:withdr(?:ew|awn|aws)|w/d)\b.{0,30}?\bplea|plea\b.{0,20}?withdrawn", "withdrew plea", False),
    ((
        r"(?:\bNG|not[\s-]+guilty)\s+pleas?|plea(?:s|ds|ded)?[\s:]+(?:of\s+)?(?:not\s+guilty|NG\b)|"
        r"pled\s+(?:not\s+guilty|NG\b)|denial\s+entered"
    ), "pleaded not guilty", False),
    ((
        r"(?:no[\s-]+contest|nolo(?:\s+contendere)?|\bNC)\s+pleas?|(?:plea(?:s|ds|ded)?|"
        r"pled)[\s:]+(?:of\s+)?(?:no[\s-]+contest|nolo|NC\b)"
    ), "pleaded no contest", False),
    ((
        r"guilty\s+pleas?|(?:plea(?:s|ds|ded)?|pled)[\s:]+(?:of\s+)?guilty|"
        r"change\s+of\s+plea\s+(?:held|entered|taken)|alford\s+plea|\bGP\s+entered"
    ), "pleaded guilty", False),
    (r"pleas?\s+(?:\w+\s+)?accepted", "accepted", True),
    ((
        r"(?:bench|arrest|search|FTA|no[\s-]?bond)?\s*(?:warrants?|\bB/?W|capias)\s+(?:is\s+|"
        r"was\s+|were\s+)?(?:recalled|quashed|cancel+ed|withdrawn|lifted)"
    ), "vacated", True),
    ((
        r"(?:warrants?|capias|subpoenas?|summons(?:es)?|complaint|petition|order|citation|process|"
        r"notice|papers)\s+(?:\w+\s+)?(?:served|executed)|\bserved\b|return\s+of\s+service|"
        r"proof\s+of\s+service"
    ), "served", False),
    ((
        r"(?:warrants?|\bB/?W|capias)\s*(?:is\s+|was\s+|were\s+)?(?:issued|ordered|signed|iss'?d|"
        r"entered)|issued?\s+(?:a\s+)?(?:bench\s+|arrest\s+|search\s+)?warrant"
    ), "issued warrant", True),
    (r"(?:summons(?:es)?|subpoenas?|citation)\s+(?:\w+\s+)?(?:issued|iss'?d)", "issued", True),
    (
        r"true\s+bill|indict(?:ed|ment\s+(?:returned|filed|unsealed|issued))|grand\s+jury\s+indict",
        "indicted",
        True,
    ),
    ((
        r"bound\s+over|bind[\s-]?over|held\s+(?:to\s+answer|for\s+(?:trial|court|grand\s+jury))|"
        r"\bB/O\b|\bBOV\b"
    ), "bound over", True),
    (
        r"(?:\bPC\b|probable\s+cause)\s+(?:is\s+|was\s+)?(?:found|determined|established|finding)",
        "probable cause found",
        True,
    ),
    (r"(?:affirmed|affirmance)", "affirmed", True),
    (r"reversed", "reversed", True),
    (r"expunge(?:d|ment\s+(?:ordered|granted))", "expunged", True),
    (r"unsealed", "unsealed", True),
    (r"\bsealed", "sealed", True),
    ((
        r"(?:resentenced|sentenc(?:ed|e\s+(?:imposed|pronounced))|sentencing\s+(?:held|had)|"
        r"judgment\s+(?:and|&)\s+sentence)"
    ), "sentenced", True),
    ((
        r"(?:deferred|conditional\s+discharge|diversion)\b.{0,30}?(?:granted|entered|ordered|"
        r"sentence|judgment|adjudication)|(?:sentence|judgment|adjudication|disposition)\s+deferred"
    ), "deferred", True),
    (r"(?:sentence|imposition|execution|license|fine)\b.{0,20}?\bsuspended", "suspended", True),
    (r"(?:probation|parole|bond|bail|release|license)\s+(?:is\s+|was\s+)?revoked|revoked", "revoked", True),
    (
        r"(?:placed|put)\s+on\s+(?:probation|supervision)|probation\s+(?:granted|ordered|imposed)",
        "sentenced",
        True,
    ),
    ((
        r"(?:bond|bail)\s+(?:is\s+|was\s+)?posted|post(?:s|ed)\s+(?:cash\s+|surety\s+)?(?:bond|"
        r"bail)|bonded\s+out|bond\s+(?:filed|paid)"
    ), "bond posted", False),
    (r"waive[sd]?|waiver\s+of|waiver\s+(?:filed|entered|signed)", "waived", False),
    (r"under\s+advisement", "taken under advisement", True),
    (r"denied|den'?d\b", "denied", True),
    (r"granted|gr'?td\b|allowed", "granted", True),
    (r"overruled", "overruled", True),
    (r"sustained", "sustained", True),
    (r"vacat(?:ed|es)|set\s+aside|quashed|stricken", "vacated", True),
    (r"\bstayed|stay\s+(?:entered|ordered|issued)", "stayed", True),
    (r"remanded|returned\s+to\s+custody|committed\s+to", "remanded", True),
    ((
        r"released|\bROR'?d?\b|\bO\.?R\.?\s+(?:release|granted|bond)|(?:own|"
        r"personal)\s+recognizance|discharged"
    ), "released", True),
    ((
        r"(?:bond|bail)\b[^;]{0,20}?\b(?:set|fixed|reduced|increased|ordered|forfeited|exonerated|"
        r"amended|modified|continued)|(?:set|sets|fixed)\s+(?:bond|bail)|(?:bond|bail)(?:\s+of|"
        r"\s+at|\s*:)?\s*\$|no[\s-]bond\s+hold|held\s+(?:without|w/?o)\s+(?:bond|bail)"
    ), "bail set", True),
    (
        r"transfer(?:red|s)?|change\s+of\s+venue\s+(?:ordered|entered)|removed\s+to|certified\s+to",
        "transferred",
        True,
    ),
    (r"consolidated|joined\s+for\s+trial", "consolidated", True),
    (r"severed", "severed", True),
    (r"reinstated|reopened", "reinstated", True),
    ((
        r"continued|cont'?d\b|contd\b|postponed|re-?scheduled|\breset\b|adjourned|put\s+over|"
        r"passed\s+to|carried\s+to|re-?noticed"
    ), "continued", True),
    (r"(?:failed|fails|failure)\s+to\s+appear|\bFTA\b|non[\s-]?appearance", "failed to appear", False),
    ((
        r"arraign(?:ed|ment\s+(?:held|had)|ment$)|\barr(?:'?d|gn'?d?)\b|\barr\.|(?:first|"
        r"initial)\s+appearance(?!\s+(?:set|sched))"
    ), "arraigned", True),
    (r"(?:re-?)?arrest(?:ed|s)?\b(?!\s+report)|taken\s+into\s+custody", "arrested", False),
    (r"booked", "booked", False),
    (r"\bcited|citation\s+(?:issued|given)", "cited", False),
    (r"surrender(?:ed|s)|turned\s+(?:him|her|them)sel(?:f|ves)\s+in", "surrendered", False),
    (r"extradited|extradition\s+ordered", "extradited", True),
    ((
        r"(?:counsel|attorney|public\s+defender|\bPD|\bGAL|guardian|interpreter|"
        r"receiver)\b.{0,40}?\bappointed|appoint(?:ed|s)|appointment\s+of"
    ), "appointed", True),
    (r"(?:judge|case)\s+(?:re-?)?assigned|re-?assigned|recus(?:ed|al)", "assigned", True),
    (r"jury\s+(?:selected|impanel+ed|empanel+ed|sworn|selection)", "jury sworn", True),
    ((
        r"(?:jury|bench|court)\s+trial\s+(?:held|begins|began|commence[sd]|started|day|"
        r"conclude[sd])|\bJT\s+(?:day|begins|held)|trial\s+(?:begins|began|commence[sd]|held|day)"
    ), "trial", True),
    ((
        rf"{_HEARING}\b[^;]{{0,30}}?\b(?:held|had|conducted|concluded|completed|commenced|"
        rf"taken\s+up)|\bheard\b|argued|evidentiary\s+hearing\s*$"
    ), "heard", True),
    ((
        r"(?:set|scheduled|calendared)\s+(?:for|on|at|to)\b|\b(?:set|scheduled)\s+\d|"
        r"setting\s+notice|notice\s+of\s+(?:hearing|setting)\s+(?:issued|sent|mailed)"
    ), "set", True),
    ((
        r"default\s+(?:judgment\s+)?(?:entered|taken)|judgment\s+(?:is\s+|was\s+)?(?:entered|"
        r"rendered|issued|filed)|(?:entry\s+of|enters?)\s+judgment|summary\s+judgment\s+entered"
    ), "judgment entered", True),
    (r"charged|information\s+filed|charges\s+(?:filed|laid)", "charged", True),
    (r"answer(?:s|ed)?\b", "answered", False),
    (r"appeal(?:s|ed)\b", "appealed", False),
    (r"\b(?:e-?)?filed|lodged|submitted|rec(?:eived|'d)\b|docketed", "filed", False),
    (r"amended", "amended", False),
    ((
        r"(?:enter(?:s|ed)\s+(?:an?\s+|(?:his|her|their)\s+)?appearance|"
        r"(?:entry\s+of\s+)?appearance\s+(?:entered|of\s+counsel)|entry\s+of\s+appearance)"
    ), "appeared", False),
    (r"order(?:ed|s)?\b", "ordered", True),
    (r"(?:subpoenas?|summons(?:es)?)\s+to\b", "issued", True),
    (r"(?:fees?|fine|costs|restitution)\s+paid", "paid", False),
    (r"(?:case|file)\s+closed", "closed", True),
)  # fmt: skip
_ACTS = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})", re.IGNORECASE), act, court) for words, act, court in _ROWS
)
# A paper that stands alone in a row was filed on its day.
_PAPER = re.compile(
    r"^(?:(?:[A-Z][\w.'’&-]*|of|for|and|to|the|first|second|amended|joint|criminal|civil|verified)\s+){0,5}?"
    r"(?:motion|petition|complaint|answer|information|indictment|affidavit|brief|response|"
    r"reply|stipulation|demurrer|"
    r"notice|memorandum|declaration|witness\s+list|jury\s+demand|counterclaim|cross-?claim|"
    r"return|waiver|objections?)\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"(?i)\b(?:no|not|never|without|n't)\s+(?:\w+\s+){0,2}?(?:plea|motion|bond\s+posted|"
    r"hearing|held|filed|entered|appear|"
    r"served|set|arraigned|arrested|indicted)|\b(?:to\s+be|will\s+be|shall\s+be|may\s+be|"
    r"proposed|pending|due\s+by|"
    r"deadline)\b"
)


def row_act(words: str) -> tuple[str, bool] | None:
    """The act that an entry of a docket tells, and whether a court did it; None when it tells none that was done."""
    plain = " ".join(words.split())[:240].replace("’", "'")
    if _UNDONE.search(plain):
        return None
    for pattern, act, court in _ACTS:
        if pattern.search(plain):
            return act, court
    return ("filed", False) if _PAPER.match(plain) else None
