"""What is ruled, pleaded and moved aloud in a hearing: "Sustained.", "Motion denied.", "Not guilty, Your Honor."."""

import re
from collections.abc import Iterator

from wholefile.reading.law.performing import is_court
from wholefile.reading.law.who import Scene
from wholefile.reading.parts import Part, said
from wholefile.reading.spans import Span

_WELL = r"(?:(?:all\s+right|okay|ok|yes|no|well|very\s+well|then|and|so|thank\s+you|counsel)[.,;]?\s+){0,3}"
_THING = r"(?:(?:the|that|your|his|her|this|defense|state[’']?s?|defendant[’']?s?|people[’']?s?)\s+){0,2}"
# A ruling without a verb, up to the words that stay with it.
_RULING = re.compile(
    rf"{_WELL}(?P<ruling>(?:{_THING}(?:motion|objection|request|application)(?:\s+(?:is|will\s+be))?\s+)?"
    r"(?P<act>sustained|overruled|granted|denied|so\s+ordered)\b)",
    re.IGNORECASE,
)
_DOES = (
    (r"(?:accept|am\s+accepting)\b[^.;\n]{0,30}\b(?:pleas?|agreement|verdict|waiver)", "accepted"),
    (r"(?:deny|denies)\b(?!\s+that\s+I)", "denied"),
    (r"(?:grant|grants)\b", "granted"),
    (r"(?:overrule|overrules)\b", "overruled"),
    (r"(?:sustain|sustains)\b", "sustained"),
    (r"(?:sentence|sentences)\s+(?:you|him|her|them|the\s+defendant|(?:mr|ms|mrs)\.)", "sentenced"),
    (r"(?:impose|imposes)\b", "sentenced"),
    (r"(?:dismiss|dismisses)\b", "dismissed"),
    (r"(?:continue|continues)\s+(?:the|this|that|it)\b", "continued"),
    (r"(?:revoke|revokes)\b", "revoked"),
    (r"(?:remand|remands)\s+(?:you|him|her|them|the)", "remanded"),
    (r"(?:release|releases)\s+(?:you|him|her|them|the\s+defendant)", "released"),
    (r"(?:set|sets)\s+(?:bail|bond)", "bail set"),
    ((
        r"(?:find|finds)\s+(?:you|him|her|the\s+defendant|(?:mr|ms|"
        r"mrs)\.\s+[\w’'-]+)\s+not\s+guilty"
    ), "acquitted"),
    (r"(?:find|finds)\s+(?:you|him|her|the\s+defendant|(?:mr|ms|mrs)\.\s+[\w’'-]+)\s+guilty", "convicted"),
    (r"(?:find|finds)\s+(?:that\s+there\s+is\s+|there\s+is\s+)?probable\s+cause", "probable cause found"),
    (r"(?:declare|declares)\s+a\s+mistrial", "mistrial"),
    (r"(?:vacate|vacates)\b", "vacated"),
    (r"(?:bind|binds)\s+[^.;\n]{0,30}?\bover\b", "bound over"),
    (r"(?:order|orders)\b(?!\s+of)", "ordered"),
    (r"take\s+[^.;\n]{0,40}?\bunder\s+advisement", "taken under advisement"),
    (r"(?:appoint|appoints)\b", "appointed"),
)  # fmt: skip
_BAIL = re.compile(
    rf"{_WELL}(?P<ruling>(?:bail|bond)\s+(?:is|will\s+be|shall\s+be)\s+(?:hereby\s+)?(?P<act>set|reduced|increased|denied|revoked|"
    r"forfeited|exonerated|continued)\b[^.;\n]{0,40})",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:I|we|the\s+court)\s*(?:[’'](?:ll|m)|will|am|is|do|does)?\s*(?:going\s+to\s+)?(?:also\s+|"
    r"hereby\s+|therefore\s+|now\s+)?"
)
_DOING = tuple(
    (re.compile(rf"{_WELL}(?P<ruling>{_SAYS}(?:{words}))", re.IGNORECASE), act) for words, act in _DOES
)
_SUPPOSED = re.compile(r"(?i)\b(?:if|unless|would|could|may|might|not|until|when|n[’']t)\b")
_PLEA = re.compile(
    (
        rf"{_WELL}(?P<plea>(?:I\s+plead\s+|plead\s+)?(?P<act>not\s+guilty|guilty|no\s+contest|"
        rf"nolo(?:\s+contendere)?))\b"
    ),
    re.IGNORECASE,
)
_ASKED_PLEA = re.compile(r"(?i)\b(?:how\s+do\s+you\s+(?:now\s+)?plead|plead|plea|count\s+\w+\?)")
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|^")
_MOST = 60


def find_rulings(scene: Scene) -> Iterator[tuple[Span, str, str, str]]:
    """Each act with its words, by whom and of whom, in a transcript."""
    if scene.frame.kind != "transcript":
        return
    before: Part | None = None
    asked = False
    for part in scene.frame.parts:
        if part.kind in {"colloquy", "answer", "question"}:
            if part.kind == "colloquy" and is_court(part.speaker):
                yield from _ruled(scene, part)
            elif part.kind != "question" and before is not None and asked:
                yield from _pleaded(scene, part)
            words = part.span.of(scene.text)[-300:]
            asked = _ASKED_PLEA.search(words) is not None and part.kind != "answer"
            before = part


def _ruled(scene: Scene, part: Part) -> Iterator[tuple[Span, str, str, str]]:
    judge = scene.only("judge")
    for start, end in _sentences(scene, part):
        sentence = scene.text[start:end]
        if sentence.rstrip().endswith("?"):
            continue
        found = _RULING.match(scene.text, start, end)
        if found is not None:
            act = " ".join(found["act"].lower().split())
            stop = min(end, found.end())
            yield Span(found.start("ruling"), stop), act, judge, ""
            continue
        bail = _BAIL.match(scene.text, start, end)
        if bail is not None and not _SUPPOSED.search(sentence[:80]):
            act = {"revoked": "revoked", "denied": "denied", "forfeited": "forfeited"}.get(
                bail["act"].lower(), "bail set"
            )
            yield (
                Span(bail.start("ruling"), min(end, bail.end())),
                act,
                judge,
                scene.only("defendant", "criminal"),
            )
            continue
        for pattern, act in _DOING:
            told = pattern.match(scene.text, start, end)
            if told is not None and not _SUPPOSED.search(sentence[:80]):
                stop = start + len(sentence.rstrip(" .\n"))
                yield Span(told.start("ruling"), stop), act, judge, scene.only("defendant", "criminal")
                break


def _pleaded(scene: Scene, part: Part) -> Iterator[tuple[Span, str, str, str]]:
    for words in said(part, scene.text)[:2]:
        start = _words_from(scene, words)
        found = _PLEA.match(scene.text, start, words.end)
        if found is not None and not re.match(r"\s+(?:of|by)\b", scene.text[found.end() : found.end() + 5]):
            act = " ".join(found["act"].lower().split())
            named = {"nolo": "no contest", "nolo contendere": "no contest"}.get(act, act)
            who = scene.only("defendant", "criminal")
            yield Span(found.start("plea"), found.end()), f"pleaded {named}", "", who
            return


def _words_from(scene: Scene, words: Span) -> int:
    """Where what somebody says begins, behind their name."""
    label = re.match(r"(?:\d{1,3}\s+)?[A-Z][A-Z .’'-]{2,40}:\s+", scene.text[words.start : words.end])
    return words.start + (label.end() if label else 0)


def _sentences(scene: Scene, part: Part) -> Iterator[tuple[int, int]]:
    for words in said(part, scene.text):
        start = _words_from(scene, words)
        cuts = [match.end() for match in _SENTENCE.finditer(scene.text, start, words.end)][:_MOST]
        yield from zip([start, *cuts], [*cuts, words.end], strict=True)
