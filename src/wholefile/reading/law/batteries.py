"""Whether "battery" is an offence, or what holds a current."""

import re

from wholefile.reading.spans import Span

_BATTERY_OF = re.compile(
    r"(?i)\s+(?:of|in|on|for|power|pack|life|level|was|is|had|died)\b(?!\s+(?:an?\s+)?(?:peace|police|household|family|officer|child|minor))"
)
_THING = re.compile(
    r"(?i)\b(?:phones?|cell-?phones?|smart-?phones?|smart-?watch(?:es)?|cameras?|camcorders?|recorders?|microphones?|trackers?|scanners?|"
    r"radios?|walkie-talkies?|laptops?|tablets?|computers?|drones?|scooters?|e-bikes?|wheelchairs?|pacemakers?|hearing\s+aids?|headsets?|"
    r"flashlights?|headlamps?|lanterns?|remotes?|detectors?|sensors?|ankle\s+(?:monitors?|bracelets?)|gps|key\s+fobs?|generators?|inverters?|"
    r"alternators?|jumper\s+cables|terminals?|charg(?:er|ers|ing)|(?:\w+-)?volts?|amps?|watts?|recharg\w+|lithium(?:-ion)?|alkaline|"
    r"cars?|trucks?|dead|drained|low|died|flat|failed|body-?worn|body-?cams?|dash-?cams?|tasers?|vapes?|e-cigarettes?|spare|backup|"
    r"replacement)\b"
)


# "The charge of the battery"; no crime is called so, but "the battery charge" is one.
_THE = re.compile(r"(?i)\b(?:the|my|its|this)\s+$")
_CHARGE = re.compile(r"(?i)\s+(?:charges?|counts?|case|trial|indictment|convictions?|citation|warrant)\b")


def holds_a_current(text: str, span: Span) -> bool:
    """Whether "battery" is what holds a current."""
    if text[span.start : span.end].casefold() != "battery":
        return False
    if _THE.search(text[max(0, span.start - 8) : span.start]) and not _CHARGE.match(text, span.end):
        return True
    around = text[max(0, span.start - 40) : span.end + 60]
    return _BATTERY_OF.match(text, span.end) is not None or _THING.search(around) is not None
