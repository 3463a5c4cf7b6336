"""Tables of the current state and of the log.

`STATE` lists the tables that are a fold over the entries: `wholefile record rebuild` empties and refills them, and
`wholefile record check` compares them with a replay, row for row. The tables of `derived` and `search` are no such
fold: they are what processing found in stored bytes.
"""

from django.db import models

from wholefile.record.tables import disclosure, facts, items, log, people, work
from wholefile.record.tables.derived import *  # noqa: F403
from wholefile.record.tables.disclosure import *  # noqa: F403
from wholefile.record.tables.facts import *  # noqa: F403
from wholefile.record.tables.items import *  # noqa: F403
from wholefile.record.tables.log import *  # noqa: F403
from wholefile.record.tables.people import *  # noqa: F403
from wholefile.record.tables.search import *  # noqa: F403
from wholefile.record.tables.work import *  # noqa: F403


def _tables(module: object) -> tuple[type[models.Model], ...]:
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, models.Model)
    ]
    return tuple(
        sorted((one for one in found if one.__name__ != "Model"), key=lambda one: one._meta.db_table)
    )


STATE: tuple[type[models.Model], ...] = (
    *_tables(people),
    *_tables(items),
    *_tables(work),
    *_tables(disclosure),
    *_tables(facts),
    log.StoredFile,
    log.Expunged,
    log.Policy,
)
