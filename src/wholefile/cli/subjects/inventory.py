"""`wholefile inventory`: count a place, from the record to the shelf and from the shelf to the record."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group
from wholefile.cli.scanning import compare, scan

app = group(SUBJECTS["inventory"], compare, scan)
