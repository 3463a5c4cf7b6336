"""The verbs of criminal and civil procedure: what each form tells, of whom or of what, and who does it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Verb:
    """An act of law by its verb: done to `people` or `things`, by a `court`, jury or prosecutor, or by others."""

    act: str
    people: bool
    things: re.Pattern[str] | None = None
    court: bool = True


def _nouns(words: str) -> re.Pattern[str]:
    listed = "|".join(one.replace("_", r"\s") for one in words.split())
    return re.compile(rf"(?:{listed})\b", re.IGNORECASE)


_ACCUSED = (
    "charges? counts?(?!_of_(?:the_)?(?:votes?|ballots?|inmates?|cash|money|pills|people|stock|"
    "inventory)) indictments? cases? complaints? informations? prosecutions? lawsuits? suits? "
    "claims? "
    "actions? counterclaims? citations? petitions? matters? appeals? proceedings? allegations? defendants?"
)
_ASKED = (
    "motions? requests? petitions? applications? appeals? bail bond continuances? pleas? "
    "objections? leave stays? "
    "injunctions? relief writs? parole probation clemency pardons? variances? bids? demurrers? "
    "certiorari review "
    "adjournments? extensions? restitution custody"
)
_SAT = (
    "hearings? trials? sentencings? arraignments? conferences? matters? cases? arguments? "
    "proceedings? motions? "
    "appearances? depositions? dates? prelim retrials? retrial disposition"
)
_RULED = (
    "orders? judgments? convictions? sentences? verdicts? rulings? decisions? pleas? warrants? "
    "subpoenas? decrees? "
    "injunctions? dates? settings? hearings? trials? awards? findings? counts? stays? defaults? holds?"
)
_PAPERS = (
    "lawsuits? suits? complaints? petitions? motions? appeals? answers? counterclaims? "
    "notices? informations? "
    "indictments? charges? affidavits? briefs? responses? repl(?:y|ies) cross-claims? "
    "applications? stipulations? "
    "memorand(?:um|a) objections? claims? writs? actions? waivers? demurrers? declarations?"
)
_SERVED = (
    "summons(?:es)? complaints? petitions? subpoenas? notices? warrants? papers orders? process "
    "citations? lawsuits? suits? motions?"
)
_STOPPED = (
    "payments? sentences? executions? orders? proceedings? cases? enforcement evictions? "
    "judgments? deadlines? fines? discovery actions? trials? appeals? it"
)
_TERMS = (
    "sentences? fines? probation terms? judgments? penalt(?:y|ies) imposition adjudication "
    "restitution disposition imprisonment license"
)
_FREEDOM = "bail bonds? probation parole release licenses? registration recognizance suspension deferral"

_PEOPLE_COURT = {
    "arraigned": "arraigned", "indicted": "indicted", "reindicted": "indicted", "re-indicted": "indicted",
    "convicted": "convicted", "acquitted": "acquitted", "exonerated": "acquitted", "sentenced": "sentenced",
    "resentenced": "sentenced", "re-sentenced": "sentenced", "remanded": "remanded", "extradited": "extradited",
    "paroled": "released", "retried": "tried", "pardoned": "pardoned", "subpoenaed": "subpoenaed",
    "adjudicated": "convicted", "impaneled": "jury sworn", "empaneled": "jury sworn", "impanelled": "jury sworn",
    "bound_over": "bound over", "fined": "sentenced", "arraigns": "arraigned", "indicts": "indicted",
    "convicts": "convicted", "acquits": "acquitted", "sentences": "sentenced", "remands": "remanded",
    "recharged": "charged", "released": "released", "freed": "released", "releases": "released",
    "bonded": "released",
}  # fmt: skip
_PEOPLE_OTHERS = {
    "arrested": "arrested", "rearrested": "arrested", "re-arrested": "arrested", "booked": "booked", "jailed": "booked",
    "cited": "cited", "detained": "detained", "apprehended": "arrested", "deposed": "deposed", "summoned": "summoned",
    "summonsed": "summoned", "ticketed": "cited", "surrendered": "surrendered", "arrests": "arrested",
    "mirandized": "advised of rights", "bonded_out": "bond posted", "bailed_out": "bond posted",
}  # fmt: skip
_THINGS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "dismissed dismisses dismiss dropped drops tossed nolled nolle-prossed nolle_prossed",
        "dismissed",
        _ACCUSED,
        True,
    ),
    ("denied denies deny rejected refused", "denied", _ASKED, True),
    ("granted grants grant allowed", "granted", _ASKED, True),
    (
        "overruled overrules overrule",
        "overruled",
        "objections? motions? demurrers? exceptions? decisions?",
        True,
    ),
    (
        "sustained sustains sustain",
        "sustained",
        "objections? demurrers? challenges? exceptions? convictions?",
        True,
    ),
    ("stayed stays stay", "stayed", _STOPPED, True),
    (
        "continued continues continue postponed rescheduled reset delayed adjourned recessed",
        "continued", _SAT + " balance remainder it", True,
    ),
    (
        "vacated vacates vacate quashed quashes voided annulled recalled",
        "vacated",
        _RULED + " probation bail",
        True,
    ),
    (
        "transferred transfers transfer removed",
        "transferred",
        "cases? matters? actions? venue custody suits? lawsuits? files?",
        True,
    ),
    ("consolidated consolidates consolidate", "consolidated", _ACCUSED + " trials?", True),
    ("severed severs", "severed", _ACCUSED + " trials?", True),
    ("sealed seals seal", "sealed", (
        "records? files? cases? affidavits? documents? orders? warrants? transcripts? indictments? "
        "exhibits?"
    ), True),
    ("unsealed unseals", "unsealed", (
        "records? files? cases? affidavits? documents? orders? warrants? transcripts? indictments? "
        "complaints? charges?"
    ), True),
    ("expunged expunges expunge", "expunged", "records? convictions? arrests? charges? cases?", True),
    (
        "affirmed affirms affirm upheld",
        "affirmed",
        "convictions? sentences? judgments? orders? rulings? decisions? verdicts? decrees?",
        True,
    ),
    (
        "reversed reverses reverse overturned",
        "reversed",
        "convictions? sentences? judgments? orders? rulings? decisions? verdicts? decrees?",
        True,
    ),
    ("remanded remands remand", "remanded", "cases? matters? appeals?", True),
    ("revoked revokes revoke", "revoked", _FREEDOM, True),
    ("reinstated reinstates reopened", "reinstated", _ACCUSED + " bail bond probation", True),
    ("suspended suspends suspend", "suspended", _TERMS, True),
    ("deferred defers defer", "deferred", _TERMS + " prosecution", True),
    (
        "imposed imposes impose pronounced pronounces",
        "sentenced",
        "sentences? fines? penalt(?:y|ies) terms? probation",
        True,
    ),
    (
        "accepted accepts accept",
        "accepted",
        "pleas? plea_agreements? agreements? plea_bargains? verdicts? surrenders? waivers?",
        True,
    ),
    ("issued issues", "issued", (
        "warrants? orders? summons(?:es)? subpoenas? injunctions? writs? rulings? opinions? "
        "decisions? citations? decrees? mandates?"
    ), True),
    ("signed", "issued", "warrants? orders? judgments? decrees?", True),
    ("entered enters", "entered", "judgments? orders? convictions? defaults? decrees? stays?", True),
    ("lifted", "vacated", "orders? stays? injunctions? holds? bans?", True),
    ("exonerated", "exonerated", "bonds? bail", True),
    ("forfeited forfeits", "forfeited", "bonds? bail", True),
    ("reduced increased raised lowered", "bail set", "bail bonds?", True),
    ("set scheduled sets", "set", _SAT, True),
    (
        "held conducted convened",
        "heard",
        "hearings? conferences? arraignments? proceedings? trials? sentencings? prelim",
        True,
    ),
    (
        "heard hears",
        "heard",
        "arguments? motions? testimony appeals? cases? matters? evidence petitions?",
        True,
    ),
    ("returned returns", "returned", "verdicts? indictments? true_bill", True),
    ("declared declares", "mistrial", "mistrials?", True),
    ("authorized approved", "granted", "warrants? pleas? settlements? agreements?", True),
    ("filed files lodged refiled re-filed e-filed submitted", "filed", _PAPERS, False),
    ("served serves", "served", _SERVED, False),
    ("executed", "served", "warrants?", False),
    ("withdrew withdrawn withdraws", "withdrawn", (
        "pleas? motions? complaints? petitions? objections? claims? appeals? charges? requests? "
        "waivers?"
    ), False),
    (
        "amended amends",
        "amended",
        "complaints? petitions? informations? indictments? charges? pleadings? answers?",
        False,
    ),
    ("posted posts", "bond posted", "bonds? bail", False),
    ("waived waives", "waived", (
        "hearings? preliminary_hearings? extradition rights? jury speedy_trial appearances? "
        "arraignments? indictments? reading trial time"
    ), False),
    ("answered", "answered", "complaints? petitions? lawsuits? suits? counterclaims?", False),
    (
        "appealed appeals",
        "appealed",
        "convictions? sentences? rulings? decisions? orders? verdicts? judgments?",
        False,
    ),
    ("settled", "settled", "lawsuits? suits? cases? claims?", False),
)  # fmt: skip

# Forms that tell of an act of law only before certain words.
ONLY_BEFORE: Mapping[str, re.Pattern[str]] = MappingProxyType({
    "released": re.compile(
            r"\s+(?:(?:him|her|them|[A-Z][\w.’'-]*)\s+){0,3}(?:again\s+|later\s+)?(?:on|pending|"
            r"from\s+(?:custody|jail|"
            r"prison|detention|the\s+[\w\s]{0,20}(?:jail|center|facility))|to\s+(?:pretrial|his|"
            r"her|the\s+custody|"
        r"house)|at\s+the\s+scene|without\s+bail|under\s+(?:supervision|pretrial)|under\s+\w+\s+supervision|"
        r"with\s+(?:a|conditions|an?\s+\w+\s+(?:monitor|bracelet)))\b|\s*[.;]"
    ),
    "releases": re.compile(r"\s+(?:him|her|them|[A-Z][\w.’'-]*)\b[^.;]{0,30}?\bon\b"),
    "freed": re.compile(r"\s+(?:on|pending|from)\b"),
    "bonded": re.compile(r"\s+out\b"),
    "surrendered": re.compile(r"(?!\s+(?:the|a|an|his|her|its)\s)"),
    "booked": re.compile(
        r"\s*(?:$|[.,;]|(?:him|her|them|[A-Z][\w.’'-]*)\b|(?:on|into|in|at|for|by|here|there|and)\b)"
    ),
    "cited": re.compile(
        r"\s+(?:(?:him|her|them|the|driver|owner|[A-Z][\w.’'-]*)\s+){0,4}(?:for|on|at|into|in|and|under)\b"
    ),
    "adjourned": re.compile(r"\s+(?:to|until|till)\b"),
    "recessed": re.compile(r"\s+(?:to|until|till)\b"),
    "fined": re.compile(r"\s+(?:\$|(?:him|her|them|the|a|an|[A-Z][\w.’'-]*)\b)"),
    "detained": re.compile(r"(?!\s+(?:by\s+traffic|at\s+work))"),
    "sentences": re.compile(r"\s+(?:him|her|them|you|the\s+defendant|[A-Z])"),
    "arrests": re.compile(r"\s+(?:him|her|them|[A-Z])"),
    "adjudicated": re.compile(r"\s+(?:a\s+)?(?:delinquent|guilty|incompetent|dependent)"),
    "remanded": re.compile(r"(?!\s+(?:the\s+)?(?:case|matter|appeal|cause))"),
})  # fmt: skip


def _table() -> Mapping[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for form, act in _PEOPLE_COURT.items():
        found.setdefault(form.replace("_", " "), []).append(Verb(act, people=True))
    for form, act in _PEOPLE_OTHERS.items():
        found.setdefault(form.replace("_", " "), []).append(Verb(act, people=True, court=False))
    for forms, act, nouns, court in _THINGS:
        one = Verb(act, people=False, things=_nouns(nouns), court=court)
        for form in forms.split():
            found.setdefault(form.replace("_", " "), []).append(one)
    return MappingProxyType({form: tuple(verbs) for form, verbs in found.items()})


VERBS = _table()
# Every form, to be found in one pass over a text.
FORMS = re.compile(
    r"(?<![\w’'-])(?:"
    + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(VERBS, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)
# Forms that a judge or a party uses of what is done by the words themselves: "I accept the pleas".
BARE = frozenset(
    "dismiss deny grant overrule sustain stay continue vacate transfer consolidate seal "
    "expunge affirm reverse remand "
    "revoke suspend defer impose accept".split()
)
# What parties and the police do, told by whoever tells it, is no act of a court.
PARTIES = frozenset((
    "arrested", "booked", "cited", "detained", "deposed", "summoned", "surrendered", "filed", "served",
    "withdrawn", "withdrew plea", "amended", "bond posted", "waived", "answered", "appealed", "settled", "moved",
    "pleaded guilty", "pleaded not guilty", "pleaded no contest", "failed to appear", "appeared", "subpoenaed",
    "served with", "advised of rights", "paid",
))  # fmt: skip
