"""Files of a case or an item and what came of reading them; one in full, its words, and having it read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from wholefile.core.docket import spell_docket
from wholefile.core.errors import NotFound
from wholefile.core.harmless import harmless
from wholefile.processing.outcomes import retry as read_again
from wholefile.record.home import Record
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.alike import alike_view
from wholefile.showing.files import check_seen, counts_view, file_view, files_view, outcome_of
from wholefile.showing.texts import text_view
from wholefile.web import office
from wholefile.web.doable import form_url, may_sign
from wholefile.web.pages import addressed
from wholefile.web.people import Asking, has_role
from wholefile.web.readings import items_of, reading_of
from wholefile.web.spreadsheet import csv_response

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
        "name": called(view),
        "readings": readable,
        "reading": reading_of(request, view["items"]),
        "may_read": may_sign("item", "opened", request.roles),
        "may_quote": may_sign("statement", "record", request.roles),
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
        one["text"] = harmless(one["text"])
    kept = {"layer": layer} if layer else {}
    said = {
        **view,
        "sha256": sha256,
        "name": called(about),
        "items": about["items"],
        "earlier_url": f"?{urlencode({**kept, 'at': view['earlier']})}"
        if view["earlier"] is not None
        else "",
        "later_url": f"?{urlencode({**kept, 'at': view['later']})}" if view["later"] is not None else "",
        "trail": [
            *_trail(about)[:-1],
            {"label": called(about), "url": f"/files/{sha256}"},
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
    if read_again(db, [one for one in outcome_of(db, sha256, items_of(request, sha256)) if one.is_exception]):
        messages.success(request, _("It waits to be read again."))
    else:
        messages.info(request, _("Nothing changes: what was read of it is kept, or it waits already."))
    return HttpResponseRedirect(f"/files/{sha256}")


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


def called(view: dict[str, Any]) -> str:
    """What a file is called; the beginning of its digest where it has no name."""
    name = str(view["path"][-1]) if view["path"] else view["sha256"]
    return f"{name[:16]}…" if name == view["sha256"] else name


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
    return [*found, {"label": called(view)}]


def _facts(facts: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The facts a reader found, each in a line."""
    for name, value in list(facts.items())[:_SHOWN_FACTS]:
        said = value.get("raw", value) if isinstance(value, dict) else value
        words = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
        yield {"key": name.replace("_", " "), "value": harmless(words[:500])}
