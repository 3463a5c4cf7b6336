"""Files of a case or an item and what came of reading them; one in full, its words, its bytes, and reading it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import gettext_noop as noop

from wholefile.actions.access import copy_name, open_items
from wholefile.actions.reading_traces import trace_reading
from wholefile.actions.signing import absent
from wholefile.core.docket import spell_docket
from wholefile.core.errors import Conflict, NotFound, WholefileError, http_status
from wholefile.core.harmless import spelled
from wholefile.processing.outcomes import retry as read_again
from wholefile.processing.search.documents import items_holding
from wholefile.record.home import Record
from wholefile.record.visibility import Sight, reads_for_the_defence
from wholefile.showing import seeing
from wholefile.showing.alike import alike_view
from wholefile.showing.files import check_seen, counts_view, file_view, files_view, outcome_of
from wholefile.showing.texts import text_view
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.pages import addressed
from wholefile.web.pages.doing import begin
from wholefile.web.people import Asking, has_role
from wholefile.web.spreadsheet import csv_response

_HOUR = 3_600_000  # milliseconds
GOOD_FOR = 12 * _HOUR  # so long a reading that was recorded lets its reader download the files of the item
_READS_AGAIN = ("custodian", "investigator", "laboratory", "paralegal", "prosecutor", "supervisor")
_HOW = {
    "same": noop("the same bytes"),
    "message": noop("the same message"),
    "text": noop("the same words"),
    "words": noop("most of the words"),
    "picture": noop("nearly the same picture"),
}
_MOST_ALIKE = 50
_HEAD = ("file", "sha256", "items", "kind", "size", "status", "why", "extractor", "flags")
_SHOWN_FACTS = 60


class Reading(forms.Form):
    """Why somebody looks at the contents of an item."""

    item = forms.ChoiceField(label=lazily("Item under which you read it"))
    purpose = forms.CharField(
        label=lazily("Why you read it"),
        help_text=lazily("It stands in the record with your name, for everybody who handles the case."),
        max_length=300,
    )

    def __init__(self, items: Sequence[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["item"].choices = [(one, one) for one in items]  # type: ignore[attr-defined]


def of_item(request: Asking, voucher: str) -> HttpResponse:
    """The files of an item. Raises NotFound."""
    trail = [{"label": _("Items"), "url": "/items/"}, {"label": voucher, "url": f"/items/{voucher}"}]
    return _list(request, {"item": voucher}, voucher, trail)


def of_case(request: Asking, docket: str) -> HttpResponse:
    """The files of a case. Raises NotFound."""
    known = spell_docket(docket)
    trail = [{"label": _("Cases"), "url": "/cases/"}, {"label": known, "url": f"/cases/{known}/"}]
    return _list(request, {"docket": known}, known, trail)


def of_item_csv(request: Asking, voucher: str) -> HttpResponse:
    """The same for a spreadsheet, all pages. Raises NotFound."""
    return _csv(request, {"item": voucher}, voucher)


def of_case_csv(request: Asking, docket: str) -> HttpResponse:
    """The same for a spreadsheet, all pages. Raises NotFound."""
    return _csv(request, {"docket": spell_docket(docket)}, spell_docket(docket))


def file(request: Asking, sha256: str) -> HttpResponse:
    """Everything that is known of a file. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    view = file_view(record.db, sight, sha256)
    readable = [{**one, "told": list(_facts(one["facts"]))} for one in view["readings"]]
    said = {
        **view,
        "name": _called(view),
        "readings": readable,
        "reading": _reading_of(request, view["items"]),
        "may_read": may_sign("item", "opened", request.roles),
        "may_retry": has_role(request, *_READS_AGAIN) and view["outcome"] not in ("read", "pending", "empty"),
        "unlock": _unlock(request, view),
        "alike": _alike(record, sight, view),
        "dues": _dues(view),
        "trail": _trail(view),
    }
    return render(request, "files/file.html", said)


