"""Whom a charge is against: who was arrested or indicted, the subject, the heading, the field, or the only one."""

import re
from itertools import islice

from wholefile.reading.law.accused_clause import names_another, on_trial
from wholefile.reading.law.accused_told import acts_for_the_law, charged_with, spoken_of
from wholefile.reading.law.captioned import accused_in_caption, accused_of_block, known_by_name
from wholefile.reading.law.cells import Row
from wholefile.reading.law.counted import number_of
from wholefile.reading.law.who import Scene
from wholefile.reading.names.mentions import Entity, Mention
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

_FIELD = re.compile(
    r"(?im)(?:^[^\S\n]{0,40}|(?<=[^\S\n]{2}))(?P<label>arrest(?:ee|ed)(?:[^\S\n]+(?:name|person|subject))?|(?:defendant|inmate|offender|accused|person[^\S\n]+arrested|booked|suspect|"
    r"subject)(?:/(?:arrestee|suspect|defendant))?(?:['’]s)?(?:[^\S\n]*(?:#?[^\S\n]?\d{1,2}|name|\(s\)))?|name[^\S\n]+of[^\S\n]+(?:arrestee|defendant|inmate)|"
    r"(?:inmate|booking)[^\S\n]+name|name)[^\S\n]*:(?=[^\S\n]*\S)"
)
_FIRM = re.compile(r"(?i)arrest|defendant|inmate|booked|accused|offender")
_ALL = re.compile(
    r"(?i)\b(?:both|all|each\s+of\s+the|the\s+above-named)\s+(?:the\s+)?defendants\b|\bdefendants\s+did\b"
)
_ALIAS = re.compile(r"(?i)\(|a[./]?k[./]?a\b|alias|known\s+as|goes\s+by|[\"“]")
_LEADS = re.compile(r"(?:[^,.;]{0,60}(?:,|\s[–—-])\s+)?$")
_ALONE = re.compile(r"(?i)^[\W\d]*(?:as\s+to|re:?|defendant|suspect|arrestee|against)?[\s:]*(?:the\s+)?$")


def all_accused(scene: Scene) -> tuple[str, ...]:
    """Everybody who is a defendant of a crime, else every suspect."""
    found = scene.of_role("defendant", "criminal") or accused_in_caption(scene) or scene.of_role("suspect")
    return tuple(one for one in found if _is_person(scene, one))


def only_accused(scene: Scene) -> str:
    """The one defendant or suspect of a document, by the field of its form, its caption or its words; else empty."""
    held = held_of(scene)
    if len(held) == 1:
        return held[0]
    captioned = accused_in_caption(scene)
    if len(captioned) == 1:
        return captioned[0]
    for role in ("suspect", "defendant"):
        only = scene.only(role)
        if only and _is_person(scene, only):
            return only
    first = [one for one in scene.roles if one.one("role") == "defendant" and one.span.start < _CAPTION]
    named = tuple(dict.fromkeys(one.one("of") for one in first if _is_person(scene, one.one("of"))))
    return named[0] if len(named) == 1 else ""


# So far into a document, in characters, its caption may reach.
_CAPTION = 1_500


def _fields_in(parsed: Parsed) -> tuple[tuple[Span, str], ...]:
    """The first fields that say who was arrested or is accused, each with its name; for `Parsed.once`."""
    found = []
    for match in islice(_FIELD.finditer(parsed.text), _FIELDS):
        end = parsed.text.find("\n", match.end())
        stop = max(end, match.end() + 1) if end >= 0 else len(parsed.text)
        found.append((Span(match.end(), min(stop, match.end() + _LINE)), match["label"]))
    return tuple(found)


# No form names more people in fields than are looked at.
_FIELDS = 60


def held_of(scene: Scene, before: int = -1) -> tuple[str, ...]:
    """Who stands in the fields for whoever was arrested, before a place; a suspect only where no other does."""
    firm: list[str] = []
    other: list[str] = []
    for value, label in scene.parsed.once(_fields_in):
        if 0 <= before < value.start:
            break
        found = next((one for _, one in scene.entities.mentions_in(value) if one.kind == "person"), None)
        if found is not None:
            (firm if _FIRM.search(label) else other).append(found.identity)
    return tuple(dict.fromkeys(firm or other))


