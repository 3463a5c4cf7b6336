"""The reference pages say what the program does, and leave out no act, rule, check or command."""

from pathlib import Path

from tools.write_reference import FOLDER, JSON_KEYS, PAGES, stale
from wholefile.cli.commands import every_command
from wholefile.cli.main import app
from wholefile.core.acts import KINDS
from wholefile.rules import RULES
from wholefile.verify import CHECKS


def page(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def test_no_page_is_stale():
    assert stale() == [], "run `make docs`"


def test_every_act_rule_check_and_command_is_there():
    acts, rules, checks, commands = (page(f"{one}.md") for one in ("acts", "rules", "checks", "commands"))
    assert [one for one in KINDS if f"### `{one}`" not in acts] == []
    assert [one for one in RULES if f"### {one}\n" not in rules] == []
    assert [one.id for one in CHECKS if f"`{one.id}`" not in checks] == []
    assert [path for path, _ in every_command(app) if f"### `wholefile {path}" not in commands] == []


def test_keys_are_written_down_for_commands_that_exist():
    assert set(JSON_KEYS) <= {path for path, _ in every_command(app)}


def test_the_pages_are_listed_where_readers_begin():
    index = (Path(FOLDER).parent / "index.md").read_text("utf-8")
    assert [one.name for one in PAGES if one.parent == FOLDER and f"reference/{one.name}" not in index] == []
