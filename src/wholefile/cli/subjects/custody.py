"""`wholefile custody`: transfers, storage, loans and seals."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["custody"])
