"""Characters of somebody else's words that could steer whoever looks at them, spelled out."""

import unicodedata

# Unicode UAX 9, 2.1 to 2.6: embeddings, overrides, isolates, and the marks that turn what stands beside them.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_STEERING = ("Cc", "Cs", "Zl", "Zp")  # controls, lone surrogates, separators of lines and paragraphs


def spelled(one: str) -> str:
    """A character as it is, or spelled out: controls, line separators, lone surrogates, and what turns the text.

    Those that turn the text beside them make `txt.exe` look like `exe.txt`.
    """
    return _number(one) if one in _TURNING or unicodedata.category(one) in _STEERING else one


def harmless(text: str) -> str:
    """A text with what could steer its reader spelled out; tabs and line ends stay, and a new page begins a line."""
    lines = text.replace("\r\n", "\n").replace("\f", "\n")
    return "".join(one if one in "\n\t" else spelled(one) for one in lines)


def visible(text: str) -> str:
    """A text of which a reader sees every character: what turns, hides, controls or is unseen is spelled out.

    Stricter than `spelled`: zero-width characters and odd spaces go too. For words in which nobody needs them, such as
    the reasons and flags a reader gives.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else _number(one) for one in text)


def _number(one: str) -> str:
    code = ord(one)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
