"""The one way in which rules, projections and actions read and write the tables.

A thin layer over the two drivers, since every append runs through it dozens of times: statements are
compiled once, rows come back as named tuples in the order of the table's columns, and text compares by
code point on both databases. Inside `buffered` inserts wait until their table is read or changed or the
block ends, so that a batch of acts becomes few statements; what is read is always as if every write had
been made at once.

    where:  col=value (None: IS NULL)   col__eq=value   col__ne=value   col__in=list   col__null=True|False
            col__lt= col__lte= col__gt= col__gte=
"""

from __future__ import annotations

import threading
from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from django.apps import apps
from django.db import connections, transaction
from django.db.models import BigIntegerField, BooleanField, TextField

Row: TypeAlias = Any  # a named tuple with the columns of its table

_OPERATORS = {"eq": "=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_WORTH_COPYING = 20  # rows from which PostgreSQL's COPY is the faster way


@dataclass(frozen=True, slots=True)
class Insert:
    """A new row; columns left out are NULL."""

    table: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """Set columns in the rows that match."""

    table: str
    set: Mapping[str, Any]
    where: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete the rows that match."""

    table: str
    where: Mapping[str, Any]


Write: TypeAlias = Insert | Update | Delete


@dataclass(frozen=True, slots=True)
class Table:
    """What there is to know of a table: its columns in order, the row type, and which columns are what."""

    name: str
    columns: tuple[str, ...]
    row: Any
    key: tuple[str, ...]
    text: frozenset[str]
    nullable: frozenset[str]
    flags: frozenset[str]
    numbers: frozenset[str]


@cache
def tables() -> dict[str, Table]:
    """Every table of the record by its name in the database."""
    found = {}
    for model in apps.get_app_config("record").get_models():
        fields = [field for field in model._meta.concrete_fields if field.column]
        columns = tuple(str(field.column) for field in fields)
        found[model._meta.db_table] = Table(
            model._meta.db_table,
            columns,
            namedtuple(model.__name__, columns),  # noqa: PYI024  # the columns are data
            tuple(str(field.column) for field in model._meta.pk_fields),
            frozenset(str(f.column) for f in fields if isinstance(f, TextField)),
            frozenset(str(f.column) for f in fields if f.null),
            frozenset(str(f.column) for f in fields if isinstance(f, BooleanField)),
            frozenset(str(f.column) for f in fields if isinstance(f, BigIntegerField)),
        )
    return found


class _Thread(threading.local):
    """What one thread holds: its connection and the inserts that wait."""

    def __init__(self) -> None:
        self.wrapper: Any = None
        self.pending: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] | None = None


class Database:
    """The tables of one record, under the alias by which Django knows its database.

    May be shared by threads: each has its own connection.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.vendor: str = connections[alias].vendor
        self._thread = _Thread()
        self._mark = "?" if self.vendor == "sqlite" else "%s"
        self._compiled: dict[Any, tuple[str, Any]] = {}

    # Reading

    def one(self, table: str, /, **where: Any) -> Row | None:
        """The first row that matches, or nothing."""
        shape = (table, tuple(where), tuple([value is None for value in where.values()]))
        found = self._compiled.get(shape)
        if found is None or any("__" in name for name in where):
            # A column may have the name of an option of `rows`: court_order has a column "order".
            apart = {f"{name}__eq" if name in ("order", "limit") else name: where[name] for name in where}
            rows = self.rows(table, limit=1, **apart)
            if not any("__" in name for name in where):
                self._compiled[shape] = self._select_equal(table, where)
            return rows[0] if rows else None
        statement, make = found
        values = [value for value in where.values() if value is not None]
        row = self._run(statement, values, table).fetchone()
        return None if row is None else make(row)

    def rows(
        self, table: str, /, *, order: Sequence[str] = (), limit: int | None = None, **where: Any
    ) -> list[Row]:
        """The rows that match; `order` names columns, a leading `-` meaning the largest first."""
        known = tables()[table]
        condition, values = self._where(known, where)
        columns = ", ".join(f'"{one}"' for one in known.columns)
        statement = f'SELECT {columns} FROM "{table}"{condition}{self._order(known, order)}'  # noqa: S608
        if limit is not None:
            statement += f" LIMIT {int(limit)}"
        make = known.row._make
        return [make(row) for row in self._run(statement, values, table).fetchall()]

    def exists(self, table: str, /, **where: Any) -> bool:
        """Whether any row matches."""
        return self.one(table, **where) is not None

    def count(self, table: str, /, **where: Any) -> int:
        """How many rows match."""
        condition, values = self._where(tables()[table], where)
        statement = f'SELECT COUNT(*) FROM "{table}"{condition}'  # noqa: S608  # names come from the models
        return int(self._run(statement, values, table).fetchone()[0])

    def query(self, sql: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a statement in SQL that both databases know, with `%s` for each value."""
        self.flush()
        if self.vendor == "sqlite":
            sql = sql.replace("%s", "?").replace("%%", "%")
        return [tuple(row) for row in self._run(sql, list(params), None).fetchall()]

    # Writing

    def execute(self, writes: Iterable[Write]) -> None:
        """Make these writes, in order."""
        for write in writes:
            match write:
                case Insert(table, row):
                    self.insert_many(table, tuple(row), [tuple(row.values())])
                case Update(table, changes, where):
                    self._update(table, changes, where)
                case Delete(table, where):
                    known = tables()[table]
                    condition, values = self._where(known, where)
                    self._run(f'DELETE FROM "{table}"{condition}', values, table)  # noqa: S608

    def insert_many(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        """Insert rows given as tuples in the order of `columns`."""
        pending = self._thread.pending
        if pending is not None:
            pending.setdefault((table, columns), []).extend(rows)
        else:
            self._insert(table, columns, rows)

    def run(self, sql: str) -> None:
        """Run one statement that has no values and gives no rows: upkeep, outside a transaction."""
        self.flush()
        self.raw().execute(sql)

    def run_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Run one statement for each of these rows of values; `%s` stands for each value."""
        if not rows:
            return
        self.flush()
        if self.vendor == "sqlite":
            self.raw().executemany(sql.replace("%s", "?"), rows)
        else:
            _cursor(self.raw()).executemany(sql, rows)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """One transaction, all or nothing; on SQLite it takes the write lock at once."""
        with transaction.atomic(using=self.alias):
            yield

    @contextmanager
    def buffered(self) -> Iterator[None]:
        """A block in which inserts wait until their table is needed. Belongs inside a transaction."""
        self._thread.pending = {}
        try:
            yield
            self.flush()
        finally:
            self._thread.pending = None

    def flush(self, table: str | None = None) -> None:
        """Make the inserts that wait, of one table or of all."""
        pending = self._thread.pending
        if not pending:
            return
        for key in [one for one in pending if table is None or one[0] == table]:
            self._insert(*key, pending.pop(key))

    def close(self) -> None:
        """Close this thread's connection; it opens again when needed."""
        connections[self.alias].close()

    # The drivers

    def raw(self) -> Any:
        """The driver's own connection of this thread."""
        wrapper = self._thread.wrapper
        if wrapper is None:
            wrapper = self._thread.wrapper = connections[self.alias]
        if wrapper.connection is None:
            wrapper.ensure_connection()
        return wrapper.connection

    def _run(self, statement: str, values: Sequence[Any], table: str | None) -> Any:
        if self._thread.pending and table is not None:
            self.flush(table)
        connection = self.raw()
        if self.vendor == "sqlite":
            return connection.execute(statement, values)
        return _cursor(connection).execute(statement, values)

    def _insert(self, table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        shape = ("insert", table, columns)
        found = self._compiled.get(shape)
        if found is None:
            _check(tables()[table], columns)
            names, marks = ", ".join(f'"{one}"' for one in columns), ", ".join([self._mark] * len(columns))
            found = self._compiled[shape] = (f'INSERT INTO "{table}" ({names}) VALUES ({marks})', None)  # noqa: S608
        connection = self.raw()
        cursor = connection if self.vendor == "sqlite" else _cursor(connection)
        if len(rows) == 1:
            cursor.execute(found[0], rows[0])
        elif self.vendor == "sqlite" or len(rows) < _WORTH_COPYING:
            cursor.executemany(found[0], rows)
        else:
            names = ", ".join(f'"{one}"' for one in columns)
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)

    def _update(self, table: str, changes: Mapping[str, Any], where: Mapping[str, Any]) -> None:
        known = tables()[table]
        _check(known, changes)
        condition, values = self._where(known, where)
        assignments = ", ".join(f'"{name}" = {self._mark}' for name in changes)
        self._run(
            f'UPDATE "{table}" SET {assignments}{condition}',  # noqa: S608
            [*changes.values(), *values],
            table,
        )

    # Compiling

    def _select_equal(self, table: str, where: Mapping[str, Any]) -> tuple[str, Any]:
        known = tables()[table]
        columns = ", ".join(f'"{one}"' for one in known.columns)
        condition, _ = self._where(known, where)
        return f'SELECT {columns} FROM "{table}"{condition} LIMIT 1', known.row._make  # noqa: S608

    def _where(self, table: Table, where: Mapping[str, Any]) -> tuple[str, list[Any]]:
        parts: list[str] = []
        values: list[Any] = []
        for name, value in where.items():
            column, _, operator = name.partition("__")
            _check(table, (column,))
            part, more = self._condition(table, column, operator or "eq", value)
            parts.append(part)
            values += more
        return (" WHERE " + " AND ".join(parts) if parts else ""), values

    def _condition(self, table: Table, column: str, operator: str, value: Any) -> tuple[str, list[Any]]:
        quoted, mark = f'"{column}"', self._mark
        if operator == "null" or (operator == "eq" and value is None):
            return (f"{quoted} IS NULL" if value is None or value else f"{quoted} IS NOT NULL"), []
        if operator == "ne":
            if value is None:
                return f"{quoted} IS NOT NULL", []
            return f"({quoted} <> {mark} OR {quoted} IS NULL)", [value]
        if operator == "in":
            members = list(value)
            if not members:
                return "1 = 0", []
            return f"{quoted} IN ({', '.join([mark] * len(members))})", members
        if operator not in _OPERATORS:
            raise ValueError(f"{operator} is no comparison")
        collation = ' COLLATE "C"' if self._collates(table, column) and operator != "eq" else ""
        return f"{quoted}{collation} {_OPERATORS[operator]} {mark}", [value]

    def _order(self, table: Table, order: Sequence[str]) -> str:
        parts = []
        for name in order:
            column = name.removeprefix("-")
            _check(table, (column,))
            down = name.startswith("-")
            collation = ' COLLATE "C"' if self._collates(table, column) else ""
            nulls = " NULLS LAST" if down else " NULLS FIRST"
            parts.append(
                f'"{column}"{collation}{" DESC" if down else ""}{nulls if column in table.nullable else ""}'
            )
        return " ORDER BY " + ", ".join(parts) if parts else ""

    def _collates(self, table: Table, column: str) -> bool:
        return self.vendor != "sqlite" and column in table.text


def _cursor(connection: Any) -> Any:
    """A cursor that binds values on the server, unlike Django's own, so that statements are prepared."""
    import psycopg  # noqa: PLC0415  # only where PostgreSQL is used

    return psycopg.Cursor(connection)


def _check(table: Table, columns: Iterable[str]) -> None:
    """Names become part of SQL text, so only those of the models may pass."""
    for column in columns:
        if column not in table.columns:
            raise ValueError(f"{table.name} has no column {column}")
