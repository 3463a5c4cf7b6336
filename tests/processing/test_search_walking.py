"""A walk over all files looks at each a bounded number of times, however few are asked for at a time."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from wholefile.processing.search import walking
from wholefile.processing.search.walking import next_files


class Files(SimpleNamespace):
    """Names in order, those to be done, and how many were looked at."""

    __hash__ = object.__hash__

    def look(self, _, after: str, most: int):
        names = [one for one in self.names if one > after][: min(most, self.page)]
        self.looked += len(names)
        return {one: () for one in names if one in self.waiting}, names[-1] if names else None

    def next(self, most: int) -> list[str]:
        return list(next_files(self, "work", self.look, most))


def files(count: int, page: int) -> Files:
    names = [f"{n:05d}" for n in range(count)]
    return Files(names=names, waiting=set(names), page=page, looked=0)


def test_no_files_at_all():
    assert files(0, 5).next(10) == []


def test_a_whole_pass_costs_each_file_few_looks():
    made = files(10_000, 100)
    while found := made.next(100):
        made.waiting -= set(found)
    assert not made.waiting
    assert made.looked <= 3 * 10_000


@given(st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(0, 29))), max_size=8), st.integers(1, 40))
def test_whatever_changes_meanwhile_nothing_is_missed(steps, page):
    made = files(30, page)
    made.waiting = set()
    for most, changed in steps:
        made.waiting |= {made.names[n] for n in changed}
        found = made.next(most)
        assert len(found) <= most
        assert set(found) <= made.waiting
        assert bool(found) == bool(made.waiting)
        made.waiting -= set(found)


def test_the_walks_of_two_records_and_two_sorts_of_work_are_apart():
    one, other = files(3, 10), files(3, 10)
    assert one.next(2) == ["00000", "00001"]
    assert other.next(1) == ["00000"]
    assert list(next_files(one, "other work", one.look, 1)) == ["00000"]
    assert walking._REACHED[one] == {"work": "00001", "other work": "00000"}
