"""`wholefile location`: rooms, shelves and containers of the evidence room."""

from wholefile.actions import people
from wholefile.cli.commands import Verb, group

app = group(
    "Rooms, shelves and containers of the evidence room.",
    {
        "add": Verb(people.add_location, "location.added"),
    },
)
