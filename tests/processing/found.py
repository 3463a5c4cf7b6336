"""Files with text for tests of search and likeness: as processing would have written them, without running it."""

import json
from hashlib import sha256
from io import BytesIO

from wholefile.record.sql import Insert


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def derived(record, content: bytes) -> str:
    return record.derived.put(BytesIO(content)).sha256


def know(record, content: bytes, item: str, name: str = "file", at: int = 1_770_000_000_000) -> str:
    """A file is known to processing and held under an item."""
    name_of = digest(content)
    if not record.db.exists("content", sha256=name_of):
        row = {"sha256": name_of, "size": len(content), "name": name, "root": name_of, "depth": 0, "at": at}
        record.db.execute([Insert("content", row)])
    if not record.db.exists("holding", sha256=name_of, item=item):
        record.db.execute([Insert("holding", {"sha256": name_of, "item": item})])
    return name_of


def member(record, parent: str, content: bytes, path: bytes, item: str) -> str:
    """A file lies inside another."""
    child = know(record, content, item, path.decode())
    n = record.db.count("family", parent=parent)
    record.db.execute([
        Insert("family", {"parent": parent, "n": n, "child": child, "path": path, "shown": path.decode(),
                          "kind": "file", "size": len(content), "complete": True, "deleted": False,
                          "target": None, "method": "zip", "facts": "{}"}),
    ])  # fmt: skip
    return child


def read(
    record,
    sha256: str,
    *layers: tuple[str, str],
    facts=None,
    kind="text",
    places=(),
    at=1_770_000_001_000,
    extractor="read",
    version="1",
):
    """An extractor read a file: layers are (label, text)."""
    key = {"sha256": sha256, "extractor": extractor, "version": version, "settings": "{}"}
    made = []
    for number, (label, text) in enumerate(layers):
        layer = {
            "name": f"text {number}",
            "label": label,
            "language": None,
            "text": derived(record, text.encode()),
            "map": derived(record, json.dumps({"places": list(places), "boxes": []}).encode()),
            "characters": len(text),
            "complete": True,
        }
        record.db.execute([Insert("text_layer", {**key, **layer})])
        made.append(layer["text"])
    empty = dict.fromkeys(("opinions", "flags", "troubles", "wants"), "[]")
    record.db.execute([
        Insert("derivation", {**key, **empty, "status": "read", "reason": None, "kind": kind,
                              "media_type": "text/plain", "facts": json.dumps(facts or {}), "members": 0,
                              "layers": len(layers), "characters": sum(len(text) for _, text in layers), "took": 1,
                              "at": at}),
    ])  # fmt: skip
    return made


def text_file(record, item: str, text: str, name: str = "file.txt", **more) -> str:
    """A text file with its native layer."""
    sha256 = know(record, text.encode(), item, name)
    read(record, sha256, ("native", text), **more)
    return sha256
