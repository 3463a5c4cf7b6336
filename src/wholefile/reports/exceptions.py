"""The exceptions report: every file that was not read whole, with the reason, so that nobody takes silence for no."""

from __future__ import annotations

from wholefile.core.errors import Unprocessable
from wholefile.reports.contents import Asked, Column, Contents, Section, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.files import counts_view, files_view

MOST_FILES = 20_000  # in one report; more is refused in words, never cut


def exceptions_of_case(asked: Asked, docket: str) -> Contents:
    """The exceptions of a case. Raises NotFound, Unprocessable for more than 20,000."""
    caption = str(seeing.case(asked.db, seeing.of_the_office(asked.sight), docket).title)
    return _contents(asked, {"docket": docket}, caption, paper_of(asked.db, [docket]))


def exceptions_of_item(asked: Asked, voucher: str) -> Contents:
    """The exceptions of an item. Raises NotFound, Unprocessable for more than 20,000."""
    caption = str(seeing.item(asked.db, seeing.of_the_office(asked.sight), voucher).description)
    return _contents(asked, {"item": voucher}, caption, paper_of(asked.db))


def _contents(asked: Asked, scope: dict[str, str], caption: str, paper: str) -> Contents:
    sight = seeing.of_the_office(asked.sight)
    counts = counts_view(asked.db, sight, **scope)
    found: list[dict[str, object]] = []
    after = ""
    while True:
        page = files_view(asked.db, sight, **scope, exceptions=True, after=after, most=500)
        found += page["files"]
        if len(found) > MOST_FILES:
            raise Unprocessable(
                "report.too_long",
                f"More than {MOST_FILES:,} files were not read whole; ask for those of an item.",
            )
        if page["next"] is None:
            break
        after = page["next"]
    ((subject, about),) = scope.items()
    told = "; ".join(f"{name} {number}" for name, number in counts["counts"].items()) or "no files"
    files = (
        ("Case" if subject == "docket" else "Item", about),
        ("Files by how reading ended", told + (" (of the first 10,000)" if counts["more"] else "")),
        ("Not read whole", str(len(found))),
    )
    return Contents(
        report=f"exceptions of {'case' if subject == 'docket' else 'item'}",
        title="Files that were not read whole",
        about=about,
        caption=caption,
        facts=files,
        sections=(_files(found),),
        paper=paper,
    )


def _files(found: list[dict[str, object]]) -> Section:
    return Section(
        "files",
        "Every file that was not read whole",
        (
            Column("file", 5),
            Column("items", 2, "id"),
            Column("kind", 1),
            Column("bytes", 1, "number"),
            Column("ended", 2),
            Column("why", 4),
            Column("to look at", 2),
            Column("SHA-256", 4, "id"),
        ),
        tuple(
            row(
                " > ".join(map(str, one["path"])),  # type: ignore[call-overload]
                one["items"],
                one["kind"],
                one["size"],
                one["status"],
                one["reason"],
                one["flags"],
                one["sha256"],
            )
            for one in found
        ),
        none="None: every file was read whole.",
    )
