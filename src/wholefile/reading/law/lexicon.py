"""Causes of action and forms of relief, as US courts and newspapers write them; offences are in `offences`.

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
