"""The one table of pages: address, view, name, and who may open it.

A page that is not in this table does not exist, and a test opens each of them in every role. Who may open a page says
nothing of what they see on it: that is for `request.sight`, inside every query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_noop as _
from django.views.i18n import set_language

from wholefile.core.acts.schema import ROLES
from wholefile.core.errors import NotFound
from wholefile.web.accounts import administration, coming_in, sign_ins
from wholefile.web.accounts import pages as session
from wholefile.web.api import feeds, hook_pages, interface
from wholefile.web.api import pages as api
from wholefile.web.demo import pages as demo
from wholefile.web.hosts import PORTAL, site_of
from wholefile.web.notices import pages as notices
from wholefile.web.pages import (
    acts,
    board,
    case_facts,
    cases,
    counter,
    counts,
    dispositions,
    doing,
    files,
    health,
    home,
    items,
    labels,
    originals,
    oversight,
    productions,
    quoting,
    reader,
    reports,
    room,
    screening,
    search,
    statements,
)
from wholefile.web.pages import administration as system
from wholefile.web.pages import (
    people as people_pages,
)
from wholefile.web.pages.case_parts import BOARD, SCREENS
from wholefile.web.people import Asking, has_role
from wholefile.web.portal import answers, checking, counsel
from wholefile.web.portal import pages as portal
from wholefile.web.portal import statements as produced_statements
from wholefile.web.signing import pages as signing

_MOST = 2**63 - 1  # the largest number a column of the tables holds
ANYBODY: frozenset[str] = frozenset({"anybody"})
SIGNED_IN: frozenset[str] = frozenset({"signed in"})
OFFICE = frozenset(ROLES) - {"defence"}
EVERYBODY = frozenset(ROLES)
ADMINISTRATORS = frozenset({"administrator"})
VOUCHES = frozenset({"administrator", "supervisor"})
OVERSEES = frozenset({"auditor", "supervisor"})
SIGN_INS = ADMINISTRATORS | {"auditor"}
OF_THE_WHOLE_OFFICE = (ADMINISTRATORS, VOUCHES, SIGN_INS)
HANDLES = frozenset({"custodian", "supervisor", "investigator", "laboratory", "court"})
DEFENCE = frozenset({"defence"})
ROOM = OFFICE - {"administrator"}
PROSECUTION = frozenset({"prosecutor", "paralegal", "supervisor"})


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its address (Django's `path` syntax), its view, its name, and the roles that may open it."""

    address: str
    view: Callable[..., HttpResponse]
    name: str
    who: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    who: frozenset[str]

    def covers(self, asked: str) -> bool:
        """Whether the page asked for lies below this entry."""
        return asked == self.url or (self.url != "/" and asked.startswith(self.url))


# At the office and at the portal: one's own session, and the page behind an invitation.
SESSION_ROUTES: tuple[Route, ...] = (
    Route("session/lock", session.lock, "session-lock", ANYBODY),
    Route("session/unlock", session.unlock, "session-unlock", SIGNED_IN),
    Route("session/kept", session.kept, "session-kept", SIGNED_IN),
    Route("session/banner", session.banner, "session-banner", SIGNED_IN),
    Route("session/all", session.own_sessions, "own-sessions", SIGNED_IN),
    Route("invitation/<str:token>", coming_in.come_in, "invitation", ANYBODY),
)

# At the office and at the portal.
NOTICES: tuple[Route, ...] = (
    Route("notices/", notices.notices, "notices", SIGNED_IN),
    Route("notices/read", notices.read, "notices-read", SIGNED_IN),
    Route("notices/settings", notices.settings_page, "notices-settings", SIGNED_IN),
    Route("feeds/", feeds.feeds, "feeds", SIGNED_IN),
    Route("feeds/revoke", feeds.revoke, "feed-revoke", SIGNED_IN),
    Route("feeds/<str:token>.ics", feeds.feed, "feed", ANYBODY),
)

