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
    r"bring\s+|file\s+|seek\s+|(?:is|are|was|were)\s+)*$"
)
# Nobody, with where or of whom: "nobody here is charging you".
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


def never_brought(before: str, after: str) -> bool:
    """Whether words around the name of a charge tell that it was not brought: "no arson charge", "was not filed"."""
    return _NEVER_BEFORE.search(before[-NEAR:]) is not None or _NEVER_AFTER.search(after) is not None