def text(request: Asking, sha256: str) -> HttpResponse:
    """The words that were read from a file, with the passage that the address names marked. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    wanted = {name: addressed.number(request, name) for name in ("at", "start", "end")}
    layer = addressed.text(request, "layer")
    view = text_view(record, sight, sha256, layer=layer, **wanted)
    about = file_view(record.db, sight, sha256)
    for one in view["parts"]:
        one["text"] = _harmless(one["text"])
    kept = {"layer": layer} if layer else {}
    said = {
        **view,
        "sha256": sha256,
        "name": _called(about),
        "items": about["items"],
        "earlier_url": f"?{urlencode({**kept, 'at': view['earlier']})}"
        if view["earlier"] is not None
        else "",
        "later_url": f"?{urlencode({**kept, 'at': view['later']})}" if view["later"] is not None else "",
        "trail": [
            *_trail(about)[:-1],
            {"label": _called(about), "url": f"/files/{sha256}"},
            {"label": _("Text")},
        ],
    }
    return render(request, "files/text.html", said)


def retry(request: Asking, sha256: str) -> HttpResponse:
    """Make a file that was not read pending again. No act: it changes nothing of the evidence. Raises NotFound."""
    db, sight = office.record().db, seeing.of_the_office(request.sight)
    check_seen(db, sight, sha256)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not has_role(request, *_READS_AGAIN):
        raise NotFound("page.missing", "There is no such page.")
    if read_again(db, [one for one in outcome_of(db, sha256, _items(request, sha256)) if one.is_exception]):
        messages.success(request, _("It waits to be read again."))
    else:
        messages.info(request, _("Nothing changes: what was read of it is kept, or it waits already."))
    return HttpResponseRedirect(f"/files/{sha256}")


def read(request: Asking, sha256: str) -> HttpResponse:
    """Say why one reads a file; the reading is an act, and its signing page opens. Raises NotFound."""
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    items = _items(request, sha256)
    if not may_sign("item", "opened", request.roles) or not items:
        raise NotFound("page.missing", "There is no such page.")
    form = Reading(items, request.POST if request.method == "POST" else None, initial={"item": items[0]})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            told = dict(form.cleaned_data)
            try:
                return begin(
                    request,
                    "item/opened",
                    lambda: open_items(
                        record, [told["item"]], purpose=told["purpose"], by=absent(request.person)
                    ),
                    {"items": [told["item"]], "purpose": told["purpose"], "by": request.person},
                )
            except WholefileError as error:
                form.add_error(None, error.message)
                status = http_status(error)
        else:
            status = 400
    said = {"form": form, "sha256": sha256, "name": _name(request, sha256)}
    return render(request, "files/read.html", said, status=status)


def download(request: Asking, sha256: str) -> HttpResponse:
    """The bytes of a file, always as a download that no browser shows, after the reading was recorded.

    Without a reading of the last twelve hours the page that records one opens. For somebody of the defence a trace is
    kept that only they can open (rule D12). Raises NotFound.
    """
    record, sight = office.record(), seeing.of_the_office(request.sight)
    check_seen(record.db, sight, sha256)
    items = _items(request, sha256)
    if reads_for_the_defence(record.db, request.person):
        trace_reading(record, request.person, items, what="download")
    elif _reading_of(request, items) is None:
        return HttpResponseRedirect(f"/files/{sha256}/read")
    stored = record.db.exists("stored_file", sha256=sha256)
    try:
        stream = (record.store if stored else record.derived).open(sha256)
    except NotFound:
        raise Conflict(
            "file.bytes_missing", "Its bytes are not in the store; the operator restores them from a copy."
        ) from None
    answer: Any = FileResponse(stream, as_attachment=True, filename=copy_name(_name(request, sha256), sha256))
    answer.headers["Content-Type"] = "application/octet-stream"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer  # type: ignore[no-any-return]


def _list(request: Asking, where: dict[str, Any], title: str, trail: list[dict[str, str]]) -> HttpResponse:
    db = office.record().db
    exceptions, status = addressed.text(request, "exceptions") == "1", addressed.text(request, "status")
    found = files_view(
        db,
        request.sight,
        **where,
        exceptions=exceptions,
        status=status,
        after=addressed.text(request, "after"),
    )
    query = {"exceptions": "1"} if exceptions else {}
    query |= {"status": status} if status else {}
    said = {
        **found,
        **counts_view(db, request.sight, **where),
        "exceptions": exceptions,
        "status": status,
        "title": title,
        "trail": [*trail, {"label": _("Files")}],
        "query": urlencode(query),
        "next_url": f"?{urlencode({**query, 'after': found['next']})}" if found["next"] else "",
        "csv_url": f"{request.path}.csv?{urlencode(query)}",
    }
    return render(request, "files/list.html", said)


def _csv(request: Asking, where: dict[str, Any], title: str) -> HttpResponse:
    exceptions, status = addressed.text(request, "exceptions") == "1", addressed.text(request, "status")

    def found(after: str) -> dict[str, Any]:
        return files_view(
            office.record().db,
            request.sight,
            **where,
            exceptions=exceptions,
            status=status,
            after=after,
            most=500,
        )

    answer: Any = csv_response(f"files-of-{title}", _HEAD, _rows(found, found("")))
    return answer  # type: ignore[no-any-return]


def _rows(found: Any, first: dict[str, Any]) -> Iterator[Sequence[Any]]:
    page = first
    while True:
        for one in page["files"]:
            plain = (one[name] for name in ("kind", "size", "status", "reason", "extractor"))
            under = (" > ".join(one["path"]), one["sha256"], " ".join(one["items"]))
            yield (*under, *plain, " ".join(one["flags"]))
        if page["next"] is None:
            return
        page = found(page["next"])


def _items(request: Asking, sha256: str) -> list[str]:
    """The items under which a file is held, of those that are seen through a role of the office."""
    db = office.record().db
    return sorted(seeing.seen_items(db, seeing.of_the_office(request.sight), items_holding(db, sha256)))


def _name(request: Asking, sha256: str) -> str:
    return _called(file_view(office.record().db, seeing.of_the_office(request.sight), sha256))


def _called(view: dict[str, Any]) -> str:
    """What a file is called; the beginning of its digest where it has no name."""
    name = str(view["path"][-1]) if view["path"] else view["sha256"]
    return f"{name[:16]}…" if name == view["sha256"] else name


def _reading_of(request: Asking, items: Sequence[str]) -> dict[str, Any] | None:
    """The reading by which this person may download now: its act, and until when."""
    record = office.record()
    rows = record.db.rows(
        "access",
        order=("-seq",),
        limit=1,
        person=request.person,
        what="opened",
        item__in=list(items),
        at__gt=record.clock() - GOOD_FOR,
    )
    return {"position": rows[0].seq, "until": rows[0].at + GOOD_FOR} if rows else None


def _unlock(request: Asking, view: dict[str, Any]) -> str:
    """The form in which the password of a locked file is given, for whoever may bring one."""
    if view["outcome"] != "locked" or not view["items"] or not may_sign("file", "unlock", request.roles):
        return ""
    return form_url("file", "unlock", item=view["items"][0], sha256=view["sha256"])


def _alike(record: Record, sight: Sight, view: dict[str, Any]) -> list[dict[str, Any]]:
    """What is like a file that is held under an item; a file that nobody read yet is like nothing."""
    found = alike_view(record, sight, view["sha256"])[:_MOST_ALIKE] if view["items"] else []
    for one in found:
        one["how"], one["percent"] = _(_HOW[one["how"]]), one["measure"] // 10
    return found


def _dues(view: dict[str, Any]) -> list[dict[str, str]]:
    """What is wrong with a file: flags of its readers, and that it was not read whole."""
    found = [
        {
            "what": str(flag.get("words", flag.get("code", ""))),
            "state": "bad",
            "why": str(flag.get("code", "")),
        }
        for one in view["readings"]
        for flag in one["flags"]
    ]
    if view["outcome"] != "read":
        why = view["reason"] or ""
        found.insert(
            0, {"what": _("Not read whole: %(how)s") % {"how": view["outcome"]}, "why": why, "state": "due"}
        )
    return found


def _trail(view: dict[str, Any]) -> list[dict[str, str]]:
    found = [{"label": _("Items"), "url": "/items/"}]
    found += [{"label": one, "url": f"/items/{one}"} for one in view["items"][:1]]
    return [*found, {"label": _called(view)}]


def _facts(facts: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The facts a reader found, each in a line."""
    for name, value in list(facts.items())[:_SHOWN_FACTS]:
        said = value.get("raw", value) if isinstance(value, dict) else value
        words = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
        yield {"key": name.replace("_", " "), "value": _harmless(words[:500])}


def _harmless(words: str) -> str:
    """Words of a file with what could steer a reader spelled out; line ends and tabs stay."""
    return "".join(one if one in "\n\t" else spelled(one) for one in words.replace("\r\n", "\n"))
