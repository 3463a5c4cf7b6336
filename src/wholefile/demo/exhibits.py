"""The files of the story, made on the spot: photographs, documents, sound, mail and lists. All fictional.

Every file is real in its format, so that any viewer opens it.
"""

from __future__ import annotations

import csv
import io
import json
import math
import struct
import wave
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache

import typst
from PIL import Image, ImageDraw, ImageFont

from wholefile.actions.files import Upload

_LETTER = """
#set page(paper: "us-letter", margin: 2.4cm)
#set text(font: "Libertinus Serif", size: 11pt)
#let said = json(bytes(sys.inputs.said))
#align(right)[#said.head]
#v(1.2em)
#text(size: 15pt, weight: "bold")[#said.title]
#v(0.6em)
#set par(justify: true, leading: 0.75em)
#for one in said.paragraphs [#one #parbreak()]
"""


def photograph(name: str, lines: list[str], shade: tuple[int, int, int]) -> Upload:
    """A photograph with a scale and a label in it, as evidence photographs have."""
    picture = Image.new("RGB", (960, 640), (226, 224, 218))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((250, 190, 710, 430), fill=shade, outline=(40, 40, 40), width=3)
    for tick in range(19):
        height = 30 if tick % 5 == 0 else 18
        draw.rectangle((60 + tick * 45, 600 - height, 64 + tick * 45, 600), fill=(20, 20, 20))
    draw.rectangle((60, 40, 620, 60 + 34 * len(lines)), fill=(255, 255, 255), outline=(20, 20, 20))
    font = ImageFont.load_default(size=24)
    for number, line in enumerate(lines):
        draw.text((76, 50 + 34 * number), line, fill=(10, 10, 10), font=font)
    exif = Image.Exif()
    exif[0x010E] = " / ".join(lines)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, exif=exif)
    return Upload(f"{name}.jpg", out.getvalue(), "image/jpeg")


def document(name: str, head: str, title: str, *paragraphs: str) -> Upload:
    """A page or two as PDF."""
    said = json.dumps({"head": head, "title": title, "paragraphs": list(paragraphs)})
    return Upload(f"{name}.pdf", _compiled(said), "application/pdf")


@cache
def _compiled(said: str) -> bytes:
    return bytes(typst.compile(_LETTER.encode(), sys_inputs={"said": said}, timestamp=1_950_000_000))


def recording(name: str, seconds: float, tones: list[int]) -> Upload:
    """Sound: a tone for each part of a call or an interview."""
    rate = 8_000
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        part = int(rate * seconds / len(tones))
        for tone in tones:
            samples = (int(9_000 * math.sin(2 * math.pi * tone * one / rate)) for one in range(part))
            sound.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return Upload(f"{name}.wav", out.getvalue(), "audio/wav")


def mail(name: str, *, sender: str, to: str, day: str, subject: str, text: str) -> Upload:
    """An e-mail message."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(datetime.fromisoformat(day).replace(hour=9, tzinfo=UTC))
    message["Message-ID"] = f"<{name}@lantern-ridge.example>"
    message.set_content(text)
    return Upload(f"{name}.eml", bytes(message), "message/rfc822")


def table(name: str, rows: list[list[str]]) -> Upload:
    """A list as CSV, as telephone companies and rental houses send them."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return Upload(f"{name}.csv", out.getvalue().encode(), "text/csv")


def transcript(name: str, text: str) -> Upload:
    """Plain text in UTF-8, from which exact words are quoted."""
    return Upload(f"{name}.txt", text.encode(), "text/plain")
