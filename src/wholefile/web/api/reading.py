"""What other systems read: the views of `wholefile.showing` within the sight of the token, and nothing else."""

from typing import Annotated, Any

from ninja import Path, Query, Router

from wholefile.actions.reading_traces import trace_reading
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid
from wholefile.processing.search.finding import Filters, search
from wholefile.record import lookups
from wholefile.record.visibility import DEFENCE
from wholefile.showing import seeing
from wholefile.showing.act_pages import act_in_full
from wholefile.showing.acts import log_view
from wholefile.showing.case_pages import case_page, case_timeline
from wholefile.showing.cases import board_view, entries_of_case
from wholefile.showing.due import due_seen
from wholefile.showing.find import find_view
from wholefile.showing.items import item_view
from wholefile.showing.lists import ItemFilters, cases_list, items_list, people_list
from wholefile.showing.people import person_view
from wholefile.showing.productions import production_view, productions_list
from wholefile.showing.statements import statements_list, statements_shown
from wholefile.web import office
from wholefile.web.api import words
from wholefile.web.api.cursors import MOST, Cursor, Limit, page_of, with_next
from wholefile.web.api.shapes import ONE_LINE, PERSON, answer
from wholefile.web.api.tokens import TokenCall
from wholefile.web.people import has_role

router = Router(tags=["Reading"])
_VOUCHER = r"^V[0-9]{2}-[0-9]{6}(\.[1-9][0-9]{0,3}){0,4}$"
_LARGEST = 2**53 - 1

Voucher = Annotated[str, Path(pattern=_VOUCHER, description="voucher number, V26-000123")]
Docket = Annotated[str, Path(max_length=100, pattern=ONE_LINE, description="docket number")]
Words = Annotated[str | None, Query(max_length=300, pattern=ONE_LINE)]
InCase = Annotated[str | None, Query(max_length=100, pattern=ONE_LINE, description="only in this case")]
OfItem = Annotated[str | None, Query(max_length=40, pattern=ONE_LINE, description="only about this voucher")]
Said = Annotated[
    str | None,
    Query(max_length=300, pattern=ONE_LINE, description="words that stand in its name or description"),
]
Position = Annotated[int, Path(ge=0, le=_LARGEST, description="position in the log, from 0")]


def spelled(docket: str) -> str:
    """A docket in its one spelling. Raises NotFound for what no docket can be: it names no case."""
    try:
        return spell_docket(docket)
    except Invalid:
        raise lookups.unknown("case", docket) from None


@router.get("me", response=answer("Me", words.ME), summary="Whose token this is, and what it may do")
def me(request: TokenCall) -> Any:
    """The person, the roles that the token leaves, and until when it is good."""
    token = request.token
    return {
        "person": request.person,
        "name": lookups.person_name(office.record().db, request.person),
        "log": office.record().origin,
        "token": token.name,
        "may_prepare": token.may_prepare,
        "expires_at": token.expires_at,
        "roles": [{"role": role, "docket": docket or None} for role, docket in sorted(request.roles)],
    }


