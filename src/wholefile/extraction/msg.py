"""Reading an Outlook message file, MSG ([MS-OXMSG]): facts as of any mail, bodies, attachments.

Members: an attachment's bytes under `number/name`; native RTF as `body/body.rtf`; a message inside is rendered as
RFC 5322 by the rule of `mail_render`, since it is no file of its own but a branch of this one, and says so in its facts
(`rendered`, `rule`); its own attachments are found when that member is read. What lies elsewhere is listed as
unreadable. Signed and encrypted messages keep their S/MIME content as an attachment, which is looked into.
"""

from __future__ import annotations

from typing import Any

from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, TRUNCATED, Trouble
from wholefile.extraction.mail_facts import header_text, say_headers
from wholefile.extraction.mail_item import Bodies, bodies_of, facts_of_item, headers_of
from wholefile.extraction.mail_render import properties_in_words, rendered
from wholefile.extraction.mail_secure import unwrap
from wholefile.extraction.mail_text import MailText
from wholefile.extraction.msg_properties import Tree, item_of, named_properties
from wholefile.extraction.ole_container import opened
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

RULE = "msg-rfc5322/1"
_MOST_NAMED = 100
_MOST_ISSUES = 20


def read(source: Source, out: Output) -> None:
    """Read an MSG file. Raises Trouble where it is no compound file, LimitReached."""
    with source.open() as stream:
        try:
            ole = opened(stream)
            tree = Tree(ole)
        except RecursionError as error:
            raise Trouble(TRUNCATED, "Its directory is nested deeper than can be followed.") from error
        except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
            raise Trouble(DAMAGED, f"Its compound file cannot be followed: {error}.") from error
        try:
            _read(tree, source, out)
        except (OSError, IndexError, TypeError) as error:
            out.trouble(DAMAGED, f"Its compound file breaks off: {error}.")
        finally:
            for _, issue in ole.parsing_issues[:_MOST_ISSUES]:
                out.trouble(PARTIAL, f"Its compound file is damaged: {issue}.")
            ole.close()


def _read(tree: Tree, source: Source, out: Output) -> None:
    item = item_of(tree)
    told = headers_of(item)
    for name, value in facts_of_item(item, told).items():
        out.fact(name, value)
    if told.travelled:
        say_headers(
            [one for one in told.headers if one.name.decode("ascii", "replace") not in told.made], out
        )
    _named(tree, item, out)
    for note in item.notes:
        out.trouble(PARTIAL, f"Of its properties, {note}.")
    text = MailText(out, source.job.limits.characters)
    text.add("headers", header_text(told.headers))
    _say_bodies(bodies_of(item), text, out)
    text.add("properties", properties_in_words(item))
    for number, one in enumerate(item.attachments, 1):
        _attachment(number, one, text, out)
    for note in dict.fromkeys(item.properties.notes):
        out.trouble(PARTIAL, f"Some of its text {note}.")
    text.say()


def _say_bodies(bodies: Bodies, text: MailText, out: Output) -> None:
    plain = html = ""
    if bodies.plain:
        plain = text.add_plain("plain body", *bodies.plain)
    if bodies.html:
        html = text.add_html("html body", *bodies.html)
        out.fact("html_from", "PR_RTF_COMPRESSED" if bodies.html_from_rtf else "PR_HTML")
    if plain and html:
        text.compare("the message", plain, html)
    if bodies.rtf:
        if not plain.strip():
            text.add("rtf body", bodies.rtf_text)
        else:
            text.compare("the message (RTF)", plain, bodies.rtf_text)
        text.member(b"body/body.rtf", bodies.rtf, method="msg-rtf", facts={"rule": "[MS-OXRTFCP]"})
    for note in bodies.notes:
        out.trouble(PARTIAL, f"Of its bodies, {note}.")


def _attachment(number: int, one: mapi.Attachment, text: MailText, out: Output) -> None:
    name = one.name.encode("utf-8", "replace")
    facts: dict[str, Any] = one.facts()
    label = str(number).encode() + b"/"
    if one.item is not None:
        inner = rendered(one.item, RULE)
        facts |= {"rendered": True, "rule": RULE, **one.item.facts()}
        text.member(label + (name or b"message") + b".eml", inner.blocks(), method="msg-message", facts=facts)
        for note in inner.notes:
            out.trouble(PARTIAL, f"Attachment {number}: {note}.")
    elif one.content is None:
        text.member(label + name, None, method="msg-attachment", kind="unreadable", facts=facts)
        out.trouble(PARTIAL, f"Attachment {number} cannot be read: {one.reason}.")
    else:
        text.member(label + (name or b"attachment"), one.content(), method="msg-attachment", facts=facts)
        if _is_wrapped(one):
            _wrapped(number, b"".join(one.content()), text, out)


def _is_wrapped(one: mapi.Attachment) -> bool:
    told = one.properties.text(mapi.ATTACH_TYPE).lower()
    return "pkcs7-mime" in told or told == "multipart/signed" or one.name.lower().endswith(".p7m")


def _wrapped(number: int, data: bytes, text: MailText, out: Output) -> None:
    """The S/MIME content of a signed or encrypted message ([MS-OXOSMIME] section 2.1)."""
    found = unwrap(data)
    if found.kind not in ("signed", "unknown"):
        out.fact("encryption", f"S/MIME ({found.kind})")
        out.trouble(LOCKED, f"Attachment {number} is encrypted with S/MIME; a key is needed.")
        return
    out.fact("signature", {"kind": "s/mime", "part": str(number), "verified": "not verified"})
    if found.content is not None:
        path = str(number).encode() + b"/signed content.eml"
        text.member(path, found.content, method="cms", facts={"signed": True})


def _named(tree: Tree, item: mapi.Item, out: Output) -> None:
    """Properties with names of their own: categories, reminders, what other programs left."""
    found: dict[str, Any] = {}
    for number, name in named_properties(tree)[:_MOST_NAMED]:
        said = (
            item.properties.text(number)[:1000]
            or item.properties.time(number)
            or item.properties.number(number)
        )
        if said not in (None, ""):
            found[name[:200]] = said
    out.fact("named_properties", found)
