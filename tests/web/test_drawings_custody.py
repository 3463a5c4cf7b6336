"""The drawn line of custody."""

import re
from xml.etree import ElementTree as ET

from django.utils.translation import override

from tests.web.hostile import whole
from wholefile.web.drawings.custody import MOST_SPANS, custody_drawing, stretches

HOUR = 3_600_000
NOW = 1_770_000_000_000


def span(start, until, *, holder=None, location=None, out_to=None, how="custody.transferred"):
    return {
        "position": 1, "from": start, "until": until, "holder": holder, "holder_name": holder, "location": location,
        "out_to": out_to, "how": how,
    }  # fmt: skip


def cleared(at, lapsed_at=None, verified_by="Jon"):
    return {
        "condition": "cleared", "declared_by": "Cora", "verified_by": verified_by, "at": at,
        "lapsed": None if lapsed_at is None else 7, "lapsed_at": lapsed_at,
    }  # fmt: skip


def drawn(spans, conditions=(), **more):
    svg = str(custody_drawing(spans, conditions, now=NOW, **more))
    return svg, ET.fromstring(svg) if svg else None


def test_nothing_is_drawn_of_nothing():
    assert drawn([])[0] == ""


def test_names_are_words_and_no_markup_and_styles_stay_out():
    svg, tree = drawn([span(0, None, holder="</text><script>alert(1)</script>")])
    assert "<script" not in svg
    assert "style=" not in svg
    assert tree.attrib["role"] == "img"


def test_a_long_name_is_cut():
    svg, _ = drawn([span(0, None, holder="x" * 500)])
    assert "x" * 60 not in svg


def test_a_gap_is_drawn_red_and_said():
    broken = [span(0, HOUR, holder="Cora"), span(3 * HOUR, None, location="ROOM-A")]
    found = stretches(broken)
    assert [one.kind for one in found] == ["holder", "gap", "location"]
    svg, _ = drawn(broken)
    assert "Nobody is on record" in svg
    assert "It breaks 1 times" in svg
    whole_line = [span(0, HOUR, holder="Cora"), span(HOUR, None, location="ROOM-A")]
    assert "It breaks" not in drawn(whole_line)[0]


def test_a_loan_is_dashed_and_an_end_is_said():
    svg, _ = drawn([span(0, HOUR, holder="Cora"), span(HOUR, 2 * HOUR, out_to="State laboratory")])
    assert 'stroke-dasharray="9 5"' in svg
    assert "ended 1970-01-01 02:00 UTC" in svg
    assert "until now" in drawn([span(0, None, holder="Cora")])[0]


def test_clearance_is_thick_while_it_holds_and_only_by_two_people():
    spans = [
        span(NOW - 4 * HOUR, NOW - 2 * HOUR, holder="Cora"),
        span(NOW - 2 * HOUR, None, location="GUNS/A"),
    ]

    def thick(conditions):
        _, tree = drawn(spans, conditions, clearance=True)
        lines = [
            one.attrib
            for one in tree
            if one.attrib.get("stroke-width") == "7" and one.attrib.get("x1") == "40"
        ]
        return [(float(one["y1"]), float(one["y2"])) for one in lines]

    assert thick([]) == []
    assert thick([cleared(NOW - 3 * HOUR, verified_by="Cora")]) == []
    ((begin, until),) = thick([cleared(NOW - 3 * HOUR, NOW - 2 * HOUR)])
    assert begin < until
    ((_, to_the_end),) = thick([cleared(NOW - HOUR)])
    assert to_the_end > until


def test_of_very_many_the_last_are_drawn_and_the_rest_is_said_to_be_in_the_table():
    spans = [span(one * HOUR, (one + 1) * HOUR, holder=f"P {one}") for one in range(MOST_SPANS + 5)]
    svg, _ = drawn(spans)
    assert "P 64" in svg
    assert ">P 4<" not in svg
    assert "5 earlier ones are in the table only." in svg


def test_the_line_of_an_item_has_a_stretch_for_each_row_of_its_table(site):
    gun = site.office.firearm()
    site.office.clear(gun)
    site.office.store(gun, "GUNS/A", witness=site.office.supervisor)
    with override("en"):
        shown = whole(site.client("custodian").get(f"/items/{gun}"))
    drawing = shown.split("wf-custody")[1].split("</svg>")[0]
    assert len(re.findall("<circle", drawing)) == len(site.office.db.rows("custody_span", item=gun))
