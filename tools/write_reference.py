"""Write docs/reference from the program itself: acts, rules, checks, commands, errors, files and settings.

Run as `python -m tools.write_reference`; with `--check` it writes nothing and fails when a page is stale or missing.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from tools import api_page, checks_page, files_page, settings_page
from wholefile.cli import importing, output, reading, receipt, record, reporting, scanning, searching, show
from wholefile.cli.commands import every_command, kinds_of_commands
from wholefile.cli.files import alike, fixity, intake, outcomes, pages, processing
from wholefile.cli.main import app
from wholefile.core import errors
from wholefile.core.acts import COMMON, ROLES, SUBJECTS, Field, Kind
from wholefile.rules import RULES
from wholefile.verify import CHECKS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
MADE = "*Written by `make docs` from the program; change it there.*\n"

# Keys of --json by command, beside the acts, which all print the same.
JSON_KEYS: dict[str, dict[str, str]] = {
    **{f"show {name}": keys for name, keys in show.JSON_KEYS.items()},
    **{f"report {name}": keys for name, keys in reporting.JSON_KEYS.items()},
    **{f"record {name}": keys for name, keys in record.JSON_KEYS.items()},
    "import": importing.JSON_KEYS,
    "receipt check": receipt.CHECK_KEYS,
    "reading list": reading.READING_KEYS,
    "inventory compare": scanning.COMPARE_KEYS,
    "search": searching.SEARCH_KEYS,
    "file intake": intake.JSON_KEYS,
    "file process": processing.PROCESS_KEYS,
    "file list": {**outcomes.EXCEPTIONS_KEYS, "files": f"all files: {outcomes.EXCEPTIONS_KEYS['files']}"},
    "file exceptions": outcomes.EXCEPTIONS_KEYS,
    "file show": outcomes.FILE_KEYS,
    "file text": {
        "extractor, name, label, language, text, map, characters, complete": "the layer, as in `file show`",
        "words": "its text",
        "places": "list of [start, end, place], in characters of the text",
        "boxes": "list of [start, end, page, left, bottom, right, top, confidence or null]",
    },
    "file page": pages.PAGE_KEYS,
    "file similar": alike.SIMILAR_KEYS,
    "file thread": alike.THREAD_KEYS,
    "file retry": processing.RETRY_KEYS,
    "file scrub": fixity.SCRUB_KEYS,
    "file fixity-due": fixity.DUE_KEYS,
    "file repair": fixity.REPAIR_KEYS,
    "file sandbox": {"usable": "whether files can be read on this machine", "why": "why not, or null"},
}


def acts_page() -> str:
    """Every kind of act with its fields, who signs it, and the commands that record it."""
    commands = kinds_of_commands()
    parts = [
        "# Acts\n",
        MADE,
        "Everything in a record is an act of one of these kinds. The list is closed, and so are the fields of each.",
        "A field in *italics* may be left out. Who is named in a signer's field signs the act.\n",
        "Any act may also carry:\n",
        _field_table(COMMON),
        f"\nRoles: {', '.join(ROLES)}.\n",
    ]
    for subject, kinds in SUBJECTS.items():
        parts.append(f"\n## {subject.capitalize()}\n")
        parts += [_act(kind, commands.get(kind.name, [])) for kind in kinds]
    return "\n".join(parts).rstrip() + "\n"


def _act(kind: Kind, commands: list[str]) -> str:
    said = ", ".join(f"`wholefile {one}`" for one in commands) or "none: the record makes it itself"
    return f"### `{kind.name}`\n\n{kind.doc}\n\nCommand: {said}.\n\n{_field_table(kind.fields)}"


def _field_table(fields: tuple[Field, ...]) -> str:
    lines = ["| field | what | form |", "|---|---|---|"]
    for field in fields:
        name = f"`{field.name}`" if field.required else f"*`{field.name}`*"
        form = field.type.name
        if field.signer is not None:
            form = "signs" + (f": {', '.join(field.signer)}" if field.signer else "")
        lines.append(f"| {name} | {_cell(field.doc)} | {_cell(form)} |")
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Every rule: what it says, on whose authority, on which acts, and where it is kept."""
    parts = [
        "# Rules\n",
        MADE,
        "A rule refuses an act, with words that say what would make it possible, or lets it pass. Each says whether it",
        "is law, guidance or a policy of this record, so that a policy is never mistaken for law.\n",
    ]
    for one in sorted(RULES.values(), key=lambda rule: ("ANCSHIDTL".index(rule.id[0]), int(rule.id[1:]))):
        acts = "every act" if len(one.acts) > 40 else ", ".join(f"`{kind}`" for kind in one.acts)
        parts.append(
            f"### {one.id}\n\n{one.text}\n\n"
            f"- Authority ({one.kind_of_authority}): {one.authority}\n"
            f"- Asked of: {acts}\n"
            f"- Kept by: `{one.kept_by}`\n"
        )
    return "\n".join(parts).rstrip() + "\n"


