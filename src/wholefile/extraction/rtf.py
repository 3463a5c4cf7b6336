"""Rich Text Format (RTF 1.9.1): text in its code pages, what is hidden or deleted, every picture and embedded file."""

from __future__ import annotations

from wholefile.extraction.contract import MIB, PARTIAL, TRUNCATED, LimitReached
from wholefile.extraction.ole_objects import hand_on, of_old_object
from wholefile.extraction.ooxml_fields import tell_fields
from wholefile.extraction.output import Output
from wholefile.extraction.rtf_story import Found, Story
from wholefile.extraction.source import Source
from wholefile.extraction.xml_text import Writing

_MOST = 512 * MIB
_MOST_FLAGS = 20
_FACTS = {
    "title": "title", "subject": "subject", "author": "author", "manager": "manager", "company": "company",
    "operator": "last_modified_by", "keywords": "keywords", "category": "category", "doccomm": "description",
    "comment": "comment", "hlinkbase": "hyperlink_base", "generator": "application", "template": "template",
    "creatim": "created", "revtim": "modified", "printim": "last_printed",
}  # fmt: skip
_NUMBERS = {"edmins": "editing_minutes", "nofpages": "pages", "nofwords": "words", "version": "revision"}


def read(source: Source, out: Output) -> None:
    """Read an RTF document.

    Raises LimitReached where its text or its files go beyond the limits.
    """
    writing = Writing()
    found = Story(writing).take(source.read(_MOST))
    if source.size > _MOST:
        out.trouble(TRUNCATED, f"Only its first {_MOST:,} bytes were read.")
    elif found.open_groups:
        out.trouble(PARTIAL, f"It ends inside {found.open_groups:,} groups that are still open.")
    _tell(found, out)
    stopped: LimitReached | None = None
    try:
        writing.tell(out)
    except LimitReached as reached:
        stopped = reached
    _members(found, out)
    if stopped is not None:
        raise stopped


def text_of_rtf(data: bytes) -> str:
    """The words of RTF alone, as a mail carries it for its body."""
    writing = Writing()
    Story(writing).take(data)
    return writing.text()


def _tell(found: Found, out: Output) -> None:
    for name, fact in _FACTS.items():
        out.fact(fact, found.info.get(name))
    for name, fact in _NUMBERS.items():
        out.fact(fact, found.numbers.get(name))
    out.fact("custom_properties", found.custom)
    out.fact("encoding", found.page)
    template = found.info.get("template", "")
    if template.lower().startswith(("http:", "https:", "\\\\", "ftp:")):
        out.flag(
            "remote content", f"It would load a template from elsewhere (never fetched): {template[:300]}"
        )
    tell_fields(found.codes, out)
    for text in found.hidden[:_MOST_FLAGS]:
        out.flag("hidden text", f"It holds text that is not shown: {text[:200]}")
    if found.deleted:
        out.flag(
            "tracked changes",
            f"It holds {found.deleted:,} characters that were deleted with changes tracked.",
        )
    if found.comments:
        out.flag("comments", f"It holds {found.comments:,} comments.")


def _members(found: Found, out: Output) -> None:
    for number, (name, data) in enumerate(found.objects, 1):
        for one in of_old_object(data):
            if one.method == "linked object":
                words = f"It links to a file elsewhere (never fetched): {one.facts.get('topic', '')}"
                out.flag("remote content", words)
            facts = {**({"class": name} if name else {}), **one.facts}
            hand_on(f"objects/{number}", type(one)(one.name, one.content, one.method, facts), out)
    for number, (ending, data) in enumerate(found.pictures, 1):
        out.member(f"pictures/{number}.{ending}".encode(), data, method="office media")
    if found.trailing:
        out.flag("trailing data", f"{len(found.trailing):,} bytes follow the end of the document.")
        out.member(b"trailing", found.trailing, method="trailing data")
