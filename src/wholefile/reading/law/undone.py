"""Words before an act of law that make it no act: what somebody has not done, or may yet do.

"Was not convicted of", "if he is charged with", "could face charges of" tell of no conviction and no charge.
"""

import re

# So many characters before an act are asked.
NEAR = 40
_UNDONE = re.compile(
    r"(?i)\b(?:not|never|n['’]t|no|nor|if|whether|unless|would|could|can|cannot|might|may|must|should|shall|to|will|"
    r"expected|intends?|intended|"
    r"planned|threatened|wants?|wanted|hoped|until|before\s+being)\s+(?:\w+ly\s+|yet\s+|ever\s+|have\s+|has\s+|had\s+|"
    r"be\s+|been\s+|being\s+|get\s+|later\s+|to\s+|fac(?:e|ing)\s+|bring\s+|file\s+|seek\s+|(?:is|are|was|were)\s+)*$"
)


def undone(before: str) -> bool:
    """Whether the words before an act tell that it was not done, or is not done yet."""
    return _UNDONE.search(before[-NEAR:]) is not None
