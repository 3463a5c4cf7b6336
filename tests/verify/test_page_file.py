"""verify.html as a file: one self-contained page whose policy permits its own script and style and nothing else."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

from wholefile.core.acts import KINDS
from wholefile.verify import CHECKS
from wholefile.verify.page import html, joined_script

PARTS = Path(__file__).resolve().parents[2] / "src" / "wholefile" / "verify" / "page"
LONGEST_MODULE = 300
FORBIDDEN = r"eval|innerHTML|outerHTML|insertAdjacentHTML|document\.write|fetch|XMLHttpRequest|WebSocket"


def inside(tag: str) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", html(), re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def digest(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"


def test_the_policy_permits_exactly_this_script_and_style() -> None:
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html())
    assert policy == (
        f"default-src 'none'; script-src {digest(inside('script'))}; style-src {digest(inside('style'))}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_loaded_and_no_handler_stands_in_the_markup() -> None:
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", html(), flags=re.DOTALL)
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", markup)
    assert not re.search(r"\b(?:src|href)=\"(?!#)", markup)
    assert "{{" not in markup
    assert not re.search(r"https?://|@import|url\(", html())
    assert not re.search(rf"\b(?:{FORBIDDEN})\b", joined_script())


def test_checks_and_vocabulary_are_those_of_python() -> None:
    [raw] = re.findall(r'<script type="application/json" id="vocabulary">(.*?)</script>', html())
    data = json.loads(raw)
    assert [(one["number"], one["id"], one["claim"], tuple(one["owns"])) for one in data["checks"]] == [
        (one.number, one.id, one.claim, one.owns) for one in CHECKS
    ]
    assert data["kinds"] == {name: json.loads(json.dumps(kind.spec)) for name, kind in KINDS.items()}


def test_every_check_is_answered_by_the_page() -> None:
    answered = set(re.findall(r"^  async (\w+)\(given\) \{", joined_script(), re.MULTILINE))
    assert {one.id for one in CHECKS} <= answered


def test_the_same_source_gives_the_same_bytes() -> None:
    program = (
        "from hashlib import sha256; from wholefile.verify.page import html; "
        "print(sha256(html().encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {sha256(html().encode()).hexdigest()}


def test_modules_are_short_and_their_names_do_not_clash() -> None:
    modules = sorted(PARTS.glob("*.js"))
    long = [module.name for module in modules if module.read_text().count("\n") >= LONGEST_MODULE]
    assert not long
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", joined_script(), re.MULTILINE)
    assert not [name for name, count in Counter(names).items() if count > 1]
    assert not re.search(r"^(?:import|export)\b", joined_script(), re.MULTILINE)


def test_every_import_names_what_is_exported() -> None:
    exported = {
        module.stem: set(
            re.findall(
                r"^export (?:async )?(?:function|class|const|let) (\w+)", module.read_text(), re.MULTILINE
            )
        )
        for module in PARTS.glob("*.js")
    }
    used: set[tuple[str, str]] = set()
    for module in PARTS.glob("*.js"):
        text = module.read_text()
        for names, source in re.findall(r'import \{([^}]*)\} from "\./(\w+)\.js"', text):
            for name in re.findall(r"\w+", names):
                assert name in exported[source], f"{module.name}: {name}"
                assert len(re.findall(rf"\b{name}\b", text)) > 1, f"{module.name} does not use {name}"
                used.add((source, name))
    unused = [
        (source, name) for source, names in exported.items() for name in names if (source, name) not in used
    ]
    assert sorted(unused) == []
