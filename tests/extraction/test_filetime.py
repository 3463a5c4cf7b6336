"""Ticks since 1601 as milliseconds since 1970, wherever a format writes them."""

import pytest

from wholefile.extraction.filetime import since_1970


@pytest.mark.parametrize(
    ("ticks", "instant"),
    [
        (0, -11_644_473_600_000),
        (116_444_736_000_000_000, 0),
        (116_444_735_999_999_999, -1),
        (128_166_372_003_061_629, 1_172_163_600_306),  # 2007-02-22 17:00:00.3061629 UTC
    ],
)
def test_an_instant(ticks, instant):
    assert since_1970(ticks) == instant
