"""The repository's own rules, each a function that says what breaks it.

Run as `python -m tools.check_repository`: prints one line per problem and exits 1 if there is any.
The rules look at the files git tracks, so what lies about in a working copy does not matter.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from tools.lock import HEADER, digest_of_what_is_asked_for

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 500
LONGEST_FUNCTION = 80
LOCKS = ("all", "base", "build", "dev", "speech")
SOURCE_SUFFIXES = {".py", ".js", ".mjs", ".css", ".html", ".typ", ".sh"}
# A name that says nothing collects everything.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "misc", "common"}

# The three patterns are put together from pieces, so that this file does not contain what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home/[a-z]\w*)/")
REGISTRY_HOSTS = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("debian", "org"),
    ("proxy.golang", "org"),
    ("crates", "io"),
]
REGISTRY_HOST = re.compile("|".join(rf"\b{re.escape(name)}\.{end}\b" for name, end in REGISTRY_HOSTS))
UNFINISHED_WORDS = [
    ("TO", "DO"),
    ("FIX", "ME"),
    ("X", "XX"),
    ("NotImplemented", "Error"),
    ("not ", "implemented"),
    ("in production ", "you"),
    ("in production, ", "you"),
    ("place", "holder implementation"),
]
UNFINISHED = re.compile("|".join(rf"\b{start}{end}\b" for start, end in UNFINISHED_WORDS))

# What would let a file, a clock, a network or chance into the pure core.
IMPURE_MODULES = {
    *("glob", "os", "pathlib", "shutil", "tempfile"),
    *("nacl.utils", "random", "secrets", "uuid"),
    *("socket", "sqlite3", "subprocess", "threading", "time"),
}
IMPURE_CALLS = {"generate", "now", "open", "today", "urandom", "utcnow"}

Files = Mapping[str, str]


def tracked_files(root: Path = ROOT) -> dict[str, str]:
    """Text of every tracked file by its path; what is not UTF-8 text, a picture say, counts as empty."""
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    files = {}
    for name in filter(None, listed.split("\0")):
        try:
            files[name] = (root / name).read_text("utf-8")
        except UnicodeDecodeError:
            files[name] = ""
        except FileNotFoundError:  # deleted here and not yet committed
            continue
    return files


def lines_matching(pattern: re.Pattern[str], files: Files) -> Iterator[tuple[str, str]]:
    """Place and found text of the first match in every line that has one."""
    for name, text in files.items():
        if not pattern.search(text):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if found := pattern.search(line):
                yield f"{name}:{number}", found.group()


def python_in(files: Files, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file, parsed; below the given folders where there are any."""
    for name, text in files.items():
        if name.endswith(".py") and (not folders or name.startswith(folders)):
            yield name, ast.parse(text, name)


def every_file_is_short(files: Files) -> Iterator[str]:
    """A file that no longer fits in a head is cut along its subjects. Vendored files are left alone."""
    for name, text in files.items():
        path = PurePosixPath(name)
        vendored = "vendor" in path.parts or ".min." in path.name
        length = len(text.splitlines())
        if path.suffix in SOURCE_SUFFIXES and not vendored and length > LONGEST_FILE:
            yield f"{name}: {length} lines, the longest allowed is {LONGEST_FILE}"


def every_function_is_short(files: Files) -> Iterator[str]:
    """The same for functions, docstring included."""
    for name, tree in python_in(files):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{name}:{node.lineno}: {node.name} has {length} lines, at most {LONGEST_FUNCTION}"


def every_module_name_says_something(files: Files) -> Iterator[str]:
    """No drawer for what has no place."""
    for name in files:
        path = PurePosixPath(name)
        if path.suffix == ".py" and EMPTY_NAMES & {path.stem, *path.parent.parts}:
            yield f"{name}: say what it is about instead"


def no_file_names_a_machine(files: Files) -> Iterator[str]:
    """Paths of one machine mean nothing on another."""
    for place, found in lines_matching(MACHINE_PATH, files):
        yield f"{place}: path of one machine, {found}"


