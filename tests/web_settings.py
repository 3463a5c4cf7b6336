"""Django as the tests of the pages need it; every other test lives with it as well.

The pages' own tables (accounts, sessions, acts that wait) are in a file of this process alone, gone with it.
"""

import atexit
import shutil
import tempfile


def configure_pages() -> None:
    """Set Django up for the pages, unless the server install is not there."""
    try:
        from wholefile.web.setup import configure
    except ModuleNotFoundError:
        return
    folder = tempfile.mkdtemp(prefix="wholefile-tests-web-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configure({"WHOLEFILE_RECORD": folder, "WHOLEFILE_SECRET_KEY": "of the tests, known to everybody"})
