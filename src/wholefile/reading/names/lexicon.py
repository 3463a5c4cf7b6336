"""Words that say what somebody is: titles before a name, nouns for people, and endings of organisations' names.

General English of US news, courts and police. A word that is missing costs a proposal, never a wrong name.
"""

from collections.abc import Mapping
from types import MappingProxyType

# A title is up to three qualifiers and one of these, and stands before a name.
QUALIFIERS = (
    "acting assistant associate chief circuit city county court defense defence deputy detective district federal "
    "elected first former homicide interim lead municipal patrol police presiding retired second senior special state "
    "supervisory trial u.s. united states magistrate"
).split()
COURTESY = "mr mrs ms miss mx dr prof professor sir madam".split()
_TITLES = {
    "prosecutor": (
        "prosecutor|district attorney|attorney general|u.s. attorney|united states "
        "attorney|state's attorney"
        "|state’s attorney|state attorney|commonwealth's attorney|commonwealth’s attorney|prosecuting attorney|"
        "county attorney|solicitor general|ada|ausa|aag|dda"
    ),
    "judge": "judge|justice|magistrate|honorable|hon",
    "officer": "detective|det|officer|ofc|deputy|dep|sheriff|undersheriff|sergeant|sgt|lieutenant|lt|captain|capt"
    "|corporal|cpl|trooper|tpr|ptl|jailer|ranger|patrolwoman|policeman|policewoman|warden|agent|investigator|inspector|constable|marshal|patrolman|commander|cmdr",
    "attorney": "attorney|lawyer|counsel|public defender|solicitor|barrister|esq|city attorney|law partner",
    "witness": "witness|eyewitness|bystander",
    "juror": "juror|jury foreperson|foreperson",
    "expert": "medical examiner|coroner|pathologist|forensic scientist|criminalist|expert|examiner|toxicologist|"
    "forensic analyst|dna analyst|forensic technician|crime scene technician|evidence technician|forensic nurse",
    "plaintiff": "plaintiff|petitioner|claimant",
    "defendant": "defendant|respondent",
    "suspect": "suspect",
    "victim": "victim",
    "decedent": "decedent",
    "other": "chief|mayor|governor|gov|senator|sen|representative|rep|president|commissioner|director|reverend|rev"
    "|father|sister|brother|coach|actor|actress|producer|screenwriter|filmmaker|cinematographer|cameraman|stuntman"
    "|armorer|armourer|choreographer|composer|musician|comedian|singer|rapper|star|reporter|journalist|columnist"
    "|correspondent|photographer|novelist|author|surgeon|paramedic|pharmacist|contractor|architect|surveyor"
    "|spokesman|spokeswoman|spokesperson|manager|supervisor|clerk|bailiff|notary|superintendent"
    "|secretary|councilman|councilwoman|councilor|neighbor|neighbour",
}
# Each core word of a title, in small letters, with the role it names.
TITLES: Mapping[str, str] = MappingProxyType(
    {word: role for role, words in _TITLES.items() for word in words.split("|")}
)

