"""`wholefile condition`: declare a condition, with two people and a method; show a weapon."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["condition"])
