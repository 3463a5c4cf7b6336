"""What a person may see of the record's contents, as a condition that stands inside every query.

Nothing is taken away afterwards: a count, a snippet or a ranking is worked out over what this lets pass.

    nobody named        the office's own command line on its own machine: the whole record
    the office's roles  auditor, court, custodian, investigator, laboratory, paralegal, prosecutor, supervisor, held
                        everywhere: the whole record; held in one case: the case, its items (those detached from it
                        too), their files, statements made in it, and facts accepted in it
    defence             in the cases where the role is held (all cases, where it is held everywhere): items that a
                        served production names, produced or partially, by the decision as it stood when it was served;
                        of files those that were produced, with what is inside them; the case once anything was served
                        in it; statements about such items alone that were recorded before the last production of each
    administrator       no contents: who manages accounts does not handle evidence (rule A3)
    anybody else        nothing, as somebody whose roles ended or whom the record does not know

Several roles give what each of them gives. A file is seen because of an item it is held under; what it is called
there is seen with that item only, since another office may have had the same bytes under a name that tells more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wholefile.record import lookups
from wholefile.record.sql import Database

OFFICE = (
    "auditor", "court", "custodian", "investigator", "laboratory", "paralegal", "prosecutor", "supervisor",
)  # fmt: skip
DEFENCE = "defence"

Condition: TypeAlias = tuple[str, list[str]]  # SQL that is true or false, with %s for each of the values
_SERVED = "p.\"status\" IN ('served', 'received')"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees: `dockets` through a role of the office, `served` through one of the defence.

    `everywhere` is for a defence role held in all cases; then `served` is empty.
    """

    everything: bool = False
    dockets: tuple[str, ...] = ()
    served: tuple[str, ...] = ()
    everywhere: bool = False
    vendor: str = "sqlite"

    @property
    def nothing(self) -> bool:
        """Whether no row at all can pass."""
        return not (self.everything or self.dockets or self.served or self.everywhere)

    @property
    def only_dockets(self) -> tuple[str, ...] | None:
        """The cases in which everything that is seen stands; None where that is no limit."""
        if self.everything or self.everywhere:
            return None
        return tuple(sorted({*self.dockets, *self.served}))

    def item(self, column: str) -> Condition:
        """Whether the item in this column is seen."""
        return self._either(column, lambda: self._item_linked(column), self._item_served)

    def file(self, column: str) -> Condition:
        """Whether the content of the file with the digest in this column is seen."""
        return self._either(column, lambda: self._file_held(column), self._file_served)

    def case(self, column: str) -> Condition:
        """Whether the case whose docket is in this column is seen."""
        return self._either(
            column, lambda: (f"{column} IN ({_marks(self.dockets)})", list(self.dockets)), self._case_served
        )

    def statement(self, column: str) -> Condition:
        """Whether the statement with the number in this column is seen."""
        return self._either(column, lambda: self._statement_made(column), self._statement_served)

    def fact(self, column: str) -> Condition:
        """Whether the fact with the number in this column is seen: by the office, in one of its cases."""
        sql = f'SELECT 1 FROM "fact_case" c WHERE c."fact" = {column}'  # noqa: S608
        return self._either(column, lambda: _in_dockets(sql, "c", self.dockets), lambda _: ("1 = 0", []))

    def _either(
        self, column: str, office: Callable[[], Condition], defence: Callable[[str], Condition]
    ) -> Condition:
        if self.everything:
            return "1 = 1", []
        parts = [office()] if self.dockets else []
        parts += [defence(column)] if self.served or self.everywhere else []
        if not parts:
            return "1 = 0", []
        return "(" + " OR ".join(sql for sql, _ in parts) + ")", [
            one for _, values in parts for one in values
        ]

    def _item_linked(self, column: str) -> Condition:
        sql = f'SELECT 1 FROM "item_case" c WHERE c."item" = {column}'  # noqa: S608
        return _in_dockets(sql, "c", self.dockets)

    def _file_held(self, column: str) -> Condition:
        held = [
            _in_dockets(
                f'SELECT 1 FROM "{table}" h JOIN "item_case" c ON c."item" = h."item" WHERE h."sha256" = {column}',  # noqa: S608
                "c",
                self.dockets,
            )
            for table in ("holding", "item_file")
        ]
        return "(" + " OR ".join(sql for sql, _ in held) + ")", [one for _, values in held for one in values]

    def _statement_made(self, column: str) -> Condition:
        sql = (
            f'EXISTS (SELECT 1 FROM "statement" s, {self._listed("dockets")} WHERE s."statement" = {column} '  # noqa: S608
            f"AND j.value IN ({_marks(self.dockets)}))"
        )
        return sql, list(self.dockets)

    def _listed(self, column: str) -> str:
        """The members of a column of a statement that keeps a JSON list."""
        if self.vendor == "sqlite":
            return f'json_each(s."{column}") j'
        return f'json_array_elements_text(s."{column}"::json) AS j(value)'

    def _item_served(self, column: str, after: str = "") -> Condition:
        """A production names it; with `after`, a column with a position, one that was served later than that."""
        where, values = self._in_served("p")
        where += f' AND p."served_seq" > {after}' if after else ""
        sql = (
            '(EXISTS (SELECT 1 FROM "production_member" m JOIN "production" p '  # noqa: S608
            f'ON p."production" = m."production" WHERE m."item" = {column} AND {_SERVED}{where}) OR '
            'EXISTS (SELECT 1 FROM "decision" x JOIN "production" p ON p."docket" = x."docket" '
            f'AND {_SERVED} AND x."seq" < p."served_seq" '
            'AND (x."superseded_seq" IS NULL OR x."superseded_seq" > p."served_seq") '
            f"WHERE x.\"item\" = {column} AND x.\"decision\" IN ('produced', 'partial'){where}))"
        )
        return sql, [*values, *values]

    def _file_served(self, column: str) -> Condition:
        """The file was produced, or lies, however deep, inside one that was."""
        where, values = self._in_served("p")
        sql = (
            f'EXISTS (WITH RECURSIVE up("sha256") AS (SELECT {column} UNION SELECT f."parent" FROM "family" f '  # noqa: S608
            'JOIN up ON f."child" = up."sha256") SELECT 1 FROM up JOIN "production_member" m '
            'ON m."sha256" = up."sha256" JOIN "production" p ON p."production" = m."production" '
            f"WHERE {_SERVED}{where})"
        )
        return sql, values

    def _case_served(self, column: str) -> Condition:
        where, values = self._in_served("p")
        sql = f'EXISTS (SELECT 1 FROM "production" p WHERE p."docket" = {column} AND {_SERVED}{where})'  # noqa: S608
        return sql, values

    def _statement_served(self, column: str) -> Condition:
        """It names items, and each of them was produced once it was recorded: nothing that came later is told."""
        seen, values = self._item_served("j.value", 's."seq"')
        named = f'SELECT 1 FROM "statement" s, {self._listed("items")} WHERE s."statement" = {column}'  # noqa: S608
        return f"(EXISTS ({named}) AND NOT EXISTS ({named} AND NOT {seen}))", values

    def _in_served(self, alias: str) -> Condition:
        if self.everywhere:
            return "", []
        return f' AND {alias}."docket" IN ({_marks(self.served)})', list(self.served)