OFFICE_ROUTES: tuple[Route, ...] = (
    *SESSION_ROUTES,
    Route("oversight/", oversight.oversight, "oversight", OVERSEES),
    Route("oversight/proof", oversight.find_proof, "find-proof", OVERSEES),
    Route("oversight/checkpoints/<int:number>", oversight.checkpoint, "checkpoint", OVERSEES),
    Route("oversight/checks/", oversight.record_checks, "record-checks", OVERSEES),
    Route("oversight/checks/<int:number>", oversight.record_check, "record-check", OVERSEES),
    Route("oversight/rules/", oversight.rules, "rules", OFFICE),
    Route("oversight/refusals/", oversight.refused, "refusals", OVERSEES),
    Route("oversight/access/", oversight.access, "access", OVERSEES),
    Route("admin/", system.administration, "administration", ADMINISTRATORS),
    Route("admin/people/", system.people, "admin-people", VOUCHES),
    Route("admin/keys/", system.keys, "admin-keys", VOUCHES),
    Route("admin/places/", system.places, "admin-places", ADMINISTRATORS),
    Route("admin/policies/", system.policies, "policies", VOUCHES | {"auditor"}),
    Route("admin/rule-packs/", system.rule_packs, "rule-packs", OFFICE),
    Route("admin/status/", system.status, "status", ADMINISTRATORS),
    Route("admin/accounts/", administration.accounts, "accounts", ADMINISTRATORS),
    Route("admin/accounts/<int:number>", administration.account, "account", ADMINISTRATORS),
    Route("oversight/sign-ins/", sign_ins.sign_ins, "sign-ins", SIGN_INS),
    Route("", home.home, "home", SIGNED_IN),
    Route("language/", set_language, "set_language", ANYBODY),
    Route("health/live", health.live, "live", ANYBODY),
    Route("health/ready", health.ready, "ready", ANYBODY),
    Route("do/", doing.everything, "doing", EVERYBODY),
    Route("do/<slug:subject>/<slug:verb>", doing.do, "do", EVERYBODY),
    Route("receipt/<int:position>", acts.receipt, "receipt", SIGNED_IN),
    Route("acts/", acts.acts, "acts", OFFICE),
    Route("act/<int:position>", acts.act, "act", SIGNED_IN),
    Route("act/<int:position>/proof.json", acts.proof, "proof", OFFICE),
    Route("items/", items.items, "items", OFFICE),
    Route("items/register.csv", items.items_csv, "items-csv", OFFICE),
    Route("items/<str:voucher>", items.item, "item", OFFICE),
    Route("items/<str:voucher>/files", files.of_item, "files-of-item", OFFICE),
    Route("items/<str:voucher>/files.csv", files.of_item_csv, "files-of-item-csv", OFFICE),
    Route("cases/", cases.case_list, "cases", OFFICE),
    Route("cases/<str:docket>/", cases.case, "case", OFFICE),
    Route("cases/<str:docket>/timeline/", cases.timeline, "case-timeline", OFFICE),
    Route("cases/<str:docket>/facts/", case_facts.facts, "case-facts", OFFICE),
    Route("cases/<str:docket>/facts/events/", case_facts.events, "case-events", OFFICE),
    Route("cases/<str:docket>/facts/said/", case_facts.said, "case-said", OFFICE),
    Route("cases/<str:docket>/facts/side-by-side/", case_facts.side_by_side, "case-differs", OFFICE),
    Route("facts/<str:fact>", reader.fact, "fact", OFFICE),
    Route("facts/<str:fact>/statement", reader.statement, "fact-statement", OFFICE),
    Route("cases/<str:docket>/knowledge/", cases.knowledge, "case-knowledge", OFFICE),
    Route("cases/<str:docket>/people/", cases.people, "case-people", OFFICE),
    Route("cases/<str:docket>/board/", board.board, "board", BOARD),
    Route("cases/<str:docket>/screening/", screening.screening, "screening", SCREENS),
    Route("cases/<str:docket>/productions/", productions.production_list, "productions", BOARD),
    Route("cases/<str:docket>/productions/plan", productions.plan, "plan-production", PROSECUTION),
    Route("productions/<str:production>/", productions.production, "production", BOARD),
    Route("productions/<str:production>/schedule", productions.schedule, "production-schedule", BOARD),
    Route("productions/<str:production>/letter.pdf", productions.letter, "production-letter", BOARD),
    Route("productions/<str:production>/serve", productions.serve, "serve-production", PROSECUTION),
    Route("productions/<str:production>/take", productions.take, "take-production", BOARD),
    Route("productions/<str:production>/download", productions.fetch, "fetch-production", BOARD),
    Route("productions/<str:production>/receive", productions.receive, "receive-production", BOARD),
    Route("trends/", cases.trends, "trends", frozenset({"supervisor", "prosecutor", "auditor"})),
    Route("cases/<str:docket>/files", files.of_case, "files-of-case", OFFICE),
    Route("cases/<str:docket>/files.csv", files.of_case_csv, "files-of-case-csv", OFFICE),
    Route("files/<str:sha256>", files.file, "file", OFFICE),
    Route("files/<str:sha256>/text", files.text, "file-text", OFFICE),
    Route("files/<str:sha256>/read", originals.read, "file-read", OFFICE),
    Route("files/<str:sha256>/quote", quoting.quote, "file-quote", OFFICE),
    Route("files/<str:sha256>/facts", reader.reader, "file-facts", OFFICE),
    Route("files/<str:sha256>/retry", files.retry, "file-retry", OFFICE),
    Route("files/<str:sha256>/download", originals.download, "file-download", OFFICE),
    Route("files/<str:sha256>/pages/<int:page>", originals.page, "file-page", OFFICE),
    Route("search/", search.find, "search", OFFICE),
    Route("people/", people_pages.people, "people", OFFICE),
    Route("people/me", people_pages.me, "me", SIGNED_IN),
    Route("people/<str:person>", people_pages.person, "person", OFFICE),
    Route("statements/", statements.statements, "statements", OFFICE),
    Route("statements/compare", statements.compare, "compare", OFFICE),
    Route("statements/<str:statement>", statements.statement, "statement", OFFICE),
    Route("waiting/", signing.waiting_list, "waiting", SIGNED_IN),
    Route("waiting/code", signing.by_code, "by-code", SIGNED_IN),
    Route("keys/", signing.keys, "keys", SIGNED_IN),
    Route("keys/enrolments/", signing.enrolments, "enrolments", VOUCHES),
    Route("keys/enrolments/<str:key>", signing.enrol, "enrol", VOUCHES),
    Route("counter/", counter.counter, "counter", HANDLES),
    Route("counter/scan", counter.take, "counter-scan", HANDLES),
    Route("counter/remove", counter.remove, "counter-remove", HANDLES),
    Route("counter/undo", counter.undo, "counter-undo", HANDLES),
    Route("counter/clear", counter.clear, "counter-clear", HANDLES),
    Route("counter/take-in", counter.take_in, "counter-take-in", HANDLES),
    Route("counter/receipt/<str:voucher>", counter.receipt, "counter-receipt", HANDLES),
    Route("counter/photographs/<str:voucher>", counter.photographs, "counter-photographs", HANDLES),
    Route("counter/<slug:verb>", counter.do, "counter-do", HANDLES),
    Route("room/", room.room, "room", ROOM),
    Route("room/unlocated/", room.unlocated, "room-unlocated", ROOM),
    Route("room/holds/", room.holds, "room-holds", ROOM),
    Route("room/retention/", room.retention, "room-retention", ROOM),
    Route("room/dispositions/", room.dispositions, "room-dispositions", ROOM),
    Route("room/dispositions/<str:disposition>", dispositions.disposition, "room-disposition", ROOM),
    Route("room/loans/", room.loans, "room-loans", ROOM),
    Route("room/laboratory/", room.laboratory, "room-laboratory", ROOM),
    Route("room/places/<path:location>/count", counts.count, "count", ROOM),
    Route("room/places/<path:location>/count/scan", counts.take, "count-scan", ROOM),
    Route("room/places/<path:location>/count/change", counts.change, "count-change", ROOM),
    Route("room/places/<path:location>", room.place, "place", ROOM),
    Route("W/<str:code>", counter.by_code, "by-code-scanned", EVERYBODY),
    Route("reports/", reports.reports, "reports", OFFICE),
    Route("reports/take", reports.take, "take-report", OFFICE),
    Route("reports/made/<int:job>", reports.long_report, "long-report", OFFICE),
    Route("reports/made/<int:job>/report.pdf", reports.long_report_pdf, "long-report-pdf", OFFICE),
    Route("items/<str:voucher>/report.<str:format>", reports.custody, "report-custody", OFFICE),
    Route("items/<str:voucher>/audit.<str:format>", reports.item_audit, "report-item-audit", OFFICE),
    Route(
        "items/<str:voucher>/exceptions.<str:format>",
        reports.item_exceptions,
        "report-item-exceptions",
        OFFICE,
    ),
    Route("cases/<str:docket>/schedule.<str:format>", reports.schedule, "report-schedule", OFFICE),
    Route("cases/<str:docket>/knowledge.<str:format>", reports.knowledge, "report-knowledge", OFFICE),
    Route("cases/<str:docket>/audit.<str:format>", reports.audit, "report-audit", OFFICE),
    Route("cases/<str:docket>/exceptions.<str:format>", reports.exceptions, "report-exceptions", OFFICE),
    Route("people/<str:person>/audit.<str:format>", reports.person_audit, "report-person-audit", OFFICE),
    Route("room/inventory.<str:format>", reports.inventory, "report-inventory", ROOM),
    *(Route(one, view, one.replace(":", " "), ANYBODY) for one, view in interface.views().items()),
    Route("api/v1/openapi.json", interface.description, "api-description", ANYBODY),
    Route("api/v1/<path:rest>", interface.nowhere, "api-nowhere", ANYBODY),
    Route("api/", api.documentation, "api", SIGNED_IN),
    Route("keys/tokens/", api.own_tokens, "tokens", SIGNED_IN),
    Route("keys/tokens/<int:number>/revoke", api.revoke_own, "revoke-token", SIGNED_IN),
    Route("admin/tokens/", api.every_token, "every-token", ADMINISTRATORS),
    Route("admin/tokens/<int:number>/revoke", api.revoke_any, "revoke-any-token", ADMINISTRATORS),
    Route("admin/webhooks/", hook_pages.webhooks, "webhooks", ADMINISTRATORS),
    Route("admin/webhooks/<int:number>/again", hook_pages.go_on, "webhook-go-on", ADMINISTRATORS),
    Route("admin/webhooks/<int:number>/remove", hook_pages.remove, "webhook-remove", ADMINISTRATORS),
    *NOTICES,
    Route("labels/", labels.labels, "labels", OFFICE),
    Route("labels/sheet.pdf", labels.sheet, "label-sheet", OFFICE),
    Route("labels/labels.zpl", labels.printer, "label-printer", OFFICE),
    Route("I/<str:code>", labels.item, "label-of-item", EVERYBODY),
    Route("i/<str:code>", labels.item, "label-of-item-small", EVERYBODY),
    Route("L/<path:code>", labels.place, "label-of-place", OFFICE),
    Route("P/<str:code>", labels.person, "label-of-person", OFFICE),
)

