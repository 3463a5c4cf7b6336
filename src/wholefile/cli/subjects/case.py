"""`wholefile case`: cases: parties, counsel, counts, claims, relief, court events, orders and deadlines."""

from wholefile.actions import cases, pleadings
from wholefile.cli.commands import Verb, group

app = group(
    "Cases: parties, counsel, counts, claims, relief, court events, orders and deadlines.",
    {
        "open": Verb(cases.open_case, "case.opened"),
        "relate": Verb(cases.relate_cases, "case.related"),
        "close": Verb(cases.close_case, "case.closed"),
        "reopen": Verb(cases.reopen_case, "case.reopened"),
        "party": Verb(cases.add_party, "party.added"),
        "counsel": Verb(cases.counsel_appears, "counsel.appeared"),
        "counsel-withdraws": Verb(cases.counsel_withdraws, "counsel.withdrew"),
        "charge": Verb(pleadings.charge_count, "count.charged"),
        "dispose-count": Verb(pleadings.dispose_of_count, "count.disposed"),
        "claim": Verb(pleadings.plead_claim, "claim.pleaded"),
        "relief": Verb(pleadings.seek_relief, "relief.sought"),
        "event": Verb(cases.record_court_event, "court.event"),
        "order": Verb(cases.enter_order, "order.entered"),
        "deadline": Verb(cases.set_deadline, "deadline.set"),
        "meet-deadline": Verb(cases.meet_deadline, "deadline.met"),
    },
)
