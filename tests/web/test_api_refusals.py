"""What rules refuse of other systems is counted like what they refuse on the pages."""

import pytest

from tests.web.test_api import System
from wholefile.web.api.models import Attempt
from wholefile.web.overseeing.models import Refusal


@pytest.mark.parametrize("key", [None, "order-67"])
def test_a_call_that_a_rule_refused_is_counted_once_with_a_key_or_without(site, key):
    gun = site.office.firearm()
    told = {"items": [gun], "location": "DRUGS/A", "by": site.person("custodian")}
    system = System(site, "custodian")
    for times in (1, 2):
        assert system.post("prepare/custody/store", told, key=key).status_code == 422
        assert [(one.verb, one.person) for one in Refusal.objects.all()] == [
            ("custody/store", site.person("custodian"))
        ] * times
    assert not Attempt.objects.exists()