SIGNING_ROUTES: tuple[Route, ...] = (
    Route("language/", set_language, "set_language", ANYBODY),
    Route("act/<str:token>", signing.sign, "sign", ANYBODY),
    Route("act/<str:token>/signature", signing.take_signature, "take-signature", ANYBODY),
    Route("act/<str:token>/again", signing.again, "prepare-again", ANYBODY),
    Route("act/<str:token>/withdraw", signing.withdraw, "withdraw", ANYBODY),
    Route("act/<str:token>/demo", demo.sign, "demo-sign", ANYBODY),
    Route("key/<str:ticket>", signing.make_key, "make-key", ANYBODY),
)

PORTAL_ROUTES: tuple[Route, ...] = (
    *(replace(one, who=DEFENCE) if one.who == SIGNED_IN else one for one in NOTICES),
    *SESSION_ROUTES,
    Route("language/", set_language, "set_language", ANYBODY),
    Route("", portal.home, "home", DEFENCE),
    Route("productions/<str:production>/", portal.production, "production", DEFENCE),
    Route("productions/<str:production>/archive", portal.download, "download", DEFENCE),
    Route("productions/<str:production>/check", checking.check, "check", DEFENCE),
    Route("productions/<str:production>/receipt", answers.receive, "receive", DEFENCE),
    Route("productions/<str:production>/objection", answers.objection, "object", DEFENCE),
    Route("productions/<str:production>/<str:name>", portal.part, "part", DEFENCE),
    Route("objections/", portal.objections, "objections", DEFENCE),
    Route("statements/", produced_statements.statements, "statements", DEFENCE),
    Route("statements/compare", produced_statements.compare, "compare", DEFENCE),
    Route("statements/<str:statement>", produced_statements.statement, "statement", DEFENCE),
    Route("statements/<str:statement>/differs/<str:second>", produced_statements.flag, "flag", DEFENCE),
    Route("cases/<str:docket>/hold", counsel.hold, "hold", DEFENCE),
    Route("cases/<str:docket>/disclosure", counsel.disclose, "disclose", DEFENCE),
    Route("tests/<str:number>/objection", counsel.object_to_test, "object-to-test", DEFENCE),
    Route("verify/", checking.verifier, "verifier", ANYBODY),
    Route("verify/verify.html", checking.verifier_file, "verifier-file", ANYBODY),
    Route("verify/part/<str:name>", checking.module, "verifier-part", ANYBODY),
    Route("waiting/", signing.waiting_list, "waiting", DEFENCE),
    Route("waiting/code", signing.by_code, "by-code", DEFENCE),
    Route("keys/", signing.keys, "keys", DEFENCE),
    Route("receipt/<int:position>", portal.receipt, "receipt", DEFENCE),
)

