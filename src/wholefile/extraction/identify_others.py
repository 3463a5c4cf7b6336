"""What other programs take a file for: libmagic, and magika where somebody has installed it.

Both see a bounded part of the file and their word is recorded under their version; either may be absent.
"""

from __future__ import annotations

from typing import Any

_KINDS: dict[str, str] = {
    "application/pdf": "pdf",
    "text/rtf": "rtf",
    "application/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.wordperfect": "wpd",
    "application/vnd.ms-outlook": "msg",
    "application/vnd.ms-outlook-pst": "pst",
    "application/x-ole-storage": "ole",
    "application/CDFV2": "ole",
    "application/encrypted": "encrypted office",
    "application/CDFV2-encrypted": "encrypted office",
    "application/zip": "zip",
    "application/epub+zip": "zip",
    "application/java-archive": "zip",
    "application/x-tar": "tar",
    "application/gzip": "gzip",
    "application/x-gzip": "gzip",
    "application/x-bzip2": "bzip2",
    "application/x-xz": "xz",
    "application/x-7z-compressed": "7z",
    "application/x-rar": "rar",
    "application/vnd.rar": "rar",
    "application/x-cpio": "cpio",
    "application/x-iso9660-image": "iso",
    "application/vnd.ms-cab-compressed": "cab",
    "image/jpeg": "jpeg",
    "image/png": "png",
    "image/gif": "gif",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/x-ms-bmp": "bmp",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heic",
    "image/avif": "heic",
    "audio/mpeg": "mp3",
    "video/mp4": "mp4",
    "audio/mp4": "mp4",
    "audio/x-m4a": "mp4",
    "video/x-m4v": "mp4",
    "video/quicktime": "mp4",
    "video/3gpp": "mp4",
    "audio/x-wav": "wav",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "video/ogg": "ogg",
    "application/ogg": "ogg",
    "audio/flac": "flac",
    "audio/x-flac": "flac",
    "video/x-msvideo": "avi",
    "video/x-matroska": "mkv",
    "video/webm": "mkv",
    "application/x-qemu-disk": "qcow2",
    "application/vnd.sqlite3": "sqlite",
    "application/x-sqlite3": "sqlite",
    "application/x-executable": "program",
    "application/x-pie-executable": "program",
    "application/x-sharedlib": "program",
    "application/x-dosexec": "program",
    "application/vnd.microsoft.portable-executable": "program",
    "application/x-mach-binary": "program",
    "application/x-java-applet": "program",
    "message/rfc822": "eml",
    "application/mbox": "mbox",
    "text/html": "html",
    "text/xml": "xml",
    "image/svg+xml": "xml",
    "application/json": "json",
    "application/x-ndjson": "json",
    "text/csv": "csv",
}


def kind_of(media_type: str) -> str:
    """The kind of a media type as `extraction.readers` names it, or nothing where there is none."""
    return _KINDS.get(media_type) or ("text" if media_type.startswith("text/") else "")


def libmagic(head: bytes) -> dict[str, Any] | None:
    """What libmagic says of the beginning of a file, or None where it is not installed."""
    try:
        import magic  # noqa: PLC0415  # needs the system's libmagic
    except ImportError:
        return None
    try:
        told = magic.Magic(mime=True).from_buffer(head)
        version = int(magic.version())  # type: ignore[no-untyped-call]
    except Exception as error:  # noqa: BLE001  # a library of C behind ctypes
        return _opinion("libmagic", "", "", f"failed: {error}"[:200])
    return _opinion("libmagic", kind_of(told), told, f"{version // 100}.{version % 100:02d}")


def magika(head: bytes) -> dict[str, Any] | None:
    """What magika says, or None where it is not installed, which is the rule."""
    try:
        from importlib.metadata import version  # noqa: PLC0415

        from magika import Magika  # type: ignore[import-not-found]  # noqa: PLC0415  # optional
    except ImportError:
        return None
    try:
        told = str(Magika().identify_bytes(head).output.mime_type)
        return _opinion("magika", kind_of(told), told, version("magika"))
    except Exception as error:  # noqa: BLE001  # a second opinion never ends a run
        return _opinion("magika", "", "", f"failed: {error}"[:200])


def _opinion(by: str, says: str, media_type: str, version: str) -> dict[str, Any]:
    return {"by": by, "says": says, "media_type": media_type, "version": version}
