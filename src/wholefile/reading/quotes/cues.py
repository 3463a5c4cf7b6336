"""The words that show that somebody says something, and how: verbs, nouns, and "according to".

Lexicons only, of general English; `manner` tells whether what is said is stated, alleged or denied.
"""

from functools import cache

from wholefile.reading.facts import Status

# What is said against somebody, or is said as what still has to be shown.
ALLEGING = frozenset(
    "accuse allege argue assert aver blame charge claim complain contend imply insinuate insist maintain "
    "plead purport suggest".split()
)
DENYING = frozenset("contest deny disavow disclaim dispute rebut refute reject repudiate".split())
STATING = frozenset(
    "acknowledge add admit advise affirm agree announce answer apologize ask assure attack attest author bark "
    "beg begin bemoan beseech blast boast brag brand brief call caution certify chant characterize chastise "
    "cheer chide chime cite clarify comment compare concede conclude condemn confess confide confirm continue "
    "convince count counter credit criticize crow cry deadpan declare decry deem demand denounce depict "
    "depose deride describe detail dictate disagree disclose dismiss dub elaborate emphasize enquire estimate "
    "exclaim explain express find forewarn fume gloat go greet gripe groan grumble guarantee guess gush hail "
    "highlight hint hold holler implore inform inquire instruct interject interrupt intone invoke joke jot "
    "label lambast lament lash laud lecture lie liken mean mention message mock muse mutter name narrate note "
    "notify object observe offer opine order paint pen persuade phone phrase plead pledge plug portray posit "
    "post praise pray preach predict proclaim promise pronounce prophesy propose protest quip quote radio "
    "rail rant read reason rebuke recall recap recite recollect recommend recount refer reiterate rejoin "
    "relate relay remark remember remind repeat reply report request respond restate retort retweet reveal "
    "ridicule rule say scoff scold scrawl scream shout sigh sing slam snap sneer speak specify speculate "
    "state stress summarize surmise swear tease telephone tell term testify text thank theorize threaten "
    "thunder tout trumpet tweet underscore urge utter venture voice vow wail warn whisper wonder write yell".split()
)
# States of mind: what follows is somebody's, but they need not have said it in these words.
THINKING = frozenset(
    "address advocate aim appreciate argue believe bring cast celebrate consider defend deserve desire doubt "
    "embrace endorse envision expect favor fear feel find frame hail hate hear hope imagine intend judge know "
    "learn like love mean need oppose pitch plan prefer promote push raise realize regard regret respect see "
    "seek show signal support suspect talk think trust understand use vent view want welcome wish worry".split()
)
# Two words that mean saying only together: verb and particle.
WITH_PARTICLE = {
    "call": ("out",), "point": ("out", "to"), "cry": ("out",), "blurt": ("out",), "lay": ("out",), "spell": ("out",),
    "go": ("on",), "fire": ("back",), "shoot": ("back",), "hit": ("back",), "sum": ("up",), "chime": ("in",),
    "speak": ("out",), "lash": ("out",), "put": (), "push": ("back",), "weigh": ("in",), "set": ("forth", "out"),
    "make": (),
}  # fmt: skip
# The word that is meant takes "to" and a verb as what is said: "told him to leave".
ORDERING = frozenset(
    "advise agree ask beg claim demand implore instruct offer order pledge profess promise purport remind "
    "request swear tell threaten urge vow want warn".split()
)
NOUNS = frozenset(
    "account accusation admission advice affirmation allegation announcement answer apology argument "
    "assertion assessment belief claim comment complaint concession conclusion confession contention "
    "criticism declaration denial description explanation insistence letter message note notion observation "
    "opinion order plea pledge post promise reference remark reply report request response retort ruling "
    "rumor saying statement suggestion suspicion telling testimony text threat tweet version view vow warning "
    "word".split()
)
# "By her account", "in his view": the rest of the sentence is theirs.
ACCOUNTS = frozenset({"account", "telling", "version", "view", "opinion", "estimate", "estimation"})
NOUN_MANNER = {
    **dict.fromkeys(
        "accusation allegation claim contention insistence suggestion suspicion rumor".split(), Status.ALLEGED
    ),
    "denial": Status.DENIED,
}
# Hedges that make an allegation of what the document says in its own voice.
ALLEGED_HEDGES = frozenset(
    "accused alleged allegedly apparently purported purportedly reportedly rumored rumoured supposed supposedly "
    "suspected".split()
)
_IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "swore": "swear", "sworn": "swear",
    "held": "hold", "found": "find", "spoke": "speak", "spoken": "speak", "began": "begin", "begun": "begin",
    "thought": "think", "felt": "feel", "knew": "know", "known": "know", "meant": "mean", "sang": "sing",
    "understood": "understand", "saw": "see", "seen": "see", "sought": "seek", "put": "put", "read": "read",
    "pled": "plead", "went": "go", "made": "make", "laid": "lay", "hit": "hit", "shot": "shoot", "heard": "hear",
    "cried": "cry", "decried": "decry", "denied": "deny", "replied": "reply", "implied": "imply",
    "testified": "testify", "clarified": "clarify", "specified": "specify", "certified": "certify",
    "notified": "notify", "lied": "lie", "says": "say", "goes": "go", "does": "do",
}  # fmt: skip
_NEVER = frozenset("hat hats states".split())
SPEAKING = STATING | ALLEGING | DENYING
# Verbs that mean saying in nearly every sentence they stand in; without grammar only they are trusted.
SURE = frozenset(
    "accuse acknowledge add admit allege announce answer argue ask assert claim complain concede conclude "
    "contend continue declare deny exclaim explain insist joke maintain note quip recall remark reply report "
    "respond say scream shout state suggest tell testify tweet urge vow warn whisper write yell".split()
)
# Beside a quotation, words for naming are trusted as well.
_SAYING = SURE | {"call", "describe", "dub", "label"}