PORTAL_PLACES: tuple[Place, ...] = (
    Place(_("Productions"), "/", DEFENCE),
    Place(_("Statements"), "/statements/", DEFENCE),
    Place(_("Objections and requests"), "/objections/", DEFENCE),
    Place(_("Waiting"), "/waiting/", DEFENCE),
    Place(_("My keys"), "/keys/", DEFENCE),
)

# At the office and at the portal; outside the demo these pages do not exist.
DEMO_ROUTES: tuple[Route, ...] = (
    Route("demo/", demo.doors, "demo", ANYBODY),
    Route("demo/enter/<slug:word>", demo.enter, "demo-enter", ANYBODY),
)

PLACES: tuple[Place, ...] = (
    Place(_("Home"), "/", SIGNED_IN),
    Place(_("Search"), "/search/", ROOM),
    Place(_("Cases"), "/cases/", OFFICE),
    Place(_("Items"), "/items/", ROOM),
    Place(_("Statements"), "/statements/", ROOM),
    Place(_("People"), "/people/", OFFICE),
    Place(_("Waiting"), "/waiting/", SIGNED_IN),
    Place(_("Counter"), "/counter/", HANDLES),
    Place(_("Evidence room"), "/room/", ROOM),
    Place(_("Reports"), "/reports/", OFFICE),
    Place(_("Trends"), "/trends/", frozenset({"supervisor", "prosecutor", "auditor"})),
    Place(_("All forms"), "/do/", EVERYBODY),
    Place(_("My keys"), "/keys/", SIGNED_IN),
    Place(_("Oversight"), "/oversight/", OVERSEES),
    Place(_("Administration"), "/admin/", ADMINISTRATORS),
    Place(_("Sign-ins"), "/oversight/sign-ins/", SIGN_INS),
)


