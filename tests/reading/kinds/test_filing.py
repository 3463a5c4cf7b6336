from datetime import date

import pytest

from tests.reading.tiling import assert_covers, told
from wholefile.reading.frame import frame
from wholefile.reading.kinds import filing
from wholefile.reading.kinds.headings import count_of
from wholefile.reading.kinds.lines import lines_of

COMPLAINT = """\
Case 1:33-cv-00021 Document 1 Filed 06/01/33 Page 1 of 3
UNITED STATES DISTRICT COURT
FOR THE DISTRICT OF SIERRA ALTA

CORIN VARGA,                              )
          Plaintiff,                      )   Case No. 1:33-cv-00021
v.                                        )
COUNTY OF SIERRA ALTA;                    )   COMPLAINT FOR DEFAMATION
DALE WHITCOMB, an individual,             )
          Defendants.                     )
__________________________________________)

Plaintiff Corin Varga, by and through counsel, alleges:

                     I.  PARTIES

1.   Plaintiff Corin Varga lived in Sierra Alta at
all times.

2.   Defendant Dale Whitcomb is a detective. He
wrote on page
12. The page was torn.
Case 1:33-cv-00021 Document 1 Filed 06/01/33 Page 2 of 3
     3.   On October 21, 2031, Whitcomb told the Courier that

Varga "knew that gun was live."

COUNT I - DEFAMATION
(Against Whitcomb)

4.   Plaintiff incorporates the preceding paragraphs.

5.
The statement was
Case 1:33-cv-00021 Document 1 Filed 06/01/33 Page 3 of 3
false.

SECOND CLAIM FOR RELIEF
Violation of 42 U.S.C. § 1983

6.   The detective acted under color of law.

PRAYER FOR RELIEF

WHEREFORE, Plaintiff prays for judgment:
A. Compensatory damages;
B. Punitive damages
against Whitcomb.

DATED this 1st day of June, 2033.

Respectfully submitted,
/s/ Lena Fyodorova
"""


def parts_of(text):
    found = filing.parts(text, lines_of(text))
    assert_covers(text, found)
    return found


def of_kind(text, *kinds):
    return [one[1::2] for one in told(text, parts_of(text)) if one[0] in kinds]


@pytest.mark.parametrize(
    "words",
    [
        "Count the boxes.",
        "COUNTY OF SIERRA",
        "a second claim for relief",
        "COUNT",
        "Second claim,",
        "CLAIMS OF LAW",
    ],
)
def test_what_is_no_heading_of_a_count(words):
    assert count_of(words) == ""


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("COUNT IV", "count 4"),
        ("Count Two – Battery", "count 2"),
        ("FIFTH CAUSE OF ACTION", "count 5"),
        ("III. FIRST CLAIM FOR RELIEF: FALSE LIGHT", "count 1"),
        ("AS AND FOR A SECOND CAUSE OF ACTION", "count 2"),
        ("Count 12", "count 12"),
    ],
)
def test_headings_of_counts(words, label):
    assert count_of(words) == label


def test_a_number_out_of_turn_begins_no_paragraph():
    assert of_kind("1. He came on\n12. May was cold.\n3. Then he\n2. left.\n", "numbered") == [
        ("1", "He came on 12. May was cold. 3. Then he"),
        ("2", "left."),
    ]


def test_numbered_paragraphs_over_lines_and_pages():
    assert of_kind(COMPLAINT, "numbered") == [
        ("1", "Plaintiff Corin Varga lived in Sierra Alta at all times."),
        ("2", "Defendant Dale Whitcomb is a detective. He wrote on page 12. The page was torn."),
        ("3", 'On October 21, 2031, Whitcomb told the Courier that Varga "knew that gun was live."'),
        ("4", "Plaintiff incorporates the preceding paragraphs."),
        ("5", "The statement was false."),
        ("6", "The detective acted under color of law."),
        ("A", "Compensatory damages;"),
        ("B", "Punitive damages against Whitcomb."),
    ]


def test_the_caption_tells_court_parties_number_and_title():
    assert of_kind(COMPLAINT, "field", "header")[:9] == [
        ("page", ""),
        ("court", "UNITED STATES DISTRICT COURT FOR THE DISTRICT OF SIERRA ALTA"),
        ("plaintiff", "CORIN VARGA,"),
        ("plaintiff", "Plaintiff,"),
        ("case number", "Case No. 1:33-cv-00021"),
        ("versus", "v."),
        ("defendant", "COUNTY OF SIERRA ALTA;"),
        ("defendant", "DALE WHITCOMB, an individual, Defendants."),
        ("", "__________________________________________"),
    ]


