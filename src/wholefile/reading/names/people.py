"""Every place where a text names a person, and the title that stands before the name."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wholefile.reading.frame import Frame
from wholefile.reading.names.captions import Party
from wholefile.reading.names.lexicon import (
    COURTESY,
    LAW_ENDS,
    NO_NAMES,
    ORGANISATION_ENDS,
    PERSON_NOUNS,
    PLACE_ENDS,
    SHORT_TITLES,
    TITLES,
)
from wholefile.reading.names.namewords import NAME, WRITTEN, name_at, trimmed
from wholefile.reading.names.titles import find_titled
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span, meets_one

# What a form calls the field of a person.
PERSON_FIELDS = re.compile(
    r"(?i)^(?:(?:reporting|investigating|assisting|responding|arresting|assigned|approving|lead|primary|booking|transporting|"
    r"backup|complaining|involved|injured|presiding|defen[cs]e|sentencing|magistrate)\s+){0,3}"
    r"(?:officer|deputy|detective|investigator|supervisor|trooper|sergeant|agent|assisting|author|suspect|offender|inmate|"
    r"detainee|accused|co-?defendant|perpetrator|person arrested|magistrate|clerk|bailiff|court reporter|interpreter|"
    r"public defender|guardian|parent|next of kin|probation officer|victim advocate|technician|analyst|examiner|"
    r"pathologist|medical examiner|coroner|informant|foreperson|written by|reported by|collected by|arrested by|"
    r"assigned to|victim|witness|complainant|caller|"
    r"reporting party|reporting person|arrestee|defendant|plaintiff|driver|passenger|subject|name|judge|counsel|"
    r"attorney|prosecutor|interviewer|interviewee|interviewed by|prepared by|reviewed by|submitted by|"
    r"approved by|from|to|cc|bcc|deponent|present|owner|decedent|deceased|involved party)s?"
    r"(?:\s*(?:#|no\.?)?\s*\d{1,2})?(?:\s*\([^)]{0,20}\))?$"
)
# The parties of these stand in a caption, which is read as one.
_CAPTIONED = frozenset(("civil complaint", "court filing"))
_AGED = re.compile(rf"(?<![\w'’-])({NAME})(?=,[^\S\n](?:\d{{1,2}}|aged?[^\S\n]\d{{1,2}}),)")
_NOUN = "|".join(sorted(PERSON_NOUNS, key=len, reverse=True))
_AFTER_NOUN = re.compile(rf"(?<![\w'’-])(?:{_NOUN}),?[^\S\n]({NAME})(?![\w@])")
_ESQUIRE = re.compile(rf"(?<![\w'’-])({NAME})(?=,[^\S\n]Esq)")
_SIGNED = re.compile(rf"(?m)^[^\S\n]*({NAME})(?=,[^\S\n](?:C\.)?J\.[^\S\n]*$)")
_WHO = re.compile(rf"(?<![\w'’-])({NAME})(?=,[^\S\n](?:who|whose)\b)")
_ASIDE = re.compile(
    rf"(?<![\w'’-])({NAME}),[^\S\n](?P<aside>(?:an?|the|one)[^\S\n](?:[\w'’-]+[^\S\n]){{0,4}}[\w-]+)"
)
# Two words in capitals within a sentence that is not: affidavits write names so.
_IN_CAPITALS = re.compile(r"(?<=[a-z,] )([A-Z]{3,20} [A-Z]{3,20}(?:-[A-Z]{3,20})?)(?=[ ,.;][ a-z])")
# What only people do, and what is done to people only.
_DONE_BY_PEOPLE = frozenset(
    "say tell testify see hear write speak shout answer ask reply recall admit deny plead swear weep "
    "cry laugh smile walk "
    "run drive sleep sit stand think believe know remember meet marry die live sign call resign retire arrive leave "
    "return lose win resign sue complain lie apologize promise watch listen read confess notice "
    "identify explain argue maintain".split()
)
_DONE_TO_PEOPLE = frozenset(
    "arrest charge indict arraign convict acquit sentence sue shoot stab kill murder wound injure "
    "assault beat rob rape "
    "kidnap interview question meet marry tell handcuff hire fire employ accuse subpoena depose thank".split()
)
_SIGNATURE = re.compile(rf"(?m)^[^\S\n]*(?:/s/|By:)[^\S\n]*({NAME})[^\S\n]*$")
_ABOVE = re.compile(
    rf"(?m)^[^\S\n]*({NAME})[^\S\n]*(?=\n[^\S\n]*(?:Attorneys?|Counsel|Lawyers?)[^\S\n]+for\b)"
)
_UP = r"[^\W\d_a-zß-öø-ÿ]"
_SURNAME_FIRST = re.compile(
    rf"(?<![\w'’-])({_UP}[\w'’-]{{1,24}}(?:[^\S\n](?:(?:y|de|del|la|van|von)[^\S\n])?{_UP}[\w'’-]{{1,24}}){{0,2}}"
    rf"(?:,?[^\S\n](?:Jr|Sr|JR|SR)\.?|[^\S\n]I{{2,3}})?),[^\S\n]{{1,2}}"
    rf"({_UP}[\w'’-]{{1,24}})(?:[^\S\n](?:{_UP}\.?(?!\w)|{_UP}[\w'’-]{{2,24}}(?=[^\S\n]{{0,4}}(?:[(\n;,]|$)))){{0,2}}"
)
_ADDRESS = re.compile(r"<[^>\n]{0,200}>|\S+@\S+")
_ENDS = frozenset(word.casefold() for word in ORGANISATION_ENDS) | PLACE_ENDS | LAW_ENDS
# Rules of court, as they are cited.
_RULES = re.compile(r"\bR\.[^\S\n]?(?:Crim|Civ|App|Evid|Prof|Juv|Prob)\b")
# A model sees a person in any word with a capital; longer than this is never a name.
_LONGEST = 60


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """A name of a person where it stands, without title and possessive; `source` says what showed it to be one."""

    span: Span
    source: str
    title: Span | None = None


def find_sightings(
    parsed: Parsed,
    frame: Frame,
    parties: tuple[Party, ...],
    blocked: Iterable[Span],
    shown: Iterable[Sighting] = (),
) -> list[Sighting]:
    """Every name of a person, in the order of the text and apart from each other.

    What meets a blocked stretch (an organisation, a title of a work) is none. Of names that meet, the surer source
    counts: the caption, those `shown` otherwise (by codes and nicknames) and the form, then a title, an age, the model,
    and capitals only where there is no model.
    """
    text = parsed.text
    found = [Sighting(one.span, "caption") for one in parties if not one.organisation]
    found += shown
    found += _cast(text, frame)
    titled = [Sighting(one.name, "title", one.title) for one in find_titled(text)]
    by_model = [Sighting(span, "model") for span in _by_model(parsed)]
    found += _cut_by_model(text, titled, by_model)
    found += [Sighting(span, "beside") for span in _by_words_beside(text)]
    found += [Sighting(span, "age") for m in _AGED.finditer(text) if (span := trimmed(text, *m.span(1)))]
    found += (
        [*by_model, *(Sighting(span, "grammar") for span in _by_grammar(parsed))]
        if parsed.model
        else _by_capitals(text)
    )
    return _apart(text, found, sorted(blocked))


def _apart(text: str, found: list[Sighting], blocked: list[Span]) -> list[Sighting]:
    kept: list[Sighting] = []
    places: list[Span] = []
    for one in found:  # the surest come first
        if meets_one(blocked, one.span) or _only_a_noun(one.span.of(text)):
            continue
        at = bisect_right(places, one.span)
        if any(one.span.meets(other) for other in places[max(0, at - 1) : at + 1]):
            continue
        places.insert(at, one.span)
        kept.insert(at, one)
    return kept


def _cast(text: str, frame: Frame) -> Iterator[Sighting]:
    """Those whom the document's own form names: speakers, parties of a message, fields of a report."""
    seen: set[Span] = set()
    for part in frame.parts:
        if part.speaker_span is not None and part.speaker_span not in seen:
            seen.add(part.speaker_span)
            yield from _one(text, part.speaker_span.start, part.speaker_span.end, "speaker")
        label = part.label.strip()
        sent = part.kind == "header" and label.casefold() in {"from", "to", "cc", "bcc"}
        if sent or (part.kind == "field" and frame.kind not in _CAPTIONED and PERSON_FIELDS.match(label)):
            start = _after_label(text, part.span)
            yield from _listed(text, start, part.span.end)