def addresses(routes: Iterable[Route]) -> list[URLPattern]:
    """Routes as Django has them, each behind its guard."""
    return [path(one.address, guarded(one), name=one.name) for one in routes]


def guarded(route: Route) -> Callable[..., HttpResponse]:
    """The view behind its guard: who is not signed in is asked to; who may not open it finds no such page."""

    def view(request: Asking, *args: Any, **more: Any) -> HttpResponse:
        if route.who != ANYBODY and not request.user.is_authenticated:
            return to_sign_in(request)
        if not allowed(route.who, request) or any(type(one) is int and one > _MOST for one in more.values()):
            raise NotFound("page.missing", "There is no such page.")
        return route.view(request, *args, **more)

    view.__name__, view.__doc__ = route.view.__name__, route.view.__doc__
    view.csrf_exempt = getattr(route.view, "csrf_exempt", False)  # type: ignore[attr-defined]
    return view


def allowed(who: frozenset[str], request: Asking) -> bool:
    """Whether this request's person is among those. What concerns the whole office is not for a role in one case."""
    if who == ANYBODY:
        return True
    if who in OF_THE_WHOLE_OFFICE:
        held = {role for role, docket in request.roles if not docket}
        return bool(request.user.is_authenticated and held & who)
    return bool(request.user.is_authenticated) and (who == SIGNED_IN or has_role(request, *who))


def navigation(request: Asking) -> list[Place]:
    """Where this person can go on the site they are at."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    places = PORTAL_PLACES if site_of(request) == PORTAL else PLACES
    return [one for one in places if allowed(one.who, request)]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    from django.contrib.auth.views import redirect_to_login  # noqa: PLC0415 - needs the applications

    answer: HttpResponseRedirect = redirect_to_login(request.get_full_path())
    return answer
