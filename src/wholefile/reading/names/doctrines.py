"""Names that stand for a warning, a hearing, a plea or an alert, and for nobody: "Miranda card", "Terry stop".

Only in such use are they nobody's: somebody whose surname is Brady stays a person. A name that many bear (Edwards,
Wade) counts only where the text names no person so.
"""

import re

from wholefile.reading.spans import Span

# Cases whose names hardly anything else is called by, in front of the words below.
_SURE = (
    "Miranda Brady Giglio Batson Garrity Jencks Daubert Alford Massiah Bruton Faretta Kastigar Kalkines Boykin "
    "Loudermill Weingarten Pitchess Marsden Santobello Apprendi Frye Franks Tarasoff Monell Bivens Spreigl Dunaway "
    "Molineux Ventimiglia Trombetta Nebbia Remmer Blakely Wende Cobbs Kellett Tahl Murgia Jackson-Denno Denno Napue "
    "Lego Telfaire Sirois Ake Zerbst Machner Shiffra Knapstad Bangert Huntley"
).split()
# Cases named like many people.
_COMMON = (
    "Terry Edwards Wade Crawford Booker Allen Arthur Richardson Spencer Williams Watson Harvey Cruz "
    "Johnson Vargas West Romero Bennett Neil Wheeler Darden Rodriguez Cardona Singleton Arbuckle Bell "
    "Lopez Aranda Howard Perkins Duren Barker Ferguson Hitch Carroll Chimel Belton Gant Franklin Norgaard "
    "Ryan Jackson Heck Younger Pickering Penry Atkins Ford Miller Graham Simmons Roper Ring Hurst Douglas "
    "Pinkerton Strickland Mapp Sandoval Youngblood Neder Padilla Gideon Anders Serna Crosby Scales "
    "Schwartz Lanigan Doyle Payton Rosario Rasmussen Goodchild Denk Denny Riggins Leon Kyles"
).split()
_WHAT = (
    r"(?:warning|right|advisement|advisal|admonish?ment|admonition|waiver|card|form|statement|violation|issue|hearing|material|"
    r"information|evidence|disclosure|obligation|dut(?:y|ies)|request|letter|list|notice|motion|claim|challenge|objection|plea|"
    r"doctrine|rule|standard|test|analysis|inquir(?:y|ies)|colloqu(?:y|ies)|instruction|charge|error|problem|procedure|"
    r"protocol|argument|exception|factor|protection|package|log|index|database|file|officer|cop|impeachment|stop|frisk|"
    r"pat-?\s?down|search|"
    r"safeguard|requirement|interrogation|interview|invocation|advice|warned|compliant|defective|related|purposes|"
    r"proffer|agreement|immunity|order|ruling|appeal|brief|remedy|sanction|suppression|witness\s(?:statement|list)|Act|"
    r"liability|conspiracy|advisory|caution|script|speech|litany)(?:e?s)?(?![\w'’])"
)
_WHAT_OF_COMMON = (
    r"(?:stop|frisk|pat-?\s?down|hearing|warning|waiver|challenge|objection|motion|doctrine|rule|standard|test|analysis|charge|"
    r"instruction|violation|advisement|plea|inquiry|factors?|exception|immunity|error)(?:e?s)?(?![\w'’])"
)
_READ = (
    r"(?:read|gave|give|giving|reading|explained|administered|recited)\s(?:(?:him|her|them|me|us|you|[A-Z][\w'’.-]{1,24}|"
    r"the\s\w{3,20})\s){1,3}(?:(?:his|her|their|the|my|your|full|standard|written)\s){0,2}"
)
_NOT_A_NAME = (
    r"(?![\w'’-])(?!\s[A-Z])(?!,?\s(?:said|says|told|testified|asked|was|is|were|had|has|left|who)\b)"
)
_TOKEN = "(?P<name>" + "|".join(sorted({re.escape(one) for one in _SURE}, key=len, reverse=True)) + ")"
_IN_USE = re.compile(
    rf"(?<![\w'’])(?:{_TOKEN}(?:(?:[\s-]|/|\s(?:and|or)\s)(?:{'|'.join(map(re.escape, _SURE))}))?"
    rf"[\s-](?:[a-z-]{{2,16}}\s)?{_WHAT})"
)
_LED = re.compile(
    rf"(?<![\w'’])(?:under|[Pp]er|pursuant\sto|violat(?:e|es|ed|ing|ion\sof|ions\sof)|waiv(?:e|es|ed|ing)|invok(?:e|es|ed|ing)|"
    rf"(?:him|her|them)\s(?:of|per)|comply\swith|complied\swith|required\sby|warned\sunder|in\slight\sof|{_READ}|[Pp]ost-|[Pp]re-|[Nn]on-)"
    rf"\s?{_TOKEN}{_NOT_A_NAME}"
)
_OF_MANY = re.compile(
    rf"(?<![\w'’])(?<!Officer )(?<!Deputy )(?P<name>{'|'.join(map(re.escape, _COMMON))})\s{_WHAT_OF_COMMON}"
)
# Whatever such a name stands before is no person's, though somebody of the text is called so as well.
_ALWAYS = re.compile(
    r"[\s-](?:[a-z-]{2,16}\s)?(?:warning|right|advisement|waiver|card|form|material|information|evidence|violation|obligation|"
    r"disclosure|challenge|list|hearing|plea|doctrine|rule|motion|claim|inquiry|issue)(?:e?s)?(?![\w'’])"
)
_STOP = re.compile(
    r"(?<![\w'’])(?P<name>Terry)(?:[\s-](?:type\s)?)(?:stop|frisk|pat-?\s?down|search|detention)(?:e?s)?(?![\w'’])"
)
_MADE_A_VERB = re.compile(r"(?<![\w'’])(?:un|non-?)?(?P<name>Mirandi[sz](?:e|ed|es|ing))(?!\w)")
_ALERT = re.compile(
    r"(?<![\w'’])(?P<name>(?:A[Mm][Bb][Ee][Rr]|Silver|Blue|Feather|Ebony|Purple|Ashanti|Mattie['’]s|Levi['’]s)\s(?:[Aa]lerts?|ALERTS?))(?!\w)"
)
# Laws that bear somebody's name.
_LAW = re.compile(
    r"(?<![\w'’])(?P<name>(?:[A-Z][a-z]{2,12}['’]s\sLaw|(?:Baker|Marchman|Mann|Hobbs|Lanham|Clery|Jencks|Hyde|Hatch|Travel|Dyer|Lacey|Stark|"
    r"Sherman|Clayton|Bayh|Tucker|Adam\sWalsh|Lautenberg|Jacob\sWetterling|Leahy|Ralph)\s(?:Act|Amendment)))(?!\w)"
)


