import pytest

from wholefile.core.errors import Invalid
from wholefile.reading.facts import TOLD, Fact, Status
from wholefile.reading.spans import Span

PLACE = Span(2, 9)


def test_an_unknown_kind_is_refused():
    with pytest.raises(Invalid, match="no kind of fact"):
        Fact("guess", PLACE, "a rule")


def test_what_the_kind_does_not_tell_is_refused():
    with pytest.raises(Invalid, match="does not tell age"):
        Fact("person", PLACE, "a rule", {"age": "66", "name": "Ada"})


def test_what_is_unknown_is_left_out():
    fact = Fact("person", PLACE, "a rule", {"name": "", "variants": ()})
    assert dict(fact.told) == {}
    assert (fact.one("name"), fact.all("variants"), fact.status) == ("", (), Status.REPORTED)


def test_a_fact_cannot_be_changed():
    fact = Fact("person", PLACE, "a rule", {"name": "Ada"})
    with pytest.raises(TypeError):
        fact.told["name"] = "Eve"
    with pytest.raises(AttributeError):
        fact.status = Status.STATED


@pytest.mark.parametrize("kind", TOLD)
def test_identities_name_kind_and_place(kind):
    assert Fact(kind, PLACE, "a rule").identity == f"{kind}:2-9"
    assert Fact(kind, PLACE, "a rule", nth=2).identity == f"{kind}:2-9:2"


def test_one_value_and_many_are_read_either_way():
    fact = Fact("quote", PLACE, "a rule", {"speaker": ("person:1-2", "person:4-5"), "cue": "said"})
    assert fact.all("speaker") == ("person:1-2", "person:4-5")
    assert fact.all("cue") == ("said",)
    assert fact.one("speaker") == "person:1-2 person:4-5"
    assert fact.words("a witness") == "witness"
