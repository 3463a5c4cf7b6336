"""How the codes of the states are cited, each with its exact words, and what only looks like it."""

import pytest

from wholefile.reading.law.citations import find_citations

NONE = (
    "He lives at 12 Penal Code Street.",
    "Section 8 housing and Section 4 of the lease.",
    "It breaks the Code of Conduct, section 3.",
    "AS 11 witnesses came, Or 12 men stood there.",
    "Pursuant to Section 12 of the agreement.",
    "IC 3-4 means a chip, and MCA 45 a column.",
    "Call 505-555-0134 about NM 88-12.",
    "Officers responded Code 3, then Code 4.",
    "Penal Code violations were listed.",
    "Order § 5 refers to the fence.",
    "The PC 100 was seized with 187 more.",
)
CITED = (
    "N.M. Stat. Ann. § 30-2-3",
    "NMSA 1978, § 30-2-3",
    "NMSA 1978, Section 30-2-3(B) (1994)",
    "Section 30-2-3 of the New Mexico Statutes",
    "Cal. Penal Code § 187(a)",
    "Cal. Penal Code, § 187, subd. (a)",
    "CAL. PENAL CODE § 192(b)",
    "Penal Code section 187, subdivision (a)",
    "243(e)(1) PC",
    "Health & Safety Code section 11377",
    "Tex. Penal Code Ann. § 19.04",
    "Section 19.04 of the Texas Penal Code",
    "Tex. Civ. Prac. & Rem. Code § 101.021",
    "Tex. Code Crim. Proc. art. 38.22",
    "RCW 9A.32.070(1)",
    "N.Y. Penal Law § 125.15",
    "New York Penal Law § 120.05",
    "section 125.15 of the Penal Law",
    "CPLR 3211(a)(7)",
    "720 ILCS 5/9-3(a)",
    "735 Ill. Comp. Stat. 5/2-615",
    "Fla. Stat. § 782.07",
    "§ 782.07, Fla. Stat.",
    "C.R.S. 18-3-105",
    "section 18-3-105(1), C.R.S. (2025)",
    "A.R.S. §§ 13-1102 and 13-1103",
    "O.C.G.A. § 16-5-3",
    "MCL 750.321",
    "Mass. Gen. Laws ch. 265, § 13",
    "18 Pa. Cons. Stat. § 2504(a)",
    "Va. Code Ann. § 18.2-36",
    "N.J. Stat. Ann. § 2C:11-4(b)(1)",
    "Md. Code Ann., Crim. Law § 2-207",
    "K.S.A. 2025 Supp. 21-5405",
    "section 565.024, RSMo",
    "21 O.S. § 711",
    "17-A M.R.S. § 203",
    "AS 11.41.120",
    "N.D. Cent. Code § 12.1-16-02",
    "Dray County Code § 12-4",
    "18 USC 1001",
    "Title 42, United States Code, Section 1983",
)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_code(text):
    assert find_citations(text) == ()


def test_a_state_before_two_sections_is_not_taken_for_a_word():
    text = "It is Penal Code section 187 or Vehicle Code section 23152."
    assert [one.words(text) for one in find_citations(text)] == [
        "Penal Code section 187",
        "Vehicle Code section 23152",
    ]


@pytest.mark.parametrize("cite", CITED)
def test_a_code_with_its_exact_words(cite):
    text = f"He was charged under {cite}, and pleaded."
    assert [(one.words(text), one.one("cites")) for one in find_citations(text)] == [(cite, "statute")]


def test_the_sign_that_ends_the_sentence_is_no_part():
    text = "It violates RCW 9A.32.070. He denies it."
    assert [one.words(text) for one in find_citations(text)] == ["RCW 9A.32.070"]


def test_a_section_of_missouri_may_end_a_sentence():
    text = "He left, contrary to section 565.050, RSMo. He came back."
    assert [one.words(text) for one in find_citations(text)] == ["section 565.050, RSMo"]
