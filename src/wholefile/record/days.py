"""Days and instants as the record compares them.

A rule reads the act's own time, never a clock, so that the record can be judged again later with the same
result. The record does not know the local time of a court: a day has begun when it has begun nowhere later
than UTC, and is over when it is over everywhere on earth (UTC-12), which never shortens anybody's time.
"""

from datetime import UTC, date, datetime, timedelta

DAY_MS = 86_400_000
_LAST_PLACE = timedelta(hours=12)


def day_of(at: int) -> str:
    """The UTC day of an instant in milliseconds, as YYYY-MM-DD."""
    return datetime.fromtimestamp(at / 1000, UTC).date().isoformat()


def days_late(due_on: str, day: str) -> int:
    """How many days a day lies after the last one, both as YYYY-MM-DD; 0 when it does not."""
    return max(0, (date.fromisoformat(day) - date.fromisoformat(due_on)).days)


def is_over(day: str, at: int) -> bool:
    """Whether a day had ended everywhere on earth at an instant in milliseconds."""
    return days_over(day, at) > 0


def days_over(day: str, at: int) -> int:
    """How many days had ended everywhere on earth since a day, at an instant in milliseconds; 0 when it had not."""
    last = (datetime.fromtimestamp(at / 1000, UTC) - _LAST_PLACE).date()
    return max(0, (last - date.fromisoformat(day)).days)
