"""Screening is tested in the office of the actions' tests."""

from tests.actions.conftest import (  # noqa: F401 - fixtures
    database_url,
    empty_postgres,
    office,
    postgres_schema,
    template,
)
