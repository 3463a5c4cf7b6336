"""A document of no kind that we know: paragraphs, parted by blank lines or by where each begins."""

from wholefile.reading.kinds import police
from wholefile.reading.kinds.assembling import Assembler
from wholefile.reading.kinds.dates import Dated, dates_in
from wholefile.reading.kinds.lines import Line, ends_a_sentence, is_last, usual_gap, usual_width
from wholefile.reading.parts import Part

# Lines longer than this are not wrapped: each is a paragraph.
_WRAPPED = 160
_TOP = 6
# So many lines may be the head of a form.
_HEAD = 20


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """The paragraphs in order."""
    out = Assembler(text)
    gap = usual_gap(lines, text)
    width = usual_width(lines)
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else line
        long = max(line.last - line.first, before.last - before.first) > _WRAPPED
        indented = line.indent > 0 and before.indent == 0 and ends_a_sentence(before, text)
        if at == 0 or line.above > gap or long or indented or is_last(before, text, width):
            out.begin(line, "paragraph")
        else:
            out.go_on(line)
    return out.done()


def days(text: str, lines: list[Line]) -> list[Dated]:
    """A date that stands alone on one of the first lines, or after the word "date"; else a field's."""
    found: list[Dated] = []
    for line in lines[:_TOP]:
        told = dates_in(text, line.first, min(line.last, line.first + 120))
        if told:
            before = text[line.first : told[0].span.start].strip().lower().rstrip(":")
            alone = line.last - told[0].span.end <= 2
            if alone and before in {"", "date", "dated"}:
                found.append(Dated(told[0].span, told[0].day, "header", told[0].unsure))
    if found:
        return found
    fields = [police.by_fields(line, text) for line in lines[:_HEAD]]
    return [one for told, _ in fields for one in told] or [one for _, plain in fields for one in plain]
