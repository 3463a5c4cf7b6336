"""The interface answers as its description says, whatever is sent: calls made from the description itself."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.web.test_api import System
from tests.web.world import build
from wholefile.web.api import tokens

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
READING, PREPARING = 5, 2  # examples of each operation and way
EVERY = 8  # of the verbs, which are all made alike, one of so many


@pytest.mark.slow
@pytest.mark.parametrize(
    "way", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda one: one.name.lower()
)
def test_every_operation_answers_as_described_whatever_is_sent(site, tmp_path, way):
    from wholefile.web.wsgi import application

    build(site, tmp_path)
    system = System(site, "supervisor")
    headers = {"Authorization": f"Bearer {system.secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    called = 0
    operations = [found.ok() for found in schema.get_all_operations()]
    verbs = [one for one in operations if "/prepare/" in one.path]
    for operation in [one for one in operations if one not in verbs] + verbs[::EVERY]:
        examples = PREPARING if "/prepare/" in operation.path else READING

        @settings(
            max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=way))
        def call(case):
            tokens.RATE.forget()
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS)

        try:
            call()
        except schemathesis.errors.SchemathesisError:  # nothing of this operation can be wrong
            continue
        called += 1
    assert called > 20
