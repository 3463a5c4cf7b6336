"""Whether the clause around an expression looks forward or back, so that `Friday` and `April` find week and year."""

from wholefile.reading.time.lexer import BARRIER, Tokens

_FORWARD = frozenset(
    "will shall ll won until till deadline upcoming tomorrow would effective payable".split()
)
# These look forward only before an infinitive or "for": "is expected to", "was scheduled for".
_PLANNED = frozenset(
    "expect expects expected schedule scheduled plan plans planned due set slated supposed intend intends intended "
    "want wants hope hopes going agreed able ready".split()
)
_PAST = frozenset(
    "was were had did been after since said told met began came went took made gave fell rose sold held left found saw "
    "got shot led became wrote drove ran spoke brought thought hit cut".split()
)
_BEFORE, _AFTER = 14, 8


def direction(tokens: Tokens, first: int, end: int) -> int:
    """1 when the nearest word that tells looks forward, -1 when it looks back, 0 when none tells."""
    if first and tokens.word(first - 1) in {"by", "until", "till"}:
        return (
            -1
            if "had" in {tokens.word(at) for at in range(end, min(len(tokens.letters), end + _AFTER))}
            else 1
        )
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if tokens.letters[at] in {BARRIER, "."}:
            break
        told = _told(tokens, at)
        if told:
            return told
    for at in range(end, min(len(tokens.letters), end + _AFTER)):
        if tokens.letters[at] in {BARRIER, "."}:
            break
        told = _told(tokens, at)
        if told:
            return told
    return 0


def _told(tokens: Tokens, at: int) -> int:
    word = tokens.word(at)
    if word in _FORWARD:
        return 1
    if word in _PLANNED:
        after = tokens.word(at + 1) if at + 1 < len(tokens.starts) else ""
        return 1 if after in {"to", "for"} else 0
    regular = len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
    return -1 if word in _PAST or regular else 0