def find_doctrines(text: str) -> list[Span]:
    """Where a name stands for a doctrine, a warning, an alert or a law, in the order of the text."""
    found = {
        Span(*match.span("name"))
        for pattern in (_STOP, _MADE_A_VERB, _ALERT, _LAW)
        for match in pattern.finditer(text)
    }
    borne: dict[str, bool] = {}
    for pattern in (_IN_USE, _LED, _OF_MANY):
        for match in pattern.finditer(text):
            one, name = Span(*match.span("name")), match["name"]
            if name not in borne:
                borne[name] = _borne(text, name)
            sure = pattern is _IN_USE and _ALWAYS.match(text, one.end, min(len(text), one.end + 60))
            if sure or not borne[name]:
                found.add(one)
    return sorted(found)


_BEGINS = r"(?!The|An?|No|Any|His|Her|Post|Pre|This|Under|After|Before)"


def _borne(text: str, name: str) -> bool:
    """Whether a text names somebody so: behind a title or a first name, or where they say or do something."""
    plain = re.escape(name)
    telling = (
        rf"{_BEGINS}(?:[A-Z][\w.'’-]{{1,20}}|[A-Z]\.)\s{plain}(?![\w'’-])(?!\s[a-z]+)",
        rf"(?<![\w'’]){plain}\s[A-Z][a-z]+(?!['’\w])",
        rf"(?<![\w'’]){plain}(?:,\s[A-Z]|['’]s\s|,?\s(?:said|says|told|testified|asked|was|is|had|has|who)\b)",
    )
    return re.search("|".join(telling), text) is not None
