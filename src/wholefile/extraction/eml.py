"""Reading one mail (RFC 5322, MIME in RFC 2045 to 2049 and 2231): headers, bodies, attachments.

Bodies are the plain and HTML parts that are no attachments; they are pieces of the one text layer. Everything else is a
member under `part number/file name`, as bytes: attachments, pictures, messages inside, signatures. A part's decoded
bytes are the member's bytes; nothing is repaired. Encrypted parts are members, and the mail is `locked`.
"""

from __future__ import annotations

import mmap
import re
from typing import Any

from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, TRUNCATED, Trouble
from wholefile.extraction.mail_facts import header_text, say_headers
from wholefile.extraction.mail_headers import eight_bit, first, parameters
from wholefile.extraction.mail_parts import Bytes, Part, TooManyParts, head_of, parts_of
from wholefile.extraction.mail_secure import unwrap
from wholefile.extraction.mail_text import MailText
from wholefile.extraction.mail_transfer import decoded_blocks, uuencoded_files
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_BODIES = ("text/plain", "text/html")
_WRAPPED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_LARGEST_WRAPPED = 256 << 20
_NAMES = {"message/rfc822": b"message.eml", "message/global": b"message.eml", "message/news": b"message.eml"}
_COUNTED = re.compile(rb"(\d{1,12})[ \t]*\r?\n(?=[!-9;-~]+:)")
_DATES = ("creation-date", "modification-date", "read-date")


def read(source: Source, out: Output) -> None:
    """Read a mail: its facts, members and text layer. Raises Trouble where it is too large, LimitReached."""
    with source.open() as stream:
        try:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, OverflowError) as error:
            raise Trouble(TRUNCATED, "It is too large to be read as one mail.") from error
        with mapped:
            _Mail(mapped, source, out).read()


