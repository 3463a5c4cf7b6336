"""Statements inside quotation marks: each sentence of a quotation is one of its speaker."""

from typing import TYPE_CHECKING

from wholefile.reading.attribution_standing import standing
from wholefile.reading.facts import Fact
from wholefile.reading.quotes.chains import Chains, Layer
from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wholefile.reading.parsed import Parsed
    from wholefile.reading.quotes.marks import Quoted

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A quotation with fewer words states nothing by itself.
LEAST = 4


def quote_layers(quoted: "tuple[Quoted, ...]", quotes: tuple[Fact, ...], chains: Chains) -> list[Layer]:
    """Every quotation with a speaker as a layer of the text, with those through whom it comes."""
    outer = {one.inner: one.outer for one in quoted}
    found = []
    for fact in quotes:
        if fact.one("speaker_words") and fact.chain:
            _, ground = chains.ground(fact.span)
            links = tuple(one for one in fact.chain if one not in ground)
            found.append(Layer(outer.get(fact.span, fact.span), fact.status, links or fact.chain[:1]))
    return found


def quoted_statements(parsed: "Parsed", quotes: tuple[Fact, ...], chains: Chains) -> list[Fact]:
    """The sentences of all quotations that have a speaker and a verb."""
    found = []
    for fact in quotes:
        if not fact.one("speaker_words"):
            continue
        for sentence in _sentences(parsed, fact.span):
            status, chain = fact.status, fact.chain
            status = standing(chains, sentence, status, None)
            told = {"by": fact.told.get("speaker", ""), "by_words": fact.one("speaker_words")}
            found.append(Fact("assertion", sentence, "quoted", told, status, chain, fact.others))
    return found


def _sentences(parsed: "Parsed", span: Span) -> "Iterator[Span]":
    """The sentences of a quotation that could be statements: with a finite verb, no question, of some length."""
    words = parsed.inside(span)
    start = 0
    for n in range(len(words)):
        last = n + 1 == len(words)
        if not last and words[n + 1].sentence == words[n].sentence and words[n].text not in {".", "!", "?"}:
            continue
        inside = words[start : n + 1]
        start = n + 1
        spoken = [one for one in inside if one.text[:1].isalnum()]
        asks = inside[-1].text == "?"
        states = any(one.tag in _FINITE for one in inside) if parsed.model else len(spoken) > LEAST
        if len(spoken) >= LEAST and states and not asks:
            yield Span(spoken[0].span.start, min(span.end, inside[-1].span.end))
