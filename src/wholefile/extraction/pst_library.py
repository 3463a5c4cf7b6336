"""libpff, which reads PST and OST files ([MS-PST]), called directly.

Its Python module `pypff` cannot reach messages that are attached to messages, nor recipients of items inside them; the
library can, and the module carries the whole library. Only the documented functions of `libpff.h` are called. Every
item is freed by the stack it was opened on, children before parents.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from wholefile.extraction.contract import UNSUPPORTED, Trouble
from wholefile.extraction.mail_mapi import Unreadable, Value

_READ = 1  # LIBPFF_ACCESS_FLAG_READ
_BLOCK = 1 << 20
_LARGEST = 256 << 20
_MOST_ENTRIES = 20_000
ATTACHED_DATA, ATTACHED_ITEM, ATTACHED_REFERENCE = ord("d"), ord("i"), ord("r")


class Library:
    """The functions of libpff, with their errors as Unreadable. Raises Trouble where it is not installed."""

    def __init__(self) -> None:
        try:
            import pypff  # noqa: PLC0415  # a parser is imported where it is used

            self._functions = ctypes.CDLL(pypff.__file__)
            for name in (
                "libpff_file_initialize",
                "libpff_attachment_get_item",
                "libpff_record_set_get_entry_by_index",
            ):
                getattr(self._functions, name)
        except (ImportError, OSError, AttributeError) as error:
            raise Trouble(
                UNSUPPORTED, "libpff-python is not installed here in a form that can be called."
            ) from error

    def call(self, name: str, *arguments: Any) -> int:
        """Call `libpff_<name>`; its result, which is 0 where there is no such thing. Raises Unreadable."""
        function = getattr(self._functions, f"libpff_{name}")
        function.restype = ctypes.c_ssize_t if name.endswith("read_buffer") else ctypes.c_int
        error = ctypes.c_void_p()
        found: int = function(*arguments, ctypes.byref(error))
        if found < 0:
            raise Unreadable(self._words(error))
        return found

    def integer(self, name: str, handle: ctypes.c_void_p, kind: Any = ctypes.c_int) -> int:
        """A number that a function writes."""
        value = kind(0)
        self.call(name, handle, ctypes.byref(value))
        return int(value.value)

    def open(self, stack: ExitStack, owner: str, name: str, *arguments: Any) -> ctypes.c_void_p | None:
        """Something that must be freed by `<owner>_free`; None where there is none."""
        handle = ctypes.c_void_p()
        if not self.call(name, *arguments, ctypes.byref(handle)) or not handle.value:
            return None
        stack.callback(self._free, owner, handle)
        return handle

    def _free(self, owner: str, handle: ctypes.c_void_p) -> None:
        getattr(self._functions, f"libpff_{owner}_free")(ctypes.byref(handle), None)

    def _words(self, error: ctypes.c_void_p) -> str:
        if not error.value:
            return "it cannot be read"
        words = ctypes.create_string_buffer(512)
        self._functions.libpff_error_sprint(error, words, ctypes.c_size_t(512))
        self._functions.libpff_error_free(ctypes.byref(error))
        return words.value.decode("ascii", "replace").partition(": ")[2].strip() or "it cannot be read"


class PstFile:
    """An open PST. A context manager."""

    def __init__(self, path: Path) -> None:
        self.library = Library()
        self._stack = ExitStack()
        self._path = path
        self.handle = ctypes.c_void_p()

    def __enter__(self) -> Self:
        self.library.call("file_initialize", ctypes.byref(self.handle))
        self._stack.callback(self.library._free, "file", self.handle)  # noqa: SLF001  # of this module
        try:
            self.library.call("file_open", self.handle, str(self._path).encode(), ctypes.c_int(_READ))
        except Unreadable:
            self._stack.close()
            raise
        self._stack.callback(self.library.call, "file_close", self.handle)
        return self

    def __exit__(self, *told: object) -> None:
        self._stack.close()

    def number(self, name: str, kind: Any = ctypes.c_int) -> int:
        """A number of the file: `number_of_orphan_items`, `encryption_type`, ..."""
        return self.library.integer(f"file_get_{name}", self.handle, kind)

    @property
    def damaged(self) -> bool:
        """Whether the library found tables of the file that it could not follow."""
        return self.library.call("file_is_corrupted", self.handle) == 1

    def item(self, stack: ExitStack, name: str, *index: int) -> PstItem | None:
        """An item of the file: `root_folder`, `message_store`, `orphan_item_by_index`."""
        numbers = [ctypes.c_int(one) for one in index]
        found = self.library.open(stack, "item", f"file_get_{name}", self.handle, *numbers)
        return None if found is None else PstItem(self.library, stack, found)


class PstItem:
    """A folder, message, table of recipients or attachment; freed with the stack it was opened on."""

    def __init__(self, library: Library, stack: ExitStack, handle: ctypes.c_void_p) -> None:
        self.library, self.stack, self.handle = library, stack, handle

    @property
    def identifier(self) -> int:
        """Its number in the PST ([MS-PST] section 2.2.2.1: NID)."""
        return self.library.integer("item_get_identifier", self.handle, ctypes.c_uint32)

    def count(self, name: str) -> int:
        """How many it has: `folder_get_number_of_sub_messages`, ..."""
        return self.library.integer(name, self.handle)

    def child(self, stack: ExitStack, name: str, *index: int) -> PstItem | None:
        """Something inside it, on a stack of the caller's."""
        numbers = [ctypes.c_int(one) for one in index]
        found = self.library.open(stack, "item", name, self.handle, *numbers)
        return None if found is None else PstItem(self.library, stack, found)

    def record_sets(self, skip: frozenset[int] = frozenset()) -> Iterator[dict[int, Value]]:
        """Its properties: one set for most items, one for each recipient of a table. Raises Unreadable."""
        for number in range(self.count("item_get_number_of_record_sets")):
            with ExitStack() as stack:
                name = "item_get_record_set_by_index"
                found = self.library.open(stack, "record_set", name, self.handle, ctypes.c_int(number))
                yield {} if found is None else self._entries(found, skip)

    def _entries(self, record_set: ctypes.c_void_p, skip: frozenset[int]) -> dict[int, Value]:
        values: dict[int, Value] = {}
        library = self.library
        count = library.integer("record_set_get_number_of_entries", record_set)
        for number in range(min(count, _MOST_ENTRIES)):
            with ExitStack() as stack:
                name = "record_set_get_entry_by_index"
                entry = library.open(stack, "record_entry", name, record_set, ctypes.c_int(number))
                if entry is None:
                    continue
                kind = library.integer("record_entry_get_entry_type", entry, ctypes.c_uint32)
                if kind in skip or kind in values:
                    continue
                told = library.integer("record_entry_get_value_type", entry, ctypes.c_uint32)
                values[kind] = Value(told, self._data(entry))
        return values

    def _data(self, entry: ctypes.c_void_p) -> bytes:
        size = self.library.integer("record_entry_get_data_size", entry, ctypes.c_size_t)
        if not 0 < size <= _LARGEST:
            return b""
        data = ctypes.create_string_buffer(size)
        self.library.call("record_entry_get_data", entry, data, ctypes.c_size_t(size))
        return data.raw

    def attached(self) -> tuple[int, int]:
        """Of an attachment: what is attached (ATTACHED_DATA, ...), and the size of data."""
        kind = self.library.integer("attachment_get_type", self.handle)
        if kind != ATTACHED_DATA:
            return kind, 0
        return kind, self.library.integer("attachment_get_data_size", self.handle, ctypes.c_uint64)

    def attached_bytes(self, size: int) -> Iterator[bytes]:
        """The bytes of an attachment, from its beginning. Raises Unreadable."""
        self.library.call("attachment_data_seek_offset", self.handle, ctypes.c_int64(0), ctypes.c_int(0))
        buffer = ctypes.create_string_buffer(_BLOCK)
        while size > 0:
            most = ctypes.c_size_t(min(size, _BLOCK))
            found = self.library.call("attachment_data_read_buffer", self.handle, buffer, most)
            if not found:
                raise Unreadable(f"{size:,} bytes are missing at its end")
            yield buffer.raw[:found]
            size -= found
