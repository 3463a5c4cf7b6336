"""A folder as it comes off somebody's laptop: mail with attachments, reports, a locked file, an empty one.

All fictional. Every file is real in its format. One report hides a line under a black box that hides nothing; another
is locked.
"""

from __future__ import annotations

import csv
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import typst

PASSWORD = "lantern-ridge-41"  # noqa: S105  # of a file in a story
HIDDEN = "Live rounds were in the training box since March; I said so to the producers."
OFFER = "The producers offer fifteen thousand dollars for a statement that the box held dummy rounds."
_REPORT = """
#set page(paper: "us-letter", margin: 2.4cm)
#set text(font: "Libertinus Serif", size: 12pt)
#text(size: 16pt, weight: "bold")[Range report, Lantern Ridge]
#v(1em)
#let said = sys.inputs.said
#for one in sys.inputs.lines.split("|") [#one #parbreak()]
#if said != "" [#box[#said#place(top + left, rect(width: 100%, height: 1.1em, fill: black))] #parbreak()]
#sys.inputs.end
"""


def lay_out(folder: Path) -> Path:
    """Write the folder; returns it."""
    source = folder / "laptop"
    (source / "mail").mkdir(parents=True)
    (source / "reports").mkdir()
    (source / "mail" / "inbox.mbox").write_bytes(_mailbox())
    report = _pdf(
        "Box 7 was opened on the third of June.|Fifty rounds were counted.", HIDDEN, "End of the report."
    )
    (source / "reports" / "range report.pdf").write_bytes(report)
    (source / "reports" / "offer.pdf").write_bytes(_locked(_pdf(OFFER, "", "Not for the file.")))
    (source / "reports" / "range notes.txt").write_text(_NOTES, "utf-8")
    (source / "reports" / "range notes (forwarded).txt").write_text(
        f"FWD: see below.\n\n{_NOTES}\nRegards\n", "utf-8"
    )
    (source / "unsaved.dat").write_bytes(b"")
    (source / "desktop").symlink_to("../../Users/pruitt/Desktop")
    return source


_NOTES = """Notes from the range, third of June.
Box 7 came out of the armourer's van with the seal already cut, and nobody had signed for it at the gate.
We counted fifty rounds twice, once with the scale and once by hand, and wrote the number on the lid in pencil.
Two of them rattled and the rest did not; I put the two aside in a paper bag and told the armourer so.
"""


def _pdf(lines: str, said: str, end: str) -> bytes:
    inputs = {"lines": lines, "said": said, "end": end}
    return bytes(typst.compile(_REPORT.encode(), sys_inputs=inputs, timestamp=1_950_000_000))


def _locked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=PASSWORD, owner=f"owner {PASSWORD}"))
    return out.getvalue()


def _mailbox() -> bytes:
    """Two messages of one thread; the second brings a list in a zip."""
    first = _message(
        "1", "The training box", "Who had the key of box 7 in June? The seal was cut when it came."
    )
    second = _message(
        "2", "Re: The training box", "Pruitt had it. The list of the rounds is attached.", replies_to="1"
    )
    second.add_attachment(_zipped_list(), maintype="application", subtype="zip", filename="rounds.zip")
    second.set_boundary("lantern-ridge-boundary")
    line = b"From nell@lantern-ridge.example Thu Jun  5 09:00:00 2031\n"
    return b"".join(line + bytes(one) + b"\n" for one in (first, second))


def _message(number: str, subject: str, text: str, replies_to: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = (
        "Nell Harker <nell@lantern-ridge.example>",
        "Ada Quill <ada@lantern-ridge.example>",
    )
    message["Subject"], message["Date"] = subject, f"Thu, 05 Jun 2031 0{number}:10:00 -0600"
    message["Message-ID"] = f"<box7-{number}@lantern-ridge.example>"
    if replies_to:
        message["In-Reply-To"] = f"<box7-{replies_to}@lantern-ridge.example>"
    message.set_content(text)
    return message


def _zipped_list() -> bytes:
    rows = io.StringIO()
    csv.writer(rows).writerows(
        [["box", "headstamp", "rounds"], ["7", "FC 45 COLT", "48"], ["7", "none", "2"]]
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("rounds.csv", (2031, 6, 5, 9, 0, 0)), rows.getvalue())
    return out.getvalue()
