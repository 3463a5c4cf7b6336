"""How statutes are cited: the code of a state by its name, its abbreviation, or spelt out behind the section.

`PATTERNS` are searched one after the other; where two match, the longer one stands. Every part is bounded, so that no
text makes a search slow. Abbreviations that are also words or initials (AS, IC, MCA) need a number of several parts.
"""

import re

S = r"[^\S\n]{0,2}"
_SECTION = rf"(?:§§?|[Ss]ections?|SECTIONS?|[Ss]ecs?\.){S}"
# 30-2-3(A)(1), 609.582, 83.51, 1028A, 2C:11-4, 12.1-16-02; of several parts where at least two are needed.
_PART = r"\d{1,5}[A-Za-z]{0,2}"
_BRACKETS = r"(?:\([A-Za-z0-9]{1,4}\)){0,5}"
NUMBER = rf"{_PART}(?:[-.:]{_PART}){{0,4}}{_BRACKETS}(?![\w/])"
_PARTED = rf"{_PART}(?:[-.:]{_PART}){{1,4}}{_BRACKETS}(?![\w/])"
_MORE = rf"(?:{S}(?:,|,? and|to|through|–|-|&){S}{NUMBER}(?!-)){{0,4}}"
NUMBERS = NUMBER + _MORE
_PARTS = _PARTED + _MORE
# What may stand behind the number: a subdivision in words, and the year of the edition.
_END = (
    rf"(?:,{S}(?:subds?\.|subdivisions?|subsections?|paragraphs?|pars?\.){S}(?:\d{{1,2}}[a-z]?{_BRACKETS}|\([A-Za-z0-9]{{1,4}}\)))?"
    r"(?:[^\S\n]\((?:[A-Z][\w.]{1,12}[^\S\n])?(?:19|20)\d\d(?:,[^()\n]{1,40})?\))?"
)
_NAMES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
    r"Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|"
    r"Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|"
    r"Wyoming|District of Columbia|United States"
)
_SHORTENED = (
    "Ala Alas Ariz Ark Cal Calif Colo Conn Del Fla Ga Haw Ill Ind Kan Ky La Me Md Mass Mich Minn Miss Mo Mont Neb Nev "
    "Okla Or Ore Pa Tenn Tex Vt Va Wash Wis Wyo"
).split()
_SHORT = (
    rf"(?:{'|'.join([*_SHORTENED, *(one.upper() for one in _SHORTENED)])}|"
    rf"(?:W\.{S}V[Aa]|N\.{S}[HJMYCD]|R\.{S}I|S\.{S}[CD]|D\.{S}C))(?!\w)\.?"
)
# The code of a town or county: "Dray County Code", "Tolland Municipal Code".
_TOWN = r"(?:[A-Z][\w'’]{1,15} ){1,3}(?:County|City|Municipal|Mun\.|Town|Village)"
STATE = rf"(?=[A-Z])(?:{_NAMES}|{_NAMES.upper()}|{_SHORT})"
"""The name of a state, or what it is shortened to in citations."""
_SUBJECT = (
    r"(?:(?i:Penal|Criminal|Crim|Civil|Civ|Vehicles?|Veh|Traffic|Motor|Health|Safety|Family|Fam|Business|Bus|Professions|"
    r"Prof|Government|Gov(?:['’]t)?|Labor|Lab|Evidence|Evid|Procedure|Proc|Practice|Prac|Remedies|Rem|Probate|Prob|"
    r"Education|Educ|Public|Pub|Transportation|Transp|Welfare|Welf|Institutions|Inst|Insurance|Ins|Corporations|Corp|"
    r"Elections?|Elec|Local|Loc|Property|Prop|Real|Water|Fish|Game|Executive|Exec|Corrections?|Judiciary|Estates|"
    r"Domestic|Relations|Child|Children['’]s|Juvenile|Revised|Rev|General|Gen|Compiled|Comp|Consolidated|Consol|Cons|"
    r"Century|Cent|Annotated|Ann))"
)
_CODE = (
    rf"(?:{_SUBJECT}(?:\.?,?{S}(?:&|(?i:and)){S}|\.{S}|[^\S\n]{{1,2}})){{0,5}}"
    r"(?:(?i:Codes?|Stats?\.|Statutes?|Laws?)(?![\w'’])|C\.P\.L\.R\.|CPLR)"
    rf"(?:{S}of{S}(?:Civil|Criminal|Evidence)(?:{S}Procedure)?)?\.?(?:{S}(?i:Ann(?:otated)?)\.?)?"
    rf"(?:{S}(?i:Crim|Civ)\.{S}(?i:Proc)\.)?"
    rf"(?:,{S}{_SUBJECT}\.?(?:{S}{_SUBJECT}\.?)?{S}(?:Law|Code|Art\.))?"
)
_TITLE = rf"(?:,?{S}(?:tit|ch|c|art)\.{S}\d{{1,4}}[A-Z]?(?:-[A-Z])?,)?"
_NEEDS = rf"(?:{_SECTION}|[Aa]rts?\.{S}|[Aa]rticles?{S})"
# Letters that stand for a code, with a number of several parts behind them: RCW 9A.32.070.
_LETTERS = (
    rf"(?:RCW|ORS|O\.R\.S\.|NRS|N\.R\.S\.|KRS|K\.R\.S\.|RSMo|MCLA?|M\.C\.L\.(?:A\.)?|RSA|A\.R\.S\.|C\.R\.S\.|CRS|"
    rf"O\.C\.G\.A\.|OCGA|I\.{S}C\.|HRS|R\.C\.|ORC|SDCL|K\.S\.A\.|KSA|T\.C\.A\.|TCA|N\.J\.S\.(?:A\.)?|NJSA|"
    rf"N\.C\.G\.S\.|NCGS|G\.S\.|N\.D\.C\.C\.|NDCC|(?:La\.{S})?R\.S\.|M\.S\.A\.|N\.?M\.?S\.?A\.?(?:{S}1978)?|D\.C\.{S}Code|"
    rf"RCWA|U\.C\.A\.|W\.S\.|C\.G\.S\.)"
)
_LETTERS_ALONE = r"(?:AS|ARS|IC|MCA|UCA)"
# Letters behind the number of a title: 720 ILCS 5/9-3, 21 O.S. § 711.
_TITLED = (
    rf"(?:ILCS|Ill\.{S}Comp\.{S}Stat\.(?:{S}Ann\.)?|O\.{S}S\.|V\.{S}S\.{S}A\.|M\.{S}R\.{S}S\.(?:{S}A\.)?|"
    rf"Del\.{S}C\.|[A-Z][a-z]{{1,6}}\.{S}C\.{S}S\.(?:{S}A\.)?|Pa\.{S}Cons\.{S}Stat\.(?:{S}Ann\.)?|G\.C\.A\.|V\.I\.C\.|L\.P\.R\.A\.)"
)
_FEDERAL = rf"(?:U\.?{S}S\.?{S}C\.?(?:{S}A\.?)?|C\.?{S}F\.?{S}R\.?)"

PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<![\w.$]){pattern}")
    for pattern in (
        # By the letters of a code, with the title before them or not.
        rf"\d{{1,3}}[^\S\n]?{_FEDERAL}{S}(?:{_SECTION})?{NUMBERS}{_END}",
        rf"\d{{1,4}}(?:-[A-Z])?[^\S\n]{_TITLED}{S}(?:{_SECTION}{NUMBERS}|\d{{1,4}}/{NUMBERS}|{NUMBERS}){_END}",
        rf"{_LETTERS}{S},?{S}(?:{_SECTION}{NUMBERS}|(?:\d{{4}}{S}Supp\.,?{S})?{_PARTS}){_END}",
        rf"{_LETTERS_ALONE}{S}(?:{_SECTION}{NUMBERS}|{_PART}(?:[-.:]{_PART}){{2,4}}{_BRACKETS}(?![\w/])){_END}",
        rf"(?:C\.P\.L\.R\.|CPLR){S}{NUMBERS}{_END}",
        rf"[MG]\.(?:{S}G\.)?{S}L\.(?:{S}A\.)?,?{S}c(?:h|hap)?\.{S}\d{{1,4}}[A-Z]?,{S}{_SECTION}{NUMBERS}{_END}",
        rf"\d{{4}}{S}Comp\.,{S}{_SECTION}{NUMBERS}{_END}",
        # By the name of a code; without a state the word "section" or its sign must stand.
        rf"(?:{STATE}){S}(?:R\.S\.|{_CODE}),?{_TITLE}{S}(?:{_NEEDS})?{NUMBERS}{_END}",
        rf"(?=[A-Z])(?:{_TOWN}{S})?{_CODE},?{_TITLE}{S}{_NEEDS}{NUMBERS}{_END}",
        # The section first.
        rf"{_SECTION}{NUMBERS},?{S}(?:{_LETTERS}(?![\w.])|RSMo(?!\w|\.\w)){_END}",
        rf"{_SECTION}{NUMBERS},?{S}(?:(?:of|under){S}(?:the{S})?)?(?:{STATE}){S}{_CODE}{_END}",
        rf"{_SECTION}{NUMBERS},?{S}(?:of|under){S}(?:the{S})?(?:{_TOWN}{S})?{_CODE}{_END}",
        rf"{_SECTION}{NUMBERS}{S}of{S}[Tt]itle{S}\d{{1,2}}(?:{S}of{S}the{S}United{S}States{S}Code)?",
        rf"[Tt]itle{S}\d{{1,2}},?{S}(?:of{S}the{S})?United{S}States{S}Code,?{S}(?:at{S})?{_SECTION}{NUMBERS}",
        # As officers of California write them: 243(e)(1) PC, VC 23152(a).
        r"\d{2,5}(?:\.\d{1,3})?(?:\([a-z0-9]{1,2}\)){1,3}[^\S\n](?:PC|VC|HS|H&S|BP|B&P|WI|W&I)(?!\w)",
        r"(?:PC|VC|HS|H&S|BP|B&P|WI|W&I)[^\S\n]§?[^\S\n]?\d{2,5}(?:\.\d{1,3})?(?:\([a-z0-9]{1,2}\)){1,3}",
    )
)  # fmt: skip
"""Each form in which a statute of a state, a town or the United States is cited."""
