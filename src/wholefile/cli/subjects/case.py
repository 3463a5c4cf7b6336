"""`wholefile case`: cases: parties, counsel, counts, claims, relief, court events, orders and deadlines."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["case"])
