"""Acts of law by their verbs: what counts as done, of whom, and where the words do it themselves."""

import pytest

from tests.reading.layers import read


def acts(text, *names, kind=""):
    return read(text, kind=kind).told("court_event", "act", *names)


@pytest.mark.parametrize(
    "text",
    [
        "The charges shall be dismissed at sentencing.",
        "The complaint will be dismissed if no answer is filed.",
        "The State asked that the bond be revoked.",
        "Prosecutors may dismiss the remaining counts.",
        "If Ivo Brandt is cited again, he loses his license.",
        "No motion was filed in March.",
        "Nobody was arrested.",
        "Ivo Brandt has never been booked.",
        "She released a statement on Monday.",
        "He served two years in the army and answered the telephone.",
        "A hearing is set for Tuesday.",
        "The count of the ballots was reopened.",
        "Both bags were sealed at the scene.",
        "Ivo Brandt was charged with feeding the dogs.",
        "He booked a table and filed the papers away.",
        "The trial set for April has no judge.",
    ],
)
def test_what_is_not_done_or_no_act_of_law(text):
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ivo Brandt was cited for speeding and released at the scene.", ["cited", "released"]),
        ("Ivo Brandt was booked into the county jail.", ["booked"]),
        ("Ivo Brandt was taken into custody on Monday.", ["arrested"]),
        ("The judge released him on a $500 bond.", ["released"]),
        ("Judge Ana Bly vacated the conviction and stayed the sentence.", ["vacated", "stayed"]),
        ("The hearing was continued to June 4.", ["continued"]),
        ("His probation was revoked in March.", ["revoked"]),
        ("The cases were consolidated, and the record was sealed.", ["consolidated", "sealed"]),
        ("The appeals court affirmed the judgment.", ["affirmed"]),
        ("Ivo Brandt waived his preliminary hearing.", ["waived"]),
        ("The defendant answered the complaint in May.", ["answered"]),
        ("A jury on Friday found Ivo Brandt guilty of arson.", ["convicted"]),
        ("A jury found Ivo Brandt not guilty of arson.", ["acquitted"]),
        ("Ivo Brandt withdrew his guilty plea.", ["withdrew plea"]),
        ("The judge declared a mistrial.", ["mistrial"]),
        ("Judge Ana Bly gave Ivo Brandt six years.", ["sentenced"]),
        ("The dismissal of the suit on April 2, 2026 ended it.", ["dismissed"]),
        ("Ivo Brandt was bound over for trial.", ["bound over"]),
        ("He surrendered on Monday.", ["surrendered"]),
        ("Leon Drake was handcuffed, driven off and booked into the jail.", ["booked"]),
        ("Defendant entered a plea of guilty to Count One.", ["pleaded guilty"]),
        ("The Court accepted the plea and found Defendant guilty.", ["accepted", "convicted"]),
    ],
)
def test_verbs_of_procedure(text, told):
    assert sorted(act for _, act in acts(text)) == sorted(told)


def test_a_joined_verb_has_its_own_words():
    found = acts("Rosa Delgado was in court. She was arraigned on Monday, and pleaded not guilty.", "of")
    assert ("pleaded not guilty", "pleaded not guilty") in [(words, act) for words, act, _ in found]


def test_an_order_does_what_it_says_and_a_motion_does_not():
    order = "It is ORDERED:\n\n1. The motion to compel is DENIED.\n\n2. The motion for costs is GRANTED.\n"
    assert [act for _, act in acts(order, kind="court filing")] == ["denied", "granted"]
    motion = "Defendant moves that the case be dismissed. The trial is continued only if a party asks.\n"
    assert acts(motion, kind="court filing") == []
