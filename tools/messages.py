"""Gather what pages say into the Spanish catalogue, and compile it: `make messages`.

Most messages stand in templates and Python, where gettext finds them. The words of the vocabulary and what errors say
are looked up as they are shown (a field's name, what a kind of act means), so gettext cannot see them: they are written
into a module for as long as gettext reads, and their translations stay in the catalogue like all others.

Needs GNU gettext.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import compilemessages, makemessages

from wholefile.actions.catalogue import SUBJECTS
from wholefile.core import errors
from wholefile.core.acts import KINDS
from wholefile.core.acts.schema import Field
from wholefile.verify import CHECKS

PAGES = Path(__file__).parents[1] / "src/wholefile/web"
CATALOGUE = PAGES / "locale/es/LC_MESSAGES/django.po"
SOURCES = PAGES.parent
# Whose errors a page tells.
TELLING = (
    "actions",
    "showing",
    *(f"web/{part}" for part in ("accounts", "forms", "labels", "pages", "portal", "signing")),
)
# Other names under which pages import gettext's functions.
_NAMES = ("noop", "lazily", "later")
_CHANGING = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To):.*\n', re.MULTILINE)


def vocabulary() -> list[str]:
    """What pages show of the vocabulary: kinds and fields, what they mean, words of choices; and claims of checks."""
    found: dict[str, None] = dict.fromkeys(one.about for one in SUBJECTS.values())
    found |= dict.fromkeys(check.claim for check in CHECKS)
    for kind in KINDS.values():
        found |= dict.fromkeys((kind.name, kind.doc))
        for field in kind.all_fields:
            found |= dict.fromkeys((field.name.replace("_", " "), field.doc, *_choices(field)))
    return sorted(one for one in found if one)


def _choices(field: Field) -> Iterator[str]:
    spec = field.type.spec
    member = spec.get("of", spec)
    if member.get("type") == "code":
        yield from member["words"]


def refusals() -> list[str]:
    """What errors say where it is always the same: at most that can be translated without its facts."""
    names = {name for name, one in vars(errors).items() if isinstance(one, type)}
    paths = sorted(path for folder in TELLING for path in (SOURCES / folder).rglob("*.py"))
    found = {said for path in paths for said in _said(ast.parse(path.read_text(encoding="utf-8")), names)}
    return sorted(found)


def _said(tree: ast.AST, names: set[str]) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names:
            for given in call.args[1:2]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


class Gathering(makemessages.Command):
    """Django's own, that knows the names under which pages import gettext's functions."""

    xgettext_options = makemessages.Command.xgettext_options + [f"--keyword={name}" for name in _NAMES]


@contextlib.contextmanager
def seen_by_gettext(words: list[str]) -> Iterator[None]:
    """The words as a module among the pages, gone again afterwards."""
    module = PAGES / "vocabulary_words.py"
    module.write_text("\n".join(f"_({one!r})" for one in words) + "\n", encoding="utf-8")
    try:
        yield
    finally:
        module.unlink()


def main() -> int:
    """Gather, and compile. What has no Spanish yet stands in the catalogue with an empty msgstr."""
    if not all(map(shutil.which, ("xgettext", "msgmerge", "msgfmt"))):
        print("GNU gettext is missing: install the package gettext", file=sys.stderr)
        return 1
    if not settings.configured:
        settings.configure()
    os.chdir(PAGES)
    with seen_by_gettext([*vocabulary(), *refusals()]):
        call_command(
            Gathering(),
            locale=["es"],
            extensions=["py", "html"],
            no_location=True,
            no_wrap=True,
            no_obsolete=True,
        )
    CATALOGUE.write_text(_CHANGING.sub("", CATALOGUE.read_text(encoding="utf-8")), encoding="utf-8")
    call_command(compilemessages.Command(), locale=["es"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