def visible(db: Database, person: str | None) -> Sight:
    """What a person sees now; with nobody named, everything."""
    if person is None:
        return Sight(everything=True, vendor=db.vendor)
    grants = db.rows("role_grant", person=person, ended_seq=None)
    return sight_of_roles(((one.role, one.docket) for one in grants), db.vendor)


def sight_of_roles(roles: Iterable[tuple[str, str]], vendor: str) -> Sight:
    """What somebody with these roles sees; each is a role and the case it is held in, empty for everywhere."""
    held = set(roles)
    office = {docket for role, docket in held if role in OFFICE}
    if "" in office:
        return Sight(everything=True, vendor=vendor)
    defence = {docket for role, docket in held if role == DEFENCE}
    everywhere = "" in defence
    return Sight(
        dockets=tuple(sorted(office)),
        served=() if everywhere else tuple(sorted(defence)),
        everywhere=everywhere,
        vendor=vendor,
    )


def read_for_the_defence(db: Database, person: str | None, items: Iterable[str]) -> list[str]:
    """Those of these items that a person reads for the defence, so that a trace is kept that only they can open (D12).

    Who acts for the defence in one case may work for an office in another: what such a role shows them is read for the
    office, and put on record like anybody's reading.
    """
    named = list(items)
    sight = visible(db, person)
    if not (sight.served or sight.everywhere):
        return []
    links = lookups.by_values(db, "item_case", "item", named) if sight.dockets else []
    office = {row.item for row in links if row.docket in sight.dockets}
    return [one for one in named if one not in office]


def _in_dockets(select: str, alias: str, dockets: Sequence[str]) -> Condition:
    return f'EXISTS ({select} AND {alias}."docket" IN ({_marks(dockets)}))', list(dockets)


def _marks(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))
