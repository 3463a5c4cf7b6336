"""`wholefile location`: rooms, shelves and containers of the evidence room."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["location"])
