"""What is like what: nothing that is not, nothing that may not be seen, and each pair once whatever comes first."""

from collections import Counter
from random import Random

import numpy as np
import pytest

from tests.actions.serving import attach, decide, serve
from tests.processing.found import digest, know, read, text_file
from wholefile.core.errors import NotFound
from wholefile.processing import likeness
from wholefile.processing.likeness import crowded, index_likeness
from wholefile.processing.likeness_found import alike_to
from wholefile.processing.likeness_words import (
    BANDS,
    LIKE_ENOUGH,
    bands,
    distance,
    folded_text,
    picture_bands,
    shingles,
    signature,
)  # fmt: skip
from wholefile.processing.likeness_words import likeness as share

CHANCE = Random(11)
VOCABULARY = [f"word{n}" for n in range(8_000)]
WEIGHTS = [1 / (n + 10) for n in range(8_000)]
NOTICE = "CONFIDENTIALITY NOTICE: this email is intended only for the addressee and may contain privileged material."


def article(size: int | None = None) -> str:
    return " ".join(CHANCE.choices(VOCABULARY, WEIGHTS, k=size or CHANCE.randint(150, 600)))


def changed(text: str, part: float) -> str:
    return " ".join(CHANCE.choice(VOCABULARY) if CHANCE.random() < part else one for one in text.split())


def index(record) -> None:
    while index_likeness(record, 50):
        pass


def found(record, sha256, person=None) -> dict[str, tuple[str, int]]:
    return {one.sha256: (one.how, one.measure) for one in alike_to(record, sha256, person)[1:]}


@pytest.fixture(scope="module")
def articles():
    return [article() for _ in range(400)]


def flagged(one: str, other: str) -> bool:
    """As the index decides it: a band in common, then the true share."""
    first, second = shingles(one), shingles(other)
    common = set(bands(signature(first))) & set(bands(signature(second)))
    return bool(common) and share(first, second) >= LIKE_ENOUGH


@pytest.mark.parametrize(
    ("what", "change", "least"),
    [
        (
            "forwarded",
            lambda text: f"From: a@b.c\nSent: Monday\nSubject: FW: story\n\n{text}\n\n{NOTICE}",
            0.97,
        ),
        ("two words of a hundred", lambda text: changed(text, 0.02), 0.97),
        ("ten words of a hundred", lambda text: changed(text, 0.10), 0.95),
        ("the first part only", lambda text: text[: int(len(text) * 0.6)], 0.95),
    ],
)
def test_changed_texts_are_found(articles, what, change, least):
    assert sum(flagged(one, change(one)) for one in articles) / len(articles) >= least, what


def test_unrelated_texts_are_not(articles):
    sets = [shingles(one) for one in articles]
    banded = [set(bands(signature(one))) for one in sets]
    pairs = [(i, j) for i in range(400) for j in range(i)]
    assert len(pairs) == 79_800
    wrong = sum(bool(banded[i] & banded[j]) and share(sets[i], sets[j]) >= LIKE_ENOUGH for i, j in pairs)
    assert wrong <= 5


def test_a_signature_is_the_same_for_ever():
    found_ = signature(shingles("the quick brown fox jumps over the lazy dog"))
    assert found_[:3].tolist() == [107298957, 656210158, 43458676]
    assert len(bands(found_)) == BANDS
    assert signature(shingles("two words")) is None
    assert np.array_equal(shingles("A b C d"), shingles("a B, c: D!"))


def test_layout_case_and_accents_do_not_make_another_text():
    assert folded_text("Café  am\nMarkt") == folded_text("CAFE AM MARKT!")
    assert folded_text("Cafe am Mark") != folded_text("Cafe am Markt")


def test_pictures_within_six_bits_share_a_band():
    for _ in range(300):
        number = CHANCE.getrandbits(64)
        other = number
        for bit in CHANCE.sample(range(64), 6):
            other ^= 1 << bit
        one, two = f"{number:016x}", f"{other:016x}"
        assert distance(one, two) == 6
        assert set(picture_bands(one)) & set(picture_bands(two))


def test_files_are_found_by_text_words_and_picture_in_any_order(office):
    item = office.receive("digital")
    text = article(300)
    first = text_file(office.record, item, text)
    same = text_file(office.record, item, text.upper().replace(" ", "\n"))
    near = text_file(office.record, item, changed(text, 0.05) + " and more")
    far = text_file(office.record, item, article(300))
    short = text_file(office.record, item, "only a few words")
    shorter = text_file(office.record, item, "only a few words more")
    pictures = ["00ff00ff00ff00ff", "00ff00ff00ff00f8", "ff00ff00ff00ff00", "not a hash", 7]
    drawn = []
    for number, hashed in enumerate(pictures):
        sha256 = know(office.record, b"picture %d" % number, item)
        read(office.record, sha256, facts={"picture": hashed}, kind="jpeg")
        drawn.append(sha256)
    index(office.record)
    assert found(office.record, first)[same] == ("text", 1000)
    assert found(office.record, first)[near][0] == "words"
    assert 400 <= found(office.record, first)[near][1] < 1000
    assert found(office.record, same)[near] == found(office.record, first)[near]
    assert set(found(office.record, near)) == {first, same}
    assert found(office.record, far) == {}
    assert found(office.record, short) == found(office.record, shorter) == {}
    assert found(office.record, drawn[0]) == {drawn[1]: ("picture", round(1000 * 61 / 64))}
    assert found(office.record, drawn[3]) == {}
    before = office.db.rows("alike", order=("first", "second", "how"))
    office.db.query('UPDATE "likeness" SET "version" = %s RETURNING 1', ["older"])
    index(office.record)
    assert office.db.rows("alike", order=("first", "second", "how")) == before


