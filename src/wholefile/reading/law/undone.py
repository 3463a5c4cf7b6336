"""Words before an act of law that make it no act: what somebody has not done, or may yet do.

"Was not convicted of", "if he is charged with", "could face charges of" tell of no conviction and no charge.
"""

import re

# So many characters before an act are asked.
NEAR = 40
_NO = r"not|never|n['’]t|no|nor|if|whether|unless|would|could|can|cannot|might|may|must|should"
_YET = r"shall|to|will|expected|intends?|intended|planned|threatened|wants?|wanted|hoped|until|before\s+being"
_HELPING = (
    r"(?:\w+ly\s+|yet\s+|ever\s+|have\s+|has\s+|had\s+|be\s+|been\s+|being\s+|get\s+|later\s+|to\s+|fac(?:e|ing)\s+|"
    r"bring\s+|brought\s+|filed?\s+|seek\s+|add\s+|(?:is|are|was|were)\s+)*$"
)
# Nobody, with where or of whom: "no one at the station accuses him".
_NOBODY = r"(?:nobody|no\s+one|none|neither)(?:\s+(?:here|there|else|(?:in|of)\s+(?:the\s+)?\w+)){0,2}"
_UNDONE = re.compile(rf"(?i)\b(?:{_NO}|{_YET}|{_NOBODY})\s+{_HELPING}")
_OPEN = re.compile(rf"(?i)\b(?:{_NO}|{_NOBODY})\s+{_HELPING}")

_BRINGING = (
    r"(?:fil|br(?:ing|ought)|s(?:eek|ought)|pursu|la(?:y|id)|lodg|add|approv|authori[sz]|issu|mad?e|press)"
    r"(?:ed|e|ing)?"
)
_NEVER_AFTER = re.compile(
    rf"(?i)^[^.;,\n]{{0,40}}?\b(?:not|never|n['’]t|yet\s+to\s+be)\s+(?:(?:yet|been|be|being|\w+ly)\s+)*{_BRINGING}\b"
    r"|^[^.;,\n]{0,40}?\b(?:was|were|is|are|been)\s+declined\b"
    r"|^[^.;\n]{0,50}?\b(?:and|but)\s+(?:then\s+|later\s+|have\s+|has\s+)?(?:declin\w+|decid\w+\s+(?:against|not)|let\s+(?:it|that|them)\s+(?:go|drop|lie)|"
    r"(?:did|do|does|will)\s+not\s+\w+\s+(?:it|that|one|them)|reject\w*|abandon\w*)\b"
    r"|^[^.;,\n]{0,40}?\b(?:is|was|are|were)\s+(?:not\s+)?(?:contemplated|considered|discussed|possible|under\s+(?:review|consideration)|being\s+considered)\b"
)
# Who only considers or asks for a charge has not brought it; what may, could or would be added is not there yet.
_CONSIDERED = re.compile(
    r"(?i)\b(?:consider(?:ed|s|ing)?|looked\s+(?:at|into)|looking\s+(?:at|into)|weigh(?:ed|s|ing)?|contemplat\w+|discuss\w*|explor\w+|evaluat\w+|"
    r"thought\s+(?:about|of)|think(?:ing)?\s+about|talk(?:ed|ing)?\s+(?:about|of)|request(?:ed|ing|s)?|ask(?:ed|s|ing)?\s+(?:\w+\s+){0,2}?for|"
    r"seek(?:s|ing)?|sought|propos\w+|declin\w+|refus\w+|reject\w+|threaten\w*|hope\w*\s+for|hypothetical\w*|possible|potential|"
    r"short\s+of|instead\s+of|rather\s+than)\s+(?:(?:to\s+)?(?:bring|file|add|pursue)\w*\s+)?(?:(?:an?|the|any|that|further|separate|additional|possible|new|some)\s+){0,3}$"
    r"|\bno[\s-](?:true\s+)?bill(?:ed)?\b[^.;]{0,20}$"
    r"|\b(?:may|might|could|would|should|can|if|unless|whether)\b[^.;,]{0,60}$"
)
_NEVER_BEFORE = re.compile(
    rf"(?i)\b(?:no|(?:(?:not|never|n['’]t|without|declin\w+|refus\w+)\s+(?:to\s+)?{_BRINGING})(?:\s+(?:an?|the|any|that))?)"
    r"\s+(?:(?:separate|further|additional|other|new|such)\s+)?$"
)


def undone(before: str, *, set_down: bool = False) -> bool:
    """Whether the words before an act tell that it was not done, or is not done yet.

    What is `set_down`, as a trial is, tells of a charge also while it is yet to come.
    """
    return (_OPEN if set_down else _UNDONE).search(before[-NEAR:]) is not None


def considered(before: str) -> bool:
    """Whether the words before "charge of" tell that somebody only thinks of it or asks for it."""
    return _CONSIDERED.search(before[-_CLAUSE:]) is not None


# The words of a clause that are asked, in characters.
_CLAUSE = 90


def never_brought(before: str, after: str) -> bool:
    """Whether words around the name of a charge tell that it was not brought: "no arson charge", "was not filed"."""
    return _NEVER_BEFORE.search(before[-NEAR:]) is not None or _NEVER_AFTER.search(after) is not None


_REFUSAL = (
    r"(?:declin(?:ed|ation)|declines?\s+to\s+(?:file|prosecute|charge)|decline\s+prosecution|"
    r"(?:not|never)\s+(?:been\s+|yet\s+)?(?:filed|charged|referred|approved|issued|prosecuted|pursued|presented|submitted)|"
    r"no\s+(?:charges?|file|filing|action|prosecution|further\s+action|papers?)(?:\s+(?:filed|brought|issued|taken))?|"
    r"(?:non|un)-?filed|un-?charged|NFA|no[-\s]?papered|(?:DA|SAO|CA|PA|USAO|prosecut(?:or|ion))\s+(?:reject(?:ed|s)?|refus(?:ed|es|al)|declin(?:ed|es|ation))|"
    r"(?:charges?\s+|filing\s+|prosecution\s+)?(?:refused|rejected|turned\s+down)|unfounded)"
)
_REFUSED = re.compile(
    rf"(?i)(?:(?<![\w-])(?:by\s+\w+\s+)?{_REFUSAL}(?![\w-])(?:\s+by\s+[^\n,;|]{{2,40}}|\s*[-–—:,]\s[^\n|]{{2,60}}|\s+\d[\d/.-]{{5,9}})?[\s.)\]|*]*$"
    rf"|[(\[–—|*]\s*{_REFUSAL}(?![\w-]))"
)


def refused(text: str, start: int, end: int) -> bool:
    """Whether the rest of a row says that its offence is not charged: "(DECLINED)", "not filed", "NFA"."""
    return _REFUSED.search(text[start : min(end, start + _ROW)]) is not None


# So much behind an offence, in characters, is asked of its row.
_ROW = 160