def accused_in_row(scene: Scene, row: Row) -> tuple[str, ...]:
    """Whom a row names in brackets; else the one above its list; else whoever the paper is about."""
    return known_by_name(scene, _in_row(scene, row))


def _in_row(scene: Scene, row: Row) -> tuple[str, ...]:
    if row.who is not None:
        named = [one for _, one in scene.entities.mentions_in(row.who) if one.kind == "person"]
        if named:
            return (named[0].identity,)
    if row.sort == "count":
        return _of_count(scene, row)
    if row.sort == "list" and (led := _leads(scene, row)):
        return (led,)
    if block := accused_of_block(scene, row.head):
        return (block,)
    above = accused_above(scene, row.head)
    if above:
        return (above,)
    held = held_of(scene, row.head) or held_of(scene)
    if held:
        return held[-1:]
    only = only_accused(scene)
    return (only,) if only else ()


def _leads(scene: Scene, row: Row) -> str:
    """Who is named last in the sentence that leads to a list: "I arrested X for the following offenses:"."""
    end = scene.text.find("\n", row.head)
    if not 0 <= row.head < end <= row.line.start:
        return ""
    found = [
        one for mention, one in scene.entities.mentions_in(Span(row.head, end))
        if one.kind == "person" and not acts_for_the_law(scene, mention.span.of(scene.text), one)
    ]  # fmt: skip
    return found[-1].identity if found else ""


def _of_count(scene: Scene, row: Row) -> tuple[str, ...]:
    """The accused whom the paragraph of a count names; all of them where it says so; else the only one there is."""
    accused = all_accused(scene)
    if len(accused) == 1:
        return accused
    part = scene.frame.part_at(row.line.start)
    stop = min(
        row.line.end + 700,
        part.span.end if part is not None and part.kind != "heading" else row.line.end + 700,
    )
    further = re.search(r"(?im)^\s*(?:COUNT|CT\.?)\s+\S+", scene.text[row.offence.end : stop])
    stop = row.offence.end + further.start() if further else stop
    body = Span(row.line.start, max(stop, row.line.end))
    if accused and _ALL.search(body.of(scene.text)):
        return accused
    named = [pair for pair in scene.entities.mentions_in(body) if pair[1].identity in accused]
    if named:
        row_of = [one.identity for _, one in scene.row(named[0][0].span.start, body.end)]
        together = tuple(dict.fromkeys(one for one in row_of if one in accused))
        return together or (named[0][1].identity,)
    above = accused_above(scene, row.line.start)
    return (above,) if above else ()


def accused_above(scene: Scene, place: int) -> str:
    """Who alone stands in a heading, or in the line that leads a list, just above a place: "As to X:", "1. X"."""
    text = scene.text
    line, blank = text.rfind("\n", 0, place) + 1, 0
    for _ in range(12):
        end = line - 1
        if end <= 0:
            return ""
        line = text.rfind("\n", 0, end) + 1
        words = text[line:end]
        if not words.strip() and blank == 0:
            blank += 1
            continue
        if not words.strip() or end - line > _LINE:
            return ""
        found = scene.entities.mentions_in(Span(line, end))
        named = [(mention, one) for mention, one in found if one.kind == "person"]
        if named and _ALONE.match(text[line : named[0][0].span.start]):
            end_of_name = named[0][0].span.end
            others = {
                one.identity
                for mention, one in named
                if not _ALIAS.search(text[end_of_name : max(end_of_name, mention.span.start)])
            }
            return named[0][1].identity if len(others) == 1 else ""
    return ""


# A longer line leads no list, in characters.
_LINE = 160


