"""Which files are on record for an item, and which of them a production leaves out.

An item decided as produced is produced whole: each of its files stands in this production or in an earlier one that was
served and is not replaced. Office and receiver ask here, so a plan that is out of date is noticed before it is served,
and a file left out on purpose by whoever receives it.
"""

from collections.abc import Iterable, Iterator, Mapping

from wholefile.core.acts import item_ids
from wholefile.core.case_file import CaseFile, Opened

# Acts that put files on record, and the field in which they do.
HOLDS_FILES: Mapping[str, str] = {
    "condition.declared": "photographs",
    "file.attached": "files",
    "item.destroyed": "photographs",
    "laboratory.reported": "files",
}
EXPUNGEMENT = "record.expunged"


def recorded_files(acts: Iterable[Opened]) -> Iterator[tuple[str, str, str]]:
    """Item, digest and name of every file that these acts put on record, as far as they are open."""
    for one in acts:
        field = HOLDS_FILES.get(one.kind)
        if field and one.fields:
            for file in one.fields.get(field, ()):
                yield from ((item, file["sha256"], file["name"]) for item in item_ids(one.kind, one.fields))


def files_left_out(case: CaseFile, acts: Iterable[Opened], production: str) -> list[tuple[str, str]]:
    """Item and name of every file of a produced item that no production holds, in the order of the acts.

    `case` is the case as these acts tell it. A detached item is not produced, nor a file that a court had destroyed.
    """
    acts = sorted(acts, key=lambda one: one.seq)
    replaced = {one.supersedes for one in case.productions.values() if one.served is not None}
    replaced.add(case.productions[production].supersedes)
    held = {
        (item, file["sha256"], file["name"])
        for one in case.productions.values()
        if one.production == production or (one.served is not None and one.production not in replaced)
        for item, files in one.by_item.items()
        for file in files
    }
    gone = {file for one in acts if one.kind == EXPUNGEMENT for file in (one.fields or {}).get("files", ())}
    wanted = dict.fromkeys(recorded_files(acts))
    return [
        (item, name)
        for item, sha256, name in wanted
        if _is_produced(case, item) and (item, sha256, name) not in held and sha256 not in gone
    ]


def _is_produced(case: CaseFile, item: str) -> bool:
    view = case.items.get(item)
    if view is None or not view.number or view.detached is not None or view.decision is None:
        return False
    return view.decision.decision == "produced"
