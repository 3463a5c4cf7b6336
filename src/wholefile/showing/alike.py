"""What is like a file, of what is seen: copies elsewhere, the same words, most of the words, the same picture."""

from __future__ import annotations

from typing import Any

from wholefile.processing.likeness_found import alike_to
from wholefile.record.home import Record
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

ALIKE_KEYS = {
    "sha256": "digest of the file that is like it; its own for the same bytes elsewhere",
    "how": "the surest way in which it is: same, message, text, words or picture",
    "measure": "how much, in thousandths",
    "occurrences": "list of {item, name}: where it lies, of the items that are seen",
}


def alike_view(record: Record, sight: Sight, sha256: str) -> list[dict[str, Any]]:
    """The files that are like this one, the most alike first. Raises NotFound for a file that is not seen.

    The same bytes are told only where they lie in more places than one.
    """
    own, *others = alike_to(record, sha256, sight=seeing.at(record.db, sight))
    found = [own, *others] if len(own.occurrences) > 1 else others
    return [
        {
            "sha256": one.sha256,
            "how": one.how,
            "measure": one.measure,
            "occurrences": [{"item": where.item, "name": where.name} for where in one.occurrences],
        }
        for one in found
    ]
