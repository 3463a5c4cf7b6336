"""`wholefile fact`: facts that were read out of documents: accept, correct, reject and list them."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group
from wholefile.cli.read import list_facts

app = group(SUBJECTS["fact"], list_facts)
