"""`wholefile inventory`: count a place, from the record to the shelf and from the shelf to the record."""

from wholefile.actions import inventory
from wholefile.cli.commands import Verb, group
from wholefile.cli.scanning import compare, scan

app = group(
    "Count a place, from the record to the shelf and from the shelf to the record.",
    {
        "record": Verb(inventory.record_inventory, "inventory.recorded"),
    },
    compare,
    scan,
)
