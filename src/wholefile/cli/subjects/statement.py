"""`wholefile statement`: exact words of speakers, their translation, and inconsistencies."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group
from wholefile.cli.places import place
from wholefile.cli.show import side_by_side

app = group(SUBJECTS["statement"], place, side_by_side)
