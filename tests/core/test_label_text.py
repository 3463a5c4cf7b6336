import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import Invalid
from wholefile.core.label_text import Scanned, bar_text, link_text, read_code, read_label, with_check

VECTORS = json.loads((Path(__file__).parents[2] / "docs/formats/vectors/labels.json").read_text("utf-8"))
HOST = "evidence.county.example"
ADDRESS = f"https://{HOST}"
LABELS = [("item", "V26-000123"), ("item", "V26-000123.1.2"), ("place", "ROOM-A/SHELF-1"), ("person", "P-7")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "what is this",
        "V26-000123-",
        "ROOM-A/",
        "HTTPS://",
        "HTTPS://[/I/V26-000123-S",
        f"{ADDRESS}/I/V26-000123",
        f"{ADDRESS}/X/V26-000123-S",
        f"{ADDRESS}/I/V26-000123-S?next=1",
        "<script>alert(1)</script>",
        "\x00V26-000123",
        "V26-00\u200b0123",
        "Ｖ26-000123",
        "V" * 5000,
    ],
)
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(Invalid, match=r"no voucher") as refused:
        read_label(text, HOST)
    assert len(refused.value.message) < 200
    assert refused.value.message.isprintable()


@pytest.mark.parametrize(
    "text", ["V26-000123-T", "V26-000132-S", "P-7-E", "L:ROOM-A:1", f"{ADDRESS}/I/V26-000124-S"]
)
def test_a_check_character_that_does_not_fit_says_so(text):
    with pytest.raises(Invalid, match="check character"):
        read_label(text, HOST)


@pytest.mark.parametrize("text", ["V26-000123-SS", "V26-123", "P-0"])
def test_a_number_of_no_known_spelling_can_only_be_a_place(text):
    assert read_label(text, HOST) == Scanned("place", text)


def test_the_label_of_another_office_is_refused():
    with pytest.raises(Invalid, match="another office"):
        read_label("HTTPS://EVIDENCE.ELSEWHERE.EXAMPLE/I/V26-000123-S", HOST)


@pytest.mark.parametrize(("kind", "number"), LABELS)
def test_what_is_printed_is_read_again(kind, number):
    found = Scanned(kind, number)
    assert read_label(link_text(kind, number, ADDRESS), HOST) == found
    assert read_label(bar_text(kind, number), HOST) == found
    assert read_label(f"  {number.lower()}\r", HOST) == found
    assert read_code(kind, with_check(number).lower()) == number


def test_a_place_whose_name_ends_as_a_check_character_would_is_that_place():
    assert read_label("ROOM-A") == Scanned("place", "ROOM-A")


@pytest.mark.parametrize("vector", VECTORS["labels"], ids=lambda one: one["number"])
def test_the_vectors_of_the_format_hold(vector):
    assert link_text(vector["kind"], vector["number"], VECTORS["address"]) == vector["qr"]
    assert bar_text(vector["kind"], vector["number"]) == vector["bars"]


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(text):
    try:
        found = read_label(text, HOST)
    except Invalid:
        return
    assert found.number in text.upper()
