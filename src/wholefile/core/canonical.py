"""The one encoding of everything that is hashed or signed.

JSON in the canonical form of RFC 8785, restricted so that every value has one reading in every
language: objects with ASCII keys, strings, whole numbers up to 2^53-1 either way, true, false and
arrays. No fractions, no exponents, no null. Binary values are unpadded base64url (RFC 4648 section 5).

Stored bytes are authoritative: `decode` reads, encodes again and compares, so two different byte
strings can never stand for the same value. Raises `Invalid` with a code `canonical.<why>`.
"""

import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from json import JSONEncoder
from json import encoder as json_encoder
from typing import NoReturn, TypeAlias

from wholefile.core.errors import Invalid

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value]"

MAX_BYTES = 65_535  # what a 16-bit length can carry in an entry bundle (C2SP tlog-tiles)
MAX_DEPTH = 8  # containers inside containers, the outermost counts as 1
MAX_INTEGER = 2**53 - 1  # the largest whole number a double, hence JavaScript, holds exactly

_encoder = JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)

_TO_URL, _FROM_URL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


def _writer() -> Callable[[object], str]:
    """What writes a value. `json` makes CPython's writer anew for each text, which costs more than the writing."""
    make = getattr(json_encoder, "c_make_encoder", None)
    if make is None:
        return _encoder.encode
    quote = json_encoder.encode_basestring
    pieces = make(None, _encoder.default, quote, None, ":", ",", True, False, False)
    return lambda value: "".join(pieces(value, 0))


_write = _writer()


def encode(value: object, *, max_depth: int = MAX_DEPTH) -> bytes:
    """The canonical bytes of a value.

    With ASCII keys, Python's order by code point is the order by UTF-16 unit which RFC 8785 asks for,
    and the escapes of the standard library's encoder are the ones it lists.
    """
    _check(value, max_depth)
    return encode_checked(value)


def check_value(value: object, *, max_depth: int = MAX_DEPTH) -> None:
    """Refuse a value that has no canonical form; half a surrogate pair is only found when it is encoded."""
    _check(value, max_depth)


def encode_checked(value: object) -> bytes:
    """The canonical bytes of a value that `check_value` or `encode` has passed, or of a part of it."""
    try:
        return _write(value).encode()
    except UnicodeEncodeError:
        raise Invalid(
            "canonical.lone_surrogate", "A text holds half of a surrogate pair; use whole characters."
        ) from None


def decode(raw: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Value:
    """The value these canonical bytes stand for; refuses any other spelling of it."""
    if len(raw) > max_bytes:
        raise Invalid("canonical.too_long", f"These {len(raw)} bytes exceed the limit of {max_bytes}.")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Invalid("canonical.byte_order_mark", "Remove the byte order mark at the start.")
    value = parse_json(raw)
    if encode(value, max_depth=max_depth) != raw:
        raise Invalid(
            "canonical.not_canonical", "The bytes are not the canonical (RFC 8785) form of their value."
        )
    return value


def decode_object(raw: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> dict[str, Value]:
    """Like `decode`, for bytes that must stand for an object."""
    value = decode(raw, max_bytes=max_bytes, max_depth=max_depth)
    if type(value) is not dict:
        raise Invalid("canonical.not_an_object", "An object with named values is expected here.")
    return value


def parse_json(raw: bytes) -> Value:
    """Read JSON that somebody else wrote, in any spelling.

    Duplicate keys, fractions and non-numbers are refused. The result may still hold null or a lone
    surrogate; `encode` refuses those.
    """
    try:
        value: Value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except UnicodeDecodeError:
        raise Invalid("canonical.not_utf8", "The bytes are not valid UTF-8.") from None
    except RecursionError:
        raise Invalid("canonical.too_deep", "The value is nested too deeply.") from None
    except ValueError:
        raise Invalid("canonical.not_json", "The bytes are not one complete JSON value.") from None
    return value


def b64u(data: bytes) -> str:
    """Bytes as unpadded base64url text."""
    return b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def unb64u(text: object, length: int | None = None) -> bytes:
    """The bytes of unpadded base64url text in its only spelling; `length` of them, if given."""
    if type(text) is not str or not text.isascii():
        raise Invalid("canonical.not_base64url", "An unpadded base64url text is expected here.")
    try:
        data = a2b_base64(text.encode().translate(_FROM_URL) + b"==="[: -len(text) % 4])
    except ValueError:
        raise Invalid("canonical.not_base64url", "An unpadded base64url text is expected here.") from None
    if b64u(data) != text:
        raise Invalid("canonical.not_base64url", "This base64url text is not the only spelling of its bytes.")
    if length is not None and len(data) != length:
        raise Invalid("canonical.wrong_length", f"{length} bytes are expected here, not {len(data)}.")
    return data


def _check(value: object, depth: int) -> None:
    """Walk the value once; exact types only, so that True is never 1 and no subclass prints itself."""
    kind = type(value)
    if kind is str or kind is bool:
        return
    if kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:  # type: ignore[operator]
            raise Invalid("canonical.integer_range", "Whole numbers must lie within 2^53-1 either way.")
    elif kind is dict:
        _check_object(value, depth)  # type: ignore[arg-type]
    elif kind is list:
        if depth < 1:
            raise Invalid("canonical.too_deep", "The value is nested too deeply.")
        for item in value:  # type: ignore[attr-defined]
            if type(item) is not str:
                _check(item, depth - 1)
    else:
        name = "null" if value is None else kind.__name__
        raise Invalid(
            "canonical.type", f"Only objects, arrays, text, whole numbers and true or false, not {name}."
        )


def _check_object(value: dict[object, object], depth: int) -> None:
    if depth < 1:
        raise Invalid("canonical.too_deep", "The value is nested too deeply.")
    for key, item in value.items():
        if type(key) is not str or not key.isascii():
            raise Invalid("canonical.key", "Names in an object must be ASCII text.")
        if type(item) is not str:
            _check(item, depth - 1)


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Invalid("canonical.duplicate_key", "A name stands twice in the same object.")
    return result


def _no_fraction(text: str) -> NoReturn:
    raise Invalid("canonical.not_an_integer", f"Only whole numbers in plain digits, not {text[:20]}.")
