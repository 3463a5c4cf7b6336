"""Statutes, rules and cases by their patterns."""

import pytest

from wholefile.reading.language import parse
from wholefile.reading.law.citations import citations_in, find_citations


@pytest.mark.parametrize(
    "text", ["", "Act now.", "He paid § nothing.", "On 12 May 1983 they met.", "Rule the waves.", "v. v. v."]
)
def test_what_is_no_citation(text):
    assert find_citations(text) == ()


@pytest.mark.parametrize(
    ("cite", "kind"),
    [
        ("42 U.S.C. § 1983", "statute"),
        ("29 C.F.R. § 1910.134", "statute"),
        ("NMSA 1978, § 30-2-3", "statute"),
        ("NMSA 1978 § 41-4-12", "statute"),
        ("Section 30-3-5(C) NMSA 1978", "statute"),
        ("Cal. Penal Code § 187", "statute"),
        ("Fla. Stat. § 776.012", "statute"),
        ("RCW 9A.32.030", "statute"),
        ("ORS 163.160", "statute"),
        ("Ohio Fair Wages Act", "statute"),
        ("U.S. Const. amend. XIV", "constitution"),
        ("Fed. R. Civ. P. 12(b)(6)", "rule"),
        ("Rule 5-211(E) NMRA", "rule"),
        ("Hale v. Quist, 12 F.3d 345, 350 (9th Cir. 2001)", "case"),
    ],
)
def test_citations_where_they_stand(cite, kind):
    text = f"It relies on {cite}, he wrote."
    assert [(one.words(text), one.one("cites")) for one in find_citations(text)] == [(cite, kind)]
    if kind != "rule":
        assert [span.of(text) for span in citations_in(parse(text))][:1] == [cite]


@pytest.mark.parametrize(
    "before",
    ["U.S. Const. amend. XIV. See ", "Florida Statutes. Compare ", "Cf. ", "But see ", "as held, quoting "],
)
def test_what_leads_to_a_case_is_no_part_of_it(before):
    text = f"It relies on {before}Hale v. Quist, 12 F.3d 345 (9th Cir. 2001)."
    cases = [one for one in find_citations(text) if one.one("cites") == "case"]
    assert [one.words(text) for one in cases] == ["Hale v. Quist, 12 F.3d 345 (9th Cir. 2001)"]
