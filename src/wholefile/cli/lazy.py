"""Commands that are imported only when they are called.

`wholefile verify` must run from the base install, where there is no Django, and `--help` must be quick. So the
top group knows its commands by name and one line, and imports a subject's module when that subject is asked for.
"""

from __future__ import annotations

import importlib
from typing import NamedTuple

import click

from wholefile.core.errors import Unavailable

_SERVER = ("django", "psycopg", "typst", "PIL")
_INGEST = ("numpy", "pikepdf")


class Subject(NamedTuple):
    """Where a command lives, and what it is for in one line."""

    module: str
    help: str


SUBJECTS: dict[str, Subject] = {
    "demo": Subject(
        "wholefile.cli.demo", "Watch one case, from a found cartridge to a production that proves itself."
    ),
    "verify": Subject("wholefile.verify.cli", "Check a production, offline and without trust in the sender."),
    "init": Subject("wholefile.cli.founding", "Begin a record in a folder, signed by its two founders."),
    "key": Subject("wholefile.cli.keys", "Make, show, enrol and revoke signing keys."),
    "person": Subject("wholefile.cli.subjects.person", "People, their roles and their keys."),
    "location": Subject(
        "wholefile.cli.subjects.location", "Rooms, shelves and containers of the evidence room."
    ),
    "policy": Subject("wholefile.cli.subjects.policy", "Settings of rules, adopted by an act."),
    "case": Subject(
        "wholefile.cli.subjects.case", "Cases: parties, counsel, counts, claims, relief, events, orders."
    ),
    "item": Subject(
        "wholefile.cli.subjects.item", "Items: receive, describe, link, split, consume, lose, find."
    ),
    "file": Subject(
        "wholefile.cli.subjects.file", "Files: take in, read in the sandbox, look at, compare, keep sound."
    ),
    "search": Subject("wholefile.cli.searching", "Find words, numbers and names in everything on record."),
    "custody": Subject("wholefile.cli.subjects.custody", "Transfers, storage, loans and seals."),
    "condition": Subject("wholefile.cli.subjects.condition", "Declare a condition; show a weapon."),
    "laboratory": Subject("wholefile.cli.subjects.laboratory", "Examinations and the destructive-test gate."),
    "hold": Subject("wholefile.cli.subjects.hold", "Holds and retention."),
    "disposition": Subject("wholefile.cli.subjects.disposition", "Return, destruction and other endings."),
    "inventory": Subject("wholefile.cli.subjects.inventory", "Count a place, in both directions."),
    "statement": Subject("wholefile.cli.subjects.statement", "Exact words of speakers, side by side."),
    "read": Subject(
        "wholefile.cli.read", "Propose facts of a document, with who says so; accept them with `fact`."
    ),
    "fact": Subject("wholefile.cli.subjects.fact", "Accept, correct and reject facts that were read."),
    "screen": Subject("wholefile.cli.subjects.screen", "Find items elsewhere that may concern a case."),
    "disclose": Subject("wholefile.cli.subjects.disclose", "Decide, certify, supplement, object."),
    "production": Subject("wholefile.cli.productions", "Plan, serve, export and acknowledge productions."),
    "reading": Subject("wholefile.cli.reading", "The defence's own reading, sealed to the reader's key."),
    "show": Subject("wholefile.cli.show", "Look at an item, a case, a person, an act; what is due."),
    "report": Subject(
        "wholefile.cli.reporting", "Custody, inventory, schedule, knowledge, audit trail: PDF, CSV, JSON."
    ),
    "record": Subject(
        "wholefile.cli.record", "Checkpoints, witnesses, check, rebuild, expunge, audit trail."
    ),
    "receipt": Subject("wholefile.cli.receipt", "A submitter's receipt: make it, check it offline."),
    "import": Subject("wholefile.cli.importing", "Bring in an existing property room from a CSV file."),
    "serve": Subject("wholefile.cli.serving", "Serve the pages of a record to browsers."),
    "witness": Subject(
        "wholefile.witness.cli", "Run a witness: for a court, a bar association or an auditor."
    ),
    "audit": Subject("wholefile.audit.cli", "Recompute a published log and say what holds."),
}


class Listing(click.Group):
    """A group whose help lists its commands in the order of the work, each with its whole first sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the name is Click's
        """The commands in the order in which they were given."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with the first sentence of what each does."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first(one)) for name, one in self.commands.items()])


def _first(one: click.Command) -> str:
    text = " ".join((one.help or "").split("\n\n")[0].split())
    return text.split(". ")[0].rstrip(".") + "."


class LazyGroup(click.Group):
    """The top group: lists every subject, loads the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the name is Click's
        """Every subject, in the order of the work."""
        return list(SUBJECTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subject's own command. Raises Unavailable when it needs the server install."""
        if cmd_name not in SUBJECTS:
            return None
        subject = SUBJECTS[cmd_name]
        try:
            module = importlib.import_module(subject.module)
        except ModuleNotFoundError as error:
            missing = (error.name or "").split(".")[0]
            if missing in _INGEST:
                raise Unavailable(
                    "install.ingest",
                    f"`wholefile {cmd_name}` needs the install that reads files: pip install 'wholefile[all]'.",
                ) from None
            if missing in _SERVER:
                raise Unavailable(
                    "install.server",
                    f"`wholefile {cmd_name}` needs the server install: pip install 'wholefile[server]'.",
                ) from None
            raise
        command: click.Command = module.app
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the subjects from their one-line helps, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, subject.help) for name, subject in SUBJECTS.items()])
