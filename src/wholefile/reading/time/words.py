"""The vocabulary of English time expressions: what each word can be, one letter for each sort."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH_NAMES = tuple(name for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"})
# Monday is 1, as in ISO 8601.
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
            "saturday sat", "sunday sun",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAY_NAMES = tuple(name for name in WEEKDAYS if name.endswith("day"))
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
# Units of TIMEX3; those of the clock begin with T. DE and CE are only ours: TIMEX3 counts decades in years.
UNITS = {
    "second": "TS", "sec": "TS", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D", "week": "W",
    "weekend": "WE", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}  # fmt: skip
CARDINALS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
CARDINALS |= {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
ORDINALS |= {"thirtieth": 30}
DECADES = {
    word: 10 * number
    for number, word in enumerate(
        "twenties thirties forties fifties sixties seventies eighties nineties".split(), 2
    )
}
REPEATED = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W", "biweekly": "P2W",
    "fortnightly": "P2W", "monthly": "P1M", "annually": "P1Y", "yearly": "P1Y",
}  # fmt: skip
REFERENCES = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "formerly": "PAST_REF", "lately": "PAST_REF", "current": "PRESENT_REF",
}  # fmt: skip
ZONES = frozenset("est edt cst cdt mst mdt pst pdt gmt utc et ct mt pt".split())
HOLIDAYS = {
    "new year's day": "01-01", "new year's eve": "12-31", "christmas eve": "12-24", "christmas day": "12-25",
    "christmas": "12-25", "boxing day": "12-26", "valentine's day": "02-14",
    "st. valentine's day": "02-14", "st. patrick's day": "03-17",
    "saint patrick's day": "03-17", "april fools' day": "04-01", "independence day": "07-04",
    "fourth of july": "07-04", "the fourth of july": "07-04",
    "juneteenth": "06-19", "halloween": "10-31", "veterans day": "11-11",
    "groundhog day": "02-02",
    # month, which one of its weekdays (-1 the last), weekday
    "martin luther king day": (1, 3, 1), "presidents' day": (2, 3, 1), "presidents day": (2, 3, 1),
    "mother's day": (5, 2, 7), "memorial day": (5, -1, 1), "father's day": (6, 3, 7), "labor day": (9, 1, 1),
    "columbus day": (10, 2, 1), "thanksgiving day": (11, 4, 4), "thanksgiving": (11, 4, 4),
    # days from Easter Sunday
    "ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0,
    # the Tuesday after the first Monday of November
    "election day": "election",
}  # fmt: skip
# Several words that act as one.
PHRASES = {
    "more than": "R", "less than": "R", "fewer than": "R", "at least": "R", "at most": "R", "up to": "R",
    "no more than": "R", "no less than": "R", "as long as": "R", "close to": "R", "just over": "R",
    "just under": "R", "well over": "R", "a little over": "R", "a little more than": "R",
    "at the moment": "J", "right now": "J", "these days": "J", "at present": "J", "at this point": "J",
    "the near future": "J", "the foreseeable future": "J", "the future": "J", "as soon as possible": "J",
    "year end": "8", "year-end": "8", "year's end": "8",
}  # fmt: skip
PHRASE_REFERENCES = {
    "at the moment": "PRESENT_REF", "right now": "PRESENT_REF", "these days": "PRESENT_REF",
    "at present": "PRESENT_REF", "at this point": "PRESENT_REF",
    "the near future": "FUTURE_REF", "the foreseeable future": "FUTURE_REF", "the future": "FUTURE_REF",
    "as soon as possible": "FUTURE_REF",
}  # fmt: skip

_SORTS = {
    "T": "today yesterday tomorrow tonight overnight",
    "W": "monday tuesday wednesday thursday friday saturday sunday",
    "w": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "S": "spring summer fall autumn winter",
    "s": "springs summers falls autumns winters",
    "P": "morning afternoon evening night",
    "p": "mornings afternoons evenings nights",
    "N": "noon midnight midday",
    "u": "minute hour day week month year decade century hr min sec",
    "U": "seconds minutes hours days weeks weekends months quarters years decades centuries hrs mins secs",
    "E": "weekend",
    "Q": "quarter",
    "b": "period half semester",
    "L": "last past previous preceding prior latest",
    "X": "next coming following upcoming subsequent",
    "C": "this present same",
    "c": "current",
    "G": "recent",
    "Z": "that",
    "A": "ago",
    "B": "earlier",
    "F": "later",
    "<": "before",
    ">": "after",
    "j": "early late mid",
    "e": "end beginning start middle",
    "R": "about around nearly almost roughly approximately over under",
    "V": "every each",
    "v": "few several many couple numerous",
    "n": " ".join(CARDINALS),
    "h": " ".join(SCALES),
    "H": "half",
    "O": " ".join(word for word in ORDINALS if word != "second"),
    "2": "second",
    "l": "fiscal financial",
    "I": " ".join(REPEATED),
    "J": " ".join(one for one in REFERENCES if one != "current"),
    "K": " ".join(DECADES),
    "f": "full whole entire",
    "d": "the",
    "a": "a an",
    "x": "of",
    "i": "in on by since until at during for from through to between till circa",
    "&": "and or",
    "m": "more additional",
    "Y": "",
}
# What every word can be; words that stand in no list are "0".
SORTS = {word: sort for sort, words in _SORTS.items() for word in words.split()}