def _after_label(text: str, span: Span) -> int:
    colon = text.find(":", span.start, min(span.end, span.start + 80))
    return colon + 1 if colon >= 0 else span.start


def _listed(text: str, start: int, end: int) -> Iterator[Sighting]:
    """The names of a field: divided by semicolons or lines, else one before the first comma or address."""
    for piece in re.finditer(r"[^;\n]+", text[start : min(end, start + 4_000)]):
        first, last = start + piece.start(), start + piece.end()
        address = _ADDRESS.search(text, first, last)
        last = address.start() if address else last
        turned = _SURNAME_FIRST.search(text, first, last)
        if turned and not text[first : turned.start()].strip():
            yield Sighting(Span(turned.start(), turned.end()), "field")
            continue
        yield from _one(text, first, last, "field")


def _one(text: str, start: int, end: int, source: str) -> Iterator[Sighting]:
    """A title and a name, or a name, that a stretch begins with."""
    titled = next(find_titled(text[start:end]), None)
    if titled is not None and not text[start : start + titled.title.start].strip():
        yield Sighting(_moved(titled.name, start), source, _moved(titled.title, start))
        return
    while start < end and not text[start].isalpha():
        start += 1
    span = name_at(text, start, end)
    if span is not None and span.start == start and not _only_a_noun(span.of(text)):
        yield Sighting(span, source)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _by_words_beside(text: str) -> Iterator[Span]:
    """Names that a noun, an aside or a judge's "J." shows to be people's: "her cousin X", "X, who", "X, a nurse"."""
    for pattern in (_SIGNATURE, _ABOVE, _AFTER_NOUN, _ESQUIRE, _SIGNED, _WHO, _IN_CAPITALS):
        for match in pattern.finditer(text):
            span = trimmed(text, *match.span(1))
            if span is None or not _written_like_a_name(text, span):
                continue
            words = span.of(text).split()
            if pattern is _SIGNED or (
                len(words) in {2, 3, 4} and not any(_no_name(word) for word in words[1:])
            ):
                yield span
    for match in _ASIDE.finditer(text):
        span = trimmed(text, *match.span(1))
        told = {word.casefold().strip(".,") for word in match["aside"].split()}
        if (
            span is not None
            and len(span.of(text).split()) > 1
            and told & set(PERSON_NOUNS)
            and _written_like_a_name(text, span)
        ):
            yield span


