"""`refused("C3")`: the block must be refused by that rule and no other, with words that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from wholefile.rules.registry import Refused


@contextmanager
def refused(rule: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.rule == rule, caught.value.message
    assert caught.value.code == f"rule.{rule}"
    assert caught.value.message.startswith(f"{rule}: ")
    assert caught.value.message.endswith("."), caught.value.message
