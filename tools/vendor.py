"""The style sheet and scripts of others that the pages are served with, kept in `src/wholefile/web/static/vendor`.

    python -m tools.vendor           make them anew, each package at its version below, from the registry npm is set to
    python -m tools.vendor --check   compare the files with VENDOR.lock; needs neither npm nor a network

An installation needs no npm, and no browser of an agency asks a third party for anything. `VENDOR.lock` says of
each package its version, the registry's digest of it and its licence, and of each file its SHA-256. A package
whose digest changed though its version did not is refused.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src" / "wholefile" / "web" / "static" / "vendor"
STYLES = Path(__file__).parent / "vendor_styles.scss"
NOTICES = Path(__file__).parent / "vendor_notices"
LOCK = "VENDOR.lock"
NOTICE = "THIRD-PARTY.txt"
MADE_HERE = {LOCK}
SHEET = "govuk/govuk.css"


@dataclass(frozen=True)
class Package:
    """A package of the registry: what of it is kept (source to target), and in whose words its licence stands."""

    name: str
    version: str
    files: dict[str, str] = field(default_factory=dict)
    replace: tuple[tuple[str, str], ...] = ()
    notices: tuple[str, ...] = ()
    tool: bool = False


_MOJ_IMAGES = (
    *("icon-toggle-plus-minus", "icon-close-cross-black", "icon-tag-remove-cross", "icon-tag-remove-cross-white"),
    "icon-document",
)  # fmt: skip
PACKAGES = (
    Package(
        "govuk-frontend",
        "6.6.0",
        {"dist/govuk/govuk-frontend.min.js": "govuk/govuk-frontend.min.js"},
        # Its source map is not kept, and a browser's tools would ask for it.
        replace=(("//# sourceMappingURL=govuk-frontend.min.js.map", ""),),
        notices=("govuk-frontend.txt",),
    ),
    Package(
        "@ministryofjustice/frontend",
        "11.1.0",
        {f"moj/assets/images/{name}.svg": f"govuk/images/{name}.svg" for name in _MOJ_IMAGES},
        notices=("ministry-of-justice-frontend.txt",),
    ),
    Package("htmx.org", "2.0.11", {"dist/htmx.min.js": "htmx/htmx.min.js"}),
    Package(
        "zxing-wasm",
        "3.1.4",
        {
            "dist/es/share.js": "zxing/share.js",
            "dist/es/reader/index.js": "zxing/reader/index.js",
            "dist/reader/zxing_reader.wasm": "zxing/reader/zxing_reader.wasm",
        },
        notices=("zxing-cpp.txt",),
    ),
    Package(
        "libsodium-sumo", "0.8.4", {"dist/modules-sumo-esm/libsodium-sumo.mjs": "sodium/libsodium-sumo.js"}
    ),
    Package(
        "libsodium-wrappers-sumo",
        "0.8.4",
        {"dist/modules-sumo-esm/libsodium-wrappers.mjs": "sodium/libsodium-wrappers.js"},
        # A browser resolves no bare name.
        replace=(('from"libsodium-sumo"', 'from"./libsodium-sumo.js"'),),
    ),
    Package("sass", "1.108.2", tool=True),
)


def main(arguments: list[str]) -> int:
    """Check the files against the lock, or make both anew; 1 where something is wrong."""
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    if not arguments:
        rebuild(FOLDER)
    problems = list(what_differs(FOLDER))
    print("\n".join(problems) if problems else f"{len(files_in(FOLDER))} vendored files are as {LOCK} says")
    return 1 if problems else 0


def what_differs(folder: Path) -> Iterator[str]:
    """Each file that is missing, changed or not in the lock, and each package not at the version asked for."""
    locked = read_lock(folder)
    versions = {one["name"]: one["version"] for one in locked["packages"]}
    for package in PACKAGES:
        if versions.get(package.name) != package.version:
            yield f"{LOCK}: {package.name} is not at {package.version}; run `python -m tools.vendor`"
    present = files_in(folder)
    for name in sorted(present.keys() | locked["files"].keys()):
        if name not in present:
            yield f"{name}: is missing"
        elif name not in locked["files"]:
            yield f"{name}: is not in {LOCK}"
        elif present[name] != locked["files"][name]["sha256"]:
            yield f"{name}: is not the file {LOCK} names"


def read_lock(folder: Path) -> dict[str, Any]:
    """The lock, or an empty one where there is none yet."""
    try:
        read: dict[str, Any] = json.loads((folder / LOCK).read_text("utf-8"))
    except FileNotFoundError:
        read = {"packages": [], "files": {}}
    return read


def files_in(folder: Path) -> dict[str, str]:
    """SHA-256 in hexadecimal of every vendored file, by its path below the folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(names.items())
        if name not in MADE_HERE
    }


