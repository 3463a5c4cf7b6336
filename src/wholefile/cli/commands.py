"""A command for every action, made from the action's own signature and the vocabulary's words.

An action takes the record, plain values, signers and files by name, so its command needs no code of its own: what comes
first is an argument, what has a name is an option, each with the help text of the field it fills. Signers come from
`--key`, in the order of the action's signer parameters.
"""

from __future__ import annotations

import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from wholefile.actions.catalogue import Subject, Verb
from wholefile.actions.files import Upload
from wholefile.actions.parameters import Parameter, parameters, takes_remarks
from wholefile.cli.context import json_option, key_options, need, opened, record_option, signers
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_result
from wholefile.core.acts import COMMON, kind_of
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid

_KEY_WITH_HYPHEN = re.compile(r"-[A-Za-z0-9_-]{42}")  # a key's number that looks like an option
_DOCKETS = ("docket", "other", "dockets")


class ActCommand(click.Command):
    """A command that records acts, of the `kinds` it names."""

    def __init__(self, *args: Any, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.kinds = kinds

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; the number of a key may begin with a hyphen, and is no option all the same."""
        if any(isinstance(one, click.Argument) and one.name == "key" for one in self.params):
            keys = [one for one in args if _KEY_WITH_HYPHEN.fullmatch(one)]
            args = [*(one for one in args if one not in keys), *(["--", *keys] if keys else [])]
        return super().parse_args(ctx, args)


def command(name: str, verb: Verb) -> click.Command:
    """The command line of an action."""
    given = parameters(verb.action)
    parts = [one.name for one in given if one.signs]
    params: list[click.Parameter] = [_parameter(verb.kind, one) for one in given if not one.signs]
    if takes_remarks(verb.action):
        params += _remarks()
    params += [record_option(), *key_options(), json_option()]

    def call(**values: Any) -> None:
        record = opened(values.pop("record_folder"))
        found = signers(record, values.pop("key_files"), values.pop("passphrase_file"))
        as_json = values.pop("as_json")
        told = {key: _value(key, value) for key, value in values.items() if value is not None and value != ()}
        people = need(found, parts)
        _check_present(given, {**told, **people})
        print_result(record, verb.action(record, **told, **people), as_json=as_json)

    return ActCommand(
        name,
        kinds=(verb.kind,),
        params=params,
        callback=call,
        help=_help(verb, [one for one in given if one.signs]),
        short_help=_doc(verb),
    )


def group(subject: Subject, *more: click.Command) -> click.Group:
    """A subject's commands under one name."""
    made = {name: command(name, verb) for name, verb in subject.verbs.items()}
    return Listing(
        help=subject.about, commands={**made, **{str(one.name): one for one in more}}, no_args_is_help=True
    )


def kinds_of_commands(top: click.Command | None = None) -> dict[str, list[str]]:
    """Kinds of acts by name, each with the commands that record it: `item.received` by `item receive`."""
    from wholefile.cli.main import app

    found: dict[str, list[str]] = {}
    for path, one in every_command(top or app):
        for kind in getattr(one, "kinds", ()):
            found.setdefault(kind, []).append(path)
    return found


def every_command(top: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with the words that call it, in the order in which help lists them."""
    if not isinstance(top, click.Group):
        yield path, top
        return
    context = click.Context(top, info_name=path)
    for name in top.list_commands(context):
        one = top.get_command(context, name)
        if one is not None:
            yield from every_command(one, f"{path} {name}".strip())


def signer_lines(kind: str, given: Sequence[Parameter]) -> list[str]:
    """Who signs, in the order of `--key`: what they do in the act, and in which roles they may."""
    fields = kind_of(kind).signers
    named = {field.name: field for field in fields}
    lines = []
    for number, one in enumerate(given, 1):
        field = named.get(one.name) or (fields[0] if len(fields) == 1 else None)
        words = field.doc.removesuffix("; signs too") if field else one.name.replace("_", " ")
        roles = f" ({', '.join(field.signer)})" if field and field.signer else ""
        when = "" if one.required else " - when there is one"
        lines.append(f"{number}. {words}{roles}{when}")
    return lines


def _doc(verb: Verb) -> str:
    first = (inspect.getdoc(verb.action) or kind_of(verb.kind).doc).splitlines()[0]
    return first.replace("; returns", "; prints")


def _help(verb: Verb, parts: list[Parameter]) -> str:
    said = inspect.getdoc(verb.action) or ""
    more = [one for one in said.split("\n\n")[1:] if "Raises" not in one and "eturns" not in one]
    signed = "\n\n\b\nSigned with --key, in this order:\n" + "\n".join(
        f"  {line}"
        for one in signer_lines(verb.kind, parts)
        for line in textwrap.wrap(one, 74, subsequent_indent="   ")
    )
    return "\n\n".join([_doc(verb), *more, f"Records {verb.kind}."]) + (signed if parts else "")


def _field_help(kind: str, name: str) -> str:
    fields = {field.name: field for field in kind_of(kind).all_fields}
    extra = {
        "uploads": "files to attach",
        "as_printed": "the number as the court or agency prints it",
        "scanned": "vouchers as scanned",
        "parts": "DESCRIPTION=QUANTITY, once per part",
        "items": "the items; absent means all it is about",
        "known_from": "first day the State knew, if earlier than the record shows",
    }
    field = fields.get(name)
    if field is None:
        return extra.get(name, name.replace("_", " "))
    words = field.type.spec.get("words") or field.type.spec.get("of", {}).get("words")
    return field.doc + (f" ({', '.join(words)})" if words else "")


# What stands for a value in help, where the vocabulary says more than that it is text.
_METAVARS = {"day": "YYYY-MM-DD", "docket number": "DOCKET", "person id, P-1": "PERSON"}


def _metavar(kind: str, name: str) -> str | None:
    """How a value is written, in a word."""
    field = {one.name: one for one in kind_of(kind).all_fields}.get(name)
    if field is None:
        return None
    form = field.type.name.removeprefix("list of ")
    return "VOUCHER" if form.startswith("voucher number") else _METAVARS.get(form)


def _parameter(kind: str, one: Parameter) -> click.Parameter:
    """Positional parameters of an action are arguments, the others options; a list is repeated."""
    if not one.named:
        return click.Argument(
            [one.name], nargs=-1 if one.many else 1, required=one.required, type=_type(one.form)
        )
    flag = one.form == "flag"
    names = [f"--{one.name.replace('_', '-')}" + (f"/--no-{one.name.replace('_', '-')}" if flag else "")]
    return click.Option(
        [*names, one.name] if one.name.isidentifier() else names,
        multiple=one.many,
        required=one.required and not flag,
        default=False if flag and one.required else None,
        type=bool if flag else _type(one.form),
        metavar=None if flag else _metavar(kind, one.name),
        help=_field_help(kind, one.name) + ("; repeat it for more" if one.many else ""),
    )


def _type(form: str) -> Any:
    """How a value is read from the command line."""
    types = {"file": click.Path(path_type=Path), "part": Part(), "pair": Pair(), "object": JsonObject()}
    return types.get(form, int if form == "number" else str)


class Pair(click.ParamType[Any]):
    """KIND=VALUE, for example headstamp=FC-9MM."""

    name = "kind=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """An identifier as the vocabulary has it."""
        kind, sign, rest = str(value).partition("=")
        if not sign or not kind or not rest:
            self.fail("give it as KIND=VALUE, for example serial=A12345", param, ctx)
        return {"kind": kind.strip(), "value": rest.strip()}


class Part(click.ParamType[Any]):
    """DESCRIPTION=QUANTITY, for example "six rounds"=6."""

    name = "description=quantity"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A part of a split."""
        words, sign, quantity = str(value).rpartition("=")
        if not sign or not quantity.isdecimal():
            self.fail('give it as DESCRIPTION=QUANTITY, for example "six rounds"=6', param, ctx)
        return words, int(quantity)


class JsonObject(click.ParamType[Any]):
    """A small object as JSON."""

    name = "json"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The object."""
        try:
            found = json.loads(value)
        except ValueError:
            self.fail("is not JSON", param, ctx)
        return found


class Instant(click.ParamType[Any]):
    """A moment as 2026-11-23T14:05 with an offset or Z; without one it is UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Milliseconds since 1970, UTC."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail("give a time as 2026-11-23T14:05Z", param, ctx)
        offset = "" if moment.tzinfo else "+00:00"
        return int(datetime.fromisoformat(moment.isoformat() + offset).timestamp() * 1000)


def _remarks() -> list[click.Parameter]:
    """What any act may carry, and the key by which a repeated command is recognised."""
    types = {"occurred_at": Instant(), "corrects": int}
    options: list[click.Parameter] = [
        click.Option(
            [f"--{one.name.replace('_', '-')}", one.name], type=types.get(one.name, str), help=one.doc
        )
        for one in COMMON
    ]
    said = "Say the same word again to repeat this command safely."
    return [*options, click.Option(["--idempotency"], help=said)]


def _value(name: str, value: Any) -> Any:
    """Dockets get their one spelling, paths become uploads, tuples become lists."""
    if name in _DOCKETS:
        return spell_docket(value) if isinstance(value, str) else [spell_docket(one) for one in value]
    if isinstance(value, tuple):
        return [Upload(one.name, one) if isinstance(one, Path) else one for one in value]
    return value


def _check_present(given: Sequence[Parameter], told: Mapping[str, Any]) -> None:
    """Everything the action cannot do without is there. Raises Invalid naming what is missing."""
    for one in given:
        if one.required and one.name not in told:
            part = "--key" if one.signs else "a value"
            raise Invalid("command.missing", f"This needs {part} for: {one.name.replace('_', ' ')}.")
