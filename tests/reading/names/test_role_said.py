"""The usual ways in which documents say what somebody is, and what they do not say."""

from tests.reading.layers import read

MOTION = """Ines Moreau (SBN 204417)
MOREAU & QUIST LLP
400 Alder Street
Tolland, CA 90001

Attorneys for Plaintiff MARTA HALE

SUPERIOR COURT OF THE STATE OF CALIFORNIA
COUNTY OF TOLLAND

MARTA HALE,                          )   Case No. 26CV01177
            Plaintiff,               )
     vs.                             )   NOTICE OF MOTION
DRAY COUNTY WATER DISTRICT; and      )   Judge: Hon. Ana Ruhl
TOM BRENNER, an individual,          )
            Defendants.              )

PLEASE TAKE NOTICE that on June 4, 2026, Plaintiff Marta Hale will move for an order.

Dated: May 4, 2026                 MOREAU & QUIST LLP

                                   By: /s/ Ines Moreau
                                   Ines Moreau
                                   Attorneys for Plaintiff
"""
RESPONSE = """IN THE DISTRICT COURT OF DRAY COUNTY
STATE OF DAKOTA

STATE OF DAKOTA,
     Plaintiff,
v.                                     No. D-12-CR-2026-00071
KARL BRENNER,
     Defendant.

STATE'S RESPONSE TO MOTION TO SUPPRESS

The defendant, represented by public defender Tom Quist, asks the Court to suppress. Sgt. Ana Ruhl testified. Dr. Lena
Voss, the medical examiner, performed the autopsy on Rosa Vidal. The victim, Rosa Vidal, was 44. A clerk, Mr. Lind, told
police that the door was open.

/s/ Ines Moreau
Ines Moreau
Assistant District Attorney

CERTIFICATE OF SERVICE
I certify that this was served on Tom Quist, counsel for Defendant, on May 5, 2026.
"""
TRIAL = """IN THE DISTRICT COURT
TRANSCRIPT OF PROCEEDINGS

THE COURT:  Appearances, please.
MS. RUHL:  Ana Ruhl for the State, Your Honor.
MR. QUIST:  Tom Quist.  I represent Karl Brenner.
THE COURT:  Call your first witness.
MS. RUHL:  The State calls Lena Lind.
                 LENA LIND,
called as a witness by the State, being first duly sworn, testified as follows:
                 DIRECT EXAMINATION
BY MS. RUHL:
Q.   What did you see?
A.   A man ran away.
"""


def test_being_near_a_title_or_a_side_makes_nobody_it():
    found = read(
        "Ana Ruhl, the brother of the judge, came. Karl Hale saw the judge, the clerk and Tom Quist. The state of "
        "the road was bad. Lena Lind appeared for the third time."
    )
    roles = [
        one for name in ("Ana Ruhl", "Karl Hale", "Tom Quist", "Lena Lind") for one in found.roles_of(name)
    ]
    assert not {"judge", "counsel", "prosecutor", "officer"} & {role for role, _ in roles}


def test_no_party_or_lawyer_is_a_witness_for_what_they_say():
    found = read(RESPONSE)
    assert ("witness", "") not in found.roles_of("KARL BRENNER")
    assert ("witness", "") in found.roles_of("Lind")


def test_blocks_of_counsel_and_signatures():
    found = read(MOTION)
    assert found.roles_of("Ines Moreau") == [("counsel", ""), ("counsel", "")]
    assert ("plaintiff", "civil") in found.roles_of("Marta Hale")
    assert found.roles_of("DRAY COUNTY WATER DISTRICT") == [("defendant", "civil")]
    assert found.roles_of("TOM BRENNER") == [("defendant", "civil")]
    assert found.roles_of("Ana Ruhl") == [("judge", "")]
    assert "Attorneys" not in found.bodies()


def test_who_is_counsel_prosecutor_expert_and_dead():
    found = read(RESPONSE)
    assert {role for role, _ in found.roles_of("Ines Moreau")} == {"prosecutor"}
    (counsel,) = [one for one in found.roles if one.one("role") == "counsel"]
    assert (found.name(counsel.one("of")), found.name(counsel.one("whom"))) == ("Tom Quist", "KARL BRENNER")
    assert ("expert", "") in found.roles_of("Lena Voss")
    assert {("decedent", ""), ("victim", "")} <= set(found.roles_of("Rosa Vidal"))
    assert not {"CERTIFICATE OF SERVICE", "Assistant District"} & set(found.bodies())


def test_what_lawyers_say_of_their_side_in_a_transcript():
    found = read(TRIAL)
    assert {role for role, _ in found.roles_of("Ana Ruhl")} == {"prosecutor"}
    assert ("witness", "") in found.roles_of("LENA LIND") + found.roles_of("Lena Lind")
    counsel = [one for one in found.roles if one.one("role") == "counsel"]
    assert [found.name(one.one("of")) for one in counsel] == ["Tom Quist"]


def test_whom_police_arrest_and_warn():
    text = "Police arrested Karl Brenner. Mr. Lind waived his rights. Tom Quist drove home."
    found = read(text, kind="police report")
    assert ("suspect", "criminal") in found.roles_of("Karl Brenner")
    assert ("suspect", "criminal") in found.roles_of("Lind")
    assert found.roles_of("Tom Quist") == []


def test_who_appears_for_a_side_stands_where_the_words_stand():
    found = read("The hearing began. Ana Ruhl, a lawyer, was late. Ana Ruhl appeared for the defense.")
    words = [one.words(found.text) for one in found.roles if one.one("role") == "counsel"]
    assert words == ["Ana Ruhl appeared for the defense"]
