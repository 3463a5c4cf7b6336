"""A form field for everything an action can ask for, with the vocabulary's own words as its label and hint.

What is written in a field becomes exactly what the action takes; whether it is allowed is for the rules to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wholefile.actions.parameters import Parameter
from wholefile.core.acts import kind_of
from wholefile.core.acts.schema import Field
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid

_APART = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,18}))?", re.ASCII)
_MOST_NUMBERS = 10_000
DOCKETS = ("docket", "other", "dockets")
_LONG = 300  # characters from which a text gets a box of several lines


class Words(forms.CharField):
    """Text of any number of lines. A browser ends a line with a carriage return too, which no act may hold."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text with the line ends of a body."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class Day(forms.DateField):
    """A day, chosen from the browser's calendar or written YYYY-MM-DD alone: 03/02 is two days to two courts."""

    widget = forms.DateInput(attrs={"type": "date"})
    input_formats = ("%Y-%m-%d",)


class Vouchers(forms.Field):
    """Numbers as they are scanned or typed: one a line, or between commas."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        """The numbers, each once, in their order."""
        return list(dict.fromkeys(one for one in _APART.split(str(value or "")) if one))

    def prepare_value(self, value: Any) -> Any:
        """One number a line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class Numbers(forms.Field):
    """Whole numbers between commas or spaces, and whole ranges of them: 1-5, 7."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> list[Any]:
        """The numbers, each once, in their order. Raises ValidationError for what is none, and for too many."""
        found: dict[int, None] = {}
        for one in filter(None, _APART.split(str(value or ""))):
            told = _RANGE.fullmatch(one)
            first, last = (int(told[1]), int(told[2] or told[1])) if told else (1, 0)
            if last < first or last - first >= _MOST_NUMBERS - len(found):
                raise forms.ValidationError(
                    _("Write %(text)s as numbers, for example 1-5, 7."), params={"text": one[:40]}
                )
            found |= dict.fromkeys(range(first, last + 1))
        return list(found)

    def prepare_value(self, value: Any) -> Any:
        """The numbers between commas."""
        return ", ".join(str(one) for one in value) if isinstance(value, list | tuple) else value


class Lines(forms.Field):
    """Texts, one a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [one.strip() for one in str(value or "").splitlines() if one.strip()]

    def prepare_value(self, value: Any) -> Any:
        """One text a line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class Pairs(Lines):
    """`kind=value`, one a line, as for the marks on a thing."""

    def to_python(self, value: Any) -> list[Any]:
        """The pairs. Raises ValidationError for a line of another form."""
        found = []
        for one in super().to_python(value):
            kind, sign, rest = one.partition("=")
            if not sign or not kind.strip() or not rest.strip():
                raise forms.ValidationError(
                    _("Write %(line)s as kind=value, for example serial=A12345."), params={"line": one}
                )
            found.append({"kind": kind.strip(), "value": rest.strip()})
        return found


class Parts(Lines):
    """`description=quantity`, one a line, as for the parts of a division."""

    def to_python(self, value: Any) -> list[Any]:
        """The parts. Raises ValidationError for a line of another form."""
        found = []
        for one in super().to_python(value):
            words, sign, quantity = one.rpartition("=")
            if not sign or not quantity.strip().isdecimal():
                raise forms.ValidationError(
                    _("Write %(line)s as description=quantity, for example six rounds=6."),
                    params={"line": one},
                )
            found.append((words.strip(), int(quantity)))
        return found


class Given(forms.Field):
    """An object in JSON, for the few things that have parts of their own; the vocabulary says which parts."""

    widget = forms.Textarea

    def __init__(self, *, known: Field | None = None, **common: Any) -> None:
        super().__init__(**common)
        self._known = known

    def to_python(self, value: Any) -> Any:
        """The object. Raises ValidationError."""
        if not value:
            return None
        try:
            given = json.loads(value)
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This is not JSON.")) from None
        if self._known is not None and (why := self._known.type.refuse(given)):
            raise forms.ValidationError(f"{self.label} {why}.")
        return given


class Docket(forms.Field):
    """A docket number as somebody writes it."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """The number in its one spelling. Raises ValidationError."""
        if not value:
            return None
        try:
            return spell_docket(str(value))
        except Invalid as error:
            raise forms.ValidationError(_(error.message)) from None


class Instant(forms.DateTimeField):
    """A moment; without a zone it is UTC."""

    def clean(self, value: Any) -> Any:
        """Milliseconds since 1970, UTC."""
        moment = super().clean(value)
        return None if moment is None else int(moment.timestamp() * 1000)


class Files(forms.FileField):
    """Any number of files."""

    widget = type("ManyFiles", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files as they came."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"])
        return [super(Files, self).clean(one, initial) for one in given]


def field_for(kind: str, one: Parameter, people: Callable[[], list[tuple[str, str]]]) -> forms.Field:
    """The form field for what an action asks for. `people` gives the choices where a person is asked for."""
    known = {field.name: field for field in kind_of(kind).all_fields}.get(one.name)
    common: dict[str, Any] = {
        "label": label_of(one.name),
        "required": one.required and one.form != "flag",
        "help_text": hint_of(known),
    }
    if one.signs:
        return forms.ChoiceField(choices=lambda: [("", ""), *people()], **common)
    return _written(one, known, people, common)


def label_of(name: str) -> str:
    """What a field is called on a page."""
    words = _(name.replace("_", " "))
    return words[:1].upper() + words[1:]


def hint_of(known: Field | None) -> str:
    """What the vocabulary says about a field."""
    return _(known.doc) if known else ""


def _written(
    one: Parameter,
    known: Field | None,
    people: Callable[[], list[tuple[str, str]]],
    common: Mapping[str, Any],
) -> forms.Field:
    spec: Mapping[str, Any] = known.type.spec if known else {}
    member = spec.get("of", spec) if one.many else spec
    form = "numbers" if one.many and one.form == "number" else one.form
    if form in _BY_FORM or form == "object":
        return _BY_FORM[form](**common) if form in _BY_FORM else Given(known=known, **common)
    if member.get("type") == "code":
        words = [(word, _(word)) for word in member["words"]]
        if one.many:
            return forms.MultipleChoiceField(choices=words, widget=forms.CheckboxSelectMultiple, **common)
        return forms.ChoiceField(choices=[*([] if one.required else [("", "")]), *words], **common)
    if one.many:
        return (Lines if member.get("type") in ("line", "text") else Vouchers)(**common)
    if member.get("name", "").startswith("person id"):
        return forms.ChoiceField(choices=lambda: [("", ""), *people()], **common)
    if one.name in DOCKETS or member.get("type") == "docket":
        return Docket(**common)
    if member.get("type") == "day":
        return Day(**common)
    long = member.get("type") == "text" or member.get("limit", 0) > _LONG
    return Words(**common) if long else forms.CharField(**common)


_BY_FORM: Mapping[str, Callable[..., forms.Field]] = {
    "file": Files,
    "part": Parts,
    "pair": Pairs,
    "flag": forms.BooleanField,
    "number": forms.IntegerField,
    "numbers": Numbers,
}
