"""The register of rules: what each says, on whose authority, on which acts it is asked, and where it is kept.

A rule is a claim that must hold before an act is recorded. It reads the draft and the state it would be
recorded on, and answers nothing, or why it refuses: what is wrong and what would make it possible.

    @rule("C3", text="...", authority="...", kind_of_authority="policy", acts=("custody.transferred",))
    def giver_is_not_receiver(draft: Draft, db: Database) -> str | None: ...

Some rules are kept elsewhere than by refusing (a condition lapses because the tables say so): `kept_by`
writes those down, so that the register is whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from wholefile.core.acts import KINDS
from wholefile.core.errors import Unprocessable
from wholefile.record.act import Draft
from wholefile.record.sql import Database
from wholefile.rules.facts import look_anew

KindOfAuthority = Literal["policy", "law", "guidance"]
Test = Callable[[Draft, Database], str | None]

EVERY_ACT: tuple[str, ...] = tuple(KINDS)


class Refused(Unprocessable):
    """A rule, named by `rule`, does not allow this act; the message says what would make it possible."""

    def __init__(self, rule: str, why: str) -> None:
        super().__init__(f"rule.{rule}", f"{rule}: {why}")
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the register.

    `authority` cites the statute, standard or policy; `kind_of_authority` says which of the three it is, so
    that policy is never mistaken for law. A rule kept elsewhere has no `test`; `kept_by` says where it is.
    """

    id: str
    text: str
    authority: str
    kind_of_authority: KindOfAuthority
    acts: tuple[str, ...]
    test: Test | None
    kept_by: str


RULES: dict[str, Rule] = {}

# Authority, numbers, custody, safety, holds, inventory, disclosure, statements (text), the log.
_SUBJECTS = "ANCSHIDTL"


def rule(
    id: str,  # noqa: A002 - the word of the register
    *,
    text: str,
    authority: str,
    kind_of_authority: KindOfAuthority,
    acts: tuple[str, ...],
) -> Callable[[Test], Test]:
    """Write a rule down in the register; the function below it tells whether an act may be recorded."""

    def register(test: Test) -> Test:
        kept_by = f"{test.__module__.removeprefix('wholefile.')}.{test.__name__}"
        _write_down(Rule(id, text, authority, kind_of_authority, acts, test, kept_by))
        return test

    return register


def kept_by(
    where: str,
    id: str,  # noqa: A002 - the word of the register
    *,
    text: str,
    authority: str,
    kind_of_authority: KindOfAuthority,
    acts: tuple[str, ...],
) -> None:
    """Write down a rule that another part keeps (the ledger, the tables), and where."""
    _write_down(Rule(id, text, authority, kind_of_authority, acts, None, where))


def check(draft: Draft, db: Database) -> None:
    """Every rule asked of this kind of act lets it pass. Raises `Refused` by the first that does not."""
    look_anew(draft)
    try:
        for one, test in _asked(draft.kind):
            if why := test(draft, db):
                raise Refused(one.id, why)
    finally:
        look_anew()


def refusals(draft: Draft, db: Database) -> Iterator[Refused]:
    """Every refusal of an act, for who asks before recording, such as an import, and wants to be told all at once."""
    for one, test in _asked(draft.kind):
        if why := test(draft, db):
            yield Refused(one.id, why)


def _write_down(one: Rule) -> None:
    _order(one.id)  # an id of another form is a mistake that shows at once
    if one.id in RULES:
        raise ValueError(f"rule {one.id} is written down twice")
    if unknown := set(one.acts) - set(KINDS):
        raise ValueError(f"rule {one.id} is asked of acts that do not exist: {', '.join(sorted(unknown))}")
    RULES[one.id] = one
    _asked.cache_clear()


@cache
def _asked(kind: str) -> tuple[tuple[Rule, Test], ...]:
    """The rules asked of a kind of act, in the order of their ids: who may sign, what exists, and then the trade."""
    asked = [(one, one.test) for one in RULES.values() if one.test and kind in one.acts]
    return tuple(sorted(asked, key=lambda pair: _order(pair[0].id)))


def _order(id: str) -> tuple[int, int]:  # noqa: A002 - the word of the register
    """Where a rule stands: by the letter of its subject, then by its number."""
    return _SUBJECTS.index(id[0]), int(id[1:])
