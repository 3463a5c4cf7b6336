"""`wholefile laboratory`: examinations, and the gate before a destructive test."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["laboratory"])
