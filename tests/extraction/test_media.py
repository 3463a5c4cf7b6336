import io
import shutil
import subprocess
import wave

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Trouble
from wholefile.extraction.media_streams import probed

pytestmark = pytest.mark.skipif(
    shutil.which("ffmpeg") is None, reason="needs ffmpeg and ffprobe (Debian package ffmpeg)"
)
needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="needs exiftool (Debian package libimage-exiftool-perl)"
)

SUBTITLES = """1
00:00:00,500 --> 00:00:01,500
Hands up, please.

2
00:00:02,000 --> 00:00:03,250
<i>Don't</i> move
at all.
"""


def made(folder, name, *options, seconds=4, film=False) -> bytes:
    path = folder / name
    inputs = ["-f", "lavfi", "-i", f"sine=440:d={seconds}"]
    if film:
        inputs += ["-f", "lavfi", "-i", f"testsrc=d={seconds}:s=160x120:r=10", "-c:v", "mpeg4"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *inputs, *options, str(path)], check=True)
    return path.read_bytes()


def sound(seconds=2) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(bytes(range(256)) * (16000 * seconds // 256))
    return stream.getvalue()


@pytest.fixture(scope="module")
def titled(tmp_path_factory) -> bytes:
    """A film with two subtitles."""
    folder = tmp_path_factory.mktemp("film")
    (folder / "s.srt").write_text(SUBTITLES)
    options = ["-i", str(folder / "s.srt"), "-map", "0", "-map", "1", "-map", "2", "-c:s", "mov_text"]
    options += ["-metadata:s:s:0", "language=eng", "-metadata", "creation_time=2021-03-04T05:06:07Z"]
    options += ["-metadata", "title=Gate 3", "-metadata", "location=+10.5000-020.2600+7.000/"]
    return made(folder, "a.mp4", *options, film=True)


# What is cut or missing.


def test_a_recording_whose_tag_is_longer_than_the_file_is_said_to_be_cut():
    said = read(shared("samples/hostile/testMP3truncated.mp3"))
    assert (said.status, said.failed) == ("damaged", None)
    assert "Its tag alone has 259,196 bytes and the file 65,536: it was cut." in said.reasons
    assert "/" not in "".join(said.reasons)


@pytest.mark.parametrize(
    ("name", "options"), [("a.mp3", ["-b:a", "128k"]), ("a.flac", []), ("a.mkv", ["-c:a", "flac"])]
)
def test_a_recording_that_ends_before_its_header_says_is_partly_read(name, options, tmp_path):
    data = made(tmp_path, name, *options, seconds=20)
    assert read(data, name).status == "read"
    said = read(data[: len(data) // 2], name)
    assert said.status == "partial"
    assert "it was cut" in said.reasons[0]


def test_wave_files_count_their_bytes(tmp_path):
    data = sound()
    assert read(data, "a.wav").status == "read"
    said = read(data[: len(data) // 2], "a.wav")
    assert (said.status, said.facts["seconds"]) == ("partial", 0.998625)
    assert said.reasons == [
        f"Its header says {len(data):,} bytes, and there are {len(data) // 2:,}: it was cut."
    ]


@pytest.mark.parametrize("missing", [1, 20, 600])
def test_a_film_whose_last_box_is_cut_is_never_read(titled, missing):
    said = read(titled[:-missing], "a.mp4")
    assert said.failed is None
    assert f"Its last box says {missing:,} bytes more than there are: it was cut." in said.reasons


def test_a_film_whose_table_lost_its_tracks_is_damaged(titled):
    said = read(titled.replace(b"trak", b"trbk"), "a.mp4")
    assert (said.failed, said.status) == (None, "damaged")


def test_a_film_without_its_table_cannot_be_opened(titled):
    said = read(titled[: len(titled) // 2], "a.mp4")
    assert (said.status, said.failed) == ("damaged", None)
    assert "moov atom not found" in " ".join(said.reasons)


def test_without_the_programs_it_is_not_supported_and_says_which_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = read(sound(), "a.wav")
    assert said.status == "unsupported"
    assert "package ffmpeg" in said.reasons[0]
    assert "package libimage-exiftool-perl" in said.facts["exiftool"]


@pytest.mark.parametrize(
    "content",
    [
        "ffconcat version 1.0\nfile {}\n",
        "#EXTM3U\n#EXTINF:1,\nfile://{}\n",
        "v=0\nc=IN IP4 127.0.0.1\nm=audio 1 RTP/AVP 0\n",
    ],
)
def test_a_list_that_names_other_files_opens_none_of_them(content, tmp_path):
    (tmp_path / "other.wav").write_bytes(sound())
    (tmp_path / "list").write_text(content.format(tmp_path / "other.wav"))
    assert read(tmp_path / "list", "a.mp4").kind == "text"
    with pytest.raises(Trouble):
        probed(tmp_path / "list")


def test_a_time_of_nought_was_never_set():
    said = read(shared("samples/media/testVideoMp4.mp4"))
    assert said.facts["tags"]["creation_time"].startswith("1970-01-01")
    assert "created" not in said.facts


# What is there.


def test_a_film_says_when_where_and_how_long(titled):
    said = read(titled, "a.mp4")
    assert (said.status, said.wants) == ("read", ["speech"])
    assert said.facts["seconds"] == 4.0
    assert said.facts["created"] == 1614834367000
    assert said.facts["position"] == {"latitude": 10.5, "longitude": -20.26, "altitude": 7.0}
    sound_, film, words = said.facts["streams"]
    assert (sound_["kind"], sound_["codec"], sound_["channels"], sound_["sample_rate"]) == (
        "audio",
        "aac",
        1,
        44100,
    )
    assert (film["width"], film["height"], film["frame_rate"]) == (160, 120, 10.0)
    assert (words["kind"], words["language"]) == ("subtitle", "eng")


def test_subtitles_become_a_layer_by_the_second(titled):
    said = read(titled, "a.mp4")
    layer = next(one for one in said.layers if one.name == "subtitles 2")
    assert layer.text == "Hands up, please.\nDon't move\nat all.\n"
    assert [where["second"] for _, _, where in layer.places] == [0.5, 2.0]
    start, end, _ = layer.places[1]
    assert layer.text[start:end] == "Don't move\nat all."


def test_titles_become_text(titled):
    said = read(titled, "a.mp4")
    assert "Gate 3" in next(one.text for one in said.layers if one.name == "text").splitlines()


def test_a_turned_film_says_by_how_much(titled, tmp_path):
    (tmp_path / "in.mp4").write_bytes(titled)
    turned = tmp_path / "out.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(tmp_path / "in.mp4"), "-map", "0:v", "-c", "copy"]
    subprocess.run([*command, "-metadata:s:v:0", "rotate=90", str(turned)], check=True)
    assert read(turned, "a.mp4").facts["streams"][0]["rotation"] == 270  # as exiftool


def test_a_cover_becomes_a_member(tmp_path):
    Image.effect_noise((40, 30), 80).save(tmp_path / "c.png")
    options = [
        "-i",
        str(tmp_path / "c.png"),
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "copy",
        "-disposition:v",
        "attached_pic",
    ]
    said = read(made(tmp_path, "a.mp3", *options, seconds=1), "a.mp3")
    assert said.status == "read"
    member = said.members[b"cover 1.png"]
    assert member.method == "cover art"
    assert Image.open(io.BytesIO(member.data)).size == (40, 30)


def test_a_file_attached_to_a_film_becomes_a_member(tmp_path):
    (tmp_path / "note.txt").write_bytes(b"what the film does not show\n")
    options = ["-attach", str(tmp_path / "note.txt"), "-metadata:s:t", "mimetype=text/plain"]
    options += ["-metadata:s:t", "filename=../note.txt"]
    said = read(made(tmp_path, "a.mkv", *options, seconds=1), "a.mkv")
    assert said.members[b"../note.txt"].data == b"what the film does not show\n"


def test_chapters_have_a_title_and_a_second(tmp_path):
    (tmp_path / "c.txt").write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=2\ntitle=At the gate\n"
    )
    options = ["-i", str(tmp_path / "c.txt"), "-map_metadata", "1"]
    said = read(made(tmp_path, "a.mkv", *options, seconds=3), "a.mkv")
    assert said.facts["chapters"] == [[1.0, "At the gate"]]


@needs_exiftool
def test_the_samples_are_read_and_one_says_where_it_was():
    said = read(shared("samples/media/testMP4_udtaLocation.mp4"))
    assert (said.status, said.wants) == ("read", [])
    assert said.facts["position"] == {"latitude": 12.3456, "longitude": -98.7654, "altitude": 10.5}
    assert said.facts["position_raw"] == "+12.3456-098.7654+010.500/"
    assert said.text == "Test Title\n"
    court = read(shared("samples/media/ander_v._leo.mp3"))
    assert (court.status, court.facts["seconds"], court.wants) == ("read", 15.020408, ["speech"])
    assert read(shared("samples/media/1.mp3")).text == "Eric Hernandez\n"
    for name in ("en-US_(Hi).mp4", "testMP4AudioOnly.mp4", "testVideoMp4.mp4"):
        assert read(shared(f"samples/media/{name}")).status == "read"


@given(
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=20), st.integers(50, 200_000)
)
@settings(max_examples=12, deadline=None)
def test_changed_bytes_never_make_a_run_fail(titled, changes, cut):
    data = bytearray(titled)
    for at, value in changes:
        data[at % len(data) if at % 2 else -1 - at % 4000] = value
    said = read(bytes(data[:cut]), "a.mp4")
    assert said.failed is None
