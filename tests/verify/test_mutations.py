"""The tamper matrix: whatever is done to a production, the check that is there for it notices."""

import shutil
from pathlib import Path

import pytest

from tests.verify.mutations import MUTATIONS, Mutation, make_production
from wholefile.verify import CHECKS, Status, Verdict, verify


@pytest.fixture(scope="module")
def honest(tmp_path_factory) -> Path:
    return make_production(tmp_path_factory.mktemp("honest") / "PR-1")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_the_check_that_is_there_for_it_notices(mutation: Mutation, honest: Path, tmp_path: Path):
    folder = tmp_path / "PR-1"
    shutil.copytree(honest, folder)
    mutation.apply(folder)
    report = verify(folder)
    assert report.by_id[mutation.check_id].status is Status.FAILED, report.to_text()
    assert report.verdict is Verdict.FAILED


def test_every_check_has_a_production_that_fails_it():
    assert {mutation.check_id for mutation in MUTATIONS} == {check.id for check in CHECKS}


def test_names_are_told_once():
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 40
