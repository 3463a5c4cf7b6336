""" "I" and "you" mean those who speak and are spoken to, where the document says who they are."""

from tests.reading.layers import read

DEPOSITION = """DEPOSITION OF LENA VOSS
May 4, 2026

                 LENA VOSS,
having been first duly sworn, testified as follows:
                 EXAMINATION
BY MR. QUIST:
Q.   Where were you standing?
A.   I was by the gate. You know that. He said, "I saw you." Count I was read to me.
MS. MOREAU:  I object. You may answer.
THE WITNESS:  I gave my notes away.
"""
MAIL = """From: Ines Moreau <ines@example.com>
To: Tom Quist <tom@example.com>
Date: Mon, 4 May 2026 10:12:00 +0000
Subject: Re: The gate

I checked the gate on Friday. You asked for it.

On Sun, 3 May 2026 at 09:00, Tom Quist <tom@example.com> wrote:
> Do you have the key? I never had it.
>
> On Sat, 2 May 2026 at 08:00, Karl Hale <karl@example.com> wrote:
>> I gave you the key on Monday.
"""


def whose(found, words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = found.text.index(words, start + 1)
    place = start + len(words) - len(words.split()[-1])
    return next((one.name for one in found.entities.all for m in one.mentions if m.span.start == place), None)


def test_words_of_others_and_numbers_mean_no_speaker():
    found = read(DEPOSITION)
    assert whose(found, 'said, "I') is None
    assert whose(found, "saw you") is None
    assert whose(found, "Count I") is None
    assert whose(found, "object. You") is None


def test_nobody_is_meant_where_nobody_is_said_to_speak():
    found = read("I saw Karl Hale. You know him.")
    assert whose(found, "I") is None
    assert whose(found, "You") is None


def test_you_of_a_message_to_two_is_nobody():
    found = read(
        MAIL.replace(
            "To: Tom Quist <tom@example.com>", "To: Tom Quist <tom@example.com>, Ada Lind <a@example.com>"
        )
    )
    assert whose(found, "Friday. You") is None


def test_i_and_you_in_a_transcript():
    found = read(DEPOSITION)
    assert whose(found, "Where were you").casefold() == "lena voss"
    assert whose(found, "A.   I").casefold() == "lena voss"
    assert whose(found, "gate. You").casefold() == "quist"
    assert whose(found, "MS. MOREAU:  I").casefold() == "moreau"
    assert whose(found, "THE WITNESS:  I").casefold() == "lena voss"
    assert whose(found, "gave my").casefold() == "lena voss"


def test_i_and_you_in_messages_and_what_they_quote():
    found = read(MAIL)
    assert whose(found, "\nI") == "Ines Moreau"
    assert whose(found, "Friday. You") == "Tom Quist"
    assert whose(found, "Do you") == "Ines Moreau"
    assert whose(found, "key? I") == "Tom Quist"
    assert whose(found, ">> I") == "Karl Hale"
    assert whose(found, "gave you") == "Tom Quist"


def test_whoever_speaks_is_not_she_and_her_sister_is():
    text = DEPOSITION.replace(
        "I was by the gate.", "My sister said that Karl Hale told her. She told me that it was open."
    )
    found = read(text)
    assert whose(found, "told her") == "My sister"
    assert whose(found, "\nA.   My sister said that Karl Hale told her. She") == "My sister"
    assert whose(found, "A.   My").casefold() == "lena voss"


def test_the_writer_of_a_report_told_of_by_name_may_be_he():
    text = """INCIDENT REPORT
Case No.: 26-01177
Reporting Officer: Officer Karl Hale

NARRATIVE

Officer Hale arrived at 2100 hours. He knocked at the door.
"""
    assert whose(read(text), "hours. He") == "Karl Hale"
