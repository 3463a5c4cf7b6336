"""`wholefile show`: look at the record, today or as of a past day. Looking changes nothing and needs no key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import click

from wholefile.cli.commands import Instant
from wholefile.cli.context import json_option, opened, record_option
from wholefile.cli.layout import moment
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json
from wholefile.cli.showing import acts as act_text
from wholefile.cli.showing import cases as case_text
from wholefile.cli.showing import due as due_text
from wholefile.cli.showing import find as find_text
from wholefile.cli.showing import items as item_text
from wholefile.cli.showing import people as people_text
from wholefile.core.docket import spell_docket
from wholefile.record.as_of import as_of
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.showing import acts, cases, due, find, items, people, statements
from wholefile.showing.seeing import EVERYTHING

Past = tuple[int | None, Literal["recorded", "occurred"]]

# What each command prints with --json: key and meaning. Reference page and tests read these.
JSON_KEYS: dict[str, dict[str, str]] = {
    "item": items.ITEM_KEYS,
    "custody": {"item": "voucher number", "custody": items.ITEM_KEYS["custody"]},
    "case": cases.CASE_KEYS,
    "board": cases.BOARD_KEYS,
    "knowledge": cases.KNOWLEDGE_KEYS,
    "timeline": acts.TIMELINE_KEYS,
    "statements": statements.STATEMENTS_KEYS,
    "compare": statements.COMPARE_KEYS,
    "person": people.PERSON_KEYS,
    "people": people.PEOPLE_KEYS,
    "act": acts.ACT_KEYS,
    "log": acts.LOG_KEYS,
    "find": find.FIND_KEYS,
    "cases": find.CASES_KEYS,
    "due": due.DUE_KEYS,
}


def past_options(as_of: str = "Show the record as of this time") -> list[click.Parameter]:
    """`--as-of TIME` and `--by`; `as_of` is what the help says of the first."""
    return [
        click.Option(
            ["--as-of", "moment_asked"],
            type=Instant(),
            help=f"{as_of}, for example 2026-11-23T14:05Z.",
        ),
        click.Option(
            ["--by", "past_by"],
            type=click.Choice(["recorded", "occurred"]),
            default="recorded",
            show_default=True,
            help="With --as-of: what the record said then, or what had happened by then as it is known today.",
        ),
    ]


@contextmanager
def _tables(record: Record, past: Past, dockets: Iterable[str] = ()) -> Iterator[Database]:
    """The tables to read: today's, or those of a past day."""
    at, by = past
    if at is None:
        yield record.db
        return
    with as_of(record, at, by, dockets=tuple(dockets)) as db:
        yield db


def _print(view: dict[str, Any], lines: Iterable[str], past: Past, *, as_json: bool) -> None:
    at, by = past
    if as_json:
        print_json({**view, "as_of": at} if at is not None else view)
        return
    if at is not None:
        meaning = (
            "as the record said then" if by == "recorded" else "what had happened by then, as known today"
        )
        click.echo(f"As of {moment(at)}, {meaning}.")
        click.echo("")
    for line in lines:
        click.echo(line)


def _command(
    name: str,
    about: str,
    look: Callable[[Record, Database, dict[str, Any]], tuple[dict[str, Any], Iterable[str]]],
    *params: click.Parameter,
    past: bool = True,
) -> click.Command:
    """A command that looks: opens the record, takes the tables asked for, prints the view."""

    def call(record_folder: Path, *, as_json: bool, **told: Any) -> None:
        record = opened(record_folder)
        asked: Past = (told.pop("moment_asked", None), told.pop("past_by", "recorded"))
        if told.get("docket"):
            told["docket"] = spell_docket(told["docket"])
        # Screening and due things look beyond one case; these two do not, and replaying one case is quick.
        only = [told["docket"]] if name in ("knowledge", "timeline") else []
        with _tables(record, asked, only) as db:
            view, lines = look(record, db, {**told, "now": asked[0] or record.clock()})
            _print(view, lines, asked, as_json=as_json)

    shared: list[click.Parameter] = [*(past_options() if past else []), record_option(), json_option()]
    return click.Command(name, callback=call, params=[*params, *shared], help=about)


