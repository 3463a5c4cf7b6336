"""What a court is asked for beside money: orders, trials, sentences, things given back."""

import re

from wholefile.reading.law.lexicon import FORMS as OF_SUITS

_END = (
    r"(?=[,;:\n]|\.(?:\s|$)|\s(?:and|or|in|on|under|from|until|pending|because|so|that|as|at|by|"
    r"who|which|for)\s|$)"
)
_ART = r"(?:an?\s+|the\s+)?"
_POSS = r"(?:his\s+|her\s+|their\s+|the\s+|its\s+|my\s+|a\s+|an\s+)?"
_PUT = r"(?:to\s+)?"
_CASE = (
    r"(?:suit|lawsuit|case|complaint|charges?|indictment|information|claims?|petition|counts?|action|appeal)"
)
_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty-five|thirty|forty|fifty|sixty|"
    r"seventy|seventy-five|eighty|ninety|hundred|thousand|million|half|and|\d[\d,.]{0,12})"
)
# A sum in words: "sixty thousand dollars".
IN_WORDS = rf"(?:{_NUMBER}[\s-]{{1,12}}){{1,6}}dollars"
_WHOM = (
    r"(?:he|she|they|it|(?:the\s+|my\s+|our\s+|your\s+)?(?:defendant|client|juvenile|accused|petitioner|respondent)|"
    r"(?:Mr|Ms|Mrs|Mx|Dr)\.?\s+[\w’'-]+)"
)
_WORDS: tuple[tuple[str, str], ...] = (
    ("release", (
        rf"(?:that\s+)?{_WHOM}\s+(?:now\s+)?(?:be|remain|stay)\s+(?:released|free|out\s+of\s+custody)"
        rf"(?:\s+(?:on|to|from|pending|under|without|until)\s+[\w\s$,’'-]{{3,40}}?{_END})?"
    )),
    ("detention", (
        rf"(?:that\s+)?{_WHOM}\s+(?:be\s+(?:held|detained|remanded)|remain\s+in\s+custody)"
        rf"(?:\s+(?:without\s+(?:bail|bond)|pending\s+\w+|in\s+custody))?"
    )),
    ("bail", (
        rf"(?:an?\s+)?(?:\$\s?[\d,]+|{IN_WORDS})\s+(?:in\s+|of\s+)?(?:cash\s+|surety\s+|cash-only\s+)?(?:bail|bond)|"
        rf"(?:that\s+)?(?:bail|bond)\s+(?:to\s+)?(?:be\s+)?(?:set\s+)?(?:at|of|in\s+the\s+amount\s+of)\s+(?:\$\s?[\d,]+|{IN_WORDS})"
    )),
    ("withdrawal of plea", rf"{_PUT}(?:withdraw|withdrawal\s+of)\s+{_POSS}(?:guilty\s+|no[\s-]contest\s+)?pleas?"),
    ("leave", (
        r"leave\s+(?:of\s+court\s+)?to\s+[a-z]+(?:\s+(?:an?|the|his|her|its|"
        r"their)\s+(?:[\w-]+\s+){0,2}?[\w-]+)?"
    ) + _END),
    ("unsealing", rf"(?:an?\s+order\s+)?unseal(?:ing)?(?:\s+of)?\s+(?:the\s+)?[\w\s’'-]{{3,50}}?{_END}"),
    ("sealing", (
        r"(?:an?\s+order\s+)?seal(?:ing)?(?:\s+of)?\s+(?:the\s+)(?:\w+\s+){0,3}?(?:records?|"
        r"files?|transcripts?|exhibits?|documents?|case)"
    )),
    ("protective order", (
        rf"{_ART}(?:\w+\s+)?(?:protective\s+order|protection\s+order|order\s+of\s+protection|"
        rf"no[-\s]contact\s+order|gag\s+order)"
    )),
    ("restraining order", rf"{_ART}(?:(?:temporary|permanent|civil)\s+)?restraining\s+order"),
    ("reduction of bail", (
        rf"{_ART}(?:(?:reduction|review|modification)\s+of|(?:reduce|lower|"
        rf"modify))\s+{_POSS}(?:bail|bond)|(?:bail|bond)\s+reduction"
    )),
    ("revocation", rf"{_ART}(?:revocation\s+of|revoke)\s+{_POSS}(?:bail|bond|probation|parole|release|license)"),
    ("reduction of sentence", (
        rf"{_ART}(?:(?:reduction|modification|reconsideration)\s+of|(?:reduce|modify|"
        rf"reconsider))\s+{_POSS}sentence"
    )),
    ("detention", r"pre-?trial\s+detention|detention\s+(?:without\s+bail|pending\s+trial)"),
    ("release", (
        rf"{_POSS}(?:pre-?trial\s+|immediate\s+|supervised\s+)?release(?:\s+(?:on|to|from|pending|"
        rf"under)\s+[\w\s$,’'-]{{3,40}}?{_END})?"
    )),
    ("furlough", (
        rf"{_ART}(?:(?:temporary|medical|funeral|compassionate|emergency|escorted|supervised|work|treatment|\w+-day)\s+)?"
        rf"furlough(?:\s+(?:for|to|from|of|under|until)\s+[\w\s,’'-]{{3,60}}?{_END})?"
    )),
    ("continuance", (
        rf"{_ART}(?:\w+-day\s+)?(?:continuance|postponement|"
        rf"adjournment)(?:\s+of\s+(?:the\s+)?(?:trial|hearing|sentencing))?"
    )),
    ("severance", r"severance(?:\s+of\s+[\w\s]{3,30}?" + _END + r")?|separate\s+trials?"),
    ("change of venue", rf"{_ART}change\s+of\s+venue"),
    ("stay", rf"{_ART}stay(?:\s+of\s+(?:the\s+)?[\w\s]{{3,40}}?{_END}|\s+pending\s+(?:appeal|review))"),
    ("mistrial", rf"{_ART}mistrial"),
    ("acquittal", rf"{_ART}(?:judgment\s+of\s+acquittal|directed\s+verdict)"),
    ("summary judgment", r"(?:partial\s+)?summary\s+judgment"),
    ("default judgment", rf"{_ART}default\s+judgment|judgment\s+by\s+default"),
    ("judgment", (
        r"judgment\s+(?:on\s+the\s+pleadings|as\s+a\s+matter\s+of\s+law|"
        r"notwithstanding\s+the\s+verdict)"
    )),
    ("dismissal", (
        rf"(?:the\s+|this\s+|that\s+the\s+|all\s+)?{_CASE}\s+(?:be\s+)?(?:dismissed|thrown\s+out)"
        rf"|(?:the\s+)?dismissal(?:\s+of\s+(?:the\s+|this\s+|all\s+|his\s+|"
        rf"her\s+)?(?:\w+\s+)?{_CASE})?(?:\s+with(?:out)?\s+prejudice)?"
        rf"|dismiss\s+(?:the\s+|this\s+|all\s+)?(?:\w+\s+)?{_CASE}"
    )),
    ("return", (
        rf"(?:the\s+)?(?:return|refund|repayment)\s+of\s+{_POSS}(?:\$[\d,]+(?:\.\d\d)?|"
        rf"[\w’'-]+)(?:\s+[\w’'-]+){{0,5}}?{_END}"
    )),
    ("suppression of evidence", (
        rf"suppress(?:ion\s+of|ing)?(?!\s+(?:on|in|at|by|was|were|is|are|and|or|that)\b)\s+(?:the\s+|all\s+|any\s+|his\s+|"
        rf"her\s+)?(?:[\w’'-]+\s+){{0,3}}?[\w’'-]+{_END}"
    )),
    ("exclusion of evidence", (
        r"exclu(?:de|sion\s+of)\s+(?:the\s+|all\s+|any\s+)?(?:\w+\s+){0,2}?(?:testimony|"
        r"evidence|statements?|opinions?|photographs?|recordings?)"
    )),
    ("discovery", (
        rf"(?:compel\s+(?:the\s+)?(?:production|discovery|disclosure|responses?|"
        rf"answers?)(?:\s+of\s+[\w\s’'-]{{3,40}}?{_END})?"
        rf"|(?:an?\s+order\s+compelling|production|disclosure)\s+(?:of\s+)?(?:the\s+|"
        rf"all\s+)?[\w\s’'-]{{3,40}}?{_END})"
    )),
    ("sanctions", r"sanctions"),
    ("appointment", rf"(?:the\s+)?appointment\s+of\s+(?:an?\s+|new\s+|conflict\s+)?[\w\s-]{{3,30}}?{_END}"),
    ("sentence", (
        rf"{_ART}(?:\w+\s+)?sentence\s+of\s+[\w\s-]{{2,40}}?{_END}|(?:\w+(?:-\w+)?|"
        rf"\d+)\s+(?:years?|months?)[’']?\s+"
        r"(?:in\s+(?:prison|jail|custody|the\s+\w+\s+jail)|of\s+(?:supervised\s+|"
        r"unsupervised\s+)?probation|imprisonment|incarceration)"
        r"|life\s+without\s+parole|(?:supervised\s+|unsupervised\s+)?probation|"
        r"(?:a\s+)?(?:suspended|deferred)\s+(?:sentence|judgment|adjudication)"
    )),
    ("community service", r"(?:\w+\s+hours\s+of\s+)?community\s+service"),
    ("forfeiture", rf"(?:the\s+)?forfeiture\s+of\s+(?:the\s+)?[\w\s’'$,-]{{3,40}}?{_END}|forfeiture"),
    ("fine", r"(?:a\s+)?fine\s+of\s+\$[\d,]+"),
    ("civil penalties", r"civil\s+penalt(?:y|ies)"),
    ("writ", rf"{_ART}writ\s+of\s+[\w\s]{{4,30}}?{_END}|habeas\s+(?:corpus\s+)?relief"),
    ("evidentiary hearing", rf"{_ART}evidentiary\s+hearing"),
    ("expungement", rf"(?:the\s+)?expungement(?:\s+of\s+[\w\s’'-]{{3,30}}?{_END})?"),
    ("custody", (
        rf"(?:sole|joint|primary|legal|physical|temporary)\s+(?:legal\s+|"
        rf"physical\s+)?custody(?:\s+of\s+[\w\s’'-]{{3,30}}?{_END})?"
    )),
    ("support", r"(?:child|spousal)\s+support|alimony"),
    ("possession", r"possession\s+of\s+the\s+(?:premises|property|apartment|unit|house|dwelling)"),
    ("accounting", rf"an\s+accounting(?:\s+of\s+[\w\s]{{3,30}}?{_END})?"),
    ("constructive trust", r"(?:a\s+)?constructive\s+trust"),
    ("class certification", r"class\s+certification"),
    ("vacatur", (
        r"(?:vacat(?:e|ur\s+of)|set\s+aside|reverse|reversal\s+of)\s+(?:the\s+|his\s+|"
        r"her\s+)(?:\w+\s+)?(?:judgment|conviction|sentence|order|verdict|default|plea)"
    )),
    ("restitution", r"restitution"),
    ("new trial", r"a\s+new\s+trial|(?:a\s+)?retrial|resentencing|a\s+new\s+sentencing(?:\s+hearing)?"),
)  # fmt: skip
OF_ORDERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for form, words in _WORDS
)
# The words themselves name these forms.
BY_WORDS = frozenset({"leave"})
ALL = (
    *((form, pattern, False) for form, pattern in OF_SUITS),
    *((form, pattern, True) for form, pattern in OF_ORDERS),
)
