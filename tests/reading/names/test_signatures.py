"""Names in blocks of papers of courts, and lines that name nobody."""

import pytest

from wholefile.reading.names.signatures import find_signed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "By: MOREAU & QUIST LLP\n",
        "By: The Clerk\n",
        "ORDER\nJudge Ruhl ruled.\n",
        "For the defendant: none\n",
        "Ana Ruhl\nis the judge of it\n",
        "For the State of play: nothing\n",
        "TOLLAND COUNTY\nSHERIFF\n",
    ],
)
def test_lines_that_name_nobody(text):
    assert find_signed(text) == ()


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Ines Moreau (SBN 204417)\nMOREAU & QUIST LLP\n", "Ines Moreau", "counsel"),
        ("INES MOREAU, State Bar No. 204417\n", "INES MOREAU", "counsel"),
        ("Ines Moreau, Esq.\nBar No. 20-4417\n", "Ines Moreau", "counsel"),
        ("By: /s/ Ines Moreau\n", "Ines Moreau", ""),
        ("/s/ Ines Moreau\nInes Moreau\nAssistant District Attorney\n", "Ines Moreau", "prosecutor"),
        ("____________________\nANA RUHL\nUNITED STATES DISTRICT JUDGE\n", "ANA RUHL", "judge"),
        ("Ana Ruhl\nDistrict Judge\n", "Ana Ruhl", "judge"),
        ("For the Plaintiff: Tom Quist\n", "Tom Quist", "counsel"),
        ("FOR THE STATE:\n     INES MOREAU\n", "INES MOREAU", "prosecutor"),
        ("FOR THE DEFENDANT:  MR. TOM QUIST\n", "TOM QUIST", "counsel"),
    ],
)
def test_names_in_blocks(text, name, role):
    found = find_signed(text)
    assert {one.name.of(text) for one in found} == {name}
    assert role in {one.role for one in found}