def checks_table() -> str:
    """The checks of the verifier in one table; the formats page says what each believes."""
    lines = [
        "# Checks of the verifier\n",
        MADE,
        "What each reads and what it means when it fails stands in [formats/checks.md](../formats/checks.md).\n",
        "| | check | claim |",
        "|---|---|---|",
    ]
    lines += [f"| {one.number} | `{one.id}` | {_cell(one.claim)} |" for one in CHECKS]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its arguments, options and the keys of its JSON."""
    parts = [
        "# Commands\n",
        MADE,
        "`wholefile COMMAND --help` says the same. Every command that looks or records takes `--json`. A command that",
        "records an act prints these keys with it:\n",
        _keys(output.RESULT_KEYS),
        "\n## Exit codes\n",
        "| code | meaning |\n|---|---|\n"
        + "\n".join(f"| {code} | {what} |" for code, what in _exit_codes())
        + "\n",
    ]
    subject = ""
    for path, one in every_command(app):
        first = path.partition(" ")[0]
        if first != subject:
            subject = first
            top = app.get_command(click.Context(app), first)
            parts.append(f"\n## {first}\n")
            if isinstance(top, click.Group):
                parts.append(f"{top.help}\n")
        parts.append(_command(path, one))
    return "\n".join(parts).rstrip() + "\n"


def _command(path: str, one: click.Command) -> str:
    arguments = [p for p in one.params if isinstance(p, click.Argument)]
    words = " ".join(_argument(p) for p in arguments)
    lines = [f"### `wholefile {path}{' ' + words if words else ''}`\n", _plain(one.help or ""), ""]
    options = [p for p in one.params if isinstance(p, click.Option) and not _shared(p)]
    if options:
        lines += ["| option | what |", "|---|---|"]
        for option in options:
            needed = " **required**" if option.required else ""
            lines.append(f"| `{_spelled(option)}` | {_cell(option.help or '')}{needed} |")
        lines.append("")
    if path in JSON_KEYS:
        lines += ["With `--json`:\n", _keys(JSON_KEYS[path])]
    return "\n".join(lines)


def _shared(option: click.Option) -> bool:
    """Options that mean the same everywhere are said once, above."""
    return option.name in {"record_folder", "key_files", "passphrase_file", "as_json", "idempotency"} | {
        field.name for field in COMMON
    }


def _spelled(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.make_metavar(click.Context(click.Command('x')))}"


def _argument(one: click.Argument) -> str:
    name = (one.metavar or str(one.name).upper()).strip("[].")
    many = f"{name}..." if one.nargs == -1 else name
    return many if one.required else f"[{many}]"


def _plain(text: str) -> str:
    """Help as Markdown: what Click must not wrap is kept as it stands."""
    parts = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        kept = paragraph.startswith("\b")
        body = paragraph.removeprefix("\b").strip("\n")
        parts.append(f"```text\n{body}\n```" if kept else body)
    return "\n\n".join(parts)


def errors_page() -> str:
    """Every code of an error, the kind it is of, and its words."""
    parts = [
        "# Errors\n",
        MADE,
        "An error has a kind, which gives exit code and HTTP status, a code for programs, and words for people.",
        "A rule that refuses has the code `rule.` and its id; see [rules](rules.md). `...` stands for what is named.\n",
        "| kind | exit code | HTTP | meaning |",
        "|---|---|---|---|",
    ]
    for kind, code in errors.EXIT_CODE.items():
        meaning = (inspect.getdoc(kind) or "").splitlines()[0]
        parts.append(f"| {kind.__name__} | {code} | {errors.HTTP_STATUS[kind]} | {meaning} |")
    parts += ["", "| code | kind | words |", "|---|---|---|"]
    parts += [f"| `{code}` | {kind} | {_cell(words)} |" for code, kind, words in sorted(set(_raised()))]
    return "\n".join(parts) + "\n"


def _raised() -> Iterator[tuple[str, str, str]]:
    """(code, kind, words) of every error that the source raises with a code written there."""
    kinds = {kind.__name__ for kind in errors.EXIT_CODE}
    for path in sorted((ROOT / "src" / "wholefile").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or getattr(node.func, "id", None) not in kinds
                or len(node.args) < 2
            ):
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value, getattr(node.func, "id", ""), _words(node.args[1])


def _words(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(one) for one in values)
        case ast.BinOp(left=left, right=right):
            return _words(left) + _words(right)
        case _:
            return "..."


def _exit_codes() -> Iterator[tuple[int, str]]:
    yield 0, "done"
    yield 1, "a check failed: `verify`, `record check`, `audit`"
    yield 2, "wrong usage; for `verify`, something could not be read"
    for kind, code in errors.EXIT_CODE.items():
        yield code, f"{kind.__name__}: {(inspect.getdoc(kind) or '').splitlines()[0]}"
    yield 74, "a file could not be read or written"
    yield 10, "`file intake`: some files could not be read or changed meanwhile, and are not taken in"
    yield 10, "`file scrub`: only derived files are damaged; no evidence is lost, and they are made again"
    yield 130, "interrupted"
    yield 141, "whoever read the output stopped reading"


def _keys(keys: dict[str, str]) -> str:
    return (
        "| key | meaning |\n|---|---|\n"
        + "\n".join(f"| `{a}` | {_cell(b)} |" for a, b in keys.items())
        + "\n"
    )


def _cell(text: Any) -> str:
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;")


PAGES: dict[Path, Callable[[], str]] = {
    FOLDER / "acts.md": acts_page,
    FOLDER / "api.md": api_page.api_page,
    FOLDER / "rules.md": rules_page,
    FOLDER / "checks.md": checks_table,
    FOLDER / "commands.md": commands_page,
    FOLDER / "errors.md": errors_page,
    FOLDER / "files.md": files_page.files_page,
    FOLDER / "settings.md": settings_page.settings_page,
    checks_page.PAGE: checks_page.checks_page,
}


def stale() -> list[str]:
    """Pages that no longer say what the program does, or are not there."""
    return [
        str(path.relative_to(ROOT))
        for path, write in PAGES.items()
        if not path.exists() or path.read_text("utf-8") != write()
    ]


def main() -> int:
    """Write the pages, or with `--check` say which are stale."""
    if "--check" in sys.argv[1:]:
        for one in (found := stale()):
            print(f"{one}: stale; run `make docs`")
        return 1 if found else 0
    for path, write in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