def _no_name(word: str) -> bool:
    plain = word.casefold().strip(".,'’")
    return plain in NO_NAMES or plain in _ENDS


def _only_a_noun(words: str) -> bool:
    told = [word.casefold().strip(".,") for word in words.split()]
    return all(word in PERSON_NOUNS or word in NO_NAMES for word in told) or told[-1] in {
        "doe",
        "does",
        "roe",
    }


def _by_model(parsed: Parsed) -> Iterator[Span]:
    """The persons that the model saw, if they are written like names and are not more often seen as something else."""
    text = parsed.text
    votes = Counter((one.span.of(text), one.label) for one in parsed.named)
    for one in parsed.named:
        if one.label != "PERSON" or one.span.end - one.span.start > _LONGEST:
            continue
        words = one.span.of(text)
        if max(votes[words, "GPE"], votes[words, "ORG"]) > votes[words, "PERSON"]:
            continue
        line = words.find("\n")
        span = trimmed(text, one.span.start, one.span.end if line < 0 else one.span.start + line)
        if span is not None and _written_like_a_name(text, span):
            yield span


def _by_grammar(parsed: Parsed) -> Iterator[Span]:
    """Two words with capitals that do, or suffer, what only people do: the model does not know every name.

    Where a single word says or tells something, two words that end with it are such a name as well.
    """
    text, surnames = parsed.text, set()
    for word in parsed.words:
        if word.part != "PROPN" or not _does_or_suffers(parsed, word):
            continue
        first = word
        while (
            first.at
            and (before := parsed.words[first.at - 1]).head == word.at
            and before.relation == "compound"
        ):
            first = before
        if first.at and parsed.words[first.at - 1].text.casefold() in {"the", "a", "an"}:
            continue
        span = name_at(text, first.span.start, word.span.end)
        if span is None or span.end < word.span.end or any(_no_name(one) for one in span.of(text).split()):
            continue
        if len(span.of(text).split()) == 1:
            surnames.add(span.of(text))
        elif len(span.of(text).split()) <= 4 and _written_like_a_name(text, span):
            yield span
    for match in WRITTEN.finditer(text) if surnames else ():
        span = trimmed(text, *match.span())
        words = span.of(text).split() if span is not None else []
        if (
            span is not None
            and len(words) in {2, 3}
            and words[-1] in surnames
            and not any(_no_name(word) for word in words[1:])
            and _written_like_a_name(text, span)
        ):
            yield span


