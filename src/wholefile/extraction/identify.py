"""What kind of file this is, by its content; every opinion is kept, and a disagreement is shown to a person.

Own signatures and structure decide, then libmagic. The name decides only between kinds of text. Nothing here reads more
than the two ends of a file and the list of members of a ZIP or an OLE file, each up to a bound.
"""

from __future__ import annotations

from typing import BinaryIO

from wholefile.extraction import identify_others as others
from wholefile.extraction.identify_disk import disk
from wholefile.extraction.identify_mixed import also, late_pdf
from wholefile.extraction.identify_name import TEXTS, agree, extension, in_words, kind_by_name, name_fits
from wholefile.extraction.identify_ole import MARK as OLE
from wholefile.extraction.identify_ole import compound
from wholefile.extraction.identify_text import text
from wholefile.extraction.identify_zip import END as ZIP_END
from wholefile.extraction.identify_zip import LOCAL, SPANNED, directory_of, zipped
from wholefile.extraction.output import Output
from wholefile.extraction.signatures import HEAD, TAIL, Found, Sample, by_mark
from wholefile.extraction.source import Source

RULES = "1"  # the version of the rules below
UNKNOWN = "unknown"
_NOTHING = Found(UNKNOWN, "application/octet-stream")


def identify(source: Source, out: Output) -> str:
    """The kind of the file; sets kind, media type and opinions of the run, and flags what does not fit together."""
    with source.open() as stream:
        sample = _sample(stream, source)
        if not sample.head:
            out.kind, out.media_type = _NOTHING
            return UNKNOWN
        own = _structure(sample, stream)
        opinions = [{"by": "structure", "says": own.kind, "media_type": own.media_type, "version": RULES}]
        for ask in (others.libmagic, others.magika):
            if (told := ask(sample.head)) is not None:
                opinions.append(told)
            elif ask is others.libmagic:
                out.fact("libmagic", "not installed, so that its opinion is missing (package libmagic1)")
        found = _decided(own, opinions)
        further = also(sample, stream, found.kind)
    named = kind_by_name(source.name)
    if named:
        opinions.append({"by": "name", "says": named, "media_type": "", "version": ""})
    out.kind, out.media_type, out.opinions = found.kind, found.media_type, opinions
    _flag(out, found, opinions, source.name, further)
    return found.kind


def _sample(stream: BinaryIO, source: Source) -> Sample:
    head = stream.read(HEAD)
    stream.seek(max(0, source.size - TAIL))
    return Sample(head, stream.read(TAIL), source.size, source.name)


def _structure(sample: Sample, stream: BinaryIO) -> Found:
    """What the bytes themselves say, the surest first."""
    if sample.head.startswith(OLE):
        return compound(stream)
    if sample.head.startswith((LOCAL, ZIP_END, SPANNED)):
        return zipped(stream, sample.size)
    found = by_mark(sample) or disk(sample)
    if found is not None:
        return found
    written = text(sample, _text_hint(sample.name))
    if late_pdf(sample) and (written is None or written.kind not in ("eml", "mbox")):
        return Found("pdf", "application/pdf")
    if written is not None:
        return written
    return zipped(stream, sample.size) if directory_of(stream, sample.size) else _NOTHING


def _text_hint(name: str) -> str | None:
    named = kind_by_name(name)
    return named if named in TEXTS else None


def _decided(own: Found, opinions: list[dict[str, str]]) -> Found:
    """Own rules where they know the kind, else the first other opinion that does."""
    if own.kind != UNKNOWN:
        return own
    for told in opinions[1:]:
        # Without a structure of its own, what others call text was not text by its bytes.
        if told["says"] and told["says"] not in TEXTS:
            return Found(told["says"], told["media_type"])
    if own.media_type != _NOTHING.media_type:
        return own
    return Found(
        UNKNOWN, next((told["media_type"] for told in opinions[1:] if told["media_type"]), own.media_type)
    )


def _flag(out: Output, found: Found, opinions: list[dict[str, str]], name: str, further: list[str]) -> None:
    for told in opinions:
        if told["by"] not in ("structure", "name") and told["says"] and not agree(found.kind, told["says"]):
            words = f"By its structure it is {in_words(found.kind)}; {told['by']} takes it for {told['media_type']}."
            out.flag("types disagree", words, by=told["by"])
        elif told["by"] == "name" and found.kind != UNKNOWN and not name_fits(found.kind, told["says"]):
            words = f"It is {in_words(found.kind)}, but its name says .{extension(name)}."
            out.flag("types disagree", words, by="name")
        elif told["by"] == "name" and found.kind == UNKNOWN:
            words = f"Its name says .{extension(name)}, but its content is not {in_words(told['says'])}."
            out.flag("types disagree", words, by="name")
    if further:
        words = f"It is {in_words(found.kind)} and at the same time {' and '.join(in_words(one) for one in further)}."
        out.flag("more than one kind", words, kinds=[found.kind, *further])
        out.fact("also", further)
