"""The pages about files and settings explain everything that the program can say or reads, and nothing else."""

import ast
import hashlib
import json
import re

import pytest

from tools import files_page, settings_page
from wholefile.extraction import frames
from wholefile.extraction.contract import Limits
from wholefile.extraction.readers import READERS
from wholefile.processing.collect import Taking
from wholefile.record.blobs import LocalStore


def test_every_status_kind_member_flag_and_extractor_is_explained():
    assert files_page.undocumented() == [], "say in tools/files_page.py what it means, and run `make docs`"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("out.flag('black ink', 'words', page=1)", "black ink"),
        ("code = 'black ink' if start else 'red ink'", "red ink"),
        ("INK = 'black ink'\nfound.say([1], INK, 'how')", "black ink"),
        ("flags += _flags('black ink', 'words', found)", "black ink"),
    ],
)
def test_a_new_flag_is_noticed_however_it_is_raised(line, code, monkeypatch):
    monkeypatch.setattr(files_page, "_modules", lambda: iter([ast.parse(line)]))
    assert code in files_page.flag_codes()
    assert f"flag {code}" in files_page.undocumented()


def test_what_is_explained_and_no_longer_said_is_noticed(monkeypatch):
    monkeypatch.setitem(files_page.FLAGS, "no such flag", "Nothing.")
    monkeypatch.setitem(files_page.WHAT_IS_READ, "no such kind", "Nothing.")
    monkeypatch.setitem(files_page.FACTS, "no such fact", "nothing")
    assert files_page.undocumented() == ["fact no such fact", "flag no such flag", "kind no such kind"]


def test_every_kind_that_is_read_can_be_told():
    told = files_page.kinds_told()
    by_table = {"odt", "ods", "odp", "wav", "avi", "webp"}
    assert set(READERS) <= told | by_table
    assert told - set(READERS) >= {"sqlite", "unknown"}


def test_every_variable_of_the_environment_is_explained():
    assert settings_page.variables() == settings_page.documented()


def test_the_format_of_text_layers_says_what_the_program_does(tmp_path):
    page = (files_page.SOURCE.parents[2] / "docs/formats/text-layers.md").read_text("utf-8")
    caps = {
        letter.encode(): int(number) << (20 if unit == "MiB" else 10)
        for letter, number, unit in re.findall(
            r"^\| `([A-Z])` \| .* \| (\d+) (KiB|MiB) \|$", page, re.MULTILINE
        )
    }
    assert caps == frames.CAPS
    text = "Fifty rounds were counted.\nLive rounds were in the box since March."
    [(digest, start, end)] = re.findall(r"^ {4}([0-9a-f]{64}) \[(\d+),(\d+)\)$", page, re.MULTILINE)
    assert hashlib.sha256(text.encode()).hexdigest() == digest
    assert text[int(start) : int(end)] == "Live rounds"
    told = json.loads(re.findall(r"```json\n(.*?)```", page, re.DOTALL)[0])
    last = {one: [] for one in ("opinions", "flags", "troubles", "wants")}
    rows = [
        frames.Frame(
            b"L", json.dumps({"name": "text", "label": "native", "language": None, **told}).encode()
        ),
        frames.Frame(b"D", text.encode()),
        frames.Frame(b"E", b'{"complete":true}'),
        frames.Frame(
            b"F", json.dumps({**last, "facts": {}, "kind": "pdf", "media_type": "", "failed": None}).encode()
        ),
    ]
    layer = Taking(LocalStore(tmp_path), 100, Limits()).take(iter(rows)).layers[0]
    assert (layer.text, layer.characters) == (digest, 67)
