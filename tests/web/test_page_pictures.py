"""Pictures of the pages of a file: behind a recorded reading, a few at a time, never a 500, and leaving no trace."""

import io
import threading

import pytest
from PIL import Image

from tests.actions.office import STAFF
from tests.processing.conftest import sandboxed  # noqa: F401 - a fixture
from tests.web import paged
from tests.web.hostile import whole
from tests.web.world import hide_something, outsider
from wholefile.core.errors import Unavailable
from wholefile.processing import sandbox
from wholefile.showing.page_places import places_on_page
from wholefile.web import page_drawing
from wholefile.web.readings import GOOD_FOR
from wholefile.web.signing.models import WaitingActs

IMAGE = {"HTTP_SEC_FETCH_DEST": "image"}


@pytest.fixture(autouse=True)
def _nothing_kept():
    page_drawing.forget_pages()
    yield
    page_drawing.forget_pages()


@pytest.fixture
def report(site):
    return paged.taken_in(site.office)


def read_by(site, part, item, sha256, back=""):
    address = f"/files/{sha256}/read" + (f"?back={back}" if back else "")
    return site.client(part).post(address, {"item": item, "purpose": "to prepare the interview"})


def let_in(site, report, part="investigator"):
    site.sign(read_by(site, part, *report), part)
    return site.client(part)


def picture(answer) -> Image.Image:
    assert answer.status_code == 200, whole(answer)
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


# Negatives


def test_without_a_recorded_reading_nobody_sees_a_page(site, report):
    _, sha256 = report
    for part, *_ in STAFF:
        for more, known in ((IMAGE, 403), ({}, 302)):
            answer = site.client(part).get(f"/files/{sha256}/pages/1", **more)
            assert answer.status_code in (known, 404), part
            assert not answer["Content-Type"].startswith("image/")
    answer = site.client("investigator").get(f"/files/{sha256}/pages/2?start=1")
    assert answer["Location"] == f"/files/{sha256}/read?back=%2Ffiles%2F{sha256}%2Fpages%2F2%3Fstart%3D1"


def test_somebody_elses_reading_an_old_one_and_one_of_another_item_do_not_count(site, report):
    _, sha256 = report
    other = site.office.receive()
    told = {"items": other, "purpose": "x", "by": site.person("investigator")}
    site.sign(site.client("investigator").post("/do/item/opened", told), "investigator")
    assert site.client("investigator").get(f"/files/{sha256}/pages/1").status_code == 302
    let_in(site, report, "prosecutor")
    assert site.client("investigator").get(f"/files/{sha256}/pages/1").status_code == 302
    site.office.clock.advance(GOOD_FOR + 1)
    assert site.client("prosecutor").get(f"/files/{sha256}/pages/1").status_code == 302


def test_a_file_of_a_hidden_case_has_no_pages(site):
    outsider(site, "vera", "prosecutor")
    item = hide_something(site)
    sha256 = site.office.db.one("item_file", item=item).sha256
    for part in ("vera", "ana", "defence"):
        assert site.client(part).get(f"/files/{sha256}/pages/1").status_code == 404
    assert site.client("vera").get(f"/files/{'f' * 64}/pages/1").status_code == 404


@pytest.mark.parametrize("page", ["-1", "x", "1.5", "%00", "1e9", "²", "9" * 40])
def test_what_is_no_number_is_no_page(site, report, page):
    client = let_in(site, report)
    assert client.get(f"/files/{report[1]}/pages/{page}").status_code in (400, 404)


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("page", [0, 3, 10**9, 2**63 - 1])
def test_a_page_that_is_not_there_is_told_in_words(site, report, page):
    answer = let_in(site, report).get(f"/files/{report[1]}/pages/{page}")
    assert answer.status_code == 422
    assert f"there is no page {page:,}" in whole(answer)


@pytest.mark.usefixtures("sandboxed")
def test_a_file_without_pages_and_a_broken_one_are_told_in_words(site):
    for name, content in (("note.txt", b"only words"), ("broken.pdf", b"%PDF-1.7\nnothing")):
        told = paged.taken_in(site.office, name, content)
        answer = let_in(site, told).get(f"/files/{told[1]}/pages/1")
        assert answer.status_code == 422
        assert "There is no picture of this page" in whole(answer)


def test_without_a_sandbox_or_bytes_it_is_told_in_words(site, report, monkeypatch):
    client = let_in(site, report)
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "_usable", ["The sandbox leaks."])
        answer = client.get(f"/files/{report[1]}/pages/1")
        assert answer.status_code == 503
        assert "leaks" in whole(answer)


@pytest.mark.usefixtures("sandboxed")
def test_a_kept_picture_of_a_file_that_is_gone_is_not_shown(site, report):
    client = let_in(site, report)
    assert client.get(f"/files/{report[1]}/pages/1").status_code == 200
    site.office.record.store.path(report[1]).unlink()
    answer = client.get(f"/files/{report[1]}/pages/1")
    assert answer.status_code == 409
    assert "restores them" in whole(answer)


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("query", ["start=x", "layer=%00", "end=-1", "layer=" + "y" * 500])
def test_an_address_that_cannot_be_read_is_refused(site, report, query):
    assert let_in(site, report).get(f"/files/{report[1]}/pages/1?{query}").status_code == 400


