"""Running a reader in this process, on a file made by a test or taken from the samples.

said = read(b"PK...", "a.zip")
said.status, said.kind, said.members[b"dir/a.txt"].data, said.text, said.facts, said.flags
"""

import base64
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wholefile.extraction import frames
from wholefile.extraction.contract import READ, SAID_INSIDE, Job, Limits
from wholefile.extraction.running import run


@dataclass
class Member:
    path: bytes
    kind: str
    method: str
    facts: dict
    deleted: bool
    target: bytes | None
    data: bytes = b""
    complete: bool = True


@dataclass
class SaidLayer:
    name: str
    label: str
    text: str
    places: list
    boxes: list
    complete: bool


@dataclass
class Said:
    listed: list[Member] = field(default_factory=list)
    layers: list[SaidLayer] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def members(self) -> dict[bytes, Member]:
        return {one.path: one for one in self.listed}

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.layers)

    @property
    def status(self) -> str:
        return max((one["status"] for one in self.last["troubles"]), key=SAID_INSIDE.index, default=READ)

    @property
    def reasons(self) -> list[str]:
        return [one["reason"] for one in self.last["troubles"]]

    def __getattr__(self, name: str) -> Any:
        if name in ("kind", "media_type", "facts", "flags", "wants", "opinions", "failed"):
            return self.last[name]
        raise AttributeError(name)


def read(
    content: bytes | Path,
    name: str = "file",
    *,
    extractor="read",
    limits=None,
    password=None,
    settings=None,
    segments=(),
    tmp: Path | None = None,
) -> Said:
    """What a run says of this file."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = content if isinstance(content, Path) else Path(folder) / "blob"
        if not isinstance(content, Path):
            path.write_bytes(content)
        elif name == "file":
            name = content.name
        job = Job(
            extractor, name, path.stat().st_size, limits or Limits(), settings or {}, password, len(segments)
        )
        stream = io.BytesIO()
        run(job, path, stream, tuple(segments))
    return parse(stream.getvalue())


def parse(data: bytes) -> Said:
    """The frames of a run as one value; asserts that they are well-formed."""
    said = Said()
    parts: list[bytes] = []
    current: Any = None
    for frame in frames.read(io.BytesIO(data)):
        if frame.letter in (frames.MEMBER, frames.LISTED):
            told = frame.json()
            target = told.get("target")
            current = Member(
                base64.b64decode(told["path"]),
                told["kind"],
                told["method"],
                told["facts"],
                told["deleted"],
                None if target is None else base64.b64decode(target),
            )
            said.listed.append(current)
            parts = []
        elif frame.letter == frames.LAYER:
            told = frame.json()
            current = SaidLayer(told["name"], told["label"], "", told["places"], told["boxes"], True)
            said.layers.append(current)
            parts = []
        elif frame.letter == frames.DATA:
            parts.append(frame.payload)
        elif frame.letter == frames.END:
            current.complete = frame.json()["complete"]
            if isinstance(current, Member):
                current.data = b"".join(parts)
            else:
                current.text = b"".join(parts).decode()
                for start, end, _where in current.places:
                    assert 0 <= start <= end <= len(current.text)
        else:
            said.last = frame.json()
    return said
