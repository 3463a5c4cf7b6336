"""`wholefile hold`: holds and retention."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["hold"])
