"""An item of a PST, or a message inside an MSG file, as an RFC 5322 message: rendered, and marked as that.

Such an item is no file: it lies scattered over a database. To be stored, found and disclosed like every other file, it
is written out by one fixed rule, so that the same item always gives the same bytes and so the same digest:

1. `X-Wholefile-Rendered` with the rule, which headers were made from properties, and where each body is from.
2. The transport headers as stored, in order, as UTF-8. Those of the original's structure (`Content-*`,
   `MIME-Version`) get the prefix `X-Wholefile-Original-`; lines that are no headers follow as `X-Wholefile-Line`.
3. Headers that are missing there, from the properties: Subject, From, Sender, To, Cc, Bcc, Date (of submission, or else
   of delivery, in UTC), Message-ID, In-Reply-To, References.
4. multipart/mixed: the bodies (an alternative where there are two), native RTF as `body.rtf`, then the attachments in
   their order. All is base64 but for messages inside, which are rendered by the same rule. What cannot be had is a
   part message/external-body with the reason, so that it is counted; so is one that breaks off.
5. Boundaries are the SHA-256 of all headers and bodies and of what is said of the attachments.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.mail_headers import Header
from wholefile.extraction.mail_item import Bodies, ItemHeaders, bodies_of, headers_of

_LINE = 57 * 1024  # bytes of base64 input in whole lines
_EXTRA = "X-Wholefile-"
_LONGEST_LINE = 900


@dataclass(slots=True)
class Rendered:
    """An item ready to be written: its headers, bodies, and the messages inside it; `digest` makes its boundary."""

    item: mapi.Item
    headers: bytes
    bodies: Bodies
    inside: dict[int, Rendered]
    digest: str
    extra: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        """What could not be read well, here and in the messages inside."""
        own = [*self.item.notes, *self.item.properties.notes, *self.bodies.notes]
        return own + [f"message inside: {note}" for one in self.inside.values() for note in one.notes]

    def blocks(self) -> Iterator[bytes]:
        """The bytes, block by block; attachments are read as they leave."""
        boundary = f"=_wholefile_{self.digest[:40]}".encode()
        yield self.headers
        yield b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
        yield from self._bodies(boundary)
        if self.bodies.rtf is not None:
            yield from _part(boundary, _headers("application/rtf", "body.rtf"), [self.bodies.rtf])
        for name, data in self.extra:
            yield from _part(boundary, _headers("text/plain; charset=utf-8", name), [data])
        for number, one in enumerate(self.item.attachments):
            yield from self._attachment(boundary, number, one)
        yield b"--" + boundary + b"--\r\n"

    def _bodies(self, boundary: bytes) -> Iterator[bytes]:
        plain, html = self.bodies.plain, self.bodies.html
        inner = boundary
        if plain and html:
            inner = boundary + b"_alternative"
            yield (
                b"--"
                + boundary
                + b'\r\nContent-Type: multipart/alternative; boundary="'
                + inner
                + b'"\r\n\r\n'
            )
        for kind, body in (("plain", plain), ("html", html)):
            if body:
                told = f"text/{kind}" + (f"; charset={body[1]}" if body[1] else "")
                yield from _part(inner, _headers(told), [body[0]])
        if inner != boundary:
            yield b"--" + inner + b"--\r\n"

    def _attachment(self, boundary: bytes, number: int, one: mapi.Attachment) -> Iterator[bytes]:
        facts = one.facts()
        if number in self.inside:
            head = _headers("message/rfc822", (one.name or "message") + ".eml", facts, encoded=False)
            yield b"--" + boundary + b"\r\n" + head + b"\r\n"
            yield from self.inside[number].blocks()
            yield b"\r\n"
        elif one.content is None:
            facts["description"] = one.reason
            head = _headers(
                'message/external-body; access-type="x-unreadable"', one.name, facts, encoded=False
            )
            yield (
                b"--" + boundary + b"\r\n" + head + b"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
            )
        else:
            told = _token(facts.get("content_type", "")) or "application/octet-stream"
            before = len(self.item.notes)
            yield from _part(
                boundary, _headers(told, one.name or "attachment", facts), self._read(number, one.content)
            )
            if len(self.item.notes) > before:
                facts["description"] = f"attachment {number + 1} breaks off before its end"
                head = _headers('message/external-body; access-type="x-unreadable"', "", facts, encoded=False)
                yield (
                    b"--"
                    + boundary
                    + b"\r\n"
                    + head
                    + b"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n"
                )

    def _read(self, number: int, content: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
        """The bytes of an attachment as far as they can be read, so that those after it are not lost with it."""
        try:
            yield from content()
        except (OSError, ValueError, LookupError, mapi.Unreadable) as error:
            self.item.notes.append(f"attachment {number + 1} breaks off: {error}")


def rendered(item: mapi.Item, rule: str) -> Rendered:
    """The item as an RFC 5322 message by the rule of this module, which `rule` names."""
    told, bodies = headers_of(item), bodies_of(item)
    inside = {
        number: rendered(one.item, rule)
        for number, one in enumerate(item.attachments)
        if one.item is not None
    }
    head = _header_block(rule, told, bodies)
    listed = properties_in_words(item)
    extra = [("properties.txt", listed.encode("utf-8", "replace"))] if listed else []
    seed = hashlib.sha256(rule.encode() + head)
    for body in (
        bodies.plain,
        bodies.html,
        (bodies.rtf, "") if bodies.rtf else None,
        *((one[1], "") for one in extra),
    ):
        seed.update(hashlib.sha256(body[0] or b"").digest() if body else b"\0")
    for number, one in enumerate(item.attachments):
        seed.update(json.dumps([one.facts(), one.size], sort_keys=True).encode())
        seed.update(inside[number].digest.encode() if number in inside else b"\0")
    return Rendered(item, head, bodies, inside, seed.hexdigest(), extra)


def properties_in_words(item: mapi.Item) -> str:
    """For what is no mail (contact, appointment, note): each text, number and time it holds, by property number."""
    kind = item.properties.text(mapi.MESSAGE_CLASS).lower()
    if kind.startswith(("ipm.note", "report.", "ipm.post")) or not kind:
        return ""
    lines = []
    for number in sorted(item.properties.values):
        if number in (mapi.BODY, mapi.RTF, mapi.HTML, mapi.TRANSPORT_HEADERS):
            continue
        time = item.properties.time(number)
        said = item.properties.text(number) if time is None else mapi.moment_in_words(time)
        if said.strip():
            lines.append(f"0x{number:04X}: {said}\n")
    return "".join(lines)


def _header_block(rule: str, told: ItemHeaders, bodies: Bodies) -> bytes:
    made = set(told.made)
    sources = [
        f"from properties: {', '.join(told.made) or 'none'}",
        f"transport headers: {'as stored' if told.travelled else 'none'}",
    ]
    if bodies.plain:
        sources.append("text: PR_BODY")
    if bodies.html:
        sources.append(f"HTML: {'PR_RTF_COMPRESSED' if bodies.html_from_rtf else 'PR_HTML'}")
    lines = [f"{_EXTRA}Rendered: {rule}; {'; '.join(sources)}".encode()]
    original = [one for one in told.headers if one.name.decode("ascii", "replace") not in made]
    lines += [_renamed(one) + b":" + _crlf(one.raw) for one in original]
    for block in told.left:
        lines += [
            _EXTRA.encode() + b"Line: " + part for line in block.splitlines() for part in _bounded(line)
        ]
    lines += [
        one.name + b":" + one.raw for one in told.headers if one.name.decode("ascii", "replace") in made
    ]
    return b"\r\n".join(lines) + b"\r\n"


def _renamed(one: Header) -> bytes:
    structural = one.key.startswith("content-") or one.key == "mime-version"
    return (f"{_EXTRA}Original-".encode() if structural else b"") + one.name


def _crlf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _bounded(line: bytes) -> Iterator[bytes]:
    for at in range(0, len(line), _LONGEST_LINE):
        yield line[at : at + _LONGEST_LINE]


def _headers(
    told: str, name: str = "", facts: dict[str, object] | None = None, *, encoded: bool = True
) -> bytes:
    """The headers of a part; the file name in RFC 2231 form, which holds any name."""
    lines = [f"Content-Type: {told}"]
    if name:
        lines.append(
            f"Content-Disposition: attachment; filename*=utf-8''{quote(name, safe='', errors='replace')}"
        )
    for header, key in (("Content-ID", "content_id"), ("Content-Description", "description")):
        value = str((facts or {}).get(key, "")).replace("\r", " ").replace("\n", " ")
        if value:
            lines.append(f"{header}: <{value}>" if header == "Content-ID" else f"{header}: {value}")
    if encoded:
        lines.append("Content-Transfer-Encoding: base64")
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _token(told: object) -> str:
    """A content type as declared, where it is one that leaves the part's bytes alone."""
    text = str(told).lower()
    kind, _, inner = text.partition("/")
    fits = kind.isalpha() and inner and all(one.isalnum() or one in ".+-_" for one in inner)
    return text if fits and text.isascii() and kind not in ("multipart", "message") else ""


def _part(boundary: bytes, head: bytes, content: Iterable[bytes]) -> Iterator[bytes]:
    yield b"--" + boundary + b"\r\n" + head + b"\r\n"
    held = b""
    for block in content:
        held += block
        whole = len(held) // _LINE * _LINE
        if whole:
            yield base64.encodebytes(held[:whole]).replace(b"\n", b"\r\n")
            held = held[whole:]
    yield base64.encodebytes(held).replace(b"\n", b"\r\n")
