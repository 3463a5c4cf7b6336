"""What an Outlook item says as a mail: its headers and its bodies, whatever file it lies in.

Headers are those that travelled with the message (PR_TRANSPORT_MESSAGE_HEADERS), where it has them; what is missing
there is made from its properties, and it is said which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.mail_charset import charset_of_code_page
from wholefile.extraction.mail_facts import facts_of_headers
from wholefile.extraction.mail_headers import Header, split_headers
from wholefile.extraction.msg_rtf import RtfText, text_of_rtf
from wholefile.extraction.rtf_compressed import decompressed

_BREAKS = re.compile(r"[\r\n\0]+")
_EMPTY_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")


@dataclass(slots=True)
class ItemHeaders:
    """The headers of an item; `made` names those that were made from properties, `left` lines that are no headers."""

    headers: list[Header]
    made: list[str] = field(default_factory=list)
    left: list[bytes] = field(default_factory=list)

    @property
    def travelled(self) -> bool:
        """Whether any of them came with the message."""
        return len(self.headers) > len(self.made)


@dataclass(slots=True)
class Bodies:
    """The bodies of an item as bytes with their charset; `html_from_rtf` where the HTML was wrapped in RTF."""

    plain: tuple[bytes, str | None] | None = None
    html: tuple[bytes, str | None] | None = None
    html_from_rtf: bool = False
    rtf: bytes | None = None
    rtf_text: str = ""
    notes: list[str] = field(default_factory=list)


def headers_of(item: mapi.Item) -> ItemHeaders:
    """The headers of an item, with those missing from the transport headers made from properties."""
    told = item.properties
    block = told.text(mapi.TRANSPORT_HEADERS).encode("utf-8", "replace").lstrip(b"\r\n")
    end = _EMPTY_LINE.search(block)
    headers, left = split_headers(block[: end.start()] if end else block)
    found = ItemHeaders(headers, [], left + ([block[end.end() :]] if end else []))
    present = {one.key for one in headers}
    submitted = told.time(mapi.SUBMIT_TIME)
    delivered = told.time(mapi.DELIVERY_TIME)
    sent = submitted if submitted is not None else delivered
    made = {
        "Subject": told.text(mapi.SUBJECT),
        "From": _mailboxes([item.sender()]),
        "Sender": "" if item.by() == item.sender() or "from" in present else _mailboxes([item.by()]),
        "To": _mailboxes(item.people(1)),
        "Cc": _mailboxes(item.people(2)),
        "Bcc": _mailboxes(item.people(3)),
        "Date": "" if sent is None else mapi.moment_in_words(sent),
        "Message-ID": told.text(mapi.MESSAGE_ID),
        "In-Reply-To": told.text(mapi.REPLY_ID),
        "References": told.text(mapi.REFERENCES),
    }
    for name, value in made.items():
        if value and name.lower() not in present:
            line = _BREAKS.sub(" ", value) if name not in ("From", "Sender", "To", "Cc", "Bcc") else value
            found.headers.append(Header(name.encode(), b" " + line.encode("utf-8", "replace")))
            found.made.append(name)
    return found


def facts_of_item(item: mapi.Item, told: ItemHeaders) -> dict[str, Any]:
    """The facts of a mail (`mail_facts`), and those of the item; a date made from a property is no raw date."""
    facts = facts_of_headers(told.headers)
    if "Date" in told.made:
        del facts["date_raw"], facts["date_offset"]
        submitted = item.properties.time(mapi.SUBMIT_TIME)
        facts["date"] = submitted if submitted is not None else item.properties.time(mapi.DELIVERY_TIME)
        facts["date_from"] = "PR_CLIENT_SUBMIT_TIME" if submitted is not None else "PR_MESSAGE_DELIVERY_TIME"
    facts["headers"] = [pair for pair in facts["headers"] if pair[0] not in told.made]
    facts["headers_from_properties"] = told.made
    return facts | item.facts()


def bodies_of(item: mapi.Item) -> Bodies:
    """The bodies: plain, HTML (as such or out of RTF), and RTF where that is what was written."""
    told = item.properties
    found = Bodies(plain=_plain(told), html=_html(told))
    packed = told.binary(mapi.RTF)
    if not packed:
        return found
    rtf, note = decompressed(packed)
    if note:
        found.notes.append(note)
    said: RtfText = text_of_rtf(rtf)
    if said.html is not None and found.html is None:
        found.html, found.html_from_rtf = (said.html.encode("utf-8", "replace"), "utf-8"), True
    elif said.kind == "native" and rtf:
        found.rtf, found.rtf_text = rtf, said.text
    elif found.plain is None and said.text.strip():
        found.plain = (said.text.encode("utf-8", "replace"), "utf-8")
    return found


def _plain(told: mapi.Properties) -> tuple[bytes, str | None] | None:
    value = told.values.get(mapi.BODY)
    if value is None or not value.raw:
        return None
    if value.type == mapi.STRING8:
        return value.raw.rstrip(b"\0"), told.charset
    return told.text(mapi.BODY).encode("utf-8", "replace"), "utf-8"


def _html(told: mapi.Properties) -> tuple[bytes, str | None] | None:
    value = told.values.get(mapi.HTML)
    if value is None or not value.raw:
        return None
    if value.type == mapi.UNICODE:
        return told.text(mapi.HTML).encode("utf-8", "replace"), "utf-8"
    return value.raw, charset_of_code_page(told.number(mapi.INTERNET_CODE_PAGE)) or told.charset


def _mailboxes(people: list[tuple[str, str]]) -> str:
    """Names and addresses as RFC 5322 writes them, one a line where there are several."""
    written = []
    for name, address in people:
        quoted = _BREAKS.sub(" ", name).replace("\\", "\\\\").replace('"', '\\"')
        clean = re.sub(r"[\r\n\0<>]", " ", address).strip()
        if quoted and clean and quoted != clean:
            written.append(f'"{quoted}" <{clean}>')
        elif clean:
            written.append(f"<{clean}>")
        elif quoted:
            written.append(f'"{quoted}"')
    return ",\r\n ".join(written)
