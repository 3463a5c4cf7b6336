"""What may be sent and what comes back, made from the vocabulary of acts and from the words of the views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from wholefile.actions.catalogue import Verb
from wholefile.actions.parameters import Parameter, parameters, takes_remarks
from wholefile.core.acts import COMMON, kind_of
from wholefile.core.acts.schema import MAX_INTEGER
from wholefile.core.acts.schema import Field as Told

PERSON = r"^P-[1-9][0-9]{0,8}$"
PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"  # no controls but tab and line feed
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LONGEST_DOCKET = 100
_LONGEST_TEXT = 12_000
_LARGEST_FILE = 3 << 20  # bytes; what is larger goes by a page or a command
_STRICT = ConfigDict(extra="forbid", strict=True)


class Shape(BaseModel):
    """Something that is sent: exactly these names, and no value that would have to be guessed."""

    model_config = _STRICT


class File(Shape):
    """A small file; larger ones go by the pages or the command line."""

    name: Annotated[str, Field(min_length=1, max_length=255, pattern=ONE_LINE)]
    base64: Annotated[str, Field(max_length=_LARGEST_FILE * 4 // 3 + 4, pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Part(Shape):
    """A part of a thing that is divided."""

    description: Annotated[str, Field(min_length=1, max_length=_LONGEST_TEXT, pattern=PLAIN)]
    quantity: Annotated[int, Field(ge=1, le=MAX_INTEGER)]


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: Annotated[
        str, Field(description="what would make the thing possible, safe to show to whoever asked")
    ]
    code: Annotated[str, Field(description="stable, for programs; docs/reference/errors.md has them all")]


def answer(name: str, words: Mapping[str, str]) -> type[BaseModel]:
    """The form of an answer from its keys and what each of them says."""
    fields: dict[str, Any] = {key: (Any, Field(description=said)) for key, said in words.items()}
    made: type[BaseModel] = create_model(name, **fields)
    return made


def asked_for(name: str, verb: Verb) -> type[BaseModel]:
    """What is sent to prepare an act of this verb."""
    known = {one.name: one for one in kind_of(verb.kind).all_fields}
    fields: dict[str, Any] = {one.name: _field(one, known.get(one.name)) for one in parameters(verb.action)}
    if takes_remarks(verb.action):
        fields |= {
            one.name: (_of_spec(one.type.spec) | None, Field(None, description=one.doc)) for one in COMMON
        }
    made: type[BaseModel] = create_model(name, __config__=_STRICT, **fields)
    return made


def _field(one: Parameter, known: Told | None) -> tuple[Any, Any]:
    said = known.doc if known else one.name.replace("_", " ")
    if one.signs:
        said = f"{said} A person, who signs."
    kind = _written(one, known.type.spec if known else {})
    if one.required:
        return kind, Field(description=said)
    return kind | None, Field(None, description=said)


def _written(one: Parameter, spec: Mapping[str, Any]) -> Any:
    if one.signs:
        return Annotated[str, Field(pattern=PERSON)]
    if one.form == "file":
        return Annotated[list[File], Field(min_length=1, max_length=50)]
    if one.form == "part":
        return Annotated[list[Part], Field(min_length=1, max_length=500)]
    if spec:
        return _of_spec(spec)
    leaf: Any = int if one.form == "number" else Annotated[str, Field(max_length=300, pattern=ONE_LINE)]
    return Annotated[list[leaf], Field(max_length=500)] if one.many else leaf


def _of_spec(spec: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - one line for each type of the vocabulary
    kind = spec["type"]
    if kind == "list":
        return Annotated[list[_of_spec(spec["of"])], Field(min_length=spec["least"], max_length=spec["most"])]  # type: ignore[misc]
    if kind == "record":
        return _record(spec["fields"])
    if kind == "code":
        return Literal[tuple(spec["words"])]
    if kind == "integer":
        return Annotated[int, Field(ge=spec["low"], le=spec["high"])]
    if kind == "flag":
        return bool
    if kind == "pattern":
        return Annotated[str, Field(pattern=f"^(?:{spec['expression']})$")]
    if kind == "day":
        return Annotated[str, Field(pattern=_DAY)]
    if kind == "docket":
        return Annotated[str, Field(min_length=1, max_length=_LONGEST_DOCKET, pattern=ONE_LINE)]
    if kind in ("line", "text"):
        fits = ONE_LINE if kind == "line" else PLAIN
        return Annotated[str, Field(min_length=1, max_length=spec["limit"], pattern=fits)]
    return Annotated[str, Field(max_length=_LONGEST_TEXT, pattern=PLAIN)]


def _record(fields: Mapping[str, Mapping[str, Any]]) -> Any:
    told: dict[str, Any] = {
        name: (
            _of_spec(spec) if spec["required"] else _of_spec(spec) | None,
            ... if spec["required"] else None,
        )
        for name, spec in fields.items()
    }
    return create_model("Parts_" + "_".join(fields), __config__=_STRICT, **told)
