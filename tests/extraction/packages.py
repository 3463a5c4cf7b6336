"""Office packages made by hand, and runs of one reader without what comes before it."""

import hashlib
import io
import tempfile
import zipfile
from pathlib import Path

from tests.extraction.reading import Said, parse
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}


def zipped(parts: dict, *, stored=()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
    return target.getvalue()


def related(*leads) -> str:
    """A .rels part: (id, kind, target) or (id, kind, target, "External")."""
    rows = "".join(
        f'<Relationship Id="{one[0]}" Type="{_KINDS}{one[1]}" Target="{one[2]}"'
        + (f' TargetMode="{one[3]}"/>' if len(one) > 3 else "/>")
        for one in leads
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def office(kind: str, parts: dict) -> bytes:
    """A package of this kind with these parts."""
    main, words = _MAIN[kind]
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{words}.main+xml"/></Types>'
    )
    return zipped(
        {"[Content_Types].xml": types, "_rels/.rels": related(("r1", "officeDocument", main)), **parts}
    )


def docx(body: str, **more) -> bytes:
    """A Word document with this body; further parts by their names."""
    names = more.pop("parts", {})
    page = f"<w:document {W} {R} {more.pop('names', '')}><w:body>{body}</w:body></w:document>"
    return office("docx", {"word/document.xml": page, **names})


def para(*runs: str) -> str:
    return f"<w:p>{''.join(run if run.startswith('<') else f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def by_reader(module, content: bytes | Path, kind: str, *, password=None, limits=None) -> Said:
    """What one reader says of a file, as a run of it would."""
    with tempfile.TemporaryDirectory() as folder:
        path = content if isinstance(content, Path) else Path(folder) / "blob"
        if not isinstance(content, Path):
            path.write_bytes(content)
        stream = io.BytesIO()
        job = Job("read", "file", path.stat().st_size, limits or Limits(), {}, password)
        out = Output(stream, job.size, job.limits)
        try:
            module.read(Source(path, job, (), kind), out)
        except Trouble as trouble:
            out.trouble(trouble.status, trouble.reason)
        except LimitReached as reached:
            out.trouble("truncated", str(reached))
        out.finish()
    return parse(stream.getvalue())


def parts_of(said: Said) -> dict:
    """The text of each part, under its name."""
    found: dict = {}
    for layer in said.layers:
        for start, end, where in layer.places:
            key = where.get("part") or str(where)
            found[key] = found.get(key, "") + layer.text[start:end]
    return found


def codes(said: Said) -> list:
    return [one["code"] for one in said.flags]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def uncovered(said: Said) -> int:
    """How many characters of the layers stand under no place, or under two."""
    wrong = 0
    for layer in said.layers:
        at = 0
        for start, end, _where in layer.places:
            wrong += abs(start - at)
            at = end
        wrong += len(layer.text) - at
    return wrong
