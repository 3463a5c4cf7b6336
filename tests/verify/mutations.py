"""Everything that could be done to a production on its way, each with the one check that must notice it.

`apply(folder)` turns the honest production of `make_production` into a dishonest one in place. Unless the attack is on
the bag itself, the manifests are made anew afterwards, as a capable forger would; attacks on the record itself (an
unsigned transfer, a revoked key) rebuild it with the log's own key. Used by the tests of the Python verifier and
of the page `verify.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.verify import (
    forged_acts,
    forged_batches,
    forged_files,
    forged_openings,
    forged_proofs,
    forged_records,
)
from tests.verify.maker import make_large, make_production, reseal


@dataclass(frozen=True)
class Mutation:
    """One attack, and the id of the check that must fail for it."""

    name: str
    check_id: str
    apply: Callable[[Path], None]


def _resealed(change: Callable[[Path], object]) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        change(folder)
        reseal(folder)

    return apply


def _retold(twists: forged_records.Twists) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        make_production(folder, twists)

    return apply


MUTATIONS: list[Mutation] = [
    *(Mutation(name, check, change) for name, (check, change) in forged_files.ON_THE_BAG.items()),
    *(Mutation(name, check, _resealed(change)) for name, (check, change) in forged_files.RESEALED.items()),
    *(Mutation(name, check, _resealed(change)) for name, (check, change) in forged_proofs.RESEALED.items()),
    *(
        Mutation(name, "every_missing_body_is_explained", _resealed(change))
        for name, change in forged_openings.OPENED.items()
    ),
    *(
        Mutation(name, "every_required_person_signed", _resealed(change))
        for name, change in forged_openings.UNSIGNED.items()
    ),
    *(Mutation(name, check, _retold(twists)) for name, (check, twists) in forged_records.RETOLD.items()),
    *(Mutation(name, check, _retold(twists)) for name, (check, twists) in forged_acts.ACTED.items()),
    *(Mutation(name, check, _retold(twists)) for name, (check, twists) in forged_batches.BATCHED.items()),
    *(
        Mutation(name, "every_header_is_canonical", _resealed(change))
        for name, change in forged_batches.MALFORMED.items()
    ),
]

__all__ = ["MUTATIONS", "Mutation", "make_large", "make_production"]
