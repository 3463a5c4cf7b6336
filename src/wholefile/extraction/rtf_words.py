"""The words of the RTF format that matter for text (RTF 1.9.1), and which code pages its fonts mean."""

from __future__ import annotations

from collections.abc import Mapping

from wholefile.extraction.xml_charset import python_name

SIGNS: Mapping[bytes, str] = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"column": "\n", b"row": "\n", b"nestrow": "\n",
    b"softline": "\n", b"lbr": "\n", b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"emdash": "\u2014",
    b"endash": "\u2013", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005", b"bullet": "\u2022",
    b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"ltrmark": "\u200e",
    b"rtlmark": "\u200f", b"zwj": "\u200d", b"zwnj": "\u200c",
}  # fmt: skip
SYMBOLS: Mapping[bytes, str] = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad", b"\r": "\n", b"\n": "\n"}
# Text that stands in a place of its own, by the word that begins it.
PARTS: Mapping[bytes, str] = {
    b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header", b"footer": "footer",
    b"footerl": "footer", b"footerr": "footer", b"footerf": "footer", b"footnote": "footnote",
    b"annotation": "comment", b"xe": "index entry",
    b"tc": "table of contents entry", b"shptxt": "text box", b"dptxbxtext": "text box",
}  # fmt: skip
# Text that is collected rather than shown.
KEPT = frozenset(
    {b"fldinst", b"atnauthor", b"objclass", b"objdata", b"pict", b"template", b"generator", b"title", b"subject",
     b"author", b"manager", b"company", b"operator", b"keywords", b"category", b"comment", b"doccomm", b"hlinkbase",
     b"creatim", b"revtim", b"printim", b"propname", b"staticval", b"linkval", b"sn", b"sv", b"htmltag", b"fname",
     b"revtbl", b"fonttbl"}
)  # fmt: skip
# Tables and settings, in which no words of a document stand.
SILENT = frozenset(
    b"""aftncn aftnsep aftnsepc annotdate atndate atnicn atnid atnparent atnref atntime atrfend atrfstart background
    bkmkend bkmkstart blipuid blipuid buptim colorschememapping colortbl datafield datastore defchp defpap do
    docvar ebcend ebcstart factoidname falt fchars ffdeftext ffentrymcr ffexitmcr ffformat ffhelptext ffl ffname
    ffstattext file filetbl fontemb fontfile formfield ftncn ftnsep ftnsepc g gridtbl hl hlfr hlloc hlsrc
    info keycode latentstyles lchars levelnumbers leveltext lfolevel linkval list listlevel listname listoverride
    listoverridetable listpicture liststylename listtable lsdlockedexcept mailmerge mmathPr mmath mmaddfieldname
    mmconnectstr mmconnectstrdata mmdatasource mmheadersource mmmailsubject mmodso mmquery moveidsentry nextfile
    nesttableprops nonesttables oldcprops oldpprops oldsprops oldtprops oleclsid panose passwordhash
    password pgp pgptbl picprop pnseclvl pntxta pntxtb private propname protend protstart protusertbl
    pwd revtbl rsidtbl rxe schemaobj shpinst sp stylesheet svb tc template themedata txe ud userprops upr
    wgrffmtfilter windowcaption writereservation writereservhash xe xform xmlattrname xmlattrvalue xmlclose xmlname
    xmlnstbl xmlopen wptab yxe""".split()
) - frozenset(b"shpinst do ud upr info userprops sp xe tc formfield ffdeftext background".split())
# Groups that may be ignored and are gone into all the same.
OPEN = frozenset(
    b"shpinst shppict nonshppict ud shprslt pn pntext listtext userprops sp do formfield result background".split()
)

_PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip


def page_of_charset(number: int) -> str:
    """The code page of a font by its character set, or "" where it is that of the document."""
    return _PAGES.get(number, "")


def page_of_number(number: int) -> str:
    """The code page of this number, as the words ansicpg and cpg give it."""
    special = {10000: "mac_roman", 65001: "utf-8", 1361: "johab"}
    return special.get(number) or python_name(f"cp{number}") or "cp1252"
