"""Write docs/reference/files.md: how reading a file may end, kinds of files and members, flags, facts.

Statuses, kinds of members and readers come from the program. What each means stands here; `undocumented` says what
the source can say and this page does not explain.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from wholefile.extraction.contract import FINE, MEMBER_KINDS, SAID_INSIDE, STATUSES, Limits
from wholefile.extraction.readers import EXTRACTORS, READERS
from wholefile.processing.extractors import MOST_DEPTH, SETTINGS, VERSIONS, limits
from wholefile.processing.outcomes import PENDING, UNREADABLE

SOURCE = Path(__file__).resolve().parent.parent / "src" / "wholefile" / "extraction"

STATUS_WORDS = {
    "read": "Everything was read.",
    "empty": "The file has no bytes.",
    "partial": "Some of it could not be read; the rest was.",
    "truncated": "A limit stopped it; what was read until then is kept.",
    "unsupported": "Nothing here reads this kind, or the program that does is not installed.",
    "locked": "A password is needed: `wholefile file unlock`.",
    "damaged": "It breaks the rules of its own format.",
    "crashed": "The reader failed or died. `wholefile file retry` tries again.",
    "timed out": "Reading took longer than it may.",
    "out of memory": "Reading took more memory than it may.",
    "refused": "What came out of the sandbox broke its rules; nothing of it is kept.",
    UNREADABLE: "A container tells of it, and its bytes could not be had.",
    PENDING: "Nobody has read it yet.",
}
MEMBER_WORDS = {
    "file": "Bytes; they are a file of their own, and read in a run of their own.",
    "folder": "A folder; it has no bytes.",
    "link": "A link with its target; never followed.",
    "device": "A device, socket or pipe; never opened.",
    "unreadable": "Something whose bytes could not be had, with the reason.",
}

_ARCHIVE = (
    "Every member with its path, times and sizes as the archive says them; the packed text is in the members."
)
_TEXT = "The decoded file as it stands, by line."
_OFFICE = "what is hidden, comments, properties, macros and everything embedded"
_WRITTEN = f"Text, headers, footers, notes, what was deleted with changes tracked; {_OFFICE}."
_SOUND = "Length, streams, tags, times and position; subtitles as text, covers as members; speech if it is asked for."
_PICTURE = "Camera, times, position, captions; a hash to find like pictures by; words in it by OCR."
_MEDIA = "The media against the digest stored with it, partitions, every file, deleted ones marked."
WHAT_IS_READ = {
    **dict.fromkeys(("text", "csv", "json", "xml"), _TEXT),
    "html": "Text as it is shown, and apart from it hidden text, comments and attributes; files in data addresses.",
    "eml": "Headers, bodies by part, every attachment and message inside.",
    "mbox": "Each message as a member, byte for byte.",
    "msg": "Headers, bodies, properties, attachments, messages inside.",
    "pst": "Folders, every item as a message, what was deleted and is still listed, attachments.",
    "pdf": "Text with a box for each word, comments, form fields, attachments; whether text can be seen on its page.",
    **dict.fromkeys(("docx", "odt", "doc"), _WRITTEN),
    **dict.fromkeys(("xlsx", "ods"), f"Every cell with its place, formulas; {_OFFICE}."),
    **dict.fromkeys(("pptx", "odp"), f"Slides with their notes; {_OFFICE}."),
    "rtf": "Text in its code pages, hidden and deleted text, comments, pictures, embedded files.",
    "xls": f"Every cell with its place; {_OFFICE}. Formulas are not read, which is said.",
    "ppt": f"Slides with their notes, and what is left of earlier versions; {_OFFICE}.",
    "encrypted office": "With its password, the document inside; else `locked`.",
    "wpd": "Text, by the program wpd2text.",
    **dict.fromkeys(("zip", "tar", "7z", "rar", "cpio", "iso", "cab"), _ARCHIVE),
    **dict.fromkeys(("gzip", "bzip2", "xz"), "The packed file as the one member."),
    **dict.fromkeys(("e01", "qcow2", "disk"), _MEDIA),
    **dict.fromkeys(("jpeg", "png", "gif", "tiff", "bmp", "webp", "heic"), _PICTURE),
    **dict.fromkeys(
        ("mp3", "mp4", "wav", "ogg", "flac", "avi", "mkv", "asf", "mpeg", "aiff", "amr", "flv", "aac"), _SOUND
    ),
}

FLAGS = {
    "active content": "A PDF holds scripts, launches programs or reaches out.",
    "alternatives differ": "The plain text and the HTML of a mail do not say the same.",
    "broken headers": "A line among the headers of a mail is none.",
    "bytes after the end": "Bytes behind the end of a PDF belong to nothing in it.",
    "checksum differs": "An attachment is not the one whose digest its PDF states.",
    "comments": "It holds comments.",
    "control characters": "Headers of a mail hold control characters, which can hide what it says.",
    "damaged structure": "A PDF breaks the rules of its format; parts may be missing.",
    "data after the end": "Other data follows the end of an archive or picture.",
    "data before the first header": "Bytes before the first member of an archive belong to none.",
    "data between members": "Bytes between the members of an archive belong to none.",
    "digest differs": "The media of a disk image does not have the digest stored with it.",
    "duplicate names": "Members of an archive have the names of earlier ones.",
    "earlier revisions": "A PDF still holds earlier states of itself.",
    "entities": "XML in an Office file declares entities, as attacks do; they are never expanded.",
    "failed redaction": "Text stands under a bar, or is marked for redaction, and is still in the file.",
    "fast saved": "A Word document was saved in pieces and may hold text that was deleted.",
    "hidden text": "Text, rows, sheets or slides that are not shown.",
    "line ends": "The lines of a mail end in carriage returns alone.",
    "long headers": "A mail has more headers than are kept in full among the facts; its bytes have all.",
    "macros": "It holds a program that may run when it is opened.",
    "media not hashed": "The digest of the media of a disk image was not worked out, with the reason.",
    "more than one kind": "The same bytes are files of two kinds.",
    "no instant": "The date of a mail names no time zone or breaks the standard.",
    "no items": "A mailbox holds folders but no items.",
    "no stored digest": "A disk image stores no digest of its media.",
    "overlapping entries": "Members of an archive lie in the bytes of others, as in bombs.",
    "parts twice": "Parts of an Office file are there twice.",
    "readers disagree": "Programs would see different members in the same archive.",
    "remote content": "It would load something from elsewhere when opened; never fetched here.",
    "repeated header": "A header that a mail may have once stands there twice.",
    "separators": "No separator of a mailbox holds a date, so a weaker rule found the messages.",
    "text may be unreadable": "Characters of a PDF have no meaning that the file states.",
    "tracked changes": "It holds changes that were tracked, with what was deleted.",
    "trailing data": "Bytes follow the end of an RTF document.",
    "types disagree": "Content, other programs or the name say different kinds.",
    "undeclared charset": "Headers of a mail hold bytes of a charset that it does not name.",
    "undecodable text": "A text held characters that no text can hold; they are U+FFFD.",
    "unsafe name": "The name of a member is made to do harm: `..`, a root, a drive, a turned direction of writing.",
}

# The facts that search, threads and likeness go by, or that people ask for first; there are more.
FACTS = {
    "from": "who sent a mail, to whom, copies (`to`, `cc`, `bcc`): lists of {name, address}",
    "subject": "of a mail or a document",
    "message_id": "of a mail, with `in_reply_to` and `references`: what threads are made of",
    "date": "when a mail was sent: milliseconds since 1970 UTC, only where it names a zone",
    "date_raw": "the same as it stands in the mail",
    "created": "when a document or recording says it was made, where the zone is known; beside it what has none",
    "taken": "when a picture was taken, in the same form; `taken_local` as it stands, without a zone",
    "position": "{latitude, longitude, altitude} in degrees and metres; `position_raw` as it stands",
    "camera_make": "with `camera_model`, `camera_serial`, `lens`",
    "metadata": "every tag that exiftool found, by its group",
    "picture": "perceptual hash of a picture, 16 hexadecimal digits; `picture_algorithm` names it",
    "pages": "how many pages; `pages_for_ocr` those that OCR is asked to read",
    "encoding": "of a text; `encoding_how` says how it is known: by a byte order mark, declared, by its bytes, guessed",
    "media_size": "bytes of the media in a disk image; `stored_md5` and `media_md5` are compared",
    "partitions": "of a disk image",
    "links": "addresses that it points to; never followed",
    "reviewed": "false for a speech index: no person compared it with the recording",
}


def files_page() -> str:
    """Statuses, extractors, kinds, members, flags and facts, each with what it means."""
    return "\n".join([*_head(), *_extractors(), *_kinds(), *_members_and_flags()]).rstrip() + "\n"


def _head() -> Iterator[str]:
    yield "# Files\n"
    yield "*Written by `make docs` from the program; change it there.*\n"
    yield "What `wholefile file list`, `exceptions` and `show` may say. How text and places are kept is in"
    yield "[text layers](../formats/text-layers.md).\n"
    yield "## How reading ends\n"
    yield "Every file has exactly one status. All but the first are exceptions, which the report lists with a reason.\n"
    yield "| status | meaning | said by |\n|---|---|---|"
    for one in (*STATUSES, UNREADABLE, PENDING):
        who = "the reader" if one in SAID_INSIDE else "what watches it" if one in STATUSES else "the report"
        yield f"| `{one}` | {STATUS_WORDS[one]}{' No exception.' if one in FINE else ''} | {who} |"


_KEEP_NOTHING = {"page", "selftest"}  # named in words below


def _extractors() -> Iterator[str]:
    yield "\n## Extractors and limits\n"
    yield "A run reads one file with one extractor. `read` looks at every file and may ask for `ocr` or `speech`. The"
    yield "latter runs only when somebody asks for it too. Beside these `page` draws one page for whoever looks at it,"
    yield "and `selftest` tries the sandbox; nothing of either is kept.\n"
    yield (
        "| extractor | version | settings | seconds | memory of a process | scratch | characters |\n"
        + "|---" * 7
        + "|"
    )
    for name, version in VERSIONS.items():
        most = limits(name, members=0, produced=0, depth=0)
        settings = ", ".join(f"`{key}` {value}" for key, value in SETTINGS[name].items()) or "none"
        yield (
            f"| `{name}` | {version} | {settings} | {most.seconds:,} | {_size(most.memory)} | {_size(most.disk)} "
            f"| {most.characters:,} |"
        )
    most = Limits()
    yield f"\nBelow one attached file: {MOST_DEPTH} levels, {most.members:,} members, {_size(most.produced)}, and"
    yield f"{most.ratio} bytes of members for each byte of a container (from {_size(most.ceiling(0))} on)."
    yield "Members and bytes can be raised by [settings](settings.md)."


def _kinds() -> Iterator[str]:
    yield "\n## Kinds of files\n"
    yield "Content decides, never the name. Opinions of other programs and of the name are kept beside it.\n"
    yield "| kinds | what is read |\n|---|---|"
    for what in dict.fromkeys(WHAT_IS_READ[kind] for kind in READERS):
        kinds = [kind for kind in READERS if WHAT_IS_READ[kind] == what]
        yield f"| {', '.join(f'`{one}`' for one in kinds)} | {what} |"
    yield (
        "\nKnown by their content and not read (`unsupported`, or `locked` where encrypted): "
        + ", ".join(f"`{one}`" for one in sorted(kinds_told() - set(READERS)))
        + "."
    )


def _members_and_flags() -> Iterator[str]:
    yield "\n## Kinds of members\n"
    yield "| kind | meaning |\n|---|---|"
    yield from (f"| `{one}` | {MEMBER_WORDS[one]} |" for one in MEMBER_KINDS)
    yield "\n## Flags\n"
    yield "Something that a person should look at. A flag says nothing about guilt or intent.\n"
    yield "| flag | meaning |\n|---|---|"
    yield from (f"| `{code}` | {words} |" for code, words in sorted(FLAGS.items()))
    yield "\n## Facts\n"
    yield "What a file says of itself, as it stands in it. A file can lie about itself, or leave a fact out. Instants"
    yield "are milliseconds since 1970 UTC; a time without a known zone stays text. The main ones:\n"
    yield "| fact | what |\n|---|---|"
    yield from (f"| `{name}` | {words} |" for name, words in FACTS.items())


def undocumented() -> list[str]:
    """What the program can say of files and this page does not explain, and what it explains and nobody says."""
    wanted = {
        "status": (set(STATUSES) | {UNREADABLE, PENDING}, set(STATUS_WORDS)),
        "member": (set(MEMBER_KINDS), set(MEMBER_WORDS)),
        "kind": (set(READERS), set(WHAT_IS_READ)),
        "flag": (flag_codes(), set(FLAGS)),
        "extractor": (set(EXTRACTORS) - _KEEP_NOTHING | {"read"}, set(VERSIONS)),
        "fact": (set(FACTS) - _words_of_source(), set()),
    }
    return sorted(f"{what} {one}" for what, (here, there) in wanted.items() for one in here ^ there)


def flag_codes() -> set[str]:
    """Every code that a reader can flag, found in the source: the first word of `flag`, or what `code` may be."""
    found: set[str] = set()
    for tree in _modules():
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for node in ast.walk(tree):
            for one in _codes(node):
                found |= _texts(one, constants)
    return found


def _codes(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("flag", "_flags"):
            yield node.args[0]
        if name == "say" and len(node.args) == 3:
            yield node.args[1]
    elif isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "code" for one in node.targets):
        yield node.value


def _texts(node: ast.expr, constants: dict[str, str]) -> set[str]:
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=one, orelse=other):
            return _texts(one, constants) | _texts(other, constants)
        case ast.Name(id=name) if name in constants:
            return {constants[name]}
        case _:
            return set()


def kinds_told() -> set[str]:
    """Every kind that identification can say: `Found("kind", ...)` and rows of (offset, mark, kind, media type)."""
    found: set[str] = set()
    for tree in _modules():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="Found"), args=[ast.Constant(value=str(kind)), *_]):
                    found.add(kind)
                case ast.Tuple(
                    elts=[
                        ast.Constant(value=int()),
                        ast.Constant(value=bytes()),
                        ast.Constant(value=str(kind)),
                        ast.Constant(value=str()),
                    ]
                ):
                    found.add(kind)
    return found


def _words_of_source() -> set[str]:
    return {
        node.value
        for tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _modules() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield ast.parse(path.read_text("utf-8"))


def _size(octets: int) -> str:
    return f"{octets >> 30:,} GiB" if octets >= 1 << 30 else f"{octets >> 20:,} MiB"