# Nouns for one person, by groups of words that may mean the same person.
_GROUPS = {
    "entertainer": "actor actress star performer singer musician comedian rapper entertainer celebrity",
    "prosecutor": "prosecutor",
    "attorney": "attorney lawyer counsel defender counselor litigator barrister solicitor",
    "officer": "officer detective deputy sheriff sergeant lieutenant captain corporal trooper agent investigator "
    "policeman policewoman patrolman constable marshal cop undersheriff",
    "judge": "judge justice magistrate jurist",
    "witness": "witness eyewitness bystander onlooker passerby caller informant complainant",
    "juror": "juror foreperson",
    "plaintiff": "plaintiff petitioner claimant",
    "defendant": "defendant respondent accused",
    "suspect": "suspect arrestee assailant attacker perpetrator gunman shooter robber burglar intruder thief",
    "victim": "victim",
    "decedent": "decedent deceased",
    "expert": "expert pathologist coroner criminalist toxicologist",
    "physician": "doctor physician surgeon nurse paramedic medic psychiatrist psychologist therapist",
    "minor": "minor child boy girl teenager juvenile toddler infant baby",
    "man": "man gentleman guy husband father son brother grandfather uncle nephew boyfriend widower",
    "woman": "woman lady wife mother daughter sister grandmother aunt niece girlfriend widow",
    "politician": "governor mayor senator congressman congresswoman representative commissioner president councilman",
    "driver": "driver motorist trucker chauffeur",
    "spokesman": "spokesman spokeswoman spokesperson",
    "reporter": "reporter journalist correspondent anchor columnist interviewer",
    "member": "member crewmember crewman deckhand stagehand teammate",
}
_NOUNS = (
    "accountant adviser advisor aide analyst anesthesiologist applicant architect armorer armourer "
    "artist assistant athlete attendant author bailiff baker banker bartender bookkeeper bricklayer broadcaster "
    "businessman businesswoman butcher buyer cameraman camerawoman caregiver caretaker carpenter cashier "
    "chairman chairwoman chaplain chef choreographer cinematographer clerk client coach colleague "
    "composer consultant contractor cook coordinator courier cousin custodian customer dealer dentist "
    "designer developer director dispatcher donor doorman editor electrician employee employer engineer "
    "executive farmer fiance fiancee filmmaker firefighter fisherman foreman friend gaffer gardener "
    "guard hairdresser handyman homeowner hunter illustrator individual inmate inspector instructor "
    "interpreter janitor landlady landlord librarian lifeguard locksmith machinist manager mechanic "
    "mediator midwife miner model neighbor neighbour newscaster notary novelist operator orderly owner "
    "painter partner passenger pastor patient patron pedestrian person pharmacist photographer "
    "photojournalist pilot plasterer player playwright plumber porter priest principal prisoner producer "
    "professor programmer projectionist publisher radiologist receptionist relative resident rider "
    "roofer roommate runner sailor salesman scaffolder scholar scientist screenwriter secretary seller "
    "servant shopper skipper soldier stepfather stepmother student stuntman stuntwoman stylist "
    "subordinate supervisor surveyor tailor teacher technician teller tenant tourist trainer translator "
    "traveler traveller trustee tutor veteran visitor volunteer waiter waitress welder worker writer"
)
# Each noun with its group; a noun of no group is its own.
PERSON_NOUNS: Mapping[str, str] = MappingProxyType(
    {word: word for word in _NOUNS.split()}
    | {word: group for group, words in _GROUPS.items() for word in words.split()}
)
# The last word of a title as the noun that may mean the same person.
SHORT_TITLES: Mapping[str, str] = MappingProxyType(
    {word: word for word in PERSON_NOUNS}
    | {
        "det": "detective", "ofc": "officer", "dep": "deputy", "sgt": "sergeant", "lt": "lieutenant", "capt": "captain",
        "cpl": "corporal",
        "hon": "judge", "honorable": "judge", "gov": "governor", "sen": "senator", "rep": "representative",
        "dr": "doctor", "mr": "man",
        "mrs": "woman", "ms": "woman", "miss": "woman",
    }
)  # fmt: skip
# Groups that are also roles of a matter.
ROLE_OF_GROUP: Mapping[str, str] = MappingProxyType(
    {group: group for group in _TITLES if group != "other"} | {"minor": "minor"}
)
# Nouns of one group that differ in what they say of somebody, with those that fit any of them.
RANKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "officer": frozenset(("officer", "cop", "investigator")),
        "man": frozenset(("man", "gentleman", "guy")),
        "woman": frozenset(("woman", "lady")),
        "minor": frozenset(("minor", "child", "juvenile")),
        "physician": frozenset(("doctor", "physician")),
        "politician": frozenset(("politician",)),
        "expert": frozenset(("expert",)),
        "witness": frozenset(("witness",)),
        "suspect": frozenset(("suspect",)),
    }
)
# Nouns that a pleading uses like names, without an article.
PARTY_NOUNS = frozenset("plaintiff defendant petitioner respondent decedent claimant".split())
# What the words themselves say: no name ever says it.
HE_NOUNS = frozenset(
    (
        _GROUPS["man"]
        + " boy actor's mr sir policeman patrolman gunman businessman stuntman congressman chairman"
    ).split()
)
SHE_NOUNS = frozenset(
    (
        _GROUPS["woman"] + " girl actress mrs ms miss madam policewoman businesswoman congresswoman waitress"
    ).split()
)

