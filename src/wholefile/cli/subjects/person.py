"""`wholefile person`: people, their roles and their keys."""

from wholefile.actions import people
from wholefile.cli.commands import Verb, group

app = group(
    "People, their roles and their keys.",
    {
        "add": Verb(people.add_person, "person.added"),
        "grant": Verb(people.grant_role, "role.granted"),
        "end-role": Verb(people.end_role, "role.ended"),
    },
)
