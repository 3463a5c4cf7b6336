"""`wholefile item`: items: receive, describe, link, split, consume, lose and find."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group
from wholefile.cli.reading import read

app = group(SUBJECTS["item"], read)
