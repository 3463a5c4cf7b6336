"""`wholefile file`: files: take in, read, look at, compare, keep sound."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group
from wholefile.cli.files import alike, fixity, intake, outcomes, pages, processing

app = group(
    SUBJECTS["file"],
    intake.command,
    processing.process,
    outcomes.list_files,
    outcomes.exceptions,
    outcomes.show,
    outcomes.text,
    pages.page,
    alike.similar,
    alike.thread,
    processing.retry,
    fixity.scrub,
    fixity.fixity_due,
    fixity.repair,
    processing.show_sandbox,
)
