"""Files of a case or an item as they are shown, their words, and how an item was kept."""

import pytest

from tests.processing.found import know, member, read, text_file
from tests.showing.world import go_on_elsewhere
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.outcomes import outcomes
from wholefile.showing.files import counts_view, file_view, files_view, unread_lately
from wholefile.showing.keeping import keeping_view
from wholefile.showing.seeing import EVERYTHING
from wholefile.showing.texts import text_view

NOW = {"version": VERSIONS[READ]}


def test_a_scope_is_named_and_seen(world):
    db = world.office.db
    for view in (files_view, counts_view):
        with pytest.raises(Invalid):
            view(db, EVERYTHING)
        with pytest.raises(Invalid):
            view(db, EVERYTHING, docket=world.office.docket, item=world.items["gun"])
        for name in ("outsider", "counsel", "ana", "late"):
            with pytest.raises(NotFound):
                view(db, world.sight(name), item=world.items["letter"])
            with pytest.raises(NotFound):
                view(db, world.sight(name), docket=world.office.docket)


def test_pages_together_are_what_came_of_every_file(world):
    office, item = world.office, world.items["letter"]
    for number in range(7):
        text_file(office.record, item, f"words {number}", **NOW)
    outer = know(office.record, b"outer", item)
    read(office.record, outer, **NOW)
    member(office.record, outer, b"inner", b"inner.txt", item)
    found, after = [], ""
    while True:
        page = files_view(office.db, EVERYTHING, item=item, after=after, most=3)
        found += page["files"]
        if page["next"] is None:
            break
        after = page["next"]
    known = {(one.path, one.sha256, one.status) for one in outcomes(office.db, item=item).files}
    assert known <= {(tuple(one["path"]), one["sha256"], one["status"]) for one in found}
    assert len({one["sha256"] for one in found}) == len(found)
    counts = counts_view(office.db, EVERYTHING, item=item)["counts"]
    assert sum(counts.values()) == len(found)


def test_another_cases_files_and_names_change_nothing(world):
    office, item = world.office, world.items["letter"]
    sha256 = text_file(office.record, item, "a letter", **NOW)
    sight = world.sight("insider")

    def looks():
        return (
            files_view(office.db, sight, item=item),
            files_view(office.db, sight, docket=office.docket),
            counts_view(office.db, sight, docket=office.docket),
            file_view(office.db, sight, sha256),
            unread_lately(office.db, sight),
            keeping_view(office.db, sight, item),
        )

    before = looks()
    hidden = go_on_elsewhere(world)["item"]
    know(office.record, b"a letter", hidden, "called otherwise.txt")
    outer = know(office.record, b"their archive", hidden, "theirs.zip")
    member(office.record, outer, b"a letter", b"in theirs", hidden)
    assert looks() == before


def test_a_file_is_seen_with_its_content_alone(world):
    office = world.office
    sha256 = text_file(office.record, world.items["memo"], "a memo", **NOW)
    for name in ("outsider", "counsel", "ana", "late"):
        with pytest.raises(NotFound):
            file_view(office.db, world.sight(name), sha256)
        with pytest.raises(NotFound):
            text_view(office.record, world.sight(name), sha256)
    assert file_view(office.db, world.sight("insider"), sha256)["items"] == [world.items["memo"]]


@pytest.mark.parametrize(
    ("asked", "first", "marked"),
    [
        ({}, 0, None),
        ({"start": 5_000, "end": 5_006}, 3_500, "needle"),
        ({"at": 10**12}, 20_005, None),
        ({"start": 10**12, "end": 10**13}, 0, None),
        ({"start": 9, "end": 3}, 0, None),
        ({"at": 4_990, "start": 5_000, "end": 5_006}, 4_990, "needle"),
    ],
)
def test_the_window_stands_where_it_is_asked(world, asked, first, marked):
    words = "x" * 5_000 + "needle" + "y" * 15_000
    sha256 = text_file(world.office.record, world.items["memo"], words, **NOW)
    view = text_view(world.office.record, EVERYTHING, sha256, **asked)
    assert view["start"] == first
    assert "".join(one["text"] for one in view["parts"]) == words[view["start"] : view["until"]]
    assert [one["text"] for one in view["parts"] if one["marked"]] == ([marked] if marked else [])


def test_an_empty_text_and_changed_words(world):
    office = world.office
    empty = text_file(office.record, world.items["memo"], "", **NOW)
    assert text_view(office.record, EVERYTHING, empty)["parts"] == []
    sha256 = text_file(office.record, world.items["memo"], "some words", **NOW)
    path = office.record.derived.path(sha256)
    path.chmod(0o600)
    path.write_bytes(b"others")
    with pytest.raises(IntegrityFailure):
        text_view(office.record, EVERYTHING, sha256)


def test_a_declaration_is_shown_with_the_act_by_which_it_lapsed(world):
    office, gun = world.office, world.items["gun"]
    (one,) = keeping_view(office.db, EVERYTHING, gun)["conditions"]
    assert one["declared_by"] == "Cora Diaz"
    assert one["lapsed"] == office.db.rows("custody_span", item=gun, order=("-seq",), limit=1)[0].seq
    for name in ("outsider", "counsel", "ana", "late"):
        with pytest.raises(NotFound):
            keeping_view(office.db, world.sight(name), gun)
