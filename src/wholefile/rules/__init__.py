"""The rules of the trade as data the program enforces, one small function each.

Importing this package fills `RULES`; a new file of rules is imported here, or its rules do not exist.
"""

from wholefile.rules import (
    authority,
    certificates,
    custody,
    destructive_tests,
    disclosure,
    disposition,
    holds,
    inventory,
    productions,
    read_facts,
    reading,
    reciprocal,
    references,
    register,
    safety,
    statements,
    stored_files,
    witnesses,
)
from wholefile.rules.registry import RULES, Refused, Rule, check, refusals

__all__ = [
    "RULES",
    "Refused",
    "Rule",
    "authority",
    "certificates",
    "check",
    "custody",
    "destructive_tests",
    "disclosure",
    "disposition",
    "holds",
    "inventory",
    "productions",
    "read_facts",
    "reading",
    "reciprocal",
    "references",
    "refusals",
    "register",
    "safety",
    "statements",
    "stored_files",
    "witnesses",
]
