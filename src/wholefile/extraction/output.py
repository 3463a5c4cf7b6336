"""What a reader says, on its way out of the sandbox: counted, bounded, and in order."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from wholefile.extraction import frames
from wholefile.extraction.contract import (
    DAMAGED,
    MEMBER_KINDS,
    READ,
    SAID_INSIDE,
    TRUNCATED,
    Layer,
    LimitReached,
    Limits,
)

_SHOWN = 1_000  # characters of a reason or of the words of a flag
_MOST_FLAGS = 1_000
_MOST_TROUBLES = 1_000


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
        if len(self.troubles) < _MOST_TROUBLES:
            self.troubles.append({"status": status, "reason": reason[:_SHOWN]})

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
            "path": base64.b64encode(path[:4096]).decode(),
            "kind": kind,
            "method": method,
            "deleted": deleted,
            "facts": dict(facts or {}),
        }
        if target is not None:
            told["target"] = base64.b64encode(target[:4096]).decode()
        if content is None:
            frames.write_json(self._stream, frames.LISTED, told)
            return False
        frames.write_json(self._stream, frames.MEMBER, told)
        return self._bytes_of(content, path)

    def layer(self, layer: Layer) -> None:
        """A text layer. Lone surrogates cannot be stored and become U+FFFD, which is flagged; offsets stay.

        Raises LimitReached after the part that fits has left.
        """
        room = self._limits.characters - self._characters
        text = layer.text[:room]
        self._characters += len(text)
        plain = (
            text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if _has_surrogate(text) else text
        )
        if plain != text:
            text = "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
            self.flag("undecodable text", f"The layer {layer.name} holds characters that no text can hold.")
        told: dict[str, Any] = {"name": layer.name, "label": layer.label, "language": layer.language}
        told["places"] = [
            [one.start, one.end, dict(one.where)] for one in layer.places if one.end <= len(text)
        ]
        told["boxes"] = [
            [
                one.start,
                one.end,
                one.page,
                *_rounded(one.left, one.bottom, one.right, one.top),
                one.confidence,
            ]
            for one in layer.boxes
            if one.end <= len(text)
        ]
        frames.write_json(self._stream, frames.LAYER, told)
        for block in _blocks(text.encode()):
            frames.write(self._stream, frames.DATA, block)
        frames.write_json(self._stream, frames.END, {"complete": len(text) == len(layer.text)})
        if len(text) < len(layer.text):
            raise LimitReached(f"its text has more than {self._limits.characters:,} characters")

    def finish(self) -> None:
        """Say everything that is left; nothing can be said after it."""
        told = {
            "kind": self.kind,
            "media_type": self.media_type,
            "opinions": self.opinions,
            "facts": self.facts,
            "flags": self.flags,
            "troubles": self.troubles,
            "wants": self.wants,
            "failed": self.failed and self.failed[:_SHOWN],
        }
        frames.write_json(self._stream, frames.LAST, told)
        self._stream.flush()

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


def _rounded(*values: float) -> tuple[float, ...]:
    return tuple(round(value, 1) for value in values)
