"""Each rule of tools/check_repository.py is broken once, and this repository breaks none."""

import re

import pytest

from tools import check_repository as rules
from tools.lock import HEADER, digest_of_what_is_asked_for

PYPROJECT = rules.tracked_files()["pyproject.toml"]


def broken(rule, **files):
    return list(rule({name.replace("__", "/"): text for name, text in files.items()}))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_this_repository_keeps_the_rule(rule):
    assert list(rule(rules.tracked_files())) == []


@pytest.mark.parametrize(("lines", "allowed"), [(500, True), (501, False)])
def test_a_file_of_more_than_500_lines_is_refused(lines, allowed):
    problems = list(rules.every_file_is_short({"src/a.py": "x = 1\n" * lines}))
    assert (not problems) is allowed


def test_pages_and_vendored_files_may_be_long():
    text = "x\n" * 900
    assert not list(rules.every_file_is_short({"docs/a.md": text, "src/vendor/a.js": text}))


@pytest.mark.parametrize(("lines", "allowed"), [(80, True), (81, False)])
def test_a_function_of_more_than_80_lines_is_refused(lines, allowed):
    text = "class A:\n    async def f(self):\n" + "        pass\n" * (lines - 1)
    assert (not list(rules.every_function_is_short({"src/a.py": text}))) is allowed


@pytest.mark.parametrize("name", ["src/wholefile/utils.py", "tests/helpers.py", "src/common/a.py"])
def test_a_module_whose_name_says_nothing_is_refused(name):
    assert list(rules.every_module_name_says_something({name: ""}))


@pytest.mark.parametrize("folder", ["work", "root", "home/ann"])
@pytest.mark.parametrize("before", ["", "see ", '"', "file://"])
def test_a_path_of_one_machine_is_refused(before, folder):
    assert list(rules.no_file_names_a_machine({"docs/a.md": f"first\n{before}/{folder}/evidence\n"}))


@pytest.mark.parametrize("path", ["https://example.org/work/a", "src/work/a", "/homework/"])
def test_a_path_that_only_looks_like_it_is_allowed(path):
    assert not list(rules.no_file_names_a_machine({"docs/a.md": path}))


def test_a_registry_host_is_refused():
    for name, end in rules.REGISTRY_HOSTS:
        found = list(
            rules.no_file_names_a_registry({"a.lock": f"--index-url https://files.{name}.{end}/simple"})
        )
        assert found, name


@pytest.mark.parametrize("words", rules.UNFINISHED_WORDS, ids=lambda words: words[0])
def test_unfinished_code_is_refused_in_the_source_and_only_there(words):
    line = f"# {words[0]}{words[1]}: later\n"
    assert list(rules.nothing_is_left_unfinished({"src/a.py": line}))
    assert not list(rules.nothing_is_left_unfinished({"docs/a.md": line}))


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "import os.path",
        "from pathlib import Path",
        "from nacl import utils",
        "from nacl.utils import random",
        "from time import time",
        "datetime.now(UTC)",
        "open('x')",
        "SigningKey.generate()",
    ],
)
def test_a_file_a_clock_or_chance_in_the_core_is_refused(line):
    assert list(rules.the_core_is_pure({"src/wholefile/core/a.py": line}))
    assert not list(rules.the_core_is_pure({"src/wholefile/record/a.py": line}))


@pytest.mark.parametrize(
    "line", ["from datetime import date", "import hashlib", "import nacl.secret", "open_(x)"]
)
def test_pure_code_in_the_core_is_allowed(line):
    assert not list(rules.the_core_is_pure({"src/wholefile/core/a.py": line}))


def locks(first_line, rest="a==1 \\\n    --hash=sha256:00\n"):
    files = {f"requirements/{lock}.lock": f"{first_line}\n{rest}" for lock in rules.LOCKS}
    return files | {"pyproject.toml": PYPROJECT}


def test_a_lock_for_other_requirements_is_refused():
    current = HEADER + digest_of_what_is_asked_for(PYPROJECT)
    assert not list(rules.every_lock_is_current(locks(current)))
    asked_for_more = locks(current) | {"pyproject.toml": PYPROJECT.replace('"click', '"rich",\n  "click')}
    assert len(list(rules.every_lock_is_current(asked_for_more))) == len(rules.LOCKS)
    assert list(rules.every_lock_is_current({"pyproject.toml": PYPROJECT}))


def test_a_lock_that_says_from_where_is_refused():
    current = HEADER + digest_of_what_is_asked_for(PYPROJECT)
    assert list(rules.every_lock_is_current(locks(current, "--index-url https://mirror.example/simple\n")))


@pytest.mark.parametrize(
    "text", ["", "# Changelog\n\n## [0.1.0]\n", "# Changelog\n\n## [0.1.0]\n\n## [Unreleased]\n"]
)
def test_a_changelog_without_a_place_for_today_is_refused(text):
    assert list(rules.the_changelog_has_a_place_for_today({"CHANGELOG.md": text}))


def test_a_decision_without_its_sections_or_out_of_order_is_refused():
    whole = "# 1. A\n\n## Status\n\n## Context\n\n## Decision\n\n## Consequences\n"
    first, third = "docs/decisions/0001-a.md", "docs/decisions/0003-a.md"
    assert not list(rules.every_decision_is_complete({first: whole}))
    assert list(rules.every_decision_is_complete({first: whole, third: whole}))
    assert list(rules.every_decision_is_complete({first: whole.replace("## Context", "## Why")}))


def test_a_link_that_leads_nowhere_is_refused():
    page = {"docs/a.md": "[b](b.md#there) and [up](../README.md) and [site](https://example.org/x)"}
    assert len(list(rules.every_link_leads_somewhere(page))) == 2
    assert not list(rules.every_link_leads_somewhere(page | {"docs/b.md": "", "README.md": ""}))
    assert not list(rules.every_link_leads_somewhere({"docs/a.md": "`[b](b.md)`\n```\n[c](c.md)\n```\n"}))


def test_every_requirement_of_every_lock_has_digests():
    for lock in rules.LOCKS:
        text = rules.tracked_files()[f"requirements/{lock}.lock"]
        requirements = re.split(r"\n(?=[a-z0-9])", text.partition("\n")[2].strip())
        assert len(requirements) > 2
        assert all(re.match(r"[a-z0-9-]+==\S+.*\\\n\s+--hash=sha256:", one) for one in requirements), lock


def test_the_narrower_locks_agree_with_the_widest():
    files = rules.tracked_files()
    pins = {
        lock: set(re.findall(r"^[a-z0-9-]+==\S+", files[f"requirements/{lock}.lock"], re.MULTILINE))
        for lock in rules.LOCKS
    }
    assert pins["base"] < pins["all"] < pins["dev"]
    assert pins["build"] < pins["dev"]
    assert not any(pin.startswith(("django", "psycopg", "typst", "pillow")) for pin in pins["base"])