# Those who stand for a group whose members the document does not name.
GROUPS = frozenset(
    "prosecutors police investigators detectives deputies authorities officials officers jurors lawyers attorneys "
    "witnesses paramedics commissioners agents".split()
)
# Who speaks or acts for an organisation, after its name.
STAFF = "officials authorities representatives deputies employees officers investigators prosecutors staff".split()
# Words with which names of organisations end.
ORGANISATION_ENDS = (
    "Agency Association Authority Bank Board Bureau Center Centre Church Clinic College Commission Committee Company "
    "Corporation Council Court Department District Division Foundation Fund Group Guild Hospital "
    "Institute Laboratory "
    "Laboratories League Magazine Ministry Museum Network News Office Partners Police Press Productions Program "
    "Project Review School Service Services Society Studio Studios Times Tribune Union University "
    "Unit Gazette Herald "
    "Journal Inc Inc. LLC L.L.C. Corp Corp. Ltd Ltd. LLP L.L.P. Co. Co PLLC P.C. Patrol Post Industries Holdings "
    "Enterprises Systems Solutions Jail Prison Penitentiary Ledger Courier Chronicle Observer "
    "Dispatch Sentinel Beacon Diner "
    "Restaurant Cafe Tavern Saloon Hotel Motel Inn Store Bakery Pharmacy Properties Realty Paving "
    "L.P. Logistics Airlines Dairy Farms Motors Foods Grill Trucking Construction Builders Roofing Plumbing "
    "Laundromat Loans Instruments Salon Towing Storage Apartments Casino Brewery Winery Cantina Deli Pizzeria "
    "Cleaners Laundry Liquors Jewelers Hardware Insurance Associates Ministries Radio Television Media Rentals Supply"
).split()
# With these the name of a law ends, which is no organisation.
LAW_ENDS = frozenset(
    "act code rule rules statute statutes amendment constitution ordinance law clause".split()
)
# After a name these make it that of a place.
PLACE_ENDS = frozenset(
    "county street road avenue boulevard lane drive highway ranch canyon river lake mountain valley "
    "city village park "
    "airport beach island creek bridge plaza square building north south east west falls springs heights hills "
    "grove way terrace trail loop parkway freeway interstate".split()
)
# Words in capitals that are no names, in headings, forms and pleadings.
NO_NAMES = frozenset(
    (
        "plaintiff plaintiffs defendant defendants count counts complaint court exhibit answer question state county "
        "officer report narrative statement date time case number no the and for of in on at to by with from re page "
        "line jury trial demand prayer relief cause action affidavit order motion petition indictment information "
        "verdict witness witnesses direct cross redirect recross examination attorney attorneys counsel honor "
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday i we he she they it you his her their our my your this that these "
        "those there here who what when where why how if but or so as an a not yes then now after before while "
        "since because although however according also meanwhile sir ma'am madam judge god incident subject sent cc "
        "bcc via dear regards sincerely hi hello thanks thank respectfully submitted dated wherefore comes now "
        "introduction background facts parties jurisdiction venue general allegations factual claim claims first "
        "second third fourth fifth sixth seventh eighth ninth tenth district judicial supreme "
        "superior circuit united "
        "states america u.s. act code section article rule department office police sheriff evidence "
        "item items video "
        "tape call objection sustained overruled counselor okay ok well all any each every some no none both "
        "suspect victim reporting party badge supplement supplemental name address phone race sex dob confidential "
        "attorney's fees damages unknown none n/a na refused declined male female white black hispanic asian adult "
        "miss mister victims suspects exhibits doe does roe jane-doe granted denied ordered adjudged yet perhaps "
        "maybe until unless whether though once last next today yesterday tomorrow tonight"
    ).split()
)