def _look_item(record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = items.item_view(db, EVERYTHING, told["item"], record.db)
    return view, item_text.item_lines(view)


def _look_custody(
    _record: Record, db: Database, told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = {"item": told["item"], "custody": items.custody_view(db, EVERYTHING, told["item"])}
    return view, item_text.custody_lines(view["custody"])


def _look_case(record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = cases.case_view(db, EVERYTHING, told["docket"], told["now"], record.db)
    return view, case_text.case_lines(view)


def _look_board(_record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = cases.board_view(db, EVERYTHING, told["docket"], told["now"])
    return view, case_text.board_lines(view)


def _look_knowledge(
    _record: Record, db: Database, told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = cases.knowledge_view(db, EVERYTHING, told["docket"], told["now"])
    return view, case_text.knowledge_lines(view)


def _look_timeline(
    record: Record, db: Database, told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = acts.timeline_view(db, EVERYTHING, told["docket"], record.db)
    return view, act_text.timeline_lines(view)


def _look_statements(
    _record: Record, db: Database, told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = statements.statements_view(db, EVERYTHING, docket=told["docket"], speaker=told["speaker"])
    return view, people_text.statement_lines(view)


def _look_compare(
    _record: Record, db: Database, told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = statements.compare_view(db, EVERYTHING, told["first"], told["second"])
    both = statements.statements_view(db, EVERYTHING, docket=None, speaker=None)
    named = [one for one in both["statements"] if one["statement"] in (view["first"], view["second"])]
    return view, people_text.compare_lines(view, {"statements": named})


def _look_person(_record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = people.person_view(db, EVERYTHING, told["person"])
    return view, people_text.person_lines(view)


def _look_people(
    _record: Record, db: Database, _told: dict[str, Any]
) -> tuple[dict[str, Any], Iterable[str]]:
    view = people.people_view(db, EVERYTHING)
    return view, people_text.people_lines(view)


def _look_act(record: Record, _db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = acts.act_view(record.db, EVERYTHING, told["position"])
    return view, act_text.act_detail_lines(view)


def _look_log(record: Record, _db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = acts.log_view(
        record.db,
        EVERYTHING,
        since=told["since"],
        kind=told["kind"],
        docket=told["docket"],
        most=told["most"],
    )
    return view, act_text.log_lines(view)


def _look_find(_record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = find.find_view(db, EVERYTHING, " ".join(told["words"]))
    return view, find_text.find_lines(view)


def _look_cases(_record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    view = find.cases_view(db, EVERYTHING, everything=told["everything"])
    return view, find_text.cases_lines(view)


def _look_due(_record: Record, db: Database, told: dict[str, Any]) -> tuple[dict[str, Any], Iterable[str]]:
    found = due.due_seen(db, EVERYTHING, told["now"], told["docket"])
    return {"due": found}, due_text.due_lines(found)


_DOCKET = click.Argument(["docket"])
_ITEM = click.Argument(["item"])

side_by_side = _command(
    "side-by-side",
    "Two statements side by side, and where their words part; the same as `show compare`.",
    _look_compare,
    click.Argument(["first"]),
    click.Argument(["second"]),
)

app = Listing(
    help="Look at the record, today or as of a past day. Looking changes nothing and needs no key.",
    commands={
        one.name or "": one
        for one in (
            _command(
                "due",
                "Everything that is wrong, overdue or soon due, the worst first.",
                _look_due,
                click.Option(["--case", "docket"], help="only what concerns this case"),
            ),
            _command("cases", "The cases of the record.", _look_cases,
                     click.Option(["--all", "everything"], is_flag=True, help="closed ones too")),
            _command("case", "A case: what is due, parties, court, items, productions.", _look_case, _DOCKET),
            _command("board", "The disclosure board of a case: each item, its decision, days held back.",
                     _look_board, _DOCKET),
            _command("timeline", "What happened in a case, in the order in which it happened.",
                     _look_timeline, _DOCKET),
            _command("knowledge", "The knowledge clock of a case: who knew of which item since when.",
                     _look_knowledge, _DOCKET),
            _command("statements", "Exact words that were said, in order of time.", _look_statements,
                     click.Option(["--case", "docket"], help="only in this case"),
                     click.Option(["--speaker"], help="only of this speaker, in any case")),
            _command("compare", "Two statements side by side, and where their words part.", _look_compare,
                     click.Argument(["first"]), click.Argument(["second"])),
            _command("item", "An item: what is wrong, where it is, its chain of custody, every act.",
                     _look_item, _ITEM),
            _command("custody", "The chain of custody of an item.", _look_custody, _ITEM),
            _command("find", "Find items by voucher, former number, serial, name, plate or words.", _look_find,
                     click.Argument(["words"], nargs=-1, required=True)),
            _command("person", "A person: roles, keys, what they hold, what waits for them.", _look_person,
                     click.Argument(["person"])),
            _command("people", "Everybody known to the record.", _look_people),
            _command("act", "The act at a POSITION: what it says, who signed it, where it stands.", _look_act,
                     click.Argument(["position"], type=int), past=False),
            _command("log", "The acts of the record in order.", _look_log,
                     click.Option(["--since"], type=int, default=0, help="from this position on"),
                     click.Option(["--kind"], help="only of this kind, for example item.received"),
                     click.Option(["--case", "docket"], help="only of this case"),
                     click.Option(["--most"], type=int, default=100, show_default=True, help="at most so many"),
                     past=False),
        )
    },
    no_args_is_help=True,
)  # fmt: skip
