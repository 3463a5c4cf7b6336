import sys

import pytest

from wholefile.extraction.programs import Missing, ask


def test_a_program_that_is_not_there_is_named():
    with pytest.raises(Missing, match="no-such-program"):
        ask(["no-such-program"], seconds=1, most=10)


def test_a_program_that_does_not_end_is_ended():
    answer = ask(
        [sys.executable, "-c", "import time; print('x', flush=True); time.sleep(600)"], seconds=1, most=100
    )
    assert (answer.cut, answer.said) == ("time", b"x\n")


def test_a_program_that_says_too_much_is_ended():
    answer = ask([sys.executable, "-c", "while True: print('x' * 1000)"], seconds=60, most=5000)
    assert answer.cut == "size"
    assert len(answer.said) == 5000


def test_what_is_said_and_the_end_of_the_complaints_are_kept():
    code = "import sys; sys.stdout.write('a'); sys.stderr.write('b' * 9000 + 'end'); sys.exit(3)"
    answer = ask([sys.executable, "-c", code], seconds=60, most=100)
    assert (answer.code, answer.said, answer.cut) == (3, b"a", "")
    assert answer.complained.endswith("bend")
    assert len(answer.complained) == 2000


def test_nothing_of_this_machine_reaches_a_program(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SECRET", "x")
    answer = ask(
        [sys.executable, "-c", "import os; print(os.environ.get('TZ'), os.environ.get('SECRET'))"],
        seconds=60,
        most=100,
    )
    assert answer.said == b"UTC None\n"