class _Mail:
    """One mail being read."""

    def __init__(self, mapped: mmap.mmap, source: Source, out: Output) -> None:
        self.data: Bytes = mapped
        self.out = out
        self.text = MailText(out, source.job.limits.characters)
        self.alternatives: dict[str, dict[str, str]] = {}
        self.parts = 0

    def read(self) -> None:
        if self.data.find(b"\n") < 0 and self.data.find(b"\r") >= 0:
            self.data = self.data[:].replace(b"\r", b"\n")
            self.out.flag("line ends", "Its lines end in carriage returns alone.")
        start, end = self._counted()
        head = head_of(self.data, self._beginning(start), end)
        say_headers(head.headers, self.out)
        if head.strange:
            self.out.flag("broken headers", f"A line among the headers is none: {eight_bit(head.strange[0])}")
        if not head.headers:
            self.out.trouble(DAMAGED, "It has no headers.")
        self.text.add("headers", header_text(head.headers))
        try:
            for part in parts_of(self.data, head, end):
                self._part(part)
        except TooManyParts:
            self.out.trouble(TRUNCATED, "It has more parts than are followed.")
        self.out.fact("parts", self.parts)
        for around, texts in self.alternatives.items():
            if all(one in texts for one in _BODIES):
                self.text.compare(around, texts["text/plain"], texts["text/html"])
        self.text.say()

    def _counted(self) -> tuple[int, int]:
        """Where the mail begins and ends; Apple Mail writes its length before it and a property list after it."""
        found = _COUNTED.match(self.data[:64])
        end = found.end() + int(found[1]) if found else len(self.data)
        if found is None or end > len(self.data):
            return 0, len(self.data)
        self.out.fact("counted_length", int(found[1]))
        if end < len(self.data):
            facts = {"content_type": "application/x-plist"}
            self.text.member(b"after the mail.plist", self.data[end:], method="emlx", facts=facts)
        return found.end(), end

    def _beginning(self, at: int) -> int:
        """Where the headers begin: after a byte order mark, empty lines and the separator line of a mailbox."""
        at += 3 if self.data[at : at + 3] == b"\xef\xbb\xbf" else 0
        while self.data[at : at + 1] in (b"\r", b"\n"):
            at += 1
        if self.data[at : at + 5] == b"From " or self.data[at : at + 6] == b">From ":
            stop = self.data.find(b"\n", at)
            stop = len(self.data) if stop < 0 else stop + 1
            self.out.fact("envelope", eight_bit(self.data[at : min(stop, at + 1000)]).strip())
            at = stop
        return at

    def _part(self, part: Part) -> None:
        self.parts += 1
        for note in part.notes:
            self.out.trouble(PARTIAL, note)
        if part.kind in ("preamble", "epilogue"):
            name = f"{part.number} {part.kind}".strip()
            self.text.add_plain(name, self.data[part.start : part.end].strip(b"\r\n"), None)
            return
        told, given = part.type
        self._secured(part, told)
        shown, disposition = parameters(first(part.head.headers, "content-disposition"))
        name = disposition.get("filename") or given.get("name") or ""
        if part.kind == "deep":
            self.out.trouble(
                TRUNCATED, f"Part {part.number} is nested too deep; it is a member to be read on its own."
            )
            self._member(part, told, given, name or "nested.eml", "8bit")
        elif self._is_body(part, told, shown, name):
            self._body(part, told, given)
        elif told == "message/external-body":
            facts = self._facts(part, told, given, name)
            facts["reason"] = "its bytes lie elsewhere and were never in the mail"
            self.text.member(_path(part, told, name), None, method="mime", kind="unreadable", facts=facts)
            self.out.trouble(PARTIAL, f"Part {part.number} points to bytes that lie elsewhere.")
        else:
            self._attachment(part, told, given, name)

    @staticmethod
    def _is_body(part: Part, told: str, shown: str, name: str) -> bool:
        """Whether the part is what a reader of the mail reads, and no attachment."""
        if told.startswith("multipart/"):
            return True
        return told in _BODIES and shown != "attachment" and (not name or not part.around)

    def _body(self, part: Part, told: str, given: dict[str, str]) -> None:
        data = b"".join(self._decoded(part))
        add = self.text.add_html if told == "text/html" else self.text.add_plain
        text = add(part.number, data, given.get("charset"))
        if told != "text/html":
            self._written_in(part, text)
        if "multipart/alternative" in part.around:
            depth = part.around.index("multipart/alternative")
            around = ".".join(part.number.split(".")[:depth]) or "the message"
            self.alternatives.setdefault(around, {}).setdefault(told, text)

    def _written_in(self, part: Part, text: str) -> None:
        """Files that old programs wrote into the text itself."""
        for number, (name, data, ended) in enumerate(uuencoded_files(text), 1):
            path = f"{part.number}/uuencoded {number}/{name}".encode("utf-8", "replace")
            self.text.member(path, data, method="uuencode", facts={"part": part.number, "filename": name})
            if not ended:
                self.out.trouble(PARTIAL, f"Part {part.number}: a file written into its text has no end.")

    def _attachment(self, part: Part, told: str, given: dict[str, str], name: str) -> None:
        encoding = first(part.head.headers, "content-transfer-encoding")
        self._member(part, told, given, name, encoding)
        if told == "message/partial":
            piece, whole = given.get("number", "?")[:20], given.get("total", "?")[:20]
            self.out.trouble(PARTIAL, f"It is piece {piece} of {whole} of a longer message.")
        if told in _WRAPPED or name.lower().endswith(".p7m"):
            self._wrapped(part)

    def _member(self, part: Part, told: str, given: dict[str, str], name: str, encoding: str) -> None:
        notes: list[str] = []
        blocks = decoded_blocks(self.data, part.start, part.end, encoding, notes)
        facts = self._facts(part, told, given, name)
        self.text.member(_path(part, told, name), blocks, method="mime", facts=facts)
        for note in notes:
            self.out.trouble(PARTIAL, f"Part {part.number}: {note}.")

    def _decoded(self, part: Part) -> list[bytes]:
        notes: list[str] = []
        encoding = first(part.head.headers, "content-transfer-encoding")
        if part.type[0].startswith("multipart/"):
            encoding = ""
        blocks = list(decoded_blocks(self.data, part.start, part.end, encoding, notes))
        for note in notes:
            self.out.trouble(PARTIAL, f"Part {part.number}: {note}.")
        return blocks

    @staticmethod
    def _facts(part: Part, told: str, given: dict[str, str], name: str) -> dict[str, Any]:
        """What the headers of a part say of it; strings are bounded, and NUL is shown as U+FFFD."""
        headers = part.head.headers
        shown, disposition = parameters(first(headers, "content-disposition"))
        facts: dict[str, Any] = {
            "part": part.number,
            "content_type": told,
            "charset": given.get("charset", ""),
            "content_id": first(headers, "content-id").strip("<> "),
            "content_location": first(headers, "content-location"),
            "description": first(headers, "content-description"),
            "disposition": shown,
            "filename": name,
            "transfer_encoding": first(headers, "content-transfer-encoding").lower(),
            "declared_size": disposition.get("size", ""),
        }
        facts |= {key.replace("-", "_"): disposition.get(key, "") for key in _DATES}
        return {key: value[:1000].replace("\0", "\ufffd") for key, value in facts.items() if value}

    def _secured(self, part: Part, told: str) -> None:
        """What is said of a signature or encryption around this part, once."""
        if "multipart/encrypted" in part.around and self.out.facts.get("encryption") is None:
            self.out.fact("encryption", "PGP/MIME")
            self.out.trouble(
                LOCKED, f"Part {part.number} and those beside it are encrypted; a key is needed."
            )
        if "multipart/signed" in part.around:
            kind = "pgp" if told == "application/pgp-signature" else "s/mime" if "pkcs7" in told else ""
            if kind:
                self.out.fact("signature", {"kind": kind, "part": part.number, "verified": "not verified"})

    def _wrapped(self, part: Part) -> None:
        """A CMS structure: signed content comes out as a member of its own, encrypted content is locked."""
        if part.end - part.start > _LARGEST_WRAPPED:
            self.out.trouble(
                TRUNCATED, f"The signed or encrypted part {part.number} is too large to be opened."
            )
            return
        found = unwrap(b"".join(self._decoded(part)))
        if found.content is not None:
            self.out.fact("signature", {"kind": "s/mime", "part": part.number, "verified": "not verified"})
            path = part.number.encode() + b"/signed content.eml"
            self.text.member(path, found.content, method="cms", facts={"part": part.number, "signed": True})
        elif found.kind == "signed":
            self.out.fact("signature", {"kind": "s/mime", "part": part.number, "verified": "not verified"})
        elif found.kind == "unknown":
            self.out.trouble(PARTIAL, f"Part {part.number} is S/MIME whose structure cannot be followed.")
        else:
            self.out.fact("encryption", f"S/MIME ({found.kind})")
            self.out.trouble(LOCKED, f"Part {part.number} is encrypted with S/MIME; a key is needed.")


def _path(part: Part, told: str, name: str) -> bytes:
    """`part number/file name`: the name as declared, byte for byte, slashes and all; it is a label, never a path."""
    raw = name.encode("utf-8", "surrogateescape") if name else _NAMES.get(told, b"part")
    return part.number.encode() + b"/" + raw
