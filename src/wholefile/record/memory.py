"""The tables in memory, for a replay: the same reads and writes as a database, without one.

Folding a hundred thousand acts through SQL takes a minute of round trips to the database; through dictionaries it
takes seconds. Nothing here is a second meaning of the tables: a test makes the same writes in a database and here
and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import eq
from typing import Any, TypeAlias

from django.apps import apps

from wholefile.core.errors import Conflict
from wholefile.record.sql import Delete, Insert, Row, Update, Write, tables
from wholefile.record.tables import STATE

Key: TypeAlias = tuple[Any, ...]
_Values: TypeAlias = list[Any]
_Test: TypeAlias = tuple[int, Callable[[Any], bool]]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "ne": lambda mine, theirs: mine != theirs,
    "lt": lambda mine, theirs: mine is not None and mine < theirs,
    "lte": lambda mine, theirs: mine is not None and mine <= theirs,
    "gt": lambda mine, theirs: mine is not None and mine > theirs,
    "gte": lambda mine, theirs: mine is not None and mine >= theirs,
}


class Tables:
    """Every table of the current state, empty at first."""

    vendor = "memory"

    def __init__(self) -> None:
        self._tables = {name: _Table(name) for name in state_tables()}

    def one(self, table: str, /, **where: Any) -> Row | None:
        """The first row that matches, or nothing."""
        mine = self._tables[table]
        for values in mine.matching(where):
            return mine.make(values)
        return None

    def rows(
        self, table: str, /, *, order: Sequence[str] = (), limit: int | None = None, **where: Any
    ) -> list[Row]:
        """The rows that match; `order` names columns, a leading `-` meaning the largest first."""
        mine = self._tables[table]
        found = list(mine.matching(where))
        for name in reversed(order):
            at = mine.at[name.removeprefix("-")]
            found.sort(
                key=lambda values, at=at: (values[at] is not None, values[at]),  # type: ignore[misc]
                reverse=name.startswith("-"),
            )
        return [mine.make(values) for values in found[:limit]]

    def exists(self, table: str, /, **where: Any) -> bool:
        """Whether any row matches."""
        return any(True for _ in self._tables[table].matching(where))

    def count(self, table: str, /, **where: Any) -> int:
        """How many rows match."""
        return sum(1 for _ in self._tables[table].matching(where))

    def execute(self, writes: Iterable[Write]) -> None:
        """Make these writes, in order. Raises Conflict when two rows would have one key."""
        for write in writes:
            mine = self._tables[write.table]
            if type(write) is Insert:
                mine.insert(write.row)
            elif type(write) is Update:
                mine.update(write.set, write.where)
            elif type(write) is Delete:
                mine.delete(write.where)

    def names(self) -> list[str]:
        """Names of the tables."""
        return list(self._tables)

    def contents(self, table: str) -> Mapping[Key, Sequence[Any]]:
        """The rows of a table by key, each with its values in the order of the columns."""
        return self._tables[table].by_key


class _Table:
    """One table: rows by key, and the keys of rows by the value of each indexed column."""

    def __init__(self, name: str) -> None:
        known = tables()[name]
        self.name = name
        self.columns = known.columns
        self.make = known.row._make
        self.at = {column: number for number, column in enumerate(known.columns)}
        self.key = known.key
        self.key_set = frozenset(known.key)
        self.key_at = [self.at[column] for column in known.key]
        self.shapes: dict[tuple[str, ...], list[int]] = {}
        self.by_key: dict[Key, _Values] = {}
        self.index: dict[str, dict[Any, dict[Key, None]]] = {column: {} for column in indexed(name)}
        self.indexed_at = [(self.at[column], found) for column, found in self.index.items()]

    def insert(self, row: Mapping[str, Any]) -> None:
        shape = tuple(row)
        places = self.shapes.get(shape) or self._places(shape)
        values: _Values = [None] * len(self.columns)
        for at, value in zip(places, row.values(), strict=True):
            values[at] = value
        key = tuple([values[at] for at in self.key_at])
        if key in self.by_key:
            raise Conflict("table.key", f"There is already a row {key} in {self.name}.")
        self.by_key[key] = values
        for at, found in self.indexed_at:
            found.setdefault(values[at], {})[key] = None

    def _places(self, shape: tuple[str, ...]) -> list[int]:
        """Where the columns of a row stand, worked out once for each choice of columns."""
        if any(name not in self.at for name in shape):
            raise ValueError(f"{self.name} has other columns than {', '.join(shape)}")
        places = self.shapes[shape] = [self.at[name] for name in shape]
        return places

    def update(self, changes: Mapping[str, Any], where: Mapping[str, Any]) -> None:
        moved = [(self.at[name], self.index.get(name), value) for name, value in changes.items()]
        for values in list(self.matching(where)):
            key = tuple([values[at] for at in self.key_at])
            for at, found, value in moved:
                if found is not None:
                    del found[values[at]][key]
                    found.setdefault(value, {})[key] = None
                values[at] = value

    def delete(self, where: Mapping[str, Any]) -> None:
        for values in list(self.matching(where)):
            key = tuple([values[at] for at in self.key_at])
            del self.by_key[key]
            for at, found in self.indexed_at:
                del found[values[at]][key]

    def matching(self, where: Mapping[str, Any]) -> Iterator[_Values]:
        """The rows that match, in the order they were inserted."""
        if where.keys() == self.key_set:
            values = self.by_key.get(tuple([where[column] for column in self.key]))
            return iter(()) if values is None else iter((values,))
        near, name = self._near(where)
        tests = [self._test(one, value) for one, value in where.items() if one != name]
        if not tests:
            return iter(near)
        if len(tests) == 1:
            [(at, passes)] = tests
            return (values for values in near if passes(values[at]))
        return (values for values in near if all(passes(values[at]) for at, passes in tests))

    def _near(self, where: Mapping[str, Any]) -> tuple[Collection[_Values], str | None]:
        """The fewest rows that an index gives, and the condition which all of them meet."""
        by_key = self.by_key
        best: Collection[Key] | None = None
        chosen = None
        for name, wanted in where.items():
            column, _, operator = name.partition("__")
            found = self.index.get(column)
            if found is None or operator not in ("", "eq", "in"):
                continue
            if operator == "in":
                keys: Collection[Key] = [key for one in dict.fromkeys(wanted) for key in found.get(one, ())]
            else:
                keys = found.get(wanted, ())
            if best is None or len(keys) < len(best):
                best, chosen = keys, name
        if best is None:
            return by_key.values(), None
        return [by_key[key] for key in best], chosen

    def _test(self, name: str, wanted: Any) -> _Test:
        column, _, operator = name.partition("__")
        at = self.at[column]
        if operator in ("", "eq"):
            return at, partial(eq, wanted)
        if operator == "in":
            return at, frozenset(wanted).__contains__
        if operator == "null":
            return at, lambda mine: (mine is None) is bool(wanted)
        compare = _COMPARE[operator]
        return at, lambda mine: compare(mine, wanted)


@cache
def state_tables() -> tuple[str, ...]:
    """Names of the tables that are a fold over the entries."""
    return tuple(model._meta.db_table for model in STATE)


@cache
def indexed(name: str) -> tuple[str, ...]:
    """Columns of a table by which rows are looked up: those with an index, and the first of the key."""
    model = next(one for one in apps.get_app_config("record").get_models() if one._meta.db_table == name)
    fields: list[Any] = list(model._meta.concrete_fields)
    columns = [str(field.column) for field in fields if field.column and field.db_index]
    return tuple(dict.fromkeys((*tables()[name].key[:1], *columns)))
