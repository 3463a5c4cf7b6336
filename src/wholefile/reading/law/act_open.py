"""Words around a verb of procedure with which nothing is told as done: "if the", "asks that", "no plea"."""

import re

# With these a thing that is only asked for elsewhere is done.
ORDERED = re.compile(r"(?i)\b(?:ordered|adjudged|decreed|ordering)\b")
# Words with which nothing is told as done, further before a verb than its helpers: "if the", "no plea".
_SUPPOSED = re.compile(
    r"(?i)\b(?:if|unless|whether|should|asks?|asked|requests?|requested|seeks?|sought|wants?|"
    r"wanted|moves?|moved|"
    r"opposes?|opposed|recommends?|recommended|proposes?|proposed|urges?|urged|agrees?\s+to|"
    r"agreed\s+to|may|might|"
    r"would|could|until|once)\b[^.;:]{0,90}$"
)
_NONE = re.compile(
    r"(?i)(?:^|[.;:,]\s*|\b(?:that|and|but|said|says)\s+)(?:no|neither|"
    r"none)\s+(?:of\s+)?(?:[\w’'-]+\s+){0,6}$"
)
OPEN = re.compile(
    r"(?i)\b(?:not|never|would|could|might|may|should|can|cannot|if|unless)\s+(?:\w+ly\s+)?$|n[’']t\s+$"
)
_EVER = re.compile(r"(?i)\bever\s+(?:been\s+|be\s+|was\s+|were\s+)?$")


def left_open(before: str) -> bool:
    """Whether the words before an act ask for it, suppose it, or say that there was none."""
    near = before[-100:]
    found = _SUPPOSED.search(near)
    if found is not None and not ORDERED.search(near[found.start() :]):
        # "if" and the like hold up to a comma; "asked" and the like hold for what they ask for.
        rest = near[found.start() :]
        if "," not in rest or re.search(r"(?i)^(?:should|if)\b[^,]*$", rest):
            return True
    return _NONE.search(near) is not None or _EVER.search(near) is not None
