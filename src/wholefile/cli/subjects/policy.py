"""`wholefile policy`: settings of rules, adopted by an act."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["policy"])
