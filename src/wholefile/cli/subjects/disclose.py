"""`wholefile disclose`: obligations, decisions, the certificate, supplements and objections."""

from wholefile.actions.catalogue import SUBJECTS
from wholefile.cli.commands import group

app = group(SUBJECTS["disclose"])
