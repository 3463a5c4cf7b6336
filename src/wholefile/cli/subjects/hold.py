"""`wholefile hold`: holds and retention."""

from wholefile.actions import holds
from wholefile.cli.commands import Verb, group

app = group(
    "Holds and retention.",
    {
        "place": Verb(holds.place_hold, "hold.placed"),
        "release": Verb(holds.release_hold, "hold.released"),
        "retain": Verb(holds.set_retention, "retention.set"),
    },
)
