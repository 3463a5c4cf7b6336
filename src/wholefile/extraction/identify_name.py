"""What a file's name says it is, and how kinds are called in a sentence.

A name is a claim by whoever gave it. It never decides what a file is, except between kinds of text.
"""

from __future__ import annotations

import re

_EXTENSIONS: dict[str, str] = {
    "pdf": "pdf",
    "docx": "docx docm dotx dotm",
    "xlsx": "xlsx xlsm xltx xltm",
    "xlsb": "xlsb",
    "pptx": "pptx pptm ppsx ppsm potx potm",
    "odt": "odt ott",
    "ods": "ods ots",
    "odp": "odp otp",
    "rtf": "rtf",
    "doc": "doc dot",
    "xls": "xls xlt xla",
    "ppt": "ppt pps pot",
    "wpd": "wpd wp wp5 wp6",
    "msg": "msg oft",
    "pst": "pst ost",
    "eml": "eml emlx mht mhtml",
    "mbox": "mbox mbx",
    "html": "html htm xhtml",
    "xml": "xml svg xsd xsl kml gpx",
    "json": "json jsonl ndjson geojson",
    "csv": "csv tsv tab",
    "text": "txt text log md rst ini cfg conf py js css sql sh bat srt vtt ics vcf",
    "zip": "zip jar apk ipa epub kmz",
    "tar": "tar",
    "gzip": "gz tgz",
    "bzip2": "bz2 tbz tbz2",
    "xz": "xz txz",
    "7z": "7z",
    "rar": "rar",
    "cpio": "cpio",
    "iso": "iso",
    "cab": "cab",
    "jpeg": "jpg jpeg jpe jfif",
    "png": "png",
    "gif": "gif",
    "tiff": "tif tiff dng nef cr2 arw",
    "bmp": "bmp dib",
    "webp": "webp",
    "heic": "heic heif hif avif",
    "mp3": "mp3 mp2 mpga",
    "mp4": "mp4 m4a m4v m4b mov qt 3gp 3g2",
    "wav": "wav",
    "ogg": "ogg oga ogv opus",
    "flac": "flac",
    "avi": "avi",
    "mkv": "mkv mka webm",
    "asf": "asf wma wmv",
    "mpeg": "mpg mpeg vob ts mts m2ts",
    "aac": "aac",
    "amr": "amr",
    "aiff": "aif aiff aifc",
    "flv": "flv",
    "e01": "e01 ex01 s01",
    "l01": "l01 lx01",
    "qcow2": "qcow2 qcow",
    "vmdk": "vmdk",
    "vhd": "vhd vhdx",
    "dmg": "dmg",
    "disk": "dd img raw 001",
    "sqlite": "sqlite sqlite3 sqlitedb",
    "program": "exe dll sys scr com elf so dylib class",
    "font": "ttf otf woff woff2 ttc",
    "tnef": "tnef",
}
_BY_EXTENSION = {one: kind for kind, several in _EXTENSIONS.items() for one in several.split()}

_WORDS = {
    "pdf": "a PDF",
    "text": "plain text",
    "csv": "a table of text (CSV)",
    "json": "JSON",
    "xml": "XML",
    "html": "a web page (HTML)",
    "eml": "an e-mail message",
    "mbox": "a mailbox",
    "msg": "an Outlook message",
    "pst": "an Outlook data file (PST)",
    "docx": "a Word document (docx)",
    "doc": "a Word document (doc)",
    "xlsx": "an Excel workbook (xlsx)",
    "xls": "an Excel workbook (xls)",
    "pptx": "a PowerPoint presentation (pptx)",
    "ppt": "a PowerPoint presentation (ppt)",
    "odt": "an OpenDocument text",
    "ods": "an OpenDocument spreadsheet",
    "odp": "an OpenDocument presentation",
    "rtf": "an RTF document",
    "wpd": "a WordPerfect document",
    "zip": "a ZIP archive",
    "iso": "the image of an optical disc",
    "e01": "an EnCase disk image",
    "l01": "an EnCase logical image",
    "disk": "a disk image",
    "mp3": "an MP3 recording",
    "mp4": "an MP4 recording",
    "sqlite": "an SQLite database",
    "program": "a program",
    "font": "a font",
    "ole": "an OLE compound file",
    "encrypted office": "an encrypted Office document",
    "encrypted disk": "an encrypted disk image",
    "unknown": "of no known kind",
}

TEXTS = frozenset(("text", "csv", "json", "xml", "html", "eml", "mbox"))
# What one opinion calls by the wider or the older name is no disagreement.
_WIDER = {
    "encrypted office": {"docx", "xlsx", "pptx", "xlsb", "doc", "xls", "ppt", "ole"},
    "msg": {"ole"},
    "doc": {"ole"},
    "xls": {"ole"},
    "ppt": {"ole"},
    "ole": {"msi", "doc", "xls", "ppt", "msg"},
    "docx": {"zip"},
    "xlsx": {"zip"},
    "xlsb": {"zip", "xlsx"},
    "pptx": {"zip"},
    "odt": {"zip"},
    "ods": {"zip"},
    "odp": {"zip"},
    "pst": {"msg"},
    "iso": {"disk"},
    "encrypted disk": {"disk"},
    "vhd": {"disk"},
    "dmg": {"disk"},
    "vmdk": {"disk", "text"},
    "rtf": {"text", "doc"},
    "cpio": {"text"},
    "program": {"text"},
}


def extension(name: str) -> str:
    """The last extension of a name in lower case without its dot, or nothing."""
    found = re.search(r"[^./\\]\.([A-Za-z0-9]{1,12})$", name.strip())
    return found[1].lower() if found else ""


def kind_by_name(name: str) -> str | None:
    """The kind that the extension names, or None where it names none or one that is used for anything."""
    last = extension(name)
    if re.fullmatch(r"[es]x?\d\d", last):
        return "e01"
    return _BY_EXTENSION.get(last)


def in_words(kind: str) -> str:
    """A kind as it stands in a sentence: `a PDF`, `a Word document (docx)`."""
    if kind in _WORDS:
        return _WORDS[kind]
    return f"{'an' if kind[0] in 'aeiox' else 'a'} {kind.upper() if len(kind) <= 4 else kind} file"


def agree(kind: str, other: str) -> bool:
    """Whether two opinions can both be right: the same, two kinds of text, or a wider name for the same."""
    return (
        kind == other
        or {kind, other} <= TEXTS
        or other in _WIDER.get(kind, ())
        or kind in _WIDER.get(other, ())
    )


def name_fits(kind: str, named: str) -> bool:
    """Whether a file of this kind may bear a name of that one: stricter than `agree`, for a name is what people see."""
    if kind == "encrypted office":
        return named in ("docx", "xlsx", "pptx", "xlsb", "doc", "xls", "ppt")
    if {kind, named} <= TEXTS:
        return named in ("text", "csv", kind) or (kind, named) == ("html", "xml") or kind == "text"
    return kind == named or (kind, named) in (("iso", "disk"), ("encrypted disk", "disk"), ("dmg", "disk"))
