"""Characters of somebody else's words that could steer whoever looks at them, spelled out."""

import unicodedata

_TURNING = {chr(one) for one in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # Unicode UAX 9, 2.1 to 2.5


def spelled(one: str) -> str:
    """A character as it is, or spelled out: controls, line separators, lone surrogates, and what turns the text.

    Those that turn the text beside them make `txt.exe` look like `exe.txt`.
    """
    if one in _TURNING:
        return f"\\u{ord(one):04x}"
    return f"\\x{ord(one):02x}" if unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") else one
