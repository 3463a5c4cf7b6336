"""`wholefile person`: people, their roles and their keys."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["person"])
