"""What stands in marks because it is named, not said: films, programmes, articles, terms."""

import re

from wholefile.reading.quotes.cues import says
from wholefile.reading.quotes.terms import is_called
from wholefile.reading.spans import Span

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SMALL = frozenset("a an the of on in at to for and or nor but with from by as vs v is".split())
# What stands before a work that is named in double marks.
_NAMED = re.compile(
    r"(?:\b(?:on|of|in|to|from|titled|entitled|film|movie|show|series|book|album|song|novel|program|programme"
    r"|podcast|play|episode|documentary|column|article|magazine|newspaper|comedy|drama|sitcom|musical|and)|[’']s)\s+$",
    re.IGNORECASE,
)
# What is signed or spelled so is written so, and is no title.
_MARKED = frozenset(
    "as initialed initialled listed lists marked name named reads signed sometimes spelled spelt stamped "
    "written".split()
)
# A term that the document defines stands alone in parentheses.
_DEFINING = re.compile(r"\((?:(?:the|collectively|hereinafter|each|together),?\s){0,3}$", re.IGNORECASE)
# A term that goes by its name alone.
_TERMED = re.compile(
    r"(?i)\b(?:known[^\S\n]as|(?:the|its|their)[^\S\n](?:terms?|words?|label|heading|caption|designation|defined[^\S\n]term)|"
    r"(?:hereinafter|hereafter|herein|collectively|together)(?:[^\S\n](?:referred[^\S\n]to[^\S\n])?as|,)?|"
    r"referred[^\S\n]to[^\S\n](?:herein[^\S\n]|hereafter[^\S\n]|hereinafter[^\S\n]|collectively[^\S\n]){1,2}as|defined[^\S\n]as|"
    r"(?:code-?|project[^\S\n])named|codenamed|dubbed|"
    r"(?:program|programme|app|application|website|site|file|folder|group|gang|crew|set|account|channel|page|game|song|device|"
    r"system|project|operation|unit|drug|strain|pill|product|brand|company|store|bar|club|street|place|area|building|room)s?"
    r"(?:[^\S\n]is|[^\S\n]was)?[^\S\n](?:called|named|titled|labell?ed))(?:[^\S\n](?:the|an?))?[^\S\n]?$"
)
# An exhibit, count, schedule or room by its letter or number.
_LETTERED = re.compile(
    r"(?i)\b(?:exhibits?|exh?\.|attachments?|appendix|appendices|schedules?|annex|items?|tabs?|parts?|sections?|units?|lots?|tracts?|"
    r"parcels?|blocks?|buildings?|apartments?|apt\.|pods?|cell(?:block)?s?|zones?|areas?|points?|cameras?|lanes?|forms?|classes|class|"
    r"vehicles?|counts?|bags?|box(?:es)?|photos?|photographs?|bates|markers?|placards?)(?:[^\S\n](?:nos?\.|numbers?|letters?))?"
    r"[^\S\n](?:[\"“][\w.-]{1,4}[,.]?[\"”](?:,|[^\S\n](?:and|or|through|to))[^\S\n]?(?:and[^\S\n])?){0,4}$"
)
_MARKED_AS = re.compile(
    r"(?i)^(?:(?:(?:state|people|government|defen[cs]e|defendant|plaintiff|petitioner|respondent|joint|court)(?:['’]s|s['’]?)?[^\S\n])?"
    r"(?:exhibit|exh?\.|attachment|appendix|schedule|item|placard|marker|bates)[^\S\n](?:nos?\.?[^\S\n]?)?[A-Z\d][\w-]{0,5}(?:[^\S\n](?:for[^\S\n]id\w*|and[^\S\n][A-Z\d][\w-]{0,5}))?)[.,]?$"
)
_MEANS = re.compile(
    r"(?i)[,]?[^\S\n](?:means|shall[^\S\n]mean|refers[^\S\n]to|as[^\S\n]used[^\S\n](?:herein|in[^\S\n]this)|includes)\b"
)
_THING_AFTER = re.compile(
    r"(?i)[^\S\n](?:lists?|folders?|files?|buttons?|sections?|tabs?|fields?|options?|box(?:es)?|apps?|pages?|keys?|columns?|menus?|"
    r"settings?|features?|screens?|channels?|brands?|labels?|stamps?|logos?|signs?|checkbox(?:es)?|icons?)\b"
)
_DEFINITE = re.compile(r"(?:^|[\s(])(?:[Tt]he|[Ee]ach|[Tt]his|[Tt]hese|[Ss]uch)[^\S\n]$")
TERM, TITLE, PLAIN = 5, 8, 6  # words at most
TOKEN = 4  # characters of a letter or number
WINDOW = 80


def is_title(text: str, inner: Span, outer: Span, *, single: bool) -> bool:
    """Whether a stretch in marks is a title or a term.

    In single marks it is one unless a word of saying comes shortly before it or it is a sentence with its own comma or
    full stop at its end. In double marks it is one only when it is written like a title, or defined as a term.
    """
    words = _WORD.findall(text, inner.start, min(inner.end, inner.start + 200))
    if not words:
        return single
    before = text[max(0, outer.start - WINDOW) : outer.start]
    ends = text[inner.end - 1]
    if single:
        return _single(words, ends, before)
    if len(words) <= TERM and _DEFINING.search(before) and text[outer.end : outer.end + 1] == ")":
        return True
    if _is_term(text, words, outer, before):
        return True
    if not _written_as_title(words) or len(words) > TITLE or ends in "!?" or _said(before, near=3):
        return False
    capitals = sum(one[0].isupper() for one in words)
    named = ends != "." and _NAMED.search(before) is not None
    return named or (capitals >= 2 and len(words) <= PLAIN and ends != ",")


def _is_term(text: str, words: list[str], outer: Span, before: str) -> bool:
    """Whether words in double marks name a thing: a term, the letter of an exhibit, "the “Vehicle”"."""
    inner = text[outer.start + 1 : outer.end - 1]
    if len(words) > TERM or inner[-1:] in "!?":
        return False
    if is_called(text, outer, before):
        return True
    if _TERMED.search(before) or _MARKED_AS.match(inner) or _MEANS.match(text, outer.end, outer.end + 30):
        return True
    if len(words) == 1 and len(words[0]) <= TOKEN and (words[0].isupper() or words[0].isdecimal()):
        return _LETTERED.search(before) is not None
    short = len(words) <= 2 and inner[-1:] not in ",."
    if short and _DEFINITE.search(before) and _THING_AFTER.match(text, outer.end, outer.end + 24):
        return True
    capitals = words[0][0].isupper() and len(words) <= 2 and inner[-1:] not in ",."
    return capitals and _written_as_title(words) and _DEFINITE.search(before) is not None


def _single(words: list[str], ends: str, before: str) -> bool:
    if _written_as_title(words) and len(words) <= PLAIN:
        return not (_said(before, near=1) or (ends in ",.!?" and len(words) > 1))
    if ends in ",.!?" and len(words) > 1:
        return False
    return not _said(before, near=8)


def _written_as_title(words: list[str]) -> bool:
    if not any(one[0].isupper() or one[0].isdigit() for one in words):
        return False
    return all(one[0].isupper() or one[0].isdigit() or one.lower() in _SMALL for one in words)


def _said(before: str, near: int) -> bool:
    """Whether one of the last words before a mark, in the same sentence, is one of saying."""
    tail = re.split(r"[.!?]\s", before)[-1]
    return any(says(one) or one.lower() in _MARKED for one in _WORD.findall(tail)[-near:])