@router.get("items", response=answer("Items", words.ITEMS), summary="Items")
def items(  # noqa: PLR0917 - what can be asked of a list
    request: TokenCall,
    docket: InCase = None,
    category: Words = None,
    status: Words = None,
    holder: Words = None,
    place: Words = None,
    words: Said = None,  # noqa: A002, RUF100 - as the address has it
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """Items that are seen and fit. Where an item is may only be asked of those that a role of the office shows."""
    asked = ItemFilters(spelled(docket) if docket else None, category, status, holder, place, None, words)
    return with_next(items_list(office.record().db, request.sight, asked, page_of(cursor, limit)))


@router.get("items/{voucher}", response=answer("Item", words.ITEM_KEYS), summary="An item in full")
def item(request: TokenCall, voucher: Voucher) -> Any:
    """What is wrong with it, what it is, where it is, its chain of custody, its files and every act that is seen."""
    return item_view(office.record().db, request.sight, voucher)


@router.get("cases", response=answer("Cases", words.CASES), summary="Cases")
def cases(
    request: TokenCall, status: Words = None, words: Said = None, cursor: Cursor = None, limit: Limit = 50
) -> Any:
    """The cases that are seen, the newest first."""
    found = cases_list(
        office.record().db, request.sight, status=status, words=words, page=page_of(cursor, limit)
    )
    return with_next(found)


@router.get("cases/{docket}", response=answer("Case", words.CASE), summary="A case")
def case(request: TokenCall, docket: Docket, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """A case with its people, counts, orders, deadlines and what is due; `items` a part at a time."""
    record, page = office.record(), page_of(cursor, limit)
    found = case_page(record.db, request.sight, spelled(docket), record.clock(), page=page)
    entries = entries_of_case(record.db, request.sight, found["docket"])
    return with_next({**found, "entries": entries, **found.pop("items_page")})


@router.get(
    "cases/{docket}/timeline", response=answer("Timeline", words.TIMELINE), summary="What happened in a case"
)
def timeline(request: TokenCall, docket: Docket, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """The acts of a case, in the order in which things happened."""
    page = page_of(cursor, limit)
    return with_next(case_timeline(office.record().db, request.sight, spelled(docket), page=page))


@router.get(
    "cases/{docket}/board", response=answer("Board", words.BOARD), summary="The disclosure board of a case"
)
def board(
    request: TokenCall, docket: Docket, decision: Words = None, cursor: Cursor = None, limit: Limit = 50
) -> Any:
    """Every item of a case with its decision; the office's own work, which the defence is not shown."""
    record, page = office.record(), page_of(cursor, limit)
    found = board_view(record.db, request.sight, spelled(docket), record.clock())
    rows = [one for one in found["rows"] if not decision or one["decision"] == decision]
    return with_next({**found, "rows": page.cut(rows), **page.of(len(rows))})


@router.get("acts", response=answer("Acts", words.ACTS), summary="Acts in the order of the log")
def acts(
    request: TokenCall,
    since: Annotated[int, Query(ge=0, le=_LARGEST, description="position to begin at")] = 0,
    kind: Words = None,
    docket: InCase = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> Any:
    """Acts that are seen, from a position on. `next` is the position to go on from, or null when there are no more."""
    asked = {"kind": kind or None, "docket": spelled(docket) if docket else None}
    found = log_view(office.record().db, request.sight, since=since, most=limit + 1, **asked)["acts"]
    shown = found[:limit]
    return {"acts": shown, "next": found[limit]["position"] if len(found) > limit else None}


@router.get("acts/{position}", response=answer("Act", words.ACT), summary="An act")
def act(request: TokenCall, position: Position) -> Any:
    """An act as far as it is seen, with who signed it with which key."""
    return act_in_full(office.record().db, request.sight, position)


@router.get("statements", response=answer("Statements", words.STATEMENTS), summary="Statements")
def statements(  # noqa: PLR0917 - what can be asked of a list
    request: TokenCall,
    docket: InCase = None,
    item: OfItem = None,
    speaker: Words = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """What was said in a case, about an item or by a speaker, in the order in which it was said."""
    page, where = page_of(cursor, limit), spelled(docket) if docket else None
    asked = {"docket": where, "item": item or None, "speaker": speaker or None}
    return with_next(statements_list(office.record().db, request.sight, **asked, page=page))


@router.get("statements/{statement}", response=answer("Statement", words.STATEMENT), summary="A statement")
def statement(request: TokenCall, statement: Annotated[str, Path(pattern=r"^S-[1-9][0-9]{0,8}$")]) -> Any:
    """The exact words, and what is known of them."""
    db = office.record().db
    row = seeing.statement(db, request.sight, statement)
    return statements_shown(db, request.sight, [row])[0]


@router.get("people", response=answer("People", words.PEOPLE), summary="People")
def people(request: TokenCall, words: Said = None, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """The people of the record with those of their roles that are seen."""
    found = people_list(
        office.record().db,
        request.sight,
        words=words,
        page=page_of(cursor, limit),
        administers=_keeps(request),
    )
    return with_next(found)


@router.get("people/{person}", response=answer("Person", words.PERSON_KEYS), summary="A person")
def person(request: TokenCall, person: Annotated[str, Path(pattern=PERSON)]) -> Any:
    """Their roles and keys, and what of their work is seen."""
    return person_view(office.record().db, request.sight, person, administers=_keeps(request))


@router.get("productions", response=answer("Productions", words.PRODUCTIONS), summary="Productions")
def productions(request: TokenCall, docket: InCase = None, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """What was or will be served; to the defence what was served to it."""
    where, page = spelled(docket) if docket else None, page_of(cursor, limit)
    return with_next(productions_list(office.record().db, request.sight, docket=where, page=page))


@router.get(
    "productions/{production}", response=answer("Production", words.PRODUCTION), summary="A production"
)
def production(
    request: TokenCall,
    production: Annotated[str, Path(pattern=r"^PR-[1-9][0-9]{0,8}$")],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """Its members a part at a time, its digests, receipts and objections."""
    return with_next(production_view(office.record().db, request.sight, production, page_of(cursor, limit)))


@router.get("due", response=answer("Due", words.DUE_KEYS), summary="What is wrong, overdue or soon due")
def due(request: TokenCall, docket: InCase = None) -> Any:
    """The worst first; nothing to the defence."""
    record = office.record()
    where = spelled(docket) if docket else None
    if where:
        seeing.case(record.db, request.sight, where)
    return {"due": due_seen(record.db, request.sight, record.clock(), where)}


@router.get("find", response=answer("Found", words.FIND_KEYS), summary="Find an item by what one has of it")
def find(request: TokenCall, q: Annotated[str, Query(min_length=1, max_length=300, pattern=ONE_LINE)]) -> Any:
    """By voucher, former number, serial, name, plate, or words of its description."""
    if not q.strip():
        raise Invalid("api.empty", "Say what to look for.")
    return find_view(office.record().db, request.sight, q.strip())


@router.get("search", response=answer("Searched", words.SEARCH), summary="Search in contents")
def searched(
    request: TokenCall,
    q: Annotated[str, Query(min_length=1, max_length=500, pattern=ONE_LINE)],
    docket: InCase = None,
    item: OfItem = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """Passages of files, statements and descriptions that fit; the defence leaves a trace for itself alone."""
    record = office.record()
    filters = Filters(docket=spelled(docket) if docket else None, item=item or None)
    found = search(record, q, filters, person=request.person, most=limit, sight=request.sight)
    shown = sorted({one for result in found.results for one in result.items})
    ours = seeing.seen_items(record.db, seeing.of_the_office(request.sight), shown)
    theirs = [one for one in shown if one not in ours]
    if theirs and has_role(request, DEFENCE):
        trace_reading(record, request.person, theirs, what="search")
    names = ("kind", "object", "items", "dockets", "title", "snippet", "marks", "label", "where", "at")
    results = [{name: getattr(one, name) for name in names} for one in found.results]
    return {"found": results, "total": found.total, "more": found.more}


def _keeps(request: TokenCall) -> bool:
    return has_role(request, "administrator")
