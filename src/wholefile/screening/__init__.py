"""Which items of the whole record may concern a case, and why. Pure of pages and commands.

Evidence booked under another number is found by what it shares with the case: a serial number, a person, a
submitter, a calibre and headstamp, the day and place of the incident, or the case's own number in the
submitter's words. Each reason is said in words; nothing is decided here.
"""

from wholefile.screening.candidates import candidates, first_that_fit, is_dismissed, open_candidates
from wholefile.screening.reasons import Candidate, Reason

__all__ = ["Candidate", "Reason", "candidates", "first_that_fit", "is_dismissed", "open_candidates"]
