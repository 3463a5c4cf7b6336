"""Where Django looks for models: they are written down, subject by subject, in `tables`."""

from wholefile.record.tables import *  # noqa: F403
