"""The glossary has every word of the trade we promised, and names only acts and tables that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/glossary.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\*\*.+?) \| (.+?) \| (.*?) ?\|$", PAGE, re.MULTILINE)
DEFINED = [word for term, _, _ in ROWS for word in re.findall(r"\*\*(.+?)\*\*", term)]

PROMISED = """
record, act, entry, checkpoint, witness, case, docket number, party, counsel, count, cause of
action, relief, court event, item, voucher number, sub-item, submitter, custodian, transfer,
release, acceptance, seal, location, container, condition declaration, verifier, hold, retention
schedule, disposition, inventory, discrepancy, unable to locate, acquisition, digest, family,
parent, attachment, text layer, near-duplicate, statement, speaker, span, attribution, disclosure
decision, ground, schedule, production, Bates number, load file, privilege log, certificate,
receipt, objection, screening, candidate, expungement
"""


@pytest.mark.parametrize("word", [" ".join(word.split()) for word in PROMISED.split(",")])
def test_the_word_is_defined(word):
    assert word in {re.sub(r" \(.*\)", "", defined) for defined in DEFINED}


def test_no_word_is_defined_twice():
    assert sorted(set(DEFINED)) == sorted(DEFINED)


@pytest.mark.parametrize(("term", "meaning", "where"), ROWS, ids=[row[0] for row in ROWS])
def test_a_definition_is_one_sentence(term, meaning, where):
    assert meaning.endswith(".")
    assert ". " not in meaning


def test_every_act_it_names_exists():
    from wholefile.core.acts import KINDS

    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", PAGE))
    assert len(named) > 50
    assert named <= set(KINDS)


def test_every_table_it_names_exists():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src/wholefile/record/tables").glob("*.py"))
    named = set(re.findall(r"table `([a-z_]+)`", PAGE))
    assert len(named) > 30
    assert named <= set(re.findall(r'db_table = "([a-z_]+)"', source))
