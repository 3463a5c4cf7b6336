import pytest

from wholefile.extraction.identify_name import agree, extension, in_words, kind_by_name, name_fits


@pytest.mark.parametrize(
    "name", ["", "file", ".bashrc", "a.", "a.b c", "report.final version", "x.dat", "a/b.c/d"]
)
def test_names_that_say_nothing(name):
    assert kind_by_name(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("A.PDF", "pdf"),
        ("disk.E01", "e01"),
        ("disk.E17", "e01"),
        ("x.tar.gz", "gzip"),
        ("m.docm", "docx"),
        ("a.jpeg ", "jpeg"),
    ],
)
def test_names_that_say_a_kind(name, expected):
    assert kind_by_name(name) == expected


def test_a_wider_name_for_the_same_is_no_disagreement_and_a_name_is_held_to_more():
    assert agree("docx", "zip")
    assert agree("eml", "text")
    assert not agree("pdf", "zip")
    assert not name_fits("docx", "zip")
    assert name_fits("eml", "text")
    assert not name_fits("html", "eml")
    assert name_fits("encrypted office", "docx")
    assert not name_fits("zip", "docx")


def test_kinds_stand_in_a_sentence():
    assert in_words("pdf") == "a PDF"
    assert in_words("xlsb").startswith("an ")
    assert extension("photo.JPG") == "jpg"
