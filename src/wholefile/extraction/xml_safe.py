"""XML from strangers, as a row of events: the one way in which anything here parses it.

Expat reads it as a stream. There is no tree, so no depth is too deep and memory does not grow with the file. A
declaration of an entity ends the reading before the entity can be used, whatever the encoding it is written in, so
nothing is ever expanded; external files are never opened and the network is never asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

START, END, TEXT = "start", "end", "text"
_BLOCK = 1 << 18
_SEPARATOR = "\x1f"
_MOST_NAMES = 10_000  # a hostile file may use a new one each time


class Unsafe(Exception):
    """The XML declares entities: no office file needs that, and attacks do."""


class Broken(Exception):
    """It is no well-formed XML from here on; what came before stands."""


class Event(NamedTuple):
    """A start or end of an element (`name`), or text (`name` is the text)."""

    sort: str
    name: str
    attributes: Mapping[str, str] = {}


def events(content: bytes | BinaryIO | Iterable[bytes], prefixes: Mapping[str, str]) -> Iterator[Event]:
    """The events of an XML file in order.

    Names are `prefix:local` for the namespaces that `prefixes` maps from their addresses, and the bare local name for
    all other elements. Attributes without a namespace have bare names; those of an unknown one are `?:local`, so that
    no stranger stands in for them. Raises Unsafe at a declaration of an entity, Broken
    where it is no longer well-formed.
    """
    found: list[Event] = []
    parser = expat.ParserCreate(None, _SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    names = _Names(prefixes, "")
    attribute_names = _Names(prefixes, "?:")
    ends: dict[str, Event] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        told = (
            {attribute_names[key]: value for key, value in attributes.items()} if attributes else attributes
        )
        found.append(Event(START, names[name], told))

    def end(name: str) -> None:
        event = ends.get(name)
        if event is None:
            event = Event(END, names[name])
            if len(ends) < _MOST_NAMES:
                ends[name] = event
        found.append(event)

    def entity(*_: object) -> None:
        raise Unsafe("It declares entities, which are never expanded here.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: found.append(Event(TEXT, text))
    parser.EntityDeclHandler = entity
    for block, last in _blocks(content):
        fault: Exception | None = None
        try:
            parser.Parse(block, last)
        except expat.ExpatError as error:
            fault = Broken(f"line {error.lineno}: {expat.ErrorString(error.code)}")
        except (ValueError, LookupError, UnicodeError) as error:  # an encoding that Python does not know
            fault = Broken(str(error))
        except Unsafe as error:
            fault = error
        if fault is not None:
            parser.buffer_text = False  # lets go of the text that it still holds
            yield from found
            raise fault
        yield from found
        found.clear()


class _Names(dict[str, str]):
    """Names with short prefixes, by their full names; worked out once each."""

    def __init__(self, prefixes: Mapping[str, str], unknown: str) -> None:
        super().__init__()
        self._prefixes, self._unknown = prefixes, unknown

    def __missing__(self, full: str) -> str:
        address, _, local = full.rpartition(_SEPARATOR)
        prefix = self._prefixes.get(address, "")
        short = f"{prefix}:{local}" if prefix else (self._unknown if address else "") + local
        if len(self) < _MOST_NAMES:
            self[full] = short
        return short


def _blocks(content: bytes | BinaryIO | Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    if isinstance(content, bytes):
        for at in range(0, len(content), _BLOCK):
            yield content[at : at + _BLOCK], False
    elif hasattr(content, "read"):
        while block := content.read(_BLOCK):
            yield block, False
    else:
        for block in content:
            yield block, False
    yield b"", True
