"""`python -m wholefile.web`: serve the pages of the record that the environment names."""

import sys

from wholefile.web.serving import main

sys.exit(main())
