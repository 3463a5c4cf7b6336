"""What somebody is charged with that is a task and no offence: "charged with keeping the minutes"."""

# The beginnings of the words for what is done in offences.
_CRIMES = (
    "abet abus act aid alter assault attack attempt batter beat blackmail bomb brandish break brib bully "
    "burglar burn carry caus cheat chok coerc commit conceal conspir contribut counterfeit cultivat "
    "cyberstalk damag deal deceiv defraud delive destroy discharg distribut disturb divert driv drugg "
    "elud embezzl endanger engag enter entic escap evad exploit export expos extort fabricat fail falsif "
    "fight fir flee fondl forc forg gambl giv hack harass harbor harbour hav hid hinder hir hitt "
    "imperson import imprison incit injur interfer intimidat kick kidnap kill launder leav loiter loot "
    "lur ly maim mak manufactur menac misappropriat mishandl mislead misus molest mugg murder mutilat "
    "neglect obstruct obtain operat pander participat pass perjur pimp plott poach point poison possess "
    "produc promot prostitut provid punch ramm rap receiv remov resist restrain retaliat riot rob scamm "
    "sell sett shoot shoplift skimm slapp slash smuggl solicit stab stalk steal strangl strik swear "
    "swindl tak tamper threaten throw torch tortur traffic transport trespass us vandal violat vot wield "
    "withhold wound "
).split()
# Behind "charged with": a duty by its noun, or a doing that is no offence.
TASK = (
    r"\s+(?:(?:the|a|an|this|that)\s+(?:care|task|duty|job|responsibility|custody|upkeep|safety|security|supervision|running|"
    r"management|oversight|mission|maintenance|protection|preparation|administration)\b|(?:respons|over|look)\w+ing\b|"
    rf"(?!(?:{'|'.join(_CRIMES)})\w*ing\b)(?:re-?)?[a-z]{{3,}}ing\b)"
)
