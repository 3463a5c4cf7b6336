"""Load files: how review programs read a production (Concordance DAT for fields, Opticon OPT for pages).

    DAT   UTF-8 with byte order mark, fields apart by U+0014, each value between U+00FE (þ), rows end in CR LF,
          the first row names the fields; þ inside a value is doubled; a line feed inside a value stands as ® (U+00AE)
    OPT   UTF-8, seven values apart by commas: number, volume, path, Y where a document begins, folder break,
          box break, pages where a document begins; no quotes, so no value may hold a comma

Nothing is written that would be read back as something else: in a field of one line ® stands for itself; a field that
may hold several lines refuses ® (the sign is its line end); values holding a field separator are refused. The readers
accept only what the writers write. Paths in load files have backslashes, relative to the folder `data`. Raises
`Invalid("loadfile.…")`.

Source: the vendors' published descriptions of both formats; there is no standard.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wholefile.core.errors import Invalid
from wholefile.core.manifest import PAYLOAD

BOM = "\ufeff"
SEPARATOR, QUOTE, LINE_END = "\x14", "\xfe", "\xae"
ROW_END = "\r\n"

FIELDS = ("BEGBATES", "ENDBATES", "ITEM", "ROW", "STATUS", "FILENAME", "SHA256", "NATIVELINK")


class Page(NamedTuple):
    """One row of an OPT file."""

    number: str
    volume: str
    path: str
    begins: bool
    pages: int


def format_dat(
    fields: Sequence[str], rows: Iterable[Sequence[str]], *, several_lines: Iterable[str] = ()
) -> bytes:
    """A DAT file: the names of the fields, then a row of values each. `several_lines` names fields that may."""
    many = [name in set(several_lines) for name in fields]
    lines = [_dat_row(fields, [False] * len(fields))]
    for row in rows:
        if len(row) != len(fields):
            raise Invalid("loadfile.columns", f"A row has {len(row)} values for {len(fields)} fields.")
        lines.append(_dat_row(row, many))
    return (BOM + "".join(lines)).encode()


def parse_dat(raw: bytes, *, several_lines: Iterable[str] = ()) -> tuple[list[str], list[list[str]]]:
    """The names of the fields and the rows of a DAT file, read as strictly as it was written."""
    text = _utf8(raw)
    if not text.startswith(BOM) or not text.endswith(ROW_END):
        raise Invalid(
            "loadfile.dat", "A DAT file begins with a byte order mark and ends with a complete row."
        )
    many: list[bool] = []
    rows: list[list[str]] = []
    for number, line in enumerate(text[1 : -len(ROW_END)].split(ROW_END), 1):
        values = [_unquote(value, number) for value in line.split(SEPARATOR)]
        if rows and len(values) != len(rows[0]):
            raise Invalid(
                "loadfile.columns", f"Row {number} of the DAT file does not have a value for every field."
            )
        if not rows:
            many = [name in set(several_lines) for name in values]
            if len(set(values)) != len(values):
                raise Invalid("loadfile.fields", "Two fields of the DAT file have one name.")
            rows.append(values)
        else:
            pairs = zip(values, many, strict=True)
            rows.append([value.replace(LINE_END, "\n") if several else value for value, several in pairs])
    if format_dat(rows[0], rows[1:], several_lines=several_lines) != raw:
        raise Invalid("loadfile.dat", "The DAT file is not written in its one form.")
    return rows[0], rows[1:]


def format_opt(pages: Iterable[Page]) -> bytes:
    """An OPT file. Values may hold no comma, since the format has no way to write one."""
    lines = []
    for page in pages:
        for value in (page.number, page.volume, page.path):
            if not value or "," in value or any(c < " " for c in value):
                raise Invalid(
                    "loadfile.opt", f"{value[:60]!r} cannot stand in an OPT file: no commas, one line."
                )
        if page.pages < 1:
            raise Invalid("loadfile.opt", "A document has at least one page.")
        begins = ("Y", str(page.pages)) if page.begins else ("", "")
        lines.append(f"{page.number},{page.volume},{page.path},{begins[0]},,,{begins[1]}{ROW_END}")
    return "".join(lines).encode()


def parse_opt(raw: bytes) -> list[Page]:
    """The rows of an OPT file."""
    text = _utf8(raw)
    if text and not text.endswith(ROW_END):
        raise Invalid("loadfile.opt", "The OPT file does not end with a complete row.")
    pages = []
    for number, line in enumerate(text.split(ROW_END)[:-1], 1):
        values = line.split(",")
        if len(values) != 7:
            raise Invalid("loadfile.opt", f"Row {number} of the OPT file does not have seven values.")
        begins = values[3] == "Y"
        count = values[6] if begins else "1"
        if not (count.isascii() and count.isdigit() and len(count) < 7):
            raise Invalid(
                "loadfile.opt", f"Row {number} of the OPT file does not say how many pages there are."
            )
        pages.append(Page(values[0], values[1], values[2], begins, int(count)))
    if format_opt(pages) != raw:
        raise Invalid("loadfile.opt", "The OPT file is not written in its one form.")
    return pages


def dat_rows(schedule: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a production's DAT file (fields `FIELDS`), as its schedule has them: one for every native."""
    return [
        [
            file["bates_first"],
            file["bates_last"],
            row["item"],
            str(row["number"]),
            row["status"],
            file["name"],
            file["sha256"],
            native_link(file["path"]),
        ]
        for row, file in _files(schedule)
    ]


def opt_pages(schedule: Mapping[str, Any]) -> list[Page]:
    """The rows of a production's OPT file: every native is a document of one page."""
    volume = schedule["volume"]
    return [
        Page(file["bates_first"], volume, native_link(file["path"]), begins=True, pages=1)
        for _, file in _files(schedule)
    ]


def native_link(path: str) -> str:
    r"""A path of the bag as load files write it: `data/natives/X.pdf` is `natives\X.pdf`."""
    return path.removeprefix(PAYLOAD).replace("/", "\\")


def _files(schedule: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every file with its row, in the order of the Bates numbers."""
    found = [(row, file) for row in schedule["rows"] for file in row["files"]]
    return sorted(found, key=lambda one: (len(one[1]["bates_first"]), one[1]["bates_first"]))


def _dat_row(values: Sequence[str], several: Sequence[bool]) -> str:
    return SEPARATOR.join(_quote(value, many) for value, many in zip(values, several, strict=True)) + ROW_END


def _quote(value: str, several: bool) -> str:  # noqa: FBT001 - what a column is, not a switch
    if SEPARATOR in value or "\r" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise Invalid("loadfile.value", f"{value[:60]!r} holds a character that no DAT file can carry.")
    if several and LINE_END in value:
        raise Invalid(
            "loadfile.value", f"{value[:60]!r}: in a field of several lines the sign ® means a new line."
        )
    if not several and "\n" in value:
        raise Invalid("loadfile.value", f"{value[:60]!r} has several lines in a field of one line.")
    return QUOTE + value.replace(QUOTE, QUOTE * 2).replace("\n", LINE_END) + QUOTE


def _unquote(value: str, number: int) -> str:
    inner = value[1:-1]
    if len(value) < 2 or value[0] != QUOTE or value[-1] != QUOTE or QUOTE in inner.replace(QUOTE * 2, ""):
        raise Invalid(
            "loadfile.value", f"Row {number} of the DAT file holds a value without its þ on both sides."
        )
    return inner.replace(QUOTE * 2, QUOTE)


def _utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("loadfile.not_utf8", "The load file is not valid UTF-8.") from None
