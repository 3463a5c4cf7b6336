import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.naive import sha, tag
from wholefile.core import docket
from wholefile.core.canonical import b64u
from wholefile.core.errors import Invalid

ATTACKS = {
    "full-width digits": "２０２６-CR-42",
    "full-width hyphen": "2026－CR－42",
    "Cyrillic letters": "2026-СR-42",
    "Greek letter": "2026-ΡR-42",
    "Arabic-Indic digits": "٢٠٢٦-CR-42",
    "superscript": "2026-CR-4²",
    "zero-width space": "2026-CR-\u200b42",
    "zero-width joiner": "2026-CR-4\u200d2",
    "soft hyphen": "2026\u00ad-CR-42",
    "byte order mark": "\ufeff2026-CR-42",
    "right-to-left mark": "2026-CR-42\u200f",
    "en dash": "2026–CR–42",
    "non-breaking space": "2026\u00a0CR\u00a042",
    "combining accent": "2026-CR-42\u0301",
    "sharp s that upper-cases to SS": "2026-ß-42",
    "dotless i that upper-cases to I": "2026-ı-42",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_lookalikes_are_refused_however_they_come_in(name):
    with pytest.raises(Invalid) as caught:
        docket.spell_docket(ATTACKS[name])
    assert caught.value.code == "docket.not_ascii"
    with pytest.raises(Invalid):
        docket.canonical_docket(ATTACKS[name])
    with pytest.raises(Invalid):
        docket.case_label(ATTACKS[name])


@pytest.mark.parametrize(
    "text",
    [
        "2026-cr-42",
        "2026-CR-042",
        "2026--CR-42",
        "-2026-CR-42",
        "2026-CR-42-",
        "2026 CR 42",
        "2026_CR_42",
        "2026-CR-42\n",
        "00-CR",
        "AB-CD",
        "1A",
        "",
        "A" * 40,
        "1" * 41,
        "2026-CR-42\x00",
        "2026/CR/42",
        "2026.CR.42",
    ],
)
def test_other_spellings_are_not_canonical(text):
    with pytest.raises(Invalid):
        docket.canonical_docket(text)
    with pytest.raises(Invalid):
        docket.case_label(text)


@pytest.mark.parametrize("text", ["2026-CR-42", "1AB", "A-0", "0-0", "007A", "1" * 40, "CR-2026-10"])
def test_canonical_ones_stay_as_they_are(text):
    assert docket.canonical_docket(text) == text
    assert docket.spell_docket(text) == text


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("2026-cr-0042", "2026-CR-42"),
        (" 2026 cr 42 ", "2026-CR-42"),
        ("2026/CR/42", "2026-CR-42"),
        ("2026 - CR - 42", "2026-CR-42"),
        ("2026._:CR__42.", "2026-CR-42"),
        ("2026-CR-000", "2026-CR-0"),
        ("0007A", "0007A"),
    ],
)
def test_what_people_type_has_one_spelling(typed, spelled):
    assert docket.spell_docket(typed) == spelled


@pytest.mark.parametrize(
    "text", ["2026\tCR\t42", "2026-CR-42\n", "2026\x00CR", "2026,42", "...", "A" * 300, "42+1"]
)
def test_what_cannot_be_meant_is_refused(text):
    with pytest.raises(Invalid):
        docket.spell_docket(text)


@given(st.text(st.sampled_from("aA09-_/ .:Zz1"), max_size=45))
def test_spelling_is_idempotent_and_canonical(text):
    try:
        once = docket.spell_docket(text)
    except Invalid:
        return
    assert (
        docket.canonical_docket(once)
        == once
        == docket.spell_docket(once)
        == docket.spell_docket(once.lower())
    )


def test_labels_follow_the_format_page():
    assert docket.case_label("2026-CR-42") == b64u(sha(tag("case-label"), b"2026-CR-42"))
    assert b64u(sha(tag("case-label"), b"register")) == docket.REGISTER_LABEL


def test_no_docket_number_spells_the_register():
    with pytest.raises(Invalid):
        docket.spell_docket("register")