def no_file_names_a_registry(files: Files) -> Iterator[str]:
    """Where packages come from is the reader's own setting: mirrors and closed networks are common here."""
    for place, found in lines_matching(REGISTRY_HOST, files):
        yield f"{place}: host of a package registry, {found}"


def nothing_is_left_unfinished(files: Files) -> Iterator[str]:
    """What is not done is left out or filed, never half there."""
    source = {
        name: text for name, text in files.items() if name.startswith(("src/", "tools/", "benchmarks/"))
    }
    for place, found in lines_matching(UNFINISHED, source):
        yield f"{place}: unfinished, {found}"


def the_core_is_pure(files: Files) -> Iterator[str]:
    """The core sees bytes and values: no file, clock, network or chance has a say in a proof."""
    for name, tree in python_in(files, "src/wholefile/core/"):
        for node in ast.walk(tree):
            for what in _impurities(node):
                yield f"{name}:{getattr(node, 'lineno', 0)}: the core is pure, {what} is not"


def _impurities(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if _impure_module(alias.name))
    elif isinstance(node, ast.ImportFrom):
        module = node.module or ""
        names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        yield from (name for name in names if _impure_module(name))
    elif isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in IMPURE_CALLS:
            yield f"{name}()"


def _impure_module(name: str) -> bool:
    return name in IMPURE_MODULES or name.partition(".")[0] in IMPURE_MODULES


def every_lock_is_current(files: Files) -> Iterator[str]:
    """Each lock was written for what pyproject.toml asks for today."""
    wanted = HEADER + digest_of_what_is_asked_for(files["pyproject.toml"])
    for lock in LOCKS:
        name = f"requirements/{lock}.lock"
        text = files.get(name, "")
        if text.partition("\n")[0] != wanted:
            yield f"{name}: not written for this pyproject.toml; run `make lock`"
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith(("-", " -i", " --index", " --find")) or "://" in line:
                yield f"{name}:{number}: a lock says what, never from where"


def the_changelog_has_a_place_for_today(files: Files) -> Iterator[str]:
    """Keep a Changelog 1.1.0: an Unreleased section stands first, with at least one entry."""
    sections = re.split(r"^## ", files.get("CHANGELOG.md", ""), flags=re.MULTILINE)[1:]
    if not sections or not sections[0].startswith("[Unreleased]"):
        yield "CHANGELOG.md: the first section must be [Unreleased]"


def every_decision_is_complete(files: Files) -> Iterator[str]:
    """Decision records are numbered without gaps, and each says what was decided, why, and what it costs."""
    records = sorted(name for name in files if re.match(r"docs/decisions/\d{4}-", name))
    for expected, name in enumerate(records, 1):
        if int(PurePosixPath(name).name[:4]) != expected:
            yield f"{name}: the next number is {expected:04}"
        for heading in ("Status", "Context", "Decision", "Consequences"):
            if f"\n## {heading}\n" not in files[name]:
                yield f"{name}: no section {heading}"


def every_link_leads_somewhere(files: Files) -> Iterator[str]:
    """Every relative link of a page leads to a tracked file or folder."""
    folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}
    known = set(files) | folders
    for name, text in files.items():
        if not name.endswith(".md"):
            continue
        without_code = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s#]+)(?:#[^)]*)?\)", without_code):
            if "://" in target or target.startswith("mailto:"):
                continue
            if _joined(PurePosixPath(name).parent, target) not in known:
                yield f"{name}: the link to {target} leads nowhere"


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in [*folder.parts, *PurePosixPath(target).parts]:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts) or "."


RULES: tuple[Callable[[Files], Iterator[str]], ...] = (
    every_file_is_short,
    every_function_is_short,
    every_module_name_says_something,
    no_file_names_a_machine,
    no_file_names_a_registry,
    nothing_is_left_unfinished,
    the_core_is_pure,
    every_lock_is_current,
    the_changelog_has_a_place_for_today,
    every_decision_is_complete,
    every_link_leads_somewhere,
)


def main() -> int:
    """Check every rule; print what breaks them."""
    files = tracked_files()
    problems = [problem for rule in RULES for problem in rule(files)]
    print("\n".join(problems) if problems else f"{len(RULES)} repository rules hold in {len(files)} files")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
