"""Which fields place an act: they say on which items, cases and other acts it bears, and who signed it.

A production may keep the rest of an act closed. These it always shows, because whoever checks it must be able to tell
that what is closed concerns nothing but closed items, and work out the schedule all the same.
"""

from collections.abc import Iterable

# Each is an identifier, a list of them, a count, or a word of a closed list.
_PLACING = frozenset((
    "item", "items", "docket", "dockets", "other", "decision", "ground", "tags", "history", "category", "quantity",
    "parts", "statement", "first", "second", "inconsistency", "hold", "transfer", "request", "disposition",
    "inventory", "objection", "supplement", "order", "positions",
))  # fmt: skip
# Words that place an act of one kind and are content in others: the kind of a loss says little, of a hold much.
_IN_KIND = {
    "item.lost": frozenset(("kind",)),
    "inventory.recorded": frozenset(("found", "missing", "unexpected")),
}
# What the office makes of a document is its own work, and its words are those of a file that may be withheld.
_OF_A_READING = frozenset(
    ("chain", "dated", "kind", "proposal", "read_as", "reader", "rule", "source", "words")
)
# The office's own reasoning, closed in every production. That it decided or dismissed, and on what ground, is not.
# A password is closed too: it may open more than the one file.
_REASONING = {
    "file.unlocked": frozenset(("password", "note")),
    "candidate.dismissed": frozenset(("explanation", "note")),
    "disclosure.decided": frozenset(("explanation", "note")),
    "fact.accepted": _OF_A_READING | {"corrected", "note", "others", "status", "told"},
    "fact.corrected": _OF_A_READING | {"note", "others", "status", "told", "why"},
    "fact.rejected": _OF_A_READING | {"note", "reason"},
}


def placing_names(kind: str, names: Iterable[str], signers: Iterable[str]) -> frozenset[str]:
    """Of the fields of a kind, those that are never closed."""
    return frozenset(names) & (_PLACING | _IN_KIND.get(kind, frozenset()) | frozenset(signers))


def reasoning_names(kind: str) -> frozenset[str]:
    """The fields of a kind that may be closed whatever it is about; for most kinds none."""
    return _REASONING.get(kind, frozenset())
