"""What words tell that something happened, sorted into families of events that may be one and the same.

A suit that was withdrawn and a case that was dropped are told with different words and may be one event; that is
what the families are for. They never merge anything: they only say what to set side by side.
"""

# Family: what it is called in a check, its verbs, its nouns.
_FAMILIES: dict[str, tuple[str, str, str]] = {
    "ended": (
        "the end of the case",
        "dismiss drop collapse withdraw acquit abandon quash vacate toss",
        "dismissal collapse acquittal mistrial",
    ),
    "death": (
        "the death",
        "die kill murder perish drown",
        "death killing homicide murder slaying manslaughter",
    ),
    "harm": (
        "the violence",
        "shoot stab beat strike assault attack wound injure hit punch choke discharge fire explode",
        "shooting stabbing beating assault attack explosion discharge",
    ),
    "crash": ("the crash", "crash collide overturn derail", "crash collision wreck"),
    "fire": ("the fire", "burn ignite", "fire blaze arson"),
    "theft": ("the theft", "steal rob burglarize embezzle", "theft robbery burglary heist"),
    "arrest": ("the arrest", "arrest detain apprehend handcuff", "arrest detention"),
    "search": ("the search", "search raid seize", "search raid seizure"),
    "charge": ("the charge", "charge", ""),
    "indictment": ("the indictment", "indict", "indictment"),
    "arraignment": ("the arraignment", "arraign", "arraignment"),
    "plea": ("the plea", "plead", "plea"),
    "conviction": ("the conviction", "convict", "conviction verdict"),
    "sentence": ("the sentence", "sentence", "sentencing"),
    "filing": ("the filing", "file sue lodge", "lawsuit suit complaint filing petition"),
    "trial": ("the trial", "try", "trial"),
    "hearing": ("the hearing", "hear", "hearing deposition"),
    "testimony": ("the testimony", "testify", "testimony"),
    "concealment": ("the concealment", "conceal hide destroy tamper", "concealment destruction"),
    "handing": ("what was handed over", "hand give deliver", "delivery"),
    "meeting": ("the meeting", "meet interview", "meeting interview"),
    "call": ("the call", "call telephone phone dial", "call"),
    "publication": ("the publication", "publish broadcast air post", "publication broadcast"),
    "termination": ("the end of the employment", "terminate", "termination"),
    "service": ("the service", "serve", "service notice"),
    "sale": ("the sale", "sell", "sale"),
    "appeal": ("the appeal", "appeal", "appeal"),
    "ruling": ("the ruling", "rule grant deny overrule sustain order", "ruling order decision"),
    "birth": ("the birth", "bear", "birth"),
    "marriage": ("the marriage", "marry", "wedding marriage"),
}
LABELS = {name: label for name, (label, _, _) in _FAMILIES.items()}
VERBS = {verb: name for name, (_, verbs, _) in _FAMILIES.items() for verb in verbs.split()}
NOUNS = {noun: name for name, (_, _, nouns) in _FAMILIES.items() for noun in nouns.split()}
# Nouns that only point at something terrible told elsewhere.
POINTING = frozenset(
    "tragedy incident accident disaster occurrence ordeal event events crime offense offence".split()
)
POINTED = frozenset("death harm crash fire theft".split())
# Told though nothing dates them: what a case is about.
TOLD_UNDATED = frozenset("death harm crash fire theft arrest search concealment testimony".split())
# Verbs that only carry the noun after them: "made a complaint", "gave testimony".
LIGHT = frozenset("make give bring take deliver lodge file launch commence initiate start begin hold".split())
# What the verbs of "ended" must end.
CASES = frozenset(
    "charge case trial prosecution indictment count suit lawsuit complaint action proceeding proceedings claim".split()
)
# The verbs of "ended" that need one of CASES beside them: one may drop anything.
_LOOSE = frozenset("drop collapse withdraw abandon toss".split())
# Words that make of the same verb no event of that family.
REFERRING = frozenset("this that it which".split())

_IRREGULAR = {
    "shot": "shoot", "struck": "strike", "hit": "hit", "beaten": "beat", "stole": "steal", "stolen": "steal",
    "hid": "hide", "hidden": "hide", "met": "meet", "gave": "give", "given": "give", "heard": "hear", "born": "bear",
    "pled": "plead", "sought": "seek", "went": "go", "came": "come", "told": "tell", "said": "say", "saw": "see",
    "took": "take", "taken": "take", "made": "make", "became": "become", "began": "begin", "left": "leave",
    "found": "find", "held": "hold", "brought": "bring", "drove": "drive", "wrote": "write", "sent": "send",
    "signed": "sign", "got": "get", "knew": "know", "bought": "buy", "sold": "sell", "fell": "fall", "ran": "run",
}  # fmt: skip


def family(verb: str, beside: frozenset[str]) -> str:
    """The family of an event from its verb and the nouns that are its subject and object; empty when it has none."""
    found = VERBS.get(verb, "")
    if verb in LIGHT and not (found and found != "filing"):
        for noun in sorted(beside):
            if noun in NOUNS:
                return NOUNS[noun]
    if found == "ended" and verb in _LOOSE and not beside & CASES:
        return ""
    return found


def past_forms() -> dict[str, str]:
    """Past forms and the verbs they are of, for texts that no model has tagged."""
    found = dict(_IRREGULAR)
    for verb in VERBS:
        found[_regular(verb)] = verb
    return found


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in {"drop", "stab", "rob"}:
        return verb + verb[-1] + "ed"
    return verb + "ed"
