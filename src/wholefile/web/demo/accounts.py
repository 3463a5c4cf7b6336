"""Accounts for everybody in the story, and where each of them comes in."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from wholefile.demo.cast import CAST, FOUNDERS, Part, signer
from wholefile.web.accounts.models import Account


class Entrance(NamedTuple):
    """Somebody of the story: their word in it, who they are, and the address that lets anybody in as them."""

    word: str
    person: str
    name: str
    title: str
    agency: str
    address: str


def number_of(word: str) -> int | None:
    """Somebody's number in the record; nothing for who is not in the story."""
    return next((number for number, one in enumerate(everybody(), 1) if one.word == word), None)


def everybody() -> tuple[Part, ...]:
    """All of the story, in the order in which the record numbers them."""
    return (*FOUNDERS, *CAST)


def entrances() -> list[Entrance]:
    """Everybody, with their entrance: the defence comes in at its portal, all others at the office."""
    where = settings.WHOLEFILE_ADDRESSES
    return [
        Entrance(
            one.word,
            f"P-{number}",
            one.name,
            one.title,
            one.agency,
            f"{where.portal if 'defence' in one.roles else where.office}/demo/enter/{one.word}",
        )
        for number, one in enumerate(everybody(), 1)
    ]


def make_accounts() -> None:
    """An account for everybody who has none. None of them has a password."""
    for number, one in enumerate(everybody(), 1):
        if not Account.objects.filter(username=one.word).exists():
            Account.objects.create_user(one.word, person=signer(one.word, number).person)