def test_a_flood_starts_a_few_sandboxes_and_the_rest_is_told_to_come_again(site, report, monkeypatch):
    client = let_in(site, report)
    monkeypatch.setattr(page_drawing, "_PATIENCE", 0.01)
    held = [page_drawing._drawing.acquire(blocking=False) for _ in range(page_drawing.AT_ONCE)]
    try:
        assert all(held)
        answer = client.get(f"/files/{report[1]}/pages/1")
        assert answer.status_code == 503
        assert "in a moment" in whole(answer)
    finally:
        for _ in held:
            page_drawing._drawing.release()


def test_more_than_may_wait_are_sent_away_at_once():
    inside, over = threading.Barrier(page_drawing.AT_ONCE + 1), threading.Event()

    def draws():
        with page_drawing._a_turn():
            inside.wait()
            over.wait()

    drawing = [threading.Thread(target=draws) for _ in range(page_drawing.AT_ONCE)]
    for one in drawing:
        one.start()
    inside.wait()
    waiting = [page_drawing._inside.acquire(blocking=False) for _ in range(page_drawing.WAITING)]
    with pytest.raises(Unavailable), page_drawing._a_turn():
        pass
    for _ in waiting:
        page_drawing._inside.release()
    over.set()
    for one in drawing:
        one.join()
    with page_drawing._a_turn():
        pass


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example",
        "/files/other/facts",
        "/files/%SHA%/x\\y",
        "/files/%SHA%/../other/facts",
        "/files/%SHA%/facts?x=" + "y" * 400,
    ],
)
def test_a_reading_leads_back_to_the_same_file_alone(site, report, back):
    site.sign(read_by(site, "investigator", *report, back=back.replace("%SHA%", report[1])), "investigator")
    assert WaitingActs.objects.get().back == ""


# What is shown


@pytest.mark.usefixtures("sandboxed")
def test_a_page_is_a_picture_that_no_cache_keeps_and_no_act_records(site, report):
    client = let_in(site, report)
    acts = site.office.db.count("access")
    answer = client.get(f"/files/{report[1]}/pages/1", **IMAGE)
    assert picture(answer).size == (1200, 800)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert client.get(f"/files/{report[1]}/pages/1").content == answer.content
    assert client.get(f"/files/{report[1]}/pages/2").content != answer.content
    assert site.office.db.count("access") == acts


@pytest.mark.usefixtures("sandboxed")
def test_the_places_of_a_fact_are_outlined_as_one_line(site, report):
    client, record = let_in(site, report), site.office.record
    layer = record.db.one("text_layer", sha256=report[1]).text
    start = paged.WORDS.index("Tom")
    (line,) = places_on_page(record, report[1], 2, layer=layer, start=start, end=start + 8)
    assert line == (40.0, 58.0, 95.0, 70.0)
    assert places_on_page(record, report[1], 1, layer=layer, start=start, end=start + 8) == []
    assert places_on_page(record, report[1], 2, layer="0" * 64, start=start, end=start + 8) == []
    address = f"/files/{report[1]}/pages/2?layer={layer}&start={start}&end={start + 8}"
    ink = (154, 74, 0)
    assert ink in [one for _, one in picture(client.get(address)).getcolors(1 << 20)]
    assert ink not in [
        one for _, one in picture(client.get(f"/files/{report[1]}/pages/2")).getcolors(1 << 20)
    ]


def test_the_reader_asks_for_a_reading_and_comes_back_to_itself(site, report):
    item, sha256 = report
    client = site.client("investigator")
    shown = whole(client.get(f"/files/{sha256}/facts?kind=person"))
    assert "<img" not in shown.split('id="pages"')[1]
    assert "Look at the pages: say why you read it" in shown
    back = f"%2Ffiles%2F{sha256}%2Ffacts%3Fkind%3Dperson"
    assert f"/files/{sha256}/read?back={back}" in shown
    response = read_by(site, "investigator", item, sha256, back)
    token = response["Location"].rsplit("/", 1)[1]
    answer = site.signature(token, "investigator")
    assert answer.json()["next"].endswith(f"/files/{sha256}/facts?kind=person")
    shown = whole(client.get(f"/files/{sha256}/facts?kind=person"))
    assert f'<img src="/files/{sha256}/pages/1"' in shown
    assert "Page 1 of report.pdf as it looks" in shown
    assert "kind=person&amp;page=2#pages" in shown
    assert f'<img src="/files/{sha256}/pages/2"' in whole(client.get(f"/files/{sha256}/facts?page=2"))
    person = paged.FACTS[1].identity
    shown = whole(client.get(f"/files/{sha256}/facts?fact={person}"))
    assert f'<img src="/files/{sha256}/pages/2?layer=' in shown


def test_a_file_without_pages_says_nothing_of_them(site):
    from tests.actions.reading import taken_in

    story = taken_in(site.office)
    assert 'id="pages"' not in whole(site.client("investigator").get(f"/files/{story}/facts"))
