"""Causes of action: pleaded, or only what somebody calls a suit."""

from tests.reading.layers import read

NEWS = """Ivo Brandt is taking legal action for wrongful arrest and malicious prosecution.

He has filed a civil complaint against Dale Ruiz and the Dray County Sheriff's Office for "battery,
intentional destruction of evidence, libel, and violation of the Ohio Privacy Act."
"""
COMPLAINT = """IN THE DISTRICT COURT OF DRAY COUNTY

MARTIN HALE,
        Plaintiff,
v.                               No. CV-2026-00311
DALE RUIZ and ACME HOLDINGS, INC.,
        Defendants.

COMPLAINT

1. Plaintiff does not plead nuisance. A claim of slander is not brought here.

COUNT I - BATTERY
(Against Defendant Ruiz)

2. Ruiz struck Hale.

COUNT II: NEGLIGENT HIRING OF BEARS

3. Acme Holdings, Inc. knew.

PRAYER FOR RELIEF

Plaintiff prays for compensatory damages of $250,000, punitive damages, and costs and attorney's fees.
"""


def test_nothing_is_pleaded_where_nobody_sues():
    assert read('Ivo Brandt was praised for "courage, defamation of nobody, and wit."').told("claim") == []
    assert read("Negligence is a word. Fraud is another.").told("claim") == []


def test_what_a_quoted_list_names_is_pleaded():
    assert read(NEWS).told("claim", "pleaded", "by")[-4:] == [
        ("battery", "yes", "Ivo Brandt"),
        ("intentional destruction of evidence", "yes", "Ivo Brandt"),
        ("libel", "yes", "Ivo Brandt"),
        ("violation of the Ohio Privacy Act", "yes", "Ivo Brandt"),
    ]


def test_those_who_are_sued_are_those_of_the_sentence():
    assert read(NEWS).told("claim", "against")[-1][1] == ("Dale Ruiz", "Dray County Sheriff's Office")


def test_a_label_stays_apart_and_is_flagged():
    label = next(one for one in read(NEWS).legal if one.kind == "claim" and one.one("pleaded") == "no")
    assert "kept apart" in label.flags[0]
    assert label.words(NEWS) not in {
        words for words, pleaded in read(NEWS).told("claim", "pleaded") if pleaded == "yes"
    }


def test_counts_of_a_complaint():
    assert [
        one for one in read(COMPLAINT).told("claim", "count", "pleaded", "against") if one[2] == "yes"
    ] == [
        ("BATTERY", "I", "yes", "DALE RUIZ"),
        ("NEGLIGENT HIRING OF BEARS", "II", "yes", "ACME HOLDINGS, INC."),
    ]


TRADING = """SUPERIOR COURT OF DRAY COUNTY

MARTIN HALE,                          )
                     Plaintiff,       )   No. 26-2-01077-1
     vs.                              )
QUILL PRESS LLC, d/b/a                )
THE DRAY EVENING GAZETTE, and         )   COMPLAINT
DALE RUIZ,                            )
                     Defendants.      )

1. Quill printed it.

FIRST CAUSE OF ACTION: LIBEL

2. Plaintiff realleges the foregoing.

SECOND CAUSE OF ACTION: NEGLIGENCE
(against Quill only)

3. Ruiz wrote it for Quill.
"""


def test_the_name_that_a_defendant_trades_under_is_no_further_defendant():
    told = {one[0]: one[1] for one in read(TRADING).told("claim", "against")}
    assert told["LIBEL"] == ("QUILL PRESS LLC", "DALE RUIZ")


def test_the_heading_of_a_count_limits_whom_it_is_against():
    text = TRADING.replace("\n(against Quill only)\n\n", " (against Quill Press LLC)\n")
    told = {one[0]: one[1] for one in read(text).told("claim", "against")}
    assert told["NEGLIGENCE"] == "QUILL PRESS LLC"


def test_the_line_below_a_count_limits_whom_it_is_against():
    told = {one[0]: one[1] for one in read(TRADING).told("claim", "against")}
    assert told["NEGLIGENCE"] == "QUILL PRESS LLC"


def test_what_is_said_not_to_be_brought_is_not_pleaded():
    assert [
        one[1] for one in read(COMPLAINT).told("claim", "pleaded") if one[0] in {"slander", "nuisance"}
    ] in ([], ["no"])


def test_what_a_prayer_asks_for():
    assert read(COMPLAINT).told("relief", "by", "amount") == [
        ("compensatory damages", "MARTIN HALE", "$250,000"),
        ("punitive damages", "MARTIN HALE", ""),
        ("costs and attorney's fees", "MARTIN HALE", ""),
    ]


def test_the_counts_of_an_information_are_no_causes_of_action():
    text = (
        "DISTRICT COURT OF ELM COUNTY\n\nCRIMINAL INFORMATION\n\nCOUNT 1: BATTERY, contrary to Section 4.\n\n"
        "COUNT 2: FRAUD, contrary to Section 5.\n"
    )
    assert read(text, kind="court filing").told("claim") == []


def test_a_suit_is_told_to_have_counts():
    text = "Rosa Delgado sued Acme Holdings, Inc. The suit has two counts: negligence and fraud."
    assert read(text).told("claim", "pleaded") == [("negligence", "yes"), ("fraud", "yes")]
