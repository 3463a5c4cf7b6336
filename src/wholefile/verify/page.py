"""verify.html: the same thirty-two checks as a page that opens from disk in a browser, without a network.

The page is one file. Its parts lie beside this module in `page/`: plain ES2022 modules, a style sheet and a
template. They are joined here, with the vocabulary of acts and the list of checks embedded as data, so that page and
Python can only say the same. A content security policy forbids everything but this very script and style, by their
digests. The bytes follow from the source alone.
"""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from wholefile.core.acts import KINDS
from wholefile.verify import CHECKS

# The entry of the page; what it imports comes before it.
_MAIN = "main"
_ALSO = ("check_bag", "check_proof", "check_bodies", "check_signers", "check_schedule", "check_production")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z0-9_]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)


@cache
def html() -> str:
    """The whole page. The same source always gives the same bytes."""
    # A script in a page ends at the first "</", wherever it stands; in JSON and in JavaScript texts it can be escaped.
    script = "\n" + joined_script().replace("</", "<\\/")
    style = "\n" + _part("style.css")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _part("page.html")
    parts = {"policy": policy, "style": style, "vocabulary": vocabulary(), "script": script}
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], page)


def joined_script() -> str:
    """All modules as one script in strict mode, each after those it imports."""
    done: dict[str, str] = {}
    for name in (*_ALSO, _MAIN):
        _join(name, done, ())
    return '(() => {\n"use strict";\n\n' + "\n".join(done.values()) + "})();\n"


def _join(name: str, done: dict[str, str], above: tuple[str, ...]) -> None:
    """Add a module after the modules it imports; names are the same everywhere, so imports fall away."""
    if name in above:
        raise ValueError(f"the modules {' and '.join(above)} import each other")
    if name in done:
        return
    text = _part(f"{name}.js")
    for _, imported in _IMPORT.findall(text):
        _join(imported, done, (*above, name))
    done[name] = _EXPORT.sub("", _IMPORT.sub("", text))


def _part(name: str) -> str:
    return (files("wholefile.verify") / "page" / name).read_text(encoding="utf-8")


def module(name: str) -> str | None:
    """One of the modules by its name without `.js`, for a page of ours that is no single file; None for another."""
    known = {one.name for one in (files("wholefile.verify") / "page").iterdir() if one.name.endswith(".js")}
    return _part(f"{name}.js") if f"{name}.js" in known else None


def policy() -> str:
    """The content security policy of the page, as it says it itself."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html())
    return found[1] if found else "default-src 'none'"


def vocabulary() -> str:
    """Kinds of act and checks as JSON that can stand inside a page."""
    data = {
        "kinds": {name: kind.spec for name, kind in KINDS.items()},
        "checks": [
            {
                "number": check.number,
                "id": check.id,
                "claim": check.claim,
                "reads": check.reads,
                "failing": check.failing,
                "owns": list(check.owns),
            }
            for check in CHECKS
        ],
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
