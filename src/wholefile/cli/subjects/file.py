"""`wholefile file`: files: take in, read, look at, compare, keep sound."""

from wholefile.actions import passwords
from wholefile.cli.commands import Verb, group
from wholefile.cli.files import alike, fixity, intake, outcomes, processing

app = group(
    "Files: take in, read in the sandbox, look at, compare, keep sound.",
    {"unlock": Verb(passwords.unlock_file, "file.unlocked")},
    intake.command,
    processing.process,
    outcomes.list_files,
    outcomes.exceptions,
    outcomes.show,
    outcomes.text,
    alike.similar,
    alike.thread,
    processing.retry,
    fixity.scrub,
    fixity.fixity_due,
    fixity.repair,
    processing.show_sandbox,
)
