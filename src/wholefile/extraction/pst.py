"""Reading an Outlook mailbox, PST or OST ([MS-PST]): every item becomes a member that can be read on its own.

An item of a PST is no file, so it is written out as an RFC 5322 message by the one rule of `mail_render`: transport
headers as stored, bodies, attachments, and headers made from properties only where none are stored, all marked. The
same PST always gives the same bytes. The member's facts say so (`rendered`, `rule`), with the folder, the item's number
in the PST, times, flags and class; attachments are found when the member is read. Contacts, appointments and notes are
written out likewise, with their properties as a text inside.

Members stand under `folder/folder/000012.eml`, numbered through the whole file in the order of the folders. Items that
no folder holds any more come under `orphaned items` and are marked as deleted. Encryption of the "compressible" and
"high" kinds needs no key; a password is kept as a checksum only and locks nothing, which is said.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.contract import DAMAGED, PARTIAL, TRUNCATED, Trouble
from wholefile.extraction.mail_charset import charset_of_code_page
from wholefile.extraction.mail_facts import bounded
from wholefile.extraction.mail_mapi import Attachment, Item, Properties, Unreadable
from wholefile.extraction.mail_render import rendered
from wholefile.extraction.output import Output
from wholefile.extraction.pst_library import ATTACHED_DATA, ATTACHED_ITEM, PstFile, PstItem
from wholefile.extraction.source import Source

RULE = "pst-rfc5322/1"
_ENCRYPTION = {0: "none", 1: "compressible", 2: "high"}
_PASSWORD = 0x67FF
_HEADER, _UNICODE = 564, 23
_DEEPEST_FOLDER, _DEEPEST_ITEM = 64, 20
_MOST_FOLDERS = 100_000
_MOST_TOLD = 5_000
_MOST_OF_PEOPLE = 4_000  # characters of each kind of recipient among the facts of a member
_SKIPPED = frozenset((mapi.ATTACH_DATA,))


class _Folder(NamedTuple):
    handle: PstItem
    path: tuple[str, ...]


def read(source: Source, out: Output) -> None:
    """Read a PST. Raises Trouble where it cannot be opened, LimitReached."""
    declared = _declared_size(source.read(_HEADER))
    if declared and source.size < declared:
        out.trouble(
            PARTIAL, f"It is cut off: its header says {declared:,} bytes, and there are {source.size:,}."
        )
    try:
        with PstFile(source.path) as pst:
            if pst.damaged:
                out.trouble(PARTIAL, "Its tables are damaged; items may be missing.")
            _Pst(pst, out).read()
    except Unreadable as error:
        raise Trouble(DAMAGED, f"The mailbox cannot be followed: {error}.") from error


def _declared_size(header: bytes) -> int:
    """The length of the file by its header ([MS-PST] sections 2.2.2.5 and 2.2.2.6: ROOT.ibFileEof), or 0."""
    version = int.from_bytes(header[10:12], "little")
    at, size = (0xB8, 8) if version >= _UNICODE else (0xA8, 4)
    return int.from_bytes(header[at : at + size], "little")


class _Pst:
    """One PST being read."""

    def __init__(self, pst: PstFile, out: Output) -> None:
        self.pst = pst
        self.out = out
        self.items = 0
        self.folders: list[dict[str, Any]] = []
        self.charset: str | None = None

    def read(self) -> None:
        self._store()
        with ExitStack() as stack:
            root = self.pst.item(stack, "root_folder")
            try:
                if root is not None:
                    self._walk(_Folder(root, ()))
                self._orphans()
            finally:
                self.out.fact(
                    "folders", bounded(self.folders[:_MOST_TOLD], lambda one: len(one["path"]) + 100, 500_000)
                )
                self.out.fact("folder_count", len(self.folders))
                self.out.fact("items", self.items)
        if not self.items:
            self.out.flag("no items", "The mailbox holds folders but no items.")

    def _store(self) -> None:
        """What the mailbox says of itself."""
        self.charset = charset_of_code_page(self.pst.number("ascii_codepage"))
        self.out.fact(
            "encryption", _ENCRYPTION.get(self.pst.number("encryption_type", ctypes.c_uint8), "unknown")
        )
        with ExitStack() as stack:
            try:
                store = self.pst.item(stack, "message_store")
                told = Properties(next(store.record_sets(), {}) if store else {}, self.charset)
            except Unreadable as error:
                self.out.trouble(PARTIAL, f"Its message store cannot be read: {error}.")
                return
        self.out.fact("store_name", told.text(mapi.DISPLAY_NAME)[:1000])
        if told.number(_PASSWORD):
            self.out.fact("password", "set; it is a checksum only, and nothing is encrypted by it")

    def _walk(self, root: _Folder) -> None:
        """All folders in order, each freed when those inside it are done."""
        stacks: list[tuple[ExitStack, Iterator[_Folder]]] = [(ExitStack(), iter((root,)))]
        seen: set[int] = set()
        try:
            while stacks:
                folder = next(stacks[-1][1], None)
                if folder is None:
                    stacks.pop()[0].close()
                    continue
                shown = "/".join(folder.path) or "the root"
                if folder.handle.identifier in seen or len(self.folders) >= _MOST_FOLDERS:
                    self.out.trouble(TRUNCATED, f"Folders are not followed at {shown[:200]}.")
                    continue
                seen.add(folder.handle.identifier)
                self._folder(folder)
                if len(stacks) > _DEEPEST_FOLDER:
                    self.out.trouble(TRUNCATED, f"Folders inside {shown[:200]} are nested too deep.")
                    continue
                stack = ExitStack()
                stacks.append((stack, self._inside(folder, stack)))
        finally:
            while stacks:
                stacks.pop()[0].close()

    def _inside(self, folder: _Folder, stack: ExitStack) -> Iterator[_Folder]:
        for number in range(self._count(folder, "folder_get_number_of_sub_folders")):
            try:
                inner = folder.handle.child(stack, "folder_get_sub_folder", number)
                if inner is not None:
                    yield _Folder(inner, (*folder.path, self._name(inner)))
            except Unreadable as error:
                shown = "/".join(folder.path)[:200]
                self.out.trouble(
                    PARTIAL, f"Folder {number + 1} inside {shown or 'the root'} cannot be read: {error}."
                )

    def _name(self, folder: PstItem) -> str:
        told = Properties(next(folder.record_sets(), {}), self.charset)
        return told.text(mapi.DISPLAY_NAME)[:255] or f"folder {folder.identifier}"

    def _count(self, folder: _Folder, name: str) -> int:
        try:
            return folder.handle.count(name)
        except Unreadable as error:
            self.out.trouble(
                PARTIAL, f"The folder {'/'.join(folder.path)[:200] or 'root'} cannot be listed: {error}."
            )
            return 0

    def _folder(self, folder: _Folder) -> None:
        """The items of a folder, and its line among the facts."""
        path = "/".join(folder.path)
        count = self._count(folder, "folder_get_number_of_sub_messages")
        told: dict[str, Any] = {"path": path[:1000], "entry": folder.handle.identifier, "items": count}
        try:
            # Views and settings, which Outlook keeps out of sight.
            told["hidden_items"] = folder.handle.count("folder_get_number_of_sub_associated_contents")
        except Unreadable:
            told["hidden_items"] = None
        if folder.path:
            self.folders.append(told)
        for number in range(count):
            with ExitStack() as stack:
                self._message(path, stack, folder.handle, "folder_get_sub_message", number)

    def _orphans(self) -> None:
        """Items that no folder holds any more."""
        for number in range(self.pst.number("number_of_orphan_items")):
            with ExitStack() as stack:
                self._message("orphaned items", stack, None, "orphan_item_by_index", number)

    def _message(self, folder: str, stack: ExitStack, parent: PstItem | None, name: str, number: int) -> None:
        """One item as a member; one that cannot be read is listed with the reason."""
        self.items += 1
        path = f"{folder}/{self.items:06}.eml".lstrip("/").encode("utf-8", "replace")
        deleted = parent is None
        try:
            found = parent.child(stack, name, number) if parent else self.pst.item(stack, name, number)
            entry = found.identifier if found else 0
            item = self._item(found, stack) if found else Item(Properties({}), notes=["it is not there"])
        except Unreadable as error:
            facts: dict[str, Any] = {"folder": folder[:1000], "reason": str(error)}
            self.out.member(path, None, method="pst-message", kind="unreadable", facts=facts, deleted=deleted)
            self.out.trouble(PARTIAL, f"An item in {folder[:200] or 'the root'} cannot be read: {error}.")
            return
        made = rendered(item, RULE)
        facts = {"rendered": True, "rule": RULE, "folder": folder[:1000], "entry": entry, **item.facts()}
        facts |= {"subject": item.properties.text(mapi.SUBJECT)[:1000], "attachments": len(item.attachments)}
        facts |= self._people(item)
        self.out.member(path, made.blocks(), method="pst-message", facts=facts, deleted=deleted)
        for note in dict.fromkeys(made.notes):
            self.out.trouble(PARTIAL, f"{path.decode(errors='replace')[-200:]}: {note}.")

    @staticmethod
    def _people(item: Item) -> dict[str, Any]:
        """Recipients as the PST stores them: blind copies stand nowhere else."""
        found: dict[str, Any] = {}
        for kind, name in ((1, "to"), (2, "cc"), (3, "bcc")):
            people = [{"name": who[:200], "address": where[:400]} for who, where in item.people(kind)]
            found[name] = bounded(people, lambda one: len(one["name"]) + len(one["address"]), _MOST_OF_PEOPLE)
        return {name: people for name, people in found.items() if people}

    def _item(self, found: PstItem, stack: ExitStack, depth: int = 0) -> Item:
        """The item with everything in it, kept open on the stack until it has been written out."""
        values = next(found.record_sets(), {})
        charset = mapi.charset_of(values) or self.charset
        item = Item(Properties(values, charset))
        if not values:
            item.notes.append("it has no properties")
        try:
            people = found.child(stack, "message_get_recipients")
            sets: Iterable[dict[int, mapi.Value]] = people.record_sets() if people else ()
            item.recipients = [Properties(one, charset) for one in sets]
        except Unreadable as error:
            item.notes.append(f"its recipients cannot be read: {error}")
        try:
            count = found.count("message_get_number_of_attachments")
        except Unreadable as error:
            item.notes.append(f"its attachments cannot be listed: {error}")
            count = 0
        for number in range(count):
            one = self._attachment(found, number, stack, depth, charset)
            item.attachments.append(one)
            if one.reason:
                item.notes.append(f"attachment {number + 1} cannot be read: {one.reason}")
        return item

    def _attachment(
        self, message: PstItem, number: int, stack: ExitStack, depth: int, charset: str | None
    ) -> Attachment:
        one = Attachment(Properties({}, charset))
        try:
            found = message.child(stack, "message_get_attachment", number)
            if found is None:
                one.reason = "it is not there"
                return one
            one.properties = Properties(next(found.record_sets(_SKIPPED), {}), charset)
            kind, size = found.attached()
            if kind == ATTACHED_DATA:
                one.size = size
                one.content = lambda: found.attached_bytes(size)
            elif kind == ATTACHED_ITEM and depth < _DEEPEST_ITEM:
                inner = found.child(stack, "attachment_get_item")
                one.item = None if inner is None else self._item(inner, stack, depth + 1)
                one.reason = "" if inner is not None else "the message inside it is not there"
            elif kind == ATTACHED_ITEM:
                one.reason = "it is nested too deep"
            else:
                one.reason = f"it lies elsewhere: {one.facts().get('reference', 'unknown')}"
        except Unreadable as error:
            one.reason = str(error)
        return one