def test_what_is_not_in_the_record_or_may_not_be_seen_is_not_found(office, tmp_path):
    served, kept = office.receive(), office.receive()
    text = article(200)
    attach(office, served, **{"seen.txt": text.encode()})
    decide(office, served)
    decide(office, kept, "withheld")
    serve(office, tmp_path / "PR-1")
    mine = text_file(office.record, served, text)
    other = text_file(office.record, kept, changed(text, 0.03) + " and more", "informant.txt")
    index(office.record)
    assert set(found(office.record, mine)) == {other}
    assert found(office.record, mine, office.defence.person) == {}
    for sha256, person in (
        (other, office.defence.person),
        (mine, office.ana.person),
        (digest(b"x"), None),
        ("", None),
    ):
        with pytest.raises(NotFound, match=r"file\.unknown"):
            alike_to(office.record, sha256, person)
    [own] = alike_to(office.record, mine, office.defence.person)
    assert [(one.item, one.name) for one in own.occurrences] == [(served, "seen.txt")]


def test_exact_copies_are_one_file_with_several_occurrences(office):
    one, two = office.receive("digital"), office.receive("digital")
    attach(office, one, **{"a.txt": b"same bytes"})
    attach(office, two, **{"b.txt": b"same bytes"})
    [own] = alike_to(office.record, digest(b"same bytes"))
    assert (own.how, own.measure) == ("same", 1000)
    assert [(where.item, where.name) for where in own.occurrences] == [(one, "a.txt"), (two, "b.txt")]


def test_a_file_read_again_is_compared_again(office):
    item = office.receive("digital")
    text = article(100)
    first = text_file(office.record, item, text)
    scan = know(office.record, b"scan", item)
    read(office.record, scan, kind="pdf")
    index(office.record)
    assert found(office.record, first) == {}
    read(office.record, scan, ("ocr", text), extractor="ocr", kind="pdf", at=1_770_000_099_000)
    assert index_likeness(office.record) == 1
    assert index_likeness(office.record) == 0
    assert found(office.record, first) == {scan: ("text", 1000)}


def test_a_band_that_very_many_share_is_passed_over_and_said(office, monkeypatch):
    monkeypatch.setattr(likeness, "MOST_IN_A_BAND", 2)
    item = office.receive("digital")
    form = article(200)
    made = [text_file(office.record, item, f"{form} number {n}") for n in range(5)]
    index(office.record)
    assert crowded(office.db) > 0
    assert sum(len(found(office.record, one)) for one in made) < 5 * 4


def test_a_layer_that_is_gone_does_not_stop_the_others(office):
    item = office.receive("digital")
    sha256 = know(office.record, b"gone", item)
    [layer] = read(office.record, sha256, ("native", article(50)))
    office.record.derived.destroy(layer)
    index(office.record)
    assert found(office.record, sha256) == {}


def test_a_band_in_common_is_not_enough(office):
    item = office.receive("digital")
    text = article(300)
    text_file(office.record, item, text)
    for _ in range(12):
        text_file(office.record, item, changed(text, 0.25) + " more")
    index(office.record)
    shared = office.db.query('SELECT 1 FROM "likeness_band" GROUP BY "band", "value" HAVING COUNT(*) > 1')
    assert shared
    assert all(row.measure >= 400 for row in office.db.rows("alike"))


def test_a_file_of_a_served_item_that_was_not_produced_is_not_told_of(office, tmp_path):
    item = office.receive()
    text = article(200)
    attach(office, item, **{"seen.txt": text.encode()})
    decide(office, item)
    serve(office, tmp_path / "PR-1")
    mine = text_file(office.record, item, text)
    later = text_file(office.record, item, text + " added later")
    index(office.record)
    assert set(found(office.record, mine)) == {later}
    assert found(office.record, mine, office.defence.person) == {}


def test_no_band_of_pictures_is_shared_by_more_than_a_few_of_very_many():
    made = [f"{CHANCE.getrandbits(64):016x}" for _ in range(20_000)]
    shared = Counter(band for one in made for band in picture_bands(one))
    assert max(shared.values()) < 20
    assert len({band for band, _ in shared}) == 28


def test_a_picture_hash_that_only_looks_like_a_number_is_none(office):
    item = office.receive("digital")
    for number, said in enumerate(("-000000000000001", "0x00000000000001", "1_11111111111111")):
        read(office.record, know(office.record, b"%d" % number, item), facts={"picture": said}, kind="png")
    index(office.record)
    assert office.db.count("likeness", picture=None) == 3


def test_two_that_are_asked_for_one_at_a_time_are_compared_once_each(office):
    item = office.receive("digital")
    for number in range(3):
        text_file(office.record, item, f"{number}")
    assert [index_likeness(office.record, 1) for _ in range(5)] == [1, 1, 1, 0, 0]
