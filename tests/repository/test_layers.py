"""The import contracts of pyproject.toml refuse what they say they refuse, shown on a package made for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = (
    *("core", "verify", "witness", "audit", "extraction", "record", "screening", "rules", "actions"),
    *("processing", "demo", "cli"),
)


def keeps_the_contracts(folder, **imports):
    """Lay out a package with one module per layer, give some of them an import, and ask import-linter."""
    for layer in LAYERS:
        (folder / "wholefile" / layer).mkdir(parents=True)
        (folder / "wholefile" / layer / "__init__.py").touch()
        (folder / "wholefile" / layer / "one.py").write_text(imports.get(layer, "") + "\n")
    (folder / "wholefile" / "__init__.py").touch()
    shutil.copy(ROOT / "pyproject.toml", folder)
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    return run.returncode == 0


def test_imports_in_the_right_direction_are_kept(tmp_path):
    assert keeps_the_contracts(
        tmp_path,
        verify="import wholefile.core.one",
        witness="import wholefile.core.one",
        audit="import wholefile.core.one\nimport wholefile.witness.one",
        record="import django\nimport wholefile.core.one",
        screening="import wholefile.record.one",
        rules="import wholefile.record.one\nimport wholefile.screening.one",
        actions="import wholefile.rules.one\nimport wholefile.verify.one",
        extraction="import wholefile.core.one",
        processing="import wholefile.actions.one\nimport wholefile.extraction.one",
        demo="import wholefile.processing.one",
        cli="import wholefile.demo.one",
    )


@pytest.mark.parametrize(
    ("layer", "imported"),
    [
        ("core", "wholefile.verify.one"),
        ("core", "django"),
        ("verify", "wholefile.record.one"),
        ("verify", "wholefile.witness.one"),
        ("verify", "django"),
        ("verify", "PIL"),
        ("witness", "wholefile.record.one"),
        ("witness", "psycopg"),
        ("witness", "wholefile.audit.one"),
        ("audit", "wholefile.rules.one"),
        ("audit", "django"),
        ("record", "wholefile.rules.one"),
        ("record", "wholefile.screening.one"),
        ("screening", "wholefile.rules.one"),
        ("screening", "wholefile.actions.one"),
        ("audit", "wholefile.screening.one"),
        ("rules", "wholefile.actions.one"),
        ("actions", "wholefile.cli.one"),
        ("actions", "wholefile.processing.one"),
        ("actions", "wholefile.demo.one"),
        ("extraction", "wholefile.record.one"),
        ("extraction", "wholefile.processing.one"),
        ("extraction", "django"),
        ("record", "wholefile.extraction.one"),
        ("processing", "wholefile.demo.one"),
        ("demo", "wholefile.cli.one"),
    ],
)
def test_an_import_against_the_layers_is_refused(tmp_path, layer, imported):
    assert not keeps_the_contracts(tmp_path, **{layer: f"import {imported}"})
