from datetime import date

import pytest

from tests.reading.tiling import assert_covers, told
from wholefile.reading.frame import frame
from wholefile.reading.kinds import mail
from wholefile.reading.kinds.lines import lines_of

MESSAGE = """\
From: "Walt Pruitt" <walt@pruitt.example>
To: Nell Harker <nell@lantern-ridge.example>,
 Corin Varga <corin@lantern-ridge.example>
Date: Wed, 8 Oct 2031 09:12:44 -0600
Subject: Re: Rounds

The box with the RIDGE stamp is my own.
Do not mix them.

Best regards,
Walt

On Tue, Oct 7, 2031 at 6:02 PM Nell Harker <nell@lantern-ridge.example>
wrote:

> How many boxes did you send?
>
> I count two.
> On Mon, 6 Oct 2031, Dana Osei wrote:
>> Please count them.

-----Original Message-----
From: Ines Roth [mailto:ines@ridge.example]
Sent: Monday, October 6, 2031 8:00 AM
To: Walt
Subject: Rounds

There were three boxes.
"""


def parts_of(text):
    found = mail.parts(text, lines_of(text))
    assert_covers(text, found)
    return found


@pytest.mark.parametrize("line", ["He wrote:", "In May the clerk wrote:", "and then she wrote:"])
def test_a_sentence_that_ends_with_wrote_names_nobody(line):
    text = f"From: a@ridge.example\nTo: b@ridge.example\n\n{line}\n> I was there.\n"
    assert told(text, parts_of(text))[-1] == ("paragraph", "quoted", "", "I was there.")


def test_words_that_begin_as_a_header_stay_words():
    text = "From: a@ridge.example\nTo: b@ridge.example\n\nTo: the point.\nFrom: here on it is cold.\n"
    assert told(text, parts_of(text))[-1] == (
        "paragraph",
        "",
        "a@ridge.example",
        "To: the point. From: here on it is cold.",
    )


def test_headers_are_text_with_their_names():
    assert [one[1::2] for one in told(MESSAGE, parts_of(MESSAGE)) if one[0] == "header"][:4] == [
        ("From", '"Walt Pruitt" <walt@pruitt.example>'),
        ("To", "Nell Harker <nell@lantern-ridge.example>, Corin Varga <corin@lantern-ridge.example>"),
        ("Date", "Wed, 8 Oct 2031 09:12:44 -0600"),
        ("Subject", "Re: Rounds"),
    ]


def test_who_wrote_what():
    assert [one[1:] for one in told(MESSAGE, parts_of(MESSAGE)) if one[0] != "header"] == [
        ("", "Walt Pruitt", "The box with the RIDGE stamp is my own. Do not mix them."),
        ("signature", "Walt Pruitt", "Best regards, Walt"),
        ("quoted", "Nell Harker", "How many boxes did you send?"),
        ("quoted", "Nell Harker", "I count two."),
        ("quoted", "Dana Osei", "Please count them."),
        ("", "Ines Roth", "There were three boxes."),
    ]


def test_speakers_point_to_where_they_are_named():
    names = [one.speaker_span.of(MESSAGE) for one in parts_of(MESSAGE) if one.speaker]
    assert names == ["Walt Pruitt", "Walt Pruitt", "Nell Harker", "Nell Harker", "Dana Osei", "Ines Roth"]


def test_the_day_is_that_of_the_message_and_not_of_what_it_quotes():
    found = frame(MESSAGE)
    assert (found.kind, found.day, found.day_source) == ("e-mail", date(2031, 10, 8), "e-mail date")
    undated = MESSAGE.replace("Date: Wed, 8 Oct 2031 09:12:44 -0600\n", "")
    assert frame(undated, kind="e-mail").day is None
