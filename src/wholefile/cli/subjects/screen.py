"""`wholefile screen`: find items elsewhere in the record that may concern a case."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["screen"])
