"""An auditor: recomputes all that a published log says, on its own machine, and cosigns only then.

A witness sees that a log never forks; an auditor sees that what it says is right: every tile, every header, and above
all that every index counts every entry of every case. From the base install, like the witness.

    published  the files of a log     scan       entries and tiles       entries  the judgement on each entry
    openings   bodies, if given       case_map   the case index          people   whose keys signed
    auditor    the audit              report     what it says            cli      `wholefile audit`
"""

from wholefile.audit.auditor import Trusted, audit, cosign_audit
from wholefile.audit.openings import read_openings
from wholefile.audit.published import PublishedLog
from wholefile.audit.report import Report

__all__ = ["PublishedLog", "Report", "Trusted", "audit", "cosign_audit", "read_openings"]
