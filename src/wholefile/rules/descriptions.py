"""When a description tells the reader nothing.

The schedule stands or falls with its descriptions: a reader must be able to judge from them whether to ask
for the item. A form number alone, or two words, does not do. Source: CPS Disclosure Manual, schedules,
paragraph 7.3 (the form's number alone is not enough).
"""

import re
import unicodedata

LEAST_CHARACTERS = 12
LEAST_WORDS = 2
LEAST_LETTERS = 6
_EMPTY_WORDS = {
    "form", "forms", "report", "statement", "document", "documents", "file", "files", "folder", "item", "items",
    "exhibit", "evidence", "misc", "miscellaneous", "various", "other", "number", "no", "nr", "ref", "reference",
    "the", "and", "of", "a", "an", "one", "copy", "page", "pages", "unknown", "see", "above",
}  # fmt: skip


def falls_short(description: str) -> str | None:
    """Why a description is not good enough for a schedule, or nothing."""
    # Scripts without spaces between words (and few letters to a word) are judged by their letters alone.
    if sum(unicodedata.category(letter) == "Lo" for letter in description) >= LEAST_LETTERS:
        return None
    if len(description.strip()) < LEAST_CHARACTERS:
        return f"is shorter than {LEAST_CHARACTERS} characters"
    words = re.findall(r"[^\W\d_]+", description.casefold())
    telling = [word for word in words if len(word) > 1 and word not in _EMPTY_WORDS]
    if len(set(telling)) < LEAST_WORDS:
        return "is a form or reference number, or general words, and does not say what the thing is"
    return None
