"""Whose a nickname is: of the name beside it, of whoever a pronoun means, of whoever it is told to be.

Where nothing shows whose it is, whoever is called so stays somebody of that name alone.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from wholefile.reading.names.called import written_like_one
from wholefile.reading.names.lexicon import PERSON_NOUNS
from wholefile.reading.names.nicknames import Nickname
from wholefile.reading.names.people import Sighting
from wholefile.reading.names.titles import courtesy_of
from wholefile.reading.parts import Frame, said
from wholefile.reading.spans import Span

_BESIDE = re.compile(
    r"(?:,?[^\S\n](?:aged?[^\S\n])?\d{1,3})?(?:,?[^\S\n]?\([^()\n]{1,30}\))?(?:,|[^\S\n]?[(\[–—-]|[^\S\n](?:is|was)\b|[^\S\n])"
    r"(?P<words>[^.?!;:()\n]{0,50})"
)
_HIM = {
    "he": re.compile(r"(?i)(?<!\w)(?:he|him|his|himself)(?!\w)"),
    "she": re.compile(r"(?i)(?<!\w)(?:she|her|hers|herself)(?!\w)"),
}
_THEM = re.compile(r"(?i)(?<!\w)(?:he|him|his|she|her|himself|herself)(?!\w)")
_OBJECT = re.compile(r"(?i)(?<!\w)call(?:s|ed|ing)?\s+(?:him|her)(?!\w)")
_OTHERS_CALL = re.compile(
    r"(?i)(?<!\w)(?:everybody|everyone|people|they|friends|neighbou?rs|family|some|others|all|folks|we)(?!\w)"
)
_ENDED = re.compile(r"[.?!]['\"”’)]*\s")
# Behind a nickname, what leads on to the name of whoever is called so.
_EQUATED = re.compile(
    r"(?i)(?:[^\S\n]?[(\[]|[,.]?\s?\(?(?:(?:whose|his|her)?\s?(?:real|true|legal|given|full)\sname\s?(?:is|was|:|,)?|"
    r"(?:(?:is|was|were|has\sbeen)\s)?(?:(?:later|positively|subsequently|then)\s)?identified\s(?:later\s)?(?:by\s[\w.]{1,20}(?:\s[\w.]{1,20})?\s)?"
    r"(?:as|to\sbe)|as|to\sbe|is|was|turned\sout\sto\sbe|(?:a[./]?k[./]?a|n[./]?k[./]?a)\.?)(?:\s(?:being|one))?\s{1,2})"
)
# What an answer may begin with before the name that it gives.
_ANSWERS = re.compile(
    r"(?i)\W{0,6}(?:(?:A[.:]?|yes|yeah|well|his|her|their|name|real|is|it['’]?s|that['’]?s|that|it|would|be|was|sir|ma['’]am|I|think|"
    r"believe|know)[\W\d]{1,12}){0,8}$"
)
_PEOPLE = frozenset(PERSON_NOUNS) | {"man", "men", "woman", "women", "guys", "who", "whom"}
_NOT_ANYBODY = frozenset("friend neighbor neighbour employee employer relative person".split())
_LABEL = re.compile(
    r"(?i)(?:a\.?/?k\.?/?a|alias|nick|moniker|street|gang|known|names?)[^\n]{0,40}[:=][^\n]{0,60}$"
)
_FAR, _ANSWER = 160, 80


def owners(
    text: str, frame: Frame, nicknames: Sequence[Nickname], sightings: Sequence[Sighting]
) -> dict[Span, Span | None]:
    """For every nickname apart from a name the place of the name of whoever is called so, or None."""
    apart = {one.inner for one in nicknames if not one.within}
    named = sorted(one for one in sightings if one.span not in apart)
    finder = _Finder(text, frame, named)
    return {one.inner: finder.of(one) for one in nicknames if not one.within}


class _Finder:
    """The named people of a text by place."""

    def __init__(self, text: str, frame: Frame, named: list[Sighting]) -> None:
        self.text, self.frame, self.named = text, frame, named
        self.starts = [(one.title or one.span).start for one in named]

    def of(self, nickname: Nickname) -> Span | None:
        """The name of whoever is called so, or None."""
        near = not nickname.behind or nickname.name is not None
        found = self._before(nickname) if near else None
        return found or self._told(nickname) or self._answered(nickname)

    def _before(self, nickname: Nickname) -> Span | None:
        start = nickname.start if nickname.start >= 0 else nickname.outer.start
        at = bisect_left(self.starts, start) - 1
        one = self.named[at] if at >= 0 else None
        if one is None or start - one.span.end > _FAR:
            return None
        gap = self.text[one.span.end : start]
        calls = _OBJECT.search(self.text[start : nickname.outer.start]) is not None
        if calls and not _OTHERS_CALL.search(gap) and not _ENDED.search(gap):
            return None  # "Ana Ruhl called him": not Ana Ruhl
        if nickname.name is not None and one.span.meets(nickname.name):
            return one.span
        if nickname.start == nickname.outer.start and self._is_field(nickname, gap):
            return one.span
        if gap.startswith(("'s", "’s")) or _names_somebody(gap):
            return None
        beside = _BESIDE.fullmatch(gap)
        if beside is not None and (
            gap.strip() == "" or gap.lstrip()[:1] in ",([–—-" or gap.split()[0] in {"is", "was"}
        ):
            return one.span
        return one.span if self._pronoun(nickname, one, gap) else None

    def _is_field(self, nickname: Nickname, gap: str) -> bool:
        """Whether a field of a form stands below or beside the name that it belongs to."""
        return _LABEL.search(gap) is not None and gap.count("\n") <= _LINES and not nickname.behind

    def _pronoun(self, nickname: Nickname, one: Sighting, gap: str) -> bool:
        """Whether a pronoun beside the words of calling means the last one named, at most a sentence before."""
        ends = [match.end() for match in re.finditer(r"[.?!]['\"”’)]*\s", gap)]
        part = self.frame.part_at(nickname.outer.start)
        same = part is None or part.span.start <= one.span.start or part.span.start >= nickname.outer.end
        if len(ends) > 1 or not same or "\n\n" in gap:
            return False
        words = self.text[one.span.end + (ends[0] if ends else 0) : nickname.outer.start]
        told = courtesy_of(one.title.of(self.text)) if one.title is not None else ""
        return (_HIM[told] if told else _THEM).search(words) is not None

    def _told(self, nickname: Nickname) -> Span | None:
        """Whom the words behind it tell to be meant: "later identified “Slim” as Tom Mora"."""
        match = _EQUATED.match(self.text, nickname.outer.end, nickname.outer.end + _FAR)
        if match is None:
            return None
        found = self._at(match.end())
        if found is None or self.text.startswith(("'s", "’s"), found.end):
            return None
        return found if written_like_one(found.of(self.text).replace(",", "")) else None

    def _answered(self, nickname: Nickname) -> Span | None:
        """Whom the answer names, where a question asks who is called so."""
        part = self.frame.part_at(nickname.outer.start)
        following = self.frame.after(part) if part is not None else None
        if (
            part is None
            or following is None
            or not nickname.behind
            or following.kind not in {"answer", "colloquy"}
        ):
            return None
        if "?" not in self.text[nickname.outer.end : part.span.end]:
            return None
        at = bisect_left(self.starts, following.span.start)
        if at >= len(self.named) or self.starts[at] >= min(
            following.span.end, following.span.start + _ANSWER
        ):
            return None
        one = self.named[at]
        spoken = said(following, self.text)
        first = spoken[0].start if spoken else following.span.start
        return one.span if _ANSWERS.match(self.text, min(first, self.starts[at]), self.starts[at]) else None

    def _at(self, place: int) -> Span | None:
        at = bisect_left(self.starts, place)
        return self.named[at].span if at < len(self.starts) and self.starts[at] == place else None


_LINES = 4


def _names_somebody(gap: str) -> bool:
    """Whether words between a name and the words of calling tell of somebody else."""
    told = [word.casefold().strip(".,;:()'’“”\"") for word in gap.split()]
    return any(
        word in _PEOPLE and word not in _NOT_ANYBODY and word not in {"who", "whom"} for word in told
    ) or any(word in {"a", "an", "another", "of"} for word in told[-3:])
