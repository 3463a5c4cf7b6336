"""What an action asks for, read off its own signature, so that commands, pages and other systems ask for the same.

An action takes the record, plain values, signers and files by name. What is positional says what the act is about, what
has a name says how. A `Signer` is a person who signs, and no value that anybody types.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing an action asks for: `written` is its type as in the source; `named` is False for what comes first."""

    name: str
    written: str
    required: bool
    named: bool

    @property
    def signs(self) -> bool:
        """Whether it is a person who signs."""
        return "Signer" in self.written

    @property
    def many(self) -> bool:
        """Whether it is a list."""
        return self.written.startswith(("Sequence", "list"))

    @property
    def form(self) -> str:
        """How one value is written: text, number, flag, file, part, pair or object."""
        if "Upload" in self.written:
            return "file"
        if "tuple[str, int]" in self.written:
            return "part"
        if "Mapping[str, str]" in self.written:
            return "pair"
        if "dict[" in self.written:
            return "object"
        if self.written.startswith("bool"):
            return "flag"
        return "number" if "int" in self.written else "text"


def parameters(action: Callable[..., Any]) -> list[Parameter]:
    """What an action asks for, in its order; the record and the remarks that any act may carry are left out."""
    return [
        Parameter(
            one.name,
            _written(one),
            one.default is one.empty,
            one.kind is not one.POSITIONAL_OR_KEYWORD,
        )
        for one in inspect.signature(action, eval_str=False).parameters.values()
        if one.name != "record" and one.kind is not one.VAR_KEYWORD
    ]


def takes_remarks(action: Callable[..., Any]) -> bool:
    """Whether the action takes what any act may carry: when it happened, why it is late, what it corrects, a note."""
    return any(one.kind is one.VAR_KEYWORD for one in inspect.signature(action).parameters.values())


def _written(one: inspect.Parameter) -> str:
    """The type of a parameter as it is written in the source, whether kept as text or as an object."""
    if isinstance(one.annotation, type) and not hasattr(one.annotation, "__args__"):
        return one.annotation.__name__
    return str(one.annotation).replace("collections.abc.", "").replace("typing.", "")