def test_headings_with_the_number_of_the_count_and_what_stands_below():
    assert of_kind(COMPLAINT, "heading") == [
        ("title", "COMPLAINT FOR DEFAMATION"),
        ("parties", "I. PARTIES"),
        ("count 1", "COUNT I - DEFAMATION (Against Whitcomb)"),
        ("count 2", "SECOND CLAIM FOR RELIEF Violation of 42 U.S.C. § 1983"),
        ("prayer", "PRAYER FOR RELIEF"),
    ]


def test_the_signature_is_a_part_by_itself():
    assert of_kind(COMPLAINT, "field")[-2:] == [
        ("signature", "DATED this 1st day of June, 2033."),
        ("signature", "Respectfully submitted, /s/ Lena Fyodorova"),
    ]


def test_paragraphs_numbered_by_chapter():
    text = (
        "I. PARTIES\n\n1.1 He came.\n\n1.2 He left at\n2.30 that day.\n\nII. FACTS\n\n"
        "2.1 She stayed.\n\n2.2 She slept.\n"
    )
    assert [label for label, _ in of_kind(text, "numbered")] == ["1.1", "1.2", "2.1", "2.2"]


def test_an_excerpt_begins_with_any_number():
    text = "of the same day.\n19. He was asked. He\nsaid no.\n20. He left.\n21. She stayed.\n"
    assert [label for label, _ in of_kind(text, "numbered")] == ["19", "20", "21"]


def test_typed_with_double_spacing():
    text = (
        "1. The gate was open and\n\nthe lamp was lit when\n\nhe came down the road\n\n"
        "2. He saw that nobody\n\nstood by the well and\n\nwent on to the barn\n"
    )
    assert of_kind(text, "numbered") == [
        ("1", "The gate was open and the lamp was lit when he came down the road"),
        ("2", "He saw that nobody stood by the well and went on to the barn"),
    ]


def test_pleading_paper_with_numbers_at_the_margin():
    body = [
        "SUPERIOR COURT OF ALTA",
        "COMPLAINT",
        *(f"{n}. The {n}th thing was" if n else "" for n in range(1, 13)),
        *["told."] * 14,
    ]
    text = "".join(f"{n:>2}  {words}\n" for n, words in enumerate(body, 1))
    assert [label for label, _ in of_kind(text, "numbered")] == [str(n) for n in range(1, 13)]
    assert [one.lines for one in parts_of(text) if one.label == "3"] == [((0, 5),)]


def test_an_affidavit_is_the_words_of_who_swears():
    text = (
        "AFFIDAVIT\n\nI, Nell Harker, being duly sworn, depose and state:\n\n"
        "1. I loaded it.\n\nSworn to before me this 2nd day of June, 2033.\n"
    )
    found = parts_of(text)
    assert [(one.label, one.speaker) for one in found] == [
        ("title", ""), ("", "Nell Harker"), ("1", "Nell Harker"), ("signature", ""),
    ]  # fmt: skip
    assert found[1].speaker_span.of(text) == "Nell Harker"
    assert frame(text, kind="court filing").day == date(2033, 6, 2)


def test_a_mailing_is_not_the_day_of_the_paper():
    text = "MOTION TO CONTINUE\n\nI certify that this was mailed on June 3, 2033.\n\nDated: June 1, 2033\n"
    assert frame(text, kind="court filing").day == date(2033, 6, 1)


def test_a_stamp_that_differs_from_the_signature_leaves_the_day_open():
    found = frame(COMPLAINT.replace("1st day of June", "30th day of May"))
    assert (found.kind, found.day, found.day_span) == ("civil complaint", None, None)
    assert "“06/01/33” (filed stamp)" in found.flags[0]
    assert "“30th day of May, 2033” (date of the signature)" in found.flags[0]


def test_the_day_of_a_row_below_is_no_stamp():
    rows = "  2033-05-02  Petition filed\n  2033-05-09  Fines stayed\n"
    text = f"SUPERIOR COURT OF ALDER COUNTY\n\nORDER\n\nDOCKET\n\n{rows}\nSO ORDERED this 3rd day of June, 2033.\n"
    assert frame(text, kind="court filing").day == date(2033, 6, 3)
