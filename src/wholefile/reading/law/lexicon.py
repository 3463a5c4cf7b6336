"""Offences, causes of action and forms of relief, as US courts and newspapers write them.

General words of the law of most states; a name that is missing is still proposed where its place shows what it is
(after "charged with", under "COUNT II"), with a flag.
"""

import re

_S = r"\s{1,3}"  # an underscore in the lists below


def _any(words: str) -> str:
    """Words divided by bars, with any white space for an underscore; the longest first; bars in brackets stay."""
    told, depth, start = [], 0, 0
    for at, letter in enumerate([*words, "|"]):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            told.append(words[start:at].strip())
            start = at + 1
    return "|".join(word.replace("_", _S) for word in sorted(told, key=len, reverse=True) if word)


# What narrows an offence before its name, its name, and what narrows it after.
_BEFORE_OFFENCE = (
    r"(?:(?:first|second|third|fourth|fifth)[-\s]degree|(?:1st|2nd|3rd|4th|5th)[-\s]degree|"
    r"aggravated|attempted|felony|"
    r"misdemeanou?r|involuntary|voluntary|negligent|vehicular|armed|unarmed|criminal|capital|grand|"
    r"petty|petit|simple|"
    r"domestic|reckless|unlawful|wire|mail|bank|securities|tax|insurance|health(?:\s?care)?|welfare|"
    r"credit\scard|sexual|"
    r"child|identity|public|gross|federal|state|residential|commercial|auto|vehicle|statutory|"
    r"depraved[-\s]heart|open|"
    r"intoxication|intoxicated|deliberate|premeditated|wage|retail|home|strong[-\s]arm|international)"
)
_OFFENCE = _any(
    "murder|manslaughter|homicide|assault(?:_and_battery)?|battery|burglary|robbery|larceny|theft|shoplifting|"
    "embezzlement|fraud|forgery|arson|kidnapping|abduction|false_imprisonment|extortion|blackmail|bribery|perjury|"
    "obstruction(?:_of_justice)?|obstructing_(?:justice|an?_officer|governmental_operations)|"
    "(?:evidence|witness|jury)_tampering|tampering_with_(?:physical_)?(?:evidence|public_records|"
    "records|a_witness|witnesses|a_jury)|"
    "witness_intimidation|intimidation_of_a_witness|intimidating_a_witness|trespass(?:ing)?|"
    "vandalism|criminal_mischief|"
    "criminal_damage(?:_to_property)?|destruction_of_property|stalking|harassment|menacing|rape|sexual_abuse|"
    "criminal_sexual_(?:penetration|contact|conduct)|child_(?:abuse|endangerment|neglect|molestation|pornography)|"
    "indecent_exposure|prostitution|human_trafficking|drug_(?:trafficking|possession|dealing)|"
    "trafficking_(?:in_)?(?:an?_)?(?:controlled_substances?|cocaine|heroin|methamphetamine|fentanyl|persons)|"
    "(?:possession|distribution|sale|delivery|manufacture)_of_(?:an?_)?[\\w-]+(?:_(?:substances?|"
    "weapons?|property|drugs?|"
    "paraphernalia|firearms?|device))?(?:_(?:by_a_felon|with_intent_to_distribute))?|"
    "driving_(?:under_the_influence|while_intoxicated|while_impaired|on_a_suspended_license|"
    "without_a_license)|DUI|DWI|OWI|"
    "reckless_driving|careless_driving|hit[-\\s]and[-\\s]run|leaving_the_scene(?:_of_an_accident)?|"
    "(?:eluding|fleeing|evading)(?:_(?:police|an_officer|arrest|a_police_officer))|resisting_(?:arrest|an_officer)|"
    "disorderly_conduct|conspiracy(?:_to_commit_[\\w\\s]{3,40}?(?=[,.;:()]|\\sand\\s|\\sin\\s|$))?|"
    "racketeering|money_laundering|"
    "identity_theft|contempt(?:_of_court)?|escape_from_custody|insider_trading|tax_evasion|counterfeiting|"
    "receiving_stolen_property|public_intoxication|animal_cruelty|cruelty_to_animals|endangerment|"
    "falsifying_(?:an?_)?(?:\\w+_)?records?|false_statements?|making_a_false_(?:report|statement)|"
    "filing_a_false_report|"
    "negligent_use_of_a_(?:firearm|deadly_weapon)|unlawful_(?:discharge|carrying|possession)_of_an?_[\\w-]+|"
    "discharge_of_a_firearm|sedition|treason|terrorism|hazing|loitering|impersonating_an?_officer|"
    "official_misconduct|"
    "misconduct_in_office|malfeasance|smuggling|voyeurism|ticket_scalping|breaking_and_entering|joyriding"
)
_AFTER_OFFENCE = (
    r"(?:\s+(?:in\s+the\s+(?:first|second|third|fourth|fifth)\s+degree|of\s+controlled\s+substances?|"
    r"with\s+(?:a\s+(?:deadly|dangerous)\s+weapon|a\s+firearm|intent\s+to\s+\w+)|"
    r"(?:up)?on\s+a\s+(?:peace|police)\s+officer|"
    r"of\s+a\s+(?:child|minor|vehicle|firearm|peace\s+officer|household\s+member|family\s+member)|"
    r"by\s+a\s+(?:felon|public\s+official)|from\s+\w+))?"
)
OFFENCE = re.compile(
    rf"(?<![\w-])(?:{_BEFORE_OFFENCE}\s+){{0,3}}(?:{_OFFENCE})(?![\w-]){_AFTER_OFFENCE}", re.IGNORECASE
)
CAUSE = re.compile(
    r"(?<![\w-])(?:(?:intentional|negligent|malicious|tortious|fraudulent|wrongful|gross|"
    r"common[-\s]law|statutory|civil|"
    r"retaliatory|unlawful|strict|constructive|deliberate|unconstitutional|professional|medical|"
    r"legal|vicarious)\s+){0,2}(?:"
    + _any(
        "abuse_of_process|prosecution|spoliation(?:_of_evidence)?|defamation(?:_per_se)?|libel|slander(?:_per_se)?|"
        "infliction_of_emotional_distress|negligence(?:_per_se)?|malpractice|breach_of_(?:contract|fiduciary_duty|"
        "(?:the_)?(?:implied_)?(?:covenant_of_good_faith(?:_and_fair_dealing)?|warranty(?:_of_\\w+)?)|duty|lease)|"
        "unjust_enrichment|conversion|trespass(?:_to_(?:land|chattels))?|nuisance|false_(?:arrest|"
        "imprisonment|light)|"
        "assault(?:_and_battery)?|battery|wrongful_(?:arrest|death|termination|dismissal|discharge|"
        "eviction)|death|termination|"
        "dismissal|discharge|eviction|invasion_of_privacy|interference_with_(?:an?_|the_|his_|her_|"
        "their_)?(?:existing_|"
        "prospective_)?(?:contract(?:ual_relations)?|business_expectancy|economic_advantage|business_relations)|"
        "fraud(?:ulent_misrepresentation)?|misrepresentation|fraud|retaliation|discrimination|harassment|"
        "hostile_work_environment|products?_liability|liability|loss_of_consortium|excessive_force|"
        "deliberate_indifference(?:_to_[\\w\\s]{3,40}?(?=[,.;:()\\n]|$))?|indifference_to_serious_medical_needs|"
        "unreasonable_(?:search|seizure)|civil_conspiracy|conspiracy|copyright_infringement|patent_infringement|"
        "trademark_infringement|misappropriation(?:_of_trade_secrets)?|civil_rights_violations?|quiet_title|"
        "violations?_of_(?:the_|his_|her_|their_)?[\\w’'\\s]{3,60}?(?:Act|Code|rights?|Amendment|Constitution)"
    )
    + r")(?![\w-])(?:\s+under\s+(?:the\s+)?(?:[A-Z][\w’']*\s+){1,6}(?:Act|Code|Law|Amendment))?",
    re.IGNORECASE,
)
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE))
    for form, pattern in (
        (
            "",  # the words themselves name the form
            (r"(?:(?:general|special|compensatory|punitive|actual|nominal|exemplary|consequential|"
            r"economic|statutory|treble|"
            r"non-?economic|monetary|money|presumed|liquidated|incidental|noneconomic|"
            r"unspecified)(?:\s*,\s*|\s+and/or\s+|"
            r"\s+and\s+|\s+or\s+|\s+)){0,4}damages"),
        ),
        ("costs", r"(?:court\s+)?costs\s+and\s+(?:reasonable\s+|statutory\s+)?attorneys?['’]?s?['’]?\s+fees"),
        (
            "attorney's fees",
            (r"(?:(?:reasonable|statutory)\s+)?(?:attorneys?['’]?s?['’]?|legal|"
            r"counsel)\s+fees(?:\s+and\s+(?:court\s+)?(?:costs|expenses)"
            r"(?:\s+of\s+suit)?)?"),
        ),
        ("costs", r"(?:court\s+)?costs(?:\s+of\s+(?:suit|this\s+action|court))?"),
        ("interest", (
            r"(?:pre-?\s?judgment|post-?\s?judgment|pre-\s+and\s+post-?judgment)\s+interest|"
            r"interest(?:\s+(?:as\s+allowed\s+by\s+law|at\s+the\s+\w+\s+rate))"
        )),
        ("injunction", (
            r"(?:an?\s+)?(?:(?:preliminary|permanent|temporary|"
            r"mandatory)(?:\s+and\s+\w+)?\s+)?(?:injunction|injunctive\s+relief|"
            r"restraining\s+order)(?:\s+(?:requiring|prohibiting|ordering|barring|restraining)\s+[^,.;\n]{3,80})?"
        )),
        ("declaratory judgment", (
            r"(?:an?\s+)?(?:declaratory\s+(?:judgment|relief)|"
            r"declaration\s+that\s+[^,.;\n]{3,120})"
        )),
        ("restitution", r"restitution|disgorgement"),
        ("specific performance", r"specific\s+performance|rescission(?:\s+of\s+[^,.;\n]{3,40})?"),
        ("reinstatement", r"reinstatement|(?:his|her|their|the)\s+job\s+back"),
        ("lost wages", r"(?:lost\s+(?:wages|earnings|income)|back\s?pay|front\s?pay)"),
        ("return", (
            r"(?:the\s+)?(?:return|refund|repayment)\s+of\s+(?:the\s+)?[\w\s]{3,30}?(?=[,"
            r".;:\n]|\s+(?:of|in|and|under)\s)"
        )),
        ("suppression of evidence", (
            r"suppress(?:ion\s+of)?\s+(?:the\s+|all\s+)?(?:evidence|"
            r"statements?|search\s+\w+)"
        )),
        ("dismissal", r"dismiss(?:al\s+of)?\s+(?:the\s+)?(?:charges?|case|complaint|indictment|counts?)"),
        ("new trial", r"a\s+new\s+trial"),
    )
)  # fmt: skip
