"""Who asks: the person behind the account that is signed in, their roles, and what they may see."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wholefile.record.visibility import Sight, sight_of_roles
from wholefile.web import office

NOTHING = Sight()


class Asking(HttpRequest):
    """A request with its person (P-7, or empty), their roles as (role, docket or empty), and their sight."""

    person: str
    roles: frozenset[tuple[str, str]]
    sight: Sight


def has_role(request: Asking, *roles: str) -> bool:
    """Whether the person who asks holds one of these roles, anywhere."""
    return any(role in roles for role, _ in request.roles)


class People:
    """Looks the person up for each request anew, so that a role that ended ends at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: Asking) -> HttpResponse:
        """The answer for this person."""
        request.person, request.roles, request.sight = "", frozenset(), NOTHING
        if request.path.startswith("/static/"):
            return self._next(request)
        request.person = getattr(request.user, "person", "")
        if request.person:
            db = office.record().db
            grants = db.rows("role_grant", person=request.person, ended_seq=None)
            request.roles = frozenset((one.role, one.docket) for one in grants)
            request.sight = sight_of_roles(request.roles, db.vendor)
        return self._next(request)