@cache
def _missing_letter() -> dict[str, str]:
    """Long verbs with one letter left out, as hurried writers spell them: to the verb that is meant."""
    every = SPEAKING | THINKING
    forms = {
        (word[:n] + word[n + 1 :]): word
        for word in sorted(every)
        if len(word) >= 7
        for n in range(1, len(word))
    }
    return {form: word for form, word in forms.items() if form not in every}


@cache
def _forms() -> dict[str, str]:
    """Every regular form of every verb of saying and thinking."""
    found = dict(_IRREGULAR)
    for verb in sorted(SPEAKING | THINKING):
        stem = verb.removesuffix("e")
        doubled = verb + verb[-1]
        endings = [verb, f"{verb}s", f"{stem}ed", f"{stem}ing", f"{verb}es", f"{doubled}ed", f"{doubled}ing"]
        if verb.endswith("y"):
            endings += [f"{verb[:-1]}ies", f"{verb[:-1]}ied"]
        for form in endings:
            found.setdefault(form, verb)
    return found


def verb_of(word: str, lemma: str = "") -> str:
    """The verb of saying or thinking that a word is a form of, or empty. A long verb may lack one letter."""
    word, lemma = word.lower(), lemma.lower()
    for one in (_IRREGULAR.get(word, ""), lemma, _forms().get(word, "")):
        if one in SPEAKING or one in THINKING or one in WITH_PARTICLE:
            return one
    if len(word) >= 7:
        for form in (lemma, word, word.removesuffix("ed"), word.removesuffix("s"), word.removesuffix("d")):
            if form in _missing_letter():
                return _missing_letter()[form]
    return ""


def says(word: str) -> bool:
    """Whether a word, without its grammar, is a form of a verb that means saying in nearly every sentence."""
    return word.lower() not in _NEVER and verb_of(word) in _SAYING


def manner(verb: str) -> Status:
    """How what is said with a verb stands."""
    if verb in DENYING:
        return Status.DENIED
    return Status.ALLEGED if verb in ALLEGING else Status.STATED
