"""The accused whom a paper itself names: in the caption of a criminal case, in a subject line, above their own block.

"The defendant" of a charging sentence, of a plea agreement or of a message is whoever stands there, when it is one.
"""

import re
from itertools import islice

from wholefile.reading.law.who import Scene
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

_STATE = r"(?:state|people|commonwealth|united\s+states|territory|government|city|county|village|town)\b"
# So far, in characters, a caption or a subject line may stand; so long is the side of it that names the accused.
_HEAD, _SIDE = 4_000, 600
_VERSUS = re.compile(
    rf"(?im)(?:\b{_STATE}[^\n]{{0,80}}?\s(?:v|vs|versus)\.?\s+(?=\S)|^[^\S\n]*[)|]?[^\S\n]*(?:-\s?)?(?:v|vs|versus)\.?(?:\s?-)?(?=\s))"
)
_CRIMINAL = re.compile(rf"(?i)\b{_STATE}")
_SIDE_ENDS = re.compile(
    r"(?m)\bDefendants?\b|\n[^\S\n]*\n[^\S\n]*\n|^[^\S\n]*(?:(?:SUPERSEDING|CRIMINAL|AMENDED|PLEA|FELONY)\s)*(?:INDICTMENT|INFORMATION|COMPLAINT|"
    r"AGREEMENT|MOTION|ORDER|COUNT|NOTICE|JUDGMENT)\b|(?<=\S)[.;:]\s|^[^\S\n]*(?:TO|From|To|Date|Cc):"
)
# The head of a block about one of those in a form, and of others than whoever is accused.
_BLOCK = re.compile(
    r"(?im)^[^\S\n]*(?:[-=*#_]+\s*)?(?P<who>(?P<accused>arrest(?:ee|ed)|suspects?|defendants?|offenders?|inmate|subject|person\s+arrested)|"
    r"victims?|witness(?:es)?|complainants?|reporting\s+(?:party|person|officer)|owners?|officers?|others?|parents?|guardian|juvenile)"
    r"(?:\s+(?:information|data|details|person|subject))?\s*(?:(?:no\.?|\#)?\s?\d{1,2}|\(\d{1,2}\))?\s*[:=*#_-]*[^\S\n]*$"
)
_BLOCK_NAME = re.compile(r"(?im)^[^\S\n]*(?:(?:full|last|legal)\s+)?name(?:\s*\([^()\n]{1,30}\))?[^\S\n]*:")


def accused_in_caption(scene: Scene) -> tuple[str, ...]:
    """The named people on the side of the accused in a criminal caption, or in "State v. X" of a subject line."""
    found: dict[str, None] = {}
    for side in scene.parsed.once(_sides):
        people = [one for one in scene.entities.all if one.kind == "person" and one.named]
        words = set(re.findall(r"[^\W_]{2,}", side.of(scene.text).casefold()))
        named = [one for _, one in scene.entities.mentions_in(side) if one in people]
        named = named or [one for one in people if one.name.casefold().rpartition(" ")[2] in words]
        found |= dict.fromkeys(one.identity for one in named if not _of_the_court(scene, one.identity))
    return tuple(found)


def _of_the_court(scene: Scene, identity: str) -> bool:
    return any(identity in scene.of_role(role) for role in ("judge", "prosecutor", "counsel", "officer"))


def _sides(parsed: Parsed) -> tuple[Span, ...]:
    """Where the accused stand in the first criminal caption, for `Parsed.once`."""
    head = parsed.text[:_HEAD]
    for versus in _VERSUS.finditer(head):
        if not _CRIMINAL.search(head[max(0, versus.start() - 300) : versus.end()]):
            continue
        start = versus.end()
        line = head.find("\n", start)
        one_line = (
            line >= 0 and head[start:line].strip() and head[: versus.start()].rpartition("\n")[2].strip()
        )
        end = _SIDE_ENDS.search(head, start, start + _SIDE)
        stop = end.start() if end is not None else start + _SIDE
        stop = min(stop, line) if one_line else stop
        if stop > start:
            return (Span(start, min(stop, len(head))),)
    return ()


def known_by_name(scene: Scene, found: tuple[str, ...]) -> tuple[str, ...]:
    """The accused, with the only one whom the paper names for "the defendant"; an unnamed person else stays one."""
    if not found or any(_named(scene, one) for one in found):
        return found
    if len(found) > 1 or not _is_role_noun(scene, found[0]):
        return found
    captioned = accused_in_caption(scene)
    return captioned if len(captioned) == 1 else found


_ROLE_NOUN = re.compile(
    r"(?i)^(?:(?:the|said|this|above[-\s]named)\s+)*(?:defendant|accused|arrestee|offender)\b"
)


def _is_role_noun(scene: Scene, identity: str) -> bool:
    found = scene.entities.get(identity)
    return found is not None and any(_ROLE_NOUN.match(one.span.of(scene.text)) for one in found.mentions)


def _named(scene: Scene, identity: str) -> bool:
    found = scene.entities.get(identity)
    return found is not None and found.named


def _blocks(parsed: Parsed) -> tuple[tuple[int, bool, Span | None], ...]:
    """The heads of blocks of a form: where, whether of an accused, and the field of the name below."""
    found = []
    for match in islice(_BLOCK.finditer(parsed.text), _MOST_BLOCKS):
        name = _BLOCK_NAME.search(parsed.text, match.end(), match.end() + 200)
        line = parsed.text.find("\n", name.end(), name.end() + 160) if name else -1
        value = Span(name.end(), line) if name and line > name.end() else None
        found.append((match.start(), match["accused"] is not None, value))
    return tuple(found)


_MOST_BLOCKS = 200


def accused_of_block(scene: Scene, place: int) -> str:
    """The name in the block of an arrestee or suspect that stands last above a place; empty below another's block."""
    above = [one for one in scene.parsed.once(_blocks) if one[0] < place]
    if not above or not above[-1][1] or above[-1][2] is None:
        return ""
    return next(
        (
            one.identity
            for _, one in scene.entities.mentions_in(above[-1][2])
            if one.kind == "person" and one.named
        ),
        "",
    )