def theme(scene: Scene, sentence: Span, verb: int) -> Entity | None:
    """The person with whom a sentence begins and of whom it goes on to tell, when no other stands between."""
    if verb <= sentence.start:
        return None
    found = [
        pair for pair in scene.entities.mentions_in(Span(sentence.start, verb)) if pair[1].kind == "person"
    ]
    if not found or not _LEADS.match(scene.text[sentence.start : found[0][0].span.start]):
        return None
    if len(scene.text[sentence.start : found[0][0].span.start].split()) > 6:
        return None
    first = found[0][1]
    if acts_for_the_law(scene, found[0][0].span.of(scene.text), first):
        return None
    others = {one.identity for _, one in found} - {first.identity}
    return first if not others else None


def _is_person(scene: Scene, identity: str) -> bool:
    found = scene.entities.get(identity)
    return found is not None and found.kind == "person"


def _not_of(scene: Scene, named: tuple[Mention, Entity], sentence: Span) -> str:
    """The one who is named, or, of "Brandt's wife, Ann Roe", the last of the two; empty where she has no name."""
    end = named[0].span.end
    if scene.text[end : end + 2] not in {"'s", "’s"}:
        return named[1].identity
    further = [
        one.identity
        for _, one in scene.entities.mentions_in(Span(end, max(end + 1, min(sentence.end, end + 50))))
        if one.kind == "person" and one is not named[1]
    ]
    return further[-1] if further else ""


def accused_by_words(scene: Scene, span: Span, sentence: Span, verb: int) -> str:
    """Who is charged in a sentence: the object of "indicted X", the subject of a passive, "against X", the theme."""
    found = _by_words(scene, span, sentence, verb)
    return known_by_name(scene, (found,))[0] if found else ""


def _by_words(scene: Scene, span: Span, sentence: Span, verb: int) -> str:
    after = re.match(r"(?i)[^.;]{0,40}?\bagainst\s+", scene.text[span.end : min(sentence.end, span.end + 60)])
    named = scene.first(span.end + after.end(), sentence.end) if after else None
    if named is not None and named[1].kind == "person":
        return _not_of(scene, named, sentence)
    own = charged_with(scene, sentence, verb) or on_trial(scene, span, sentence)
    return own or _by_place(scene, span, sentence, verb)


def _by_place(scene: Scene, span: Span, sentence: Span, verb: int) -> str:
    """The same by where they stand: behind a semicolon, as object or subject, first in the sentence, or before it."""
    semicolon = scene.text.rfind(";", max(sentence.start, verb - 120), max(verb, sentence.start))
    if semicolon >= 0:
        inside = scene.entities.mentions_in(Span(semicolon, max(verb, semicolon + 1)))
        people = [one for _, one in inside if one.kind == "person"]
        if people and scene.text[semicolon + 1 : inside[0][0].span.start].strip() in {"", "and"}:
            return people[0].identity
    between = scene.entities.mentions_in(Span(verb, span.start)) if verb < span.start else ()
    held = [pair for pair in between if pair[1].kind == "person" and not number_of(pair[1].name)]
    if held and not re.search(
        r"(?i)\b(?:by|before)\s+[^,;]{0,40}$", scene.text[verb : held[0][0].span.start]
    ):
        return held[0][1].identity
    subject = scene.subject(verb, sentence.start) or scene.subject(max(verb, sentence.start), sentence.start)
    if subject is not None and subject[1].kind == "person":
        return subject[1].identity
    of_sentence = theme(scene, sentence, verb)
    known = (*scene.of_role("defendant"), *scene.of_role("suspect"), *accused_in_caption(scene))
    if of_sentence is not None and (of_sentence.identity in known or not known):
        return of_sentence.identity
    before = scene.before(span.start, sentence.start)
    if before is not None and before[1].identity in known:
        return before[1].identity
    if of_sentence is not None:
        return of_sentence.identity
    named = scene.frame.kind == "news report" and names_another(scene, span, sentence)
    return "" if named else _by_paper(scene, sentence)


def _by_paper(scene: Scene, sentence: Span) -> str:
    """The only accused of the paper, or of whom its story goes on to tell."""
    only = scene.only("defendant", "criminal") or scene.only("suspect") or only_accused(scene)
    spoken = spoken_of(scene, sentence)
    return (spoken or only) if scene.frame.kind == "news report" else (only or spoken)
