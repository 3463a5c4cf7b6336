"""`wholefile disposition`: return, destruction and other endings, with their approvals."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["disposition"])