def rebuild(folder: Path) -> None:
    """Fetch every package, keep what is asked for of it, compile the style sheet, write notice and lock.

    Exits where npm reports another digest for a version than the lock has.
    """
    known = {(one["name"], one["version"]): one["integrity"] for one in read_lock(folder)["packages"]}
    with tempfile.TemporaryDirectory() as given:
        work = Path(given)
        fetched = _fetch(work)
        for one in fetched:
            if known.get((one["name"], one["version"]), one["integrity"]) != one["integrity"]:
                sys.exit(f"{one['name']} {one['version']} is not the package it was: {one['integrity']}")
        made = work / "made"
        origins = {target: origin for package in PACKAGES for target, origin in _keep(package, work, made)}
        _compile(work, made / SHEET)
        origins[SHEET] = "govuk-frontend, @ministryofjustice/frontend"
        (made / NOTICE).write_text(_notice(work), encoding="utf-8")
        origins[NOTICE] = "the licences of all"
        files = {name: {"from": origins[name], "sha256": digest} for name, digest in files_in(made).items()}
        lock = {"packages": fetched, "files": files}
        (made / LOCK).write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made, folder)


def _fetch(work: Path) -> list[dict[str, str]]:
    """Install into a folder of its own, without running anything of a package; what npm says it got."""
    asked = {"private": True, "dependencies": {one.name: one.version for one in PACKAGES}}
    (work / "package.json").write_text(json.dumps(asked))
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", "--silent"]
    subprocess.run(command, cwd=work, check=True)
    got = json.loads((work / "package-lock.json").read_text("utf-8"))["packages"]
    return [
        {
            "name": one.name,
            "version": one.version,
            "integrity": got[f"node_modules/{one.name}"]["integrity"],
            "licence": got[f"node_modules/{one.name}"]["license"],
            "use": "compiles the style sheet, is not kept" if one.tool else "kept",
        }
        for one in PACKAGES
    ]


def _keep(package: Package, work: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Copy what is kept of a package; target and origin of each file."""
    for source, target in package.files.items():
        path = folder / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(work / "node_modules" / package.name / source, path)
        for old, new in package.replace:
            text = path.read_text("utf-8")
            if text.count(old) != 1:
                sys.exit(f"{package.name}: {old!r} is not in {source} exactly once")
            path.write_text(text.replace(old, new), encoding="utf-8")
        yield target, package.name


def _compile(work: Path, target: Path) -> None:
    """The one style sheet. sass writes its errors as CSS, so its exit status decides."""
    shutil.copyfile(STYLES, work / STYLES.name)
    command = [
        "npx",
        "--no-install",
        "sass",
        "--quiet",
        "--quiet-deps",
        "--style=compressed",
        "--no-source-map",
    ]
    command += ["--no-charset", "--load-path=.", "--load-path=node_modules", STYLES.name, "made.css"]
    subprocess.run(command, cwd=work, check=True)
    shutil.copyfile(work / "made.css", target)


def _notice(work: Path) -> str:
    """Name, version and licence of all that is kept: a package's own LICENSE, and what is written down for it here."""
    parts = ["The files in this folder are the work of others, each under its own licence."]
    for package in PACKAGES:
        if package.tool:
            continue
        texts = [(NOTICES / name).read_text("utf-8").strip() for name in package.notices]
        own = work / "node_modules" / package.name / "LICENSE"
        if own.exists():
            texts.insert(0, own.read_text("utf-8").strip())
        parts.append("\n\n".join([f"{package.name} {package.version}\n{'=' * 70}", *texts]))
    return "\n\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
