"""What a reader says, on its way out of the sandbox: counted, bounded, and in order."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from wholefile.extraction import frames
from wholefile.extraction.contract import (
    DAMAGED,
    MEMBER_KINDS,
    MOST_DEPTH,
    MOST_HELD,
    MOST_LAYERS,
    MOST_MAPS,
    MOST_PATH,
    PARTIAL,
    READ,
    SAID_INSIDE,
    TRUNCATED,
    Layer,
    LimitReached,
    Limits,
    memory_of,
)

_SHOWN = 1_000  # characters of a reason or of the words of a flag
_MOST_FLAGS = 1_000
_MOST_TROUBLES = 1_000
_MOST_BITS = 1_000  # of a number; longer ones cannot be read back everywhere
_LEFT_OUT: dict[str, Any] = {"left_out": "What the container says of it is too long to keep."}


class Output:
    """Everything that one run says. Invariant: nothing beyond the limits leaves, and what stopped it is said.

    `status` only ever gets worse, in the order of `contract.SAID_INSIDE`.
    """

    def __init__(self, stream: BinaryIO, size: int, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._ceiling = limits.ceiling(size)
        self._members = 0
        self._produced = 0
        self._characters = 0
        self._layers = 0
        self._maps = 0
        self._held = 0
        self.facts: dict[str, Any] = {}
        self.flags: list[dict[str, Any]] = []
        self.troubles: list[dict[str, str]] = []
        self.wants: list[str] = []
        self.opinions: list[dict[str, Any]] = []
        self.kind = ""
        self.media_type = ""
        self.failed: str | None = None

    @property
    def status(self) -> str:
        """The worst of the troubles, or `read`."""
        return max((one["status"] for one in self.troubles), key=SAID_INSIDE.index, default=READ)

    def fact(self, name: str, value: Any) -> None:
        """A fact about the file; None and empty values are left out, a name said twice keeps the first value."""
        if value not in (None, "", [], {}) and name not in self.facts:
            self.facts[name] = value

    def flag(self, code: str, words: str, **where: Any) -> None:
        """Something that a person should look at: `failed redaction`, `types disagree`, `hidden text`."""
        if len(self.flags) < _MOST_FLAGS:
            self.flags.append({"code": code, "words": words[:_SHOWN], **where})

    def trouble(self, status: str, reason: str) -> None:
        """What could not be read, and why; the run goes on."""
        if status not in SAID_INSIDE:
            raise ValueError(f"{status} is no status a reader may say")
        told = {"status": status, "reason": reason[:_SHOWN]}
        if len(self.troubles) < _MOST_TROUBLES:
            self.troubles.append(told)
        elif SAID_INSIDE.index(status) > SAID_INSIDE.index(self.status):
            self.troubles[-1] = told

    def want(self, extractor: str) -> None:
        """Another extractor should look at this file too: `ocr` for pages without text, `speech` for sound."""
        if extractor not in self.wants:
            self.wants.append(extractor)

    def member(
        self,
        path: bytes,
        content: bytes | Iterable[bytes] | BinaryIO | None,
        *,
        method: str,
        kind: str = "file",
        facts: Mapping[str, Any] | None = None,
        deleted: bool = False,
        target: bytes | None = None,
    ) -> bool:
        """A thing inside the file, under its path there, byte for byte; True when all its bytes left.

        `content` is None for what has no bytes of its own (folder, link, device) or whose bytes cannot be read
        (kind `unreadable`, with `facts["reason"]`). An error while its bytes are read ends the member as incomplete
        and is a trouble, not the end of the run. `facts` are times, sizes and digests as the container says them.
        Raises LimitReached, after the member was ended as incomplete.
        """
        if kind not in MEMBER_KINDS or (kind == "file") != (content is not None):
            raise ValueError("a file has content, and nothing else has")
        if not self._limits.members:
            raise LimitReached(
                "its members lie deeper than files are followed, or those before it used up the limit"
            )
        if self._members >= self._limits.members:
            raise LimitReached(f"it has more than {self._limits.members:,} members")
        self._members += 1
        told = {
            "path": base64.b64encode(path[:MOST_PATH]).decode(),
            "kind": kind,
            "method": method,
            "deleted": deleted,
            "facts": plain(dict(facts or {})),
        }
        if target is not None:
            told["target"] = base64.b64encode(target[:MOST_PATH]).decode()
        letter = frames.LISTED if content is None else frames.MEMBER
        frames.write(self._stream, letter, self._about_member(told, path, frames.CAPS[letter]))
        return content is not None and self._bytes_of(content, path)

    def _about_member(self, told: dict[str, Any], path: bytes, most: int) -> bytes:
        """The words about a member, its facts left out where they are too long. Raises LimitReached."""
        said = _json(told)
        if len(said) > most:
            self.trouble(
                PARTIAL, f"{path[-200:].decode('utf-8', 'backslashreplace')}: {_LEFT_OUT['left_out']}"
            )
            reason = str(told["facts"].get("reason", ""))[:_SHOWN]
            said = _json({**told, "facts": {**_LEFT_OUT, **({"reason": reason} if reason else {})}})
        self._held += memory_of(said)
        if self._held > MOST_HELD:
            raise LimitReached("it says more of its members than can be kept")
        return said

    def layer(self, layer: Layer) -> None:
        """A text layer. Lone surrogates cannot be stored and become U+FFFD, which is flagged; offsets stay.

        Raises LimitReached after the part that fits has left.
        """
        self._layers += 1
        if self._layers > MOST_LAYERS:
            raise LimitReached(f"it has more than {MOST_LAYERS:,} layers of text")
        room = max(0, self._limits.characters - self._characters)
        text = layer.text[:room]
        self._characters += len(text)
        plain = (
            text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _has_surrogate(text) else text
        )
        if plain != text:
            text = "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
            self.flag("undecodable text", f"The layer {layer.name} holds characters that no text can hold.")
        frames.write(self._stream, frames.LAYER, self._about_layer(layer, len(text)))
        for block in _blocks(text.encode()):
            frames.write(self._stream, frames.DATA, block)
        frames.write_json(self._stream, frames.END, {"complete": len(text) == len(layer.text)})
        if len(text) < len(layer.text):
            raise LimitReached(f"its text has more than {self._limits.characters:,} characters")

    def _about_layer(self, layer: Layer, length: int) -> bytes:
        """A layer's name and its map; where the map is too long, boxes are left out, then places, and it is said."""
        told: dict[str, Any] = {"name": layer.name, "label": layer.label, "language": layer.language}
        told["places"] = [
            [one.start, one.end, plain(dict(one.where))] for one in layer.places if one.end <= length
        ]
        told["boxes"] = [
            [one.start, one.end, one.page, *_edges(one.left, one.bottom, one.right, one.top), one.confidence]
            for one in layer.boxes
            if one.end <= length
        ]
        said = _json(told)
        for part in ("boxes", "places"):
            if len(said) + self._maps > MOST_MAPS or memory_of(said) > MOST_HELD:
                told[part] = []
                said = _json(told)
                self.trouble(PARTIAL, f"There are too many {part} in the layer {layer.name} to keep them.")
        self._maps += len(said)
        return said

    def finish(self) -> None:
        """Say everything that is left; nothing can be said after it."""
        said = self._last()
        while (len(said) > frames.CAPS[frames.LAST] or memory_of(said) > MOST_HELD) and self.facts:
            longest = max(self.facts, key=lambda name: len(_json(plain(self.facts[name]))))
            del self.facts[longest]
            self.trouble(PARTIAL, f"What it says of itself ({longest[:200]}) is too long to keep.")
            said = self._last()
        frames.write(self._stream, frames.LAST, said)
        self._stream.flush()

    def _last(self) -> bytes:
        return _json({
            "kind": self.kind,
            "media_type": self.media_type,
            "opinions": plain(self.opinions),
            "facts": plain(self.facts),
            "flags": plain(self.flags),
            "troubles": self.troubles,
            "wants": self.wants,
            "failed": self.failed and self.failed[:_SHOWN],
        })  # fmt: skip

    def _bytes_of(self, content: bytes | Iterable[bytes] | BinaryIO, path: bytes) -> bool:
        """The bytes of a member, until they end, cannot be read or the budget is spent."""
        complete, spent = True, False
        try:
            for block in _chunks(content):
                if self._produced + len(block) > self._ceiling:
                    complete, spent = False, True
                    break
                self._produced += len(block)
                for part in _blocks(block):
                    frames.write(self._stream, frames.DATA, part)
        except (MemoryError, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001  # a container's library may raise anything at all
            complete = False
            self.trouble(DAMAGED, f"{path[-200:].decode('utf-8', 'backslashreplace')}: {error}")
        frames.write_json(self._stream, frames.END, {"complete": complete})
        if spent:
            self.trouble(TRUNCATED, f"Its members have more than {self._ceiling:,} bytes.")
            raise LimitReached(f"its members have more than {self._ceiling:,} bytes")
        return complete


def _chunks(content: bytes | Iterable[bytes] | BinaryIO) -> Iterator[bytes]:
    if isinstance(content, bytes | bytearray | memoryview):
        yield bytes(content)
    elif hasattr(content, "read"):
        while block := content.read(frames.DATA_CAP):
            yield block
    else:
        yield from content


def _blocks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), frames.DATA_CAP):
        yield data[start : start + frames.DATA_CAP]


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _edges(*values: float) -> tuple[float, ...]:
    """Edges of a box to a tenth of a point; what is no number is at the corner."""
    return tuple(round(value, 1) if math.isfinite(value) else 0.0 for value in values)


def plain(value: Any, depth: int = 0) -> Any:
    """The same value as JSON can say it: what a library returns may be no number, bytes, or nested without end."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if value.bit_length() <= _MOST_BITS else hex(value)[:_SHOWN]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, bytes | bytearray):
        return bytes(value).decode("utf-8", "backslashreplace")
    if depth < MOST_DEPTH and isinstance(value, Mapping):
        return {str(name): plain(one, depth + 1) for name, one in value.items()}
    if depth < MOST_DEPTH and isinstance(value, Iterable):
        return [plain(one, depth + 1) for one in value]
    return str(value)[:_SHOWN]


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()
