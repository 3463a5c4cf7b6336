"""Roles by badges, letters, offices below, lists, and what was done to or seen by somebody."""

import pytest

from tests.reading.layers import read

K, A = "Karl Hale", "Ana Ruhl"
REPORT, FILING, NEWS = "police report", "court filing", "news report"
HEAD = "INCIDENT REPORT\nCase No.: 26-11\n\nNARRATIVE\n\n"


def roles(text, kind=""):
    found = read(text, kind=kind)
    return {(found.name(one.one("of")), one.one("role")) for one in found.roles}


@pytest.mark.parametrize(
    ("text", "kind", "never"),
    [
        (
            HEAD + "Deputy Karl Hale was charged with securing the rear door.",
            REPORT,
            (K, "defendant"),
        ),
        (HEAD + "No charges were filed against Karl Hale.", REPORT, (K, "defendant")),
        (HEAD + "Ana Ruhl said that nobody struck Karl Hale.", REPORT, (K, "victim")),
        (
            HEAD + "Karl Hale was arrested. He said that Ana Ruhl hit Karl Hale.",
            REPORT,
            (K, "victim"),
        ),
        (HEAD + "Ana Ruhl struck Karl Hale's car.", REPORT, (K, "victim")),
        (
            "Karl Hale, 31, is charged by law with counting the ballots.",
            NEWS,
            (K, "defendant"),
        ),
        ("Karl Hale lives in Room #417 of the hotel.", NEWS, (K, "officer")),
    ],
)
def test_what_makes_nobody_anything(text, kind, never):
    assert never not in roles(text, kind)


@pytest.mark.parametrize(
    ("text", "kind", "one"),
    [
        (HEAD + "I spoke with Karl Hale, Badge 417, at the gate.", REPORT, (K, "officer")),
        (HEAD + "Karl Hale #P2231 arrived at noon.", REPORT, (K, "officer")),
        (HEAD + "Ana Ruhl struck Karl Hale with a pipe.", REPORT, (K, "victim")),
        (HEAD.replace("\n\n", "\nOffender: HALE, Karl\n\n", 1) + "He ran.", REPORT, ("HALE, Karl", "suspect")),
        ("STATE OF OHIO\n\nThe State, by Karl Hale, AAG, moves to continue.", FILING, (K, "prosecutor")),
        ("The State appeared by Ana Ruhl, A.D.A. The matter was heard.", FILING, (A, "prosecutor")),
        ("The matter was tried in May, Karl Hale presiding.", FILING, (K, "judge")),
        ("WITNESSES: Ana Ruhl; Karl Hale\n\nNone was called.", FILING, (K, "witness")),
        ("Maria Lopez was charged. The motion of Mr. Hale for Maria Lopez was denied.", FILING, ("Hale", "counsel")),
        ("Please call me.\n\nAna Ruhl\nOffice of the District Attorney\n", "e-mail", (A, "prosecutor")),
        ("A neighbor, Ana Ruhl, said, “I saw him at the barn.”", NEWS, (A, "witness")),
        ("Ana Ruhl told police that the barn was open.", NEWS, (A, "witness")),
        ("A farmer, Ana Ruhl, was served with a summons for trespass.", NEWS, (A, "defendant")),
        ("Ana Ruhl, indicted in June by a grand jury, left.", NEWS, (A, "defendant")),
        ("His widow, Ana Ruhl, has a civil suit against Karl Hale.", NEWS, (A, "plaintiff")),
        ("Karl Hale (“Big Moss” to his neighbors), 31, was arrested Monday.", NEWS, (K, "suspect")),
        ("Karl Hale, known in the jail as “Moss,” testified at noon.", FILING, (K, "witness")),
        ("Toxicologist Ana Ruhl wrote the report.", FILING, (A, "expert")),
        ("Assistant Commonwealth's Attorney Ana Ruhl rose.", FILING, (A, "prosecutor")),
    ],
)  # fmt: skip
def test_what_makes_somebody_something(text, kind, one):
    assert one in roles(text, kind)


def test_the_state_of_a_transcript_is_a_party():
    text = (
        "     1            THE COURT:  The State versus Karl Hale.\n"
        "     2            MS. RUHL:  Ana Ruhl, for the State.\n"
        "     3            THE COURT:  The State may call its witness.\n"
    )
    assert ("State", "party") in roles(text, "transcript")


@pytest.mark.parametrize(
    "words",
    [
        "She left Mr. Hale for Maria Lopez.",
        "They mistook Mr. Hale for Maria Lopez.",
        "Mr. Hale waited for Maria Lopez.",
    ],
)
def test_one_named_before_another_does_not_act_for_them(words):
    assert ("Hale", "counsel") not in roles(words, FILING)


@pytest.mark.parametrize(
    "words",
    [
        "Mr. Hale, for Maria Lopez, objected.",
        "Mr. Hale, on behalf of Maria Lopez, objected.",
        "On motion of Mr. Hale for Maria Lopez, it is granted.",
    ],
)
def test_one_who_appears_for_another_is_counsel(words):
    assert ("Hale", "counsel") in roles(words, FILING)