def _does_or_suffers(parsed: Parsed, word: Word) -> bool:
    if word.head in {-1, word.at}:
        return False
    lemma = parsed.words[word.head].lemma.lower()
    if word.relation in {"nsubj", "nsubjpass"}:
        return lemma in _DONE_BY_PEOPLE or lemma in _DONE_TO_PEOPLE
    return word.relation in {"dobj", "dative"} and lemma in _DONE_TO_PEOPLE


def _written_like_a_name(text: str, span: Span) -> bool:
    words = span.of(text).split()
    if len(words) == 1 and _no_name_alone(text, span):
        return False
    if (
        " v" in span.of(text)
        or _RULES.search(span.of(text))
        or any(letter in '0123456789/@<>{}[]"“”§#$%=_' for letter in span.of(text))
        or _only_a_noun(span.of(text))
    ):
        return False
    if not (words[0][0].isupper() and words[-1][0].isupper()):
        return False
    after = re.match(r"[^\S\n]+([A-Za-z]+)", text[span.end : span.end + 30])
    if after is not None and after[1][0].isupper() and after[1].casefold() in _ENDS:
        return False
    before = text[max(0, span.start - 8) : span.start].rstrip()
    return words[-1].casefold() not in _ENDS and not before.endswith("§")


_VOWELS = frozenset("AEIOUYÁÉÍÓÚÀÈÌÒÙÄËÏÖÜÂÊÎÔÛÃÕÅÆØ")


def _no_name_alone(text: str, span: Span) -> bool:
    """Whether one word that looks like a name is none: a title, a whole sentence, a heading, or before a number."""
    word = span.of(text)
    plain = word.casefold().strip(".")
    if plain in TITLES or plain in COURTESY or plain in SHORT_TITLES or len(plain) < 3 or "." in word:
        return True
    if word.isupper() and not set(word) & _VOWELS:
        return True  # the letters of a station or an agency
    before, after = text[max(0, span.start - 12) : span.start], text[span.end : span.end + 4]
    begins = not before.strip() or before.rstrip(" \t")[-1:] in ".!?:\n>"
    return begins and (after[:1] in {".", "!", "?", ":", ""} or after[:1] == "\n" or after[1:2].isdigit())


_GOES_ON = re.compile(rf"[^\S\n](?:y|de|del|de[^\S\n]la|da|dos|van|von)[^\S\n]{_UP}")


def _cut_by_model(text: str, titled: list[Sighting], by_model: list[Sighting]) -> Iterator[Sighting]:
    """Names after titles, ended where the model ends them: "Judge Aldous Monday" has a day behind."""
    ends = {one.span.start: one.span.end for one in by_model}
    for one in titled:
        end = min(one.span.end, ends.get(one.span.start, one.span.end))
        if _GOES_ON.match(text, end, one.span.end):
            end = one.span.end  # "Ana Solis y Vega" is one name
        yield Sighting(Span(one.span.start, max(end, one.span.start + 1)), one.source, one.title)


def _by_capitals(text: str) -> Iterator[Sighting]:
    """Without a model: two to four words with capitals that are neither places, organisations nor words of forms."""
    for match in WRITTEN.finditer(text):
        span = trimmed(text, *match.span())
        if span is None:
            continue
        words = [word.casefold().strip(".,'’") for word in span.of(text).split()]
        if not 2 <= len(words) <= 4 or any(word in NO_NAMES or word in _ENDS for word in words):
            continue
        if span.of(text).isupper() or _only_a_noun(span.of(text)) or not _written_like_a_name(text, span):
            continue
        yield Sighting(span, "capitals")
