"""The form of a verb, and what it told, in the words of the action it calls."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wholefile.actions.catalogue import SUBJECTS, Verb
from wholefile.actions.files import Upload
from wholefile.actions.parameters import parameters, takes_remarks
from wholefile.actions.signing import absent
from wholefile.core.acts import COMMON
from wholefile.core.errors import NotFound
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.web.forms.fields import Instant, Words, field_for, hint_of, label_of


def verb_of(subject: str, verb: str) -> Verb:
    """The verb under these two names. Raises NotFound."""
    found = SUBJECTS[subject].verbs.get(verb) if subject in SUBJECTS else None
    if found is None:
        raise NotFound("page.missing", "There is no such page.")
    return found


def form_of(verb: Verb, db: Database, sight: Sight, *, everybody: bool = False) -> type[forms.Form]:
    """The form class of a verb: what the act is about, who signs, how it was, and what any act may carry.

    `everybody`: where a person is asked for, those without a role can be chosen too.
    """
    choices = partial(people, db, sight, everybody=everybody)
    fields: dict[str, forms.Field] = {
        one.name: field_for(verb.kind, one, choices) for one in parameters(verb.action)
    }
    if takes_remarks(verb.action):
        fields |= {one.name: _remark(one.name, hint_of(one)) for one in COMMON}
    return type("ActForm", (forms.Form,), fields)


def people(db: Database, sight: Sight, *, everybody: bool = False) -> list[tuple[str, str]]:
    """Everybody who holds a role everywhere or in a case that is in sight, by name; or everybody there is.

    Whoever grants roles chooses among everybody: a newcomer holds none yet, and who manages roles sees no case.
    """
    known = db.rows("person")
    if not everybody:
        dockets = sight.only_dockets
        holding = {
            one.person
            for one in db.rows("role_grant", ended_seq=None)
            if not one.docket or dockets is None or one.docket in dockets
        }
        known = [one for one in known if one.person in holding]
    rows = sorted((one.name, one.person, one.agency) for one in known)
    return [(person, f"{name}, {agency} ({person})") for name, person, agency in rows]


@contextmanager
def call_of(verb: Verb, record: Any, cleaned: Mapping[str, Any]) -> Iterator[Callable[[], Any]]:
    """The action as a call, with what the form says and with absent signers; files lie ready inside the block."""
    with tempfile.TemporaryDirectory(prefix="wholefile-upload-") as folder:
        told = dict(_told(verb, cleaned, Path(folder)))
        yield lambda: verb.action(record, **told)


def plain(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, kept so that it can be filled in again; files are not."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in cleaned.items()
        if value not in (None, "", []) and not _has_files(value)
    }


def _told(verb: Verb, cleaned: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, Any]]:
    signing = {one.name for one in parameters(verb.action) if one.signs}
    required = {one.name for one in parameters(verb.action) if one.required}
    for name, value in cleaned.items():
        if value in (None, "") or (value == [] and name not in required):
            continue
        if name in signing:
            yield name, absent(value)
        elif _has_files(value):
            yield name, [_laid_down(one, folder / str(number)) for number, one in enumerate(value)]
        else:
            yield name, value.isoformat() if isinstance(value, date) else value


def _has_files(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], UploadedFile)


def _laid_down(sent: UploadedFile[Any], path: Path) -> Upload:
    with path.open("wb") as target:
        for chunk in sent.chunks():
            target.write(chunk)
    return Upload(str(sent.name), path)


def _remark(name: str, hint: str) -> forms.Field:
    common: dict[str, Any] = {"label": label_of(name), "required": False, "help_text": hint}
    if name == "occurred_at":
        return Instant(**common)
    if name == "corrects":
        return forms.IntegerField(**common)
    return Words(**common) if name == "note" else forms.CharField(**common)
