"""What is asked of a court."""

import pytest

from tests.reading.layers import read


@pytest.mark.parametrize(
    "text",
    [
        "The storm did damages of $2 million.",
        "Ivo Brandt paid costs and attorney's fees.",
        "Prosecutors asked for bail of $10,000 and restitution talk ended.",
        "The lawsuit does not seek punitive damages.",
    ],
)
def test_what_nobody_asks_of_a_court(text):
    assert read(text).told("relief") == []


def test_relief_in_a_news_report():
    found = read(
        "Ivo Brandt is suing Acme Holdings, Inc. for special and/or general damages, in an "
        "amount to be determined at "
                 "trial, as well as punitive damages and attorneys' fees."
)  # fmt: skip
    assert found.told("relief", "by") == [
        ("special and/or general damages", "Ivo Brandt"),
        ("punitive damages", "Ivo Brandt"),
        ("attorneys' fees", "Ivo Brandt"),
    ]
    assert "to be determined at trial" in found.told("relief", "amount")[0][1]


def test_a_suit_is_not_by_those_whom_it_is_against():
    found = read(
        "Acme Holdings, Inc. sued Ivo Brandt. The lawsuit against Brandt seeks $2 million in compensatory damages."
    )
    assert found.told("relief", "by", "amount") == [
        ("compensatory damages", "Acme Holdings, Inc.", "$2 million")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The plaintiff reserves the right to seek punitive damages from the court.",
        "The court denied the motion for a new trial.",
        "The State opposes a continuance, and the defendant waives restitution.",
        "She will move to dismiss the case.",
        "He was sentenced to probation.",
        "Counsel no longer asks for a protective order.",
        "They sued for wrongful dismissal.",
    ],
)
def test_what_is_left_aside_or_decided(text):
    assert read(text).told("relief") == []


@pytest.mark.parametrize(
    ("text", "form", "words"),
    [
        ("Ivo Brandt moves for a change of venue.", "change of venue", "a change of venue"),
        ("The State asks for restitution of $400.", "restitution", "restitution"),
        ("The defendant moved to suppress the letters.", "suppression of evidence", "suppress the letters"),
        (
            "Ivo Brandt seeks leave to amend the complaint.",
            "leave to amend the complaint",
            "leave to amend the complaint",
        ),
        ("Prosecutors are seeking a sentence of nine years.", "sentence", "a sentence of nine years"),
        ("Rosa Delgado requests an order of protection.", "protective order", "an order of protection"),
        ("The tenants ask for the return of their deposit.", "return", "the return of their deposit"),
        ("Ivo Brandt wants the case dismissed.", "dismissal", "the case dismissed"),
    ],
)
def test_orders_that_are_asked_for(text, form, words):
    assert read(text, kind="court filing").told("relief", "form") in [[(words, form)], [(words, words)]]


def test_the_mover_asks_and_not_the_other_side():
    text = (
        "DISTRICT COURT OF ELM COUNTY\n\nSTATE OF MAINE,\n     Plaintiff,\nv.                 No. CR-26-11\n"
        "PETER LUND,\n     Defendant.\n\nDEFENDANT'S MOTION TO REDUCE BAIL\n\n"
        "Defendant Peter Lund moves for a reduction of bail.\n\nWHEREFORE, Defendant prays that the Court:\n"
        "a. order the return of his passport; and\nb. grant a change of venue.\n"
    )
    told = read(text, kind="court filing").told("relief", "by")
    assert {by for _, by in told} == {"Peter Lund"}
    assert len(told) == 3


def in_hearing(*said):
    lines = "".join(f"{nth:2}            {one}\n" for nth, one in enumerate(said, 1))
    return read(
        f"STATE v. IVO BRANDT\n          BAIL HEARING\n          May 18, 2031\n\n{lines}", kind="transcript"
    )


@pytest.mark.parametrize(
    "said",
    [
        "MS. ORTIZ:  He was released pending trial last May.",
        "MS. ORTIZ:  We do not ask that he be released.",
        "THE COURT:  Bail is set at ten thousand dollars.",
        "MS. ORTIZ:  She paid sixty thousand dollars bail.",
    ],
)
def test_what_nobody_asks_in_a_hearing(said):
    assert in_hearing("MS. ORTIZ:  Dana Ortiz for Mr. Brandt.", said).told("relief") == []


def test_what_is_asked_in_a_hearing_is_of_the_client_and_no_act_of_the_court():
    found = in_hearing(
        "THE COURT:  This is State v. Ivo Brandt.",
        "MR. HALE:  Tom Hale for the State.",
        "MS. ORTIZ:  Dana Ortiz for Mr. Brandt.",
        "MS. ORTIZ:  We ask that he be released pending trial.",
        "MR. HALE:  The State asks for forty thousand dollars bail.",
    )
    assert found.told("relief", "form", "amount") == [
        ("that he be released pending trial", "release", ""),
        ("forty thousand dollars bail", "bail", "forty thousand dollars"),
    ]
    assert found.told("relief", "by")[0][1] in {"Ivo Brandt", "IVO BRANDT"}
    assert found.told("court_event") == []


def test_the_form_of_relief_has_no_number_of_the_margin():
    lines = " 1            MR. HALE:  The State moves to dismiss\n 2       count two of the indictment.\n"
    found = read(f"STATE v. IVO BRANDT\n          May 18, 2031\n\n{lines}", kind="transcript")
    assert [form for _, form in found.told("relief", "form")] in (["dismiss count"], ["dismissal"])


def test_relief_that_one_who_had_asked_for_it_is_told_to_want():
    found = read('"He hid it for years," said prosecutor Dana Ortiz, who had asked for two years in prison.')
    assert found.told("relief", "by") == [("two years in prison", "Dana Ortiz")]


@pytest.mark.parametrize("told", ["Then", "At last", "At least he knew,"])
def test_a_sentence_that_asks_for_nothing(told):
    text = f"THE COURT: Denied.\n\nMR. ABLE: {told} a furlough for his wedding.\n"
    assert read(text, kind="transcript").told("relief") == []


@pytest.mark.parametrize(
    "told", ["In the alternative,", "Alternatively,", "Failing that,", "Then at least", "At a minimum,"]
)
def test_a_sentence_that_only_names_what_is_asked_in_place_of_the_rest(told):
    text = f"THE COURT: Denied.\n\nMR. ABLE: {told} a medical furlough for his surgery.\n"
    assert read(text, kind="transcript").told("relief") == [("a medical furlough for his surgery",)]


@pytest.mark.parametrize("word", ["bailiff", "vagabond"])
def test_a_word_with_the_letters_of_bail_leaves_a_suit_asked_for(word):
    text = f"Ivo Brandt sued the county and told a {word} that he seeks punitive damages."
    assert read(text, kind="news report").told("relief") == [("punitive damages",)]


def test_the_words_before_relief_at_the_beginning_of_a_text_are_read():
    text = "Wherefore Ivo Brandt asks for:\n(a) an injunction\n"
    assert read("PRAYER\n(a) an injunction\n", kind="court filing").told("relief") == [("an injunction",)]
    assert read(text, kind="court filing").told("relief") == [("an injunction",)]
