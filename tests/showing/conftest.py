"""An office with two cases, and people who may see one, both or nothing of them."""

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from tests.showing.world import World, settle


@pytest.fixture
def world(office, tmp_path) -> World:  # noqa: F811 - a fixture asks for a fixture by name
    """The first case with items, a production served in it, and the people who look."""
    return settle(office, tmp_path)
