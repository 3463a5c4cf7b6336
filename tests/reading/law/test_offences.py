"""The names of offences, with all that narrows them."""

import time

import pytest

from wholefile.reading.law.offences import find_offences


@pytest.mark.parametrize(
    "text",
    [
        "", "The mail came.", "A second degree from the college.", "He attempted to leave.", "assaulting words",
        "re-battery", "the child home",
    ],
)  # fmt: skip
def test_what_names_no_offence(text):
    assert list(find_offences(text)) == []


NAMES = """
murder; second-degree murder; felony murder; attempted voluntary manslaughter; vehicular homicide; aggravated
assault with a deadly weapon; assault in the fourth degree; assault by strangulation; Aggravated battery
(great bodily harm); battery upon a peace officer; battery against a household member; reckless endangerment;
recklessly endangering another person; making terroristic threats; kidnapping; custodial interference;
criminal sexual penetration of a minor; indecent exposure; human trafficking; burglary of a dwelling;
residential burglary; possession of burglary tools; theft over $500; larceny over $2,500; theft by deception;
receiving stolen property; forgery; organized retail theft; unauthorized use of a motor vehicle; credit card
fraud; criminal mischief; arson; money laundering; disorderly conduct; disturbing the peace; public
intoxication; cruelty to animals; inciting a riot; possession of a controlled substance; possession with
intent to distribute; trafficking cocaine; distribution of methamphetamine; maintaining a common nuisance;
possession of drug paraphernalia; felon in possession of a firearm; carrying a concealed weapon; unlawful use
of a weapon; shooting at or from a motor vehicle; negligent use of a firearm; brandishing a firearm; driving
while intoxicated; driving on a suspended license; hit and run; leaving the scene of an accident; reckless
driving; failure to yield; DUI; eluding; fleeing or attempting to elude a police officer; perjury; tampering
with evidence; witness intimidation; harboring or aiding a felon; bail jumping; Resisting, evading or
obstructing an officer; false imprisonment; impersonating a police officer; violation of a protective order;
escape from custody; failure to register as a sex offender; endangering the welfare of a child; contributing
to the delinquency of a minor; possession of child pornography; child abuse resulting in great bodily harm;
online solicitation of a minor; computer trespass; unauthorized access to a computer; cyberstalking; unlawful
taking of a deer; hunting without a license; poaching;
misdemeanor theft; conspiracy to commit burglary; conspiracy to distribute
fentanyl; solicitation to commit murder; accessory after the fact; official misconduct; misuse of public
money; conspiracy
"""


@pytest.mark.parametrize("name", [one.strip() for one in " ".join(NAMES.split("\n")).split(";")])
def test_a_name_with_all_that_narrows_it(name):
    text = f"It was {name}, to wit, on Monday."
    assert [one.of(text) for one in find_offences(text)] == [name]


def test_a_name_over_the_end_of_a_line():
    text = "battery on\n          a peace officer."
    assert [one.of(text) for one in find_offences(text)] == ["battery on\n          a peace officer"]


def test_what_an_offence_is_not_part_of_is_left_out():
    text = "assault (see Brandt), theft (he ran), arson of the garage"
    assert [one.of(text) for one in find_offences(text)] == ["assault", "theft", "arson"]


@pytest.mark.parametrize(
    "text",
    [
        "conspiracy to " * 4000,
        "possession of " * 4000,
        "second degree " * 4000,
        " " * 60_000,
        "resisting, " * 4000,
    ],
)
def test_hostile_text_ends_soon(text):
    began = time.process_time()
    assert list(find_offences(text)) is not None
    assert time.process_time() - began < 20
