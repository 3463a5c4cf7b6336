"""Which names are a letter away from a name, found without asking every name of a text."""

from collections import defaultdict
from typing import Generic, TypeVar

Of = TypeVar("Of")
# Of so many that a shortened name may be, the first are kept.
_MOST = 60


class NearNames(Generic[Of]):
    """Whoever is called something that differs by a letter: two such names are one when each loses a letter or none."""

    def __init__(self) -> None:
        self._by_shortened: dict[str, list[Of]] = defaultdict(list)

    def add(self, name: str, one: Of) -> None:
        """Keep somebody under a name."""
        for key in _shortened(name):
            kept = self._by_shortened[key]
            if len(kept) < _MOST and not any(one is other for other in kept):
                kept.append(one)

    def near(self, name: str) -> list[Of]:
        """Those whose name may be a letter away, in the order in which they were added under the same shortening."""
        found = {id(one): one for key in _shortened(name) for one in self._by_shortened.get(key, ())}
        return list(found.values())


def _shortened(name: str) -> list[str]:
    """A name as it is, and without each of its letters; a name longer than any is not shortened."""
    if len(name) > _LONGEST:
        return [name]
    return list(dict.fromkeys([name, *(name[:n] + name[n + 1 :] for n in range(len(name)))]))


_LONGEST = 40
