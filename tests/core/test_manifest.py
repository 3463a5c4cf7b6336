"""Manifests: one spelling, no path that leaves the bag, no two paths that some system reads as one."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wholefile.core.errors import Invalid
from wholefile.core.manifest import (
    check_path,
    check_paths,
    format_bag_info,
    format_manifest,
    parse_bag_info,
    parse_manifest,
    payload_digest,
)

ONE, TWO = "1" * 64, "2" * 64

names = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="/\\") | st.sampled_from("%\n\r"),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in (".", "..") and not name.startswith("~"))
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: "data/" + "/".join(parts))
digests = st.text("0123456789abcdef", min_size=64, max_size=64)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "data/../x", "../x", "data/./x", "data//x", "data/x/", "C:/x", "data\\x", "data/~root/x", "~",
     "data/a\x00b", "data/a\x1bb", "data/" + "x" * 1025],
)  # fmt: skip
def test_a_path_that_leaves_the_bag_is_refused(path):
    with pytest.raises(Invalid, match=r"manifest.path"):
        check_path(path)


@pytest.mark.parametrize(
    "pair",
    [
        ("data/A.txt", "data/a.txt"),
        ("data/straße", "data/STRASSE"),
        ("data/\u00e9", "data/e\u0301"),
        ("data/\ufb01", "data/fi"),
        ("data/K", "data/\u212a"),
    ],
)
def test_two_paths_that_are_one_somewhere_are_refused(pair):
    with pytest.raises(Invalid, match=r"manifest.alike"):
        check_paths(pair)


def test_a_file_cannot_be_a_folder_too():
    with pytest.raises(Invalid, match=r"manifest.folder"):
        check_paths(["data/a", "data/A/b"])


def test_each_manifest_has_its_half_of_the_bag():
    with pytest.raises(Invalid, match=r"manifest.half"):
        format_manifest({"bagit.txt": ONE})
    with pytest.raises(Invalid, match=r"manifest.half"):
        parse_manifest(f"{ONE}  data/a\n".encode(), payload=False)
    assert parse_manifest(format_manifest({"bagit.txt": ONE}, payload=False)) == {"bagit.txt": ONE}


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}  data/a",
        f"{ONE} data/a\n",
        f"{ONE}\tdata/a\n",
        f"{ONE} *data/a\n",
        f"{'A' * 64}  data/a\n",
        f"{ONE[:-1]}  data/a\n",
        f"{ONE}  data/a\r\n",
        f"{ONE}  data/a\n\n",
        f"{ONE}  data/b\n{TWO}  data/a\n",
        f"{ONE}  data/a\n{TWO}  data/a\n",
        f"{ONE}  data/a%20b\n",
        f"{ONE}  data/a%0ab\n",
        f"{ONE}  data/a%\n",
        f"\ufeff{ONE}  data/a\n",
    ],
)
def test_any_other_spelling_is_refused(text):
    with pytest.raises(Invalid, match="manifest"):
        parse_manifest(text.encode())


def test_bytes_that_are_not_utf8_are_refused():
    with pytest.raises(Invalid, match=r"manifest.not_utf8"):
        parse_manifest(f"{ONE}  data/".encode() + b"\xff\n")


def test_only_three_characters_are_escaped():
    assert format_manifest({"data/100% of\n it\r é": ONE}) == f"{ONE}  data/100%25 of%0A it%0D é\n".encode()


def folded(files):
    return {unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold()) for path in files}


@given(st.dictionaries(paths, digests, max_size=6))
def test_a_manifest_is_read_back(files):
    keys = folded(files)
    assume(len(keys) == len(files) and not any(key.startswith(f"{other}/") for key in keys for other in keys))
    raw = format_manifest(files)
    assert parse_manifest(raw) == files
    assert raw == format_manifest(dict(reversed(files.items())))


@given(paths)
def test_a_path_in_another_case_is_the_same_path(path):
    assume(path.swapcase() != path and path.swapcase().startswith("DATA/"))
    other = "data/" + path.swapcase().removeprefix("DATA/")
    assume(other != path and len(folded([path, other])) == 1)
    with pytest.raises(Invalid, match=r"manifest.alike"):
        format_manifest({path: ONE, other: TWO})


@given(st.dictionaries(paths, digests, min_size=1, max_size=4), st.data())
def test_another_digest_or_path_is_another_payload(files, data):
    try:
        raw = format_manifest(files)
    except Invalid:
        return
    path = data.draw(st.sampled_from(sorted(files)))
    changed = {**files, path: ONE if files[path] != ONE else TWO}
    assert payload_digest(format_manifest(changed)) != payload_digest(raw)


def test_bag_info_is_read_back():
    pairs = [("Payload-Oxum", "12.3"), ("Source-Organization", "Büro: Süd")]
    assert parse_bag_info(format_bag_info(pairs)) == pairs


@pytest.mark.parametrize(
    "pair", [("A B", "x"), ("A", ""), ("A", "x\ny"), ("", "x"), ("A:", "x"), ("A", "x\u2028y")]
)
def test_what_bag_info_cannot_carry_is_refused(pair):
    with pytest.raises(Invalid, match=r"manifest.bag_info"):
        format_bag_info([pair])


@pytest.mark.parametrize("raw", [b"A: x", b"A:x\n", b"\n", b"\xff\n", b"A: x\n B: y\n"])
def test_bag_info_in_another_form_is_refused(raw):
    with pytest.raises(Invalid, match=r"manifest.bag_info"):
        parse_bag_info(raw)
