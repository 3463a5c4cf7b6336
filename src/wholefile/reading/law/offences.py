"""The names of offences, as the codes of the states, police and newspapers write them.

A name is looked for at every word that begins one, which is quick however long the list grows. What narrows it before
("attempted", "second-degree") and after ("with a deadly weapon", "of a dwelling") belongs to it. A name that is
missing is still read where its place shows what it is: below "Offense", after "COUNT 2:", after "was charged with".
"""

import re
from collections.abc import Iterator

from wholefile.reading.spans import Span

# White space between the words of a name, over the end of a line with its number at the margin.
_W = r"(?:\s{1,40})"
_OFFICER = (
    "(?:(?:an?|the|another)_)?(?:(?:peace|police|law_enforcement|public_safety|corrections?|correctional|probation|federal)_)?"
    "(?:officers?|deputy|public_servant)"
)
# The names, by subject; an underscore is white space, and the first word is whole.
_NAMES = r"""
murder | manslaughter | homicide(?:_by_(?:motor_)?(?:vehicle|abuse)(?:_while_\w+)?)? | infanticide | feticide
assisting_(?:a_)?suicide | assault(?:_and_battery|_inflicting_serious_(?:bodily_)?injury)? | battery | mayhem | maiming
malicious_(?:wounding|mischief|injury|destruction_of_property|assault|castration) | unlawful_wounding | strangulation
suffocation | impeding_(?:normal_)?breath(?:ing)? | endangerment | recklessly_endangering(?:_(?:another_person|safety))?
endangering_(?:the_welfare_of_(?:a_child|a_minor|children|an_incompetent_person)|(?:a_|an_)?(?:child|minor|person|injured_victim))
menacing | terroristic_threat(?:s|ening)? | terrorizing | terrorism | criminal_threats? | making_(?:a_)?(?:terroristic_|criminal_|bomb_)?threats?
threatening | intimidation(?:_of_a_(?:witness|juror|victim))? | stalking | cyberstalking | harassment | hazing
kidnapping | abduction | unlawful_(?:restraint|imprisonment|detention|confinement) | false_imprisonment | coercion
custodial_interference | interference_with_(?:child_)?custody | (?:parental_)?kidnapping | parental_kidnapping
rape | sodomy | incest | molestation | sexual_(?:assault|battery|abuse|misconduct|imposition|contact|conduct|extortion)
sexual_exploitation(?:_of_(?:a_)?(?:child|children|minor|minors|vulnerable_adult))? | sexual_conduct_with_a_minor
lewd_(?:and_lascivious_|or_lascivious_)?(?:acts?|conduct|behavior|battery|molestation|exhibition) | lewdness
lewd_(?:and|or)_lascivious_(?:acts?_(?:with|upon|on)_a_(?:child|minor)|battery|molestation|conduct|exhibition)
indecent_(?:exposure|liberties|assault|solicitation|behavior|contact)(?:_with_a_(?:child|minor))? | indecency_with_a_child
criminal_sexual_(?:penetration|contact|conduct|abuse|assault|act|communication_with_a_child)
unlawful_sexual_(?:conduct|contact|intercourse|activity|penetration)(?:_with_a_(?:minor|child))? | deviate_sexual_\w+
prostitution | pandering | pimping | patronizing_a_prostitute | promoting_prostitution | soliciting_(?:a_)?prostitut(?:e|ion)
human_trafficking | trafficking_in_(?:persons|humans|stolen_(?:identities|property)) | involuntary_servitude | forced_labor
robbery | carjacking | home_invasion | extortion | blackmail | elder_(?:abuse|neglect|exploitation) | abuse_of_a_corpse
abuse_of_(?:an_?)?(?:elder|vulnerable_adult|dependent_adult|resident|disabled_person)(?:_or_\w+)? | criminal_neglect
(?:financial_)?exploitation_of_an?_(?:elder|vulnerable_adult|elderly_person|dependent_adult|disabled_adult)
exploitation_of_an?_(?:elder|vulnerable_adult|elderly_person|dependent_adult|disabled_adult)
burglary | larceny | theft | stealing | shoplifting | embezzlement | fraud | forgery | uttering(?:_an?_forged_(?:instrument|check))?
issuing_(?:a_)?(?:worthless|bad)_checks? | passing_(?:a_)?(?:bad|worthless|forged)_checks? | (?:bad|worthless)_checks?
fraudulent_(?:use_of_(?:a_|an_)?(?:credit|debit|financial_transaction)_(?:card|device)|schemes?(?:_and_artifices)?|practices?|possession_of_\w+)
fraudulent_use_of_personal_identif(?:ying|ication)_information | counterfeiting | (?:criminal_)?simulation | criminal_conversion
receiving_(?:or_\w+_|and_\w+_)?(?:a_)?stolen_(?:property|goods|motor_vehicle|vehicle|firearm) | dealing_in_stolen_property
receiving_or_transferring_an?_stolen_(?:motor_)?vehicle | unauthorized_use_of_an?_(?:motor_|motor-propelled_)?(?:vehicle|credit_card)
unauthorized_(?:access_to_an?_computer(?:_system)?|entry(?:_of_an?_\w+)?|control_of_property|practice_of_\w+)
unlawful_(?:taking|use)_of_an?_(?:motor_)?vehicle | grand_theft(?:_auto)? | joyriding | breaking_(?:and|or)_entering | unlawful_entry
trespass | trespassing | arson | reckless_burning | unlawful_burning | criminal_(?:mischief|trespass|damage(?:_to_property)?|tampering|littering)
injury_to_(?:real_|personal_)?property | destruction_of_(?:public_|private_)?property | damage_to_property | property_damage | vandalism | graffiti
littering | illegal_dumping | money_laundering | racketeering | RICO | criminal_(?:enterprise|racketeering|usury)
computer_(?:trespass|tampering|fraud|crimes?|abuse|theft|hacking) | unlawful_use_of_(?:a_)?computer(?:_system)? | hacking
cyberbullying | theft_of_trade_secrets | defrauding_an?_\w+ | obtaining_(?:money|property|services|a_controlled_substance)_by_(?:false_pretenses|fraud|deception)
false_pretenses | deceptive_(?:business_)?practices? | price_gouging | ticket_scalping | insider_trading | tax_evasion | structuring
wiretapping | eavesdropping | voyeurism | invasion_of_privacy | video_voyeurism | revenge_porn(?:ography)?
(?:unlawful_|nonconsensual_)?dissemination_of_(?:private_|intimate_|sexual_|obscene_)*(?:images?|materials?)
unlawful_(?:dissemination|distribution)_of_(?:private_|intimate_|sexual_)*(?:images?|materials?) | unlawful_use_of_a_(?:two-way_)?communications?_(?:device|facility)
disorderly_(?:conduct|house|intoxication) | disturbing_the_peace | breach_of_(?:the_)?peace | affray | riot | rioting | inciting_(?:a_|to_)?riot
unlawful_assembly | failure_to_disperse | loitering | prowling | public_(?:intoxication|nuisance|lewdness|indecency|affray|disturbance|urination|drunkenness)
drunk_(?:and_disorderly|in_public) | drunkenness | false_(?:alarm|bomb_threat) | cruelty_to_(?:animals?|children|a_child|juveniles)
animal_(?:cruelty|abuse|neglect|abandonment|fighting) | dogfighting | cockfighting | (?:illegal_)?gambling | bookmaking | promoting_gambling
obstructing_(?:a_)?(?:highway|roadway|sidewalk|traffic|passage) | open_container | curfew_violation | truancy | minor_in_possession(?:_of_alcohol)?
(?:furnishing|providing|selling|serving)_alcohol(?:ic_beverages)?_to_an?_(?:minor|intoxicated_person|person_under_\w+)
furnishing_alcohol(?:ic_beverages)?_to_an?_\w+ | providing_alcohol(?:ic_beverages)?_to_an?_\w+ | selling_alcohol(?:ic_beverages)?_to_an?_\w+
underage_(?:drinking|possession_of_alcohol) | desecration_of_an?_\w+ | hate_crime | bias_intimidation

having_(?:an?_)?weapons?_(?:while_)?under_(?:an?_)?disability | possessing_criminal_tools | possession_of_criminal_tools
possession_with_(?:the_)?intent_to_(?:distribute|deliver|sell|manufacture)(?:_an?_controlled_substances?|_(?:cocaine|heroin|fentanyl|methamphetamine|marijuana))?
possess(?:ion|ing)_(?:of_)?drug_paraphernalia | possessing_(?:an?_)?[\w-]+(?:_(?:substances?|weapons?|property|firearms?))?
(?:possession|distribution|sale|delivery|manufacture|manufacturing|transportation|cultivation|importation|purchase|use)_(?:(?:or|and)_(?:\w+_){1,2}?)?of_@
possession_of_@ | distribution_of_@ | distributing_@ | sale_of_@ | delivery_of_@ | manufacture_of_@ | manufacturing_@ | selling_@
transportation_of_@ | transporting_@ | cultivation_of_@ | importation_of_@ | delivering_@ | concealment_of_@ | storage_of_@
possession_or_use_of_@ | possession_(?:and|or)_(?:sale|distribution|transportation|concealment)_of_@
trafficking(?:_(?:(?:in|of)_)?(?:an?_)?(?:controlled_substances?|narcotics|drugs|cocaine|heroin|methamphetamine|fentanyl|marijuana|firearms|contraband))?
drug_(?:trafficking|possession|dealing|distribution|conspiracy|sales?|paraphernalia) | dealing_(?:in_)?(?:an?_)?(?:narcotic_drug|controlled_substance|cocaine|methamphetamine|marijuana|drugs)
maintaining_an?_(?:drug_(?:dwelling|house|premises)|drug-involved_premises|common_nuisance|dwelling_for_\w+) | keeping_an?_(?:drug_house|disorderly_house)
prescription_(?:fraud|forgery) | smuggling(?:_(?:contraband|aliens|of_persons))? | money_transmitting

carrying_(?:an?_)?(?:concealed_|loaded_|unlicensed_|prohibited_|deadly_|dangerous_)*(?:weapons?|firearms?|handguns?|pistol|gun|knife|dagger)(?:_without_an?_(?:license|permit))?
carrying_concealed | unlawful_(?:carrying|possession|discharge|use|sale|transfer|transport|concealment|manufacture|storage|display)_of_@ | unlawfully_carrying_@
unlawful_(?:possession|carrying|use)_of_(?:an?_)?(?:[\w-]+_){0,2}?(?:weapons?|firearms?|handguns?|rifle|shotgun)(?:_by_an?_(?:felon|minor|prohibited_person))?
felon_in_possession(?:_of_(?:an?_)?(?:firearms?|weapons?|ammunition))? | being_an?_felon_in_possession(?:_of_(?:an?_)?(?:firearm|ammunition))?
unlawful_transaction_with_a_minor | unlawful_contact(?:_with_an?_\w+)? | unlawful_sale_of_alcohol | unlawful_disposal_of_\w+ | unlawful_gambling
brandishing(?:_(?:an?_)?(?:firearm|weapon|deadly_weapon|knife|gun))? | exhibiting_an?_(?:deadly_weapon|firearm)
(?:discharge|discharging)_(?:of_)?an?_firearm | discharging_(?:an?_)?(?:firearm|weapon)(?:_(?:within|in)_(?:the_)?city_limits)? | discharge_of_(?:an?_)?(?:firearm|weapon)
negligent_use_of_an?_(?:firearm|deadly_weapon) | negligent_discharge(?:_of_an?_firearm)? | use_of_an?_(?:firearm|deadly_weapon|weapon)(?:_(?:in|during)_(?:the_commission_of_)?an?_\w+)?
shooting_(?:at|into|from)_(?:or_from_|or_into_)?(?:an?_|the_)?(?:occupied_|inhabited_|motor_)*(?:vehicle|dwelling|building|residence|home) | drive-by_shooting
weapons?_(?:possession|violations?|offenses?) | possession_of_burglary_tools | going_armed | reckless_discharge(?:_of_an?_firearm)?

driving_(?:under_the_influence|while_(?:intoxicated|impaired|ability_impaired|(?:his_|her_|the_)?licen[sc]e_(?:is_|was_)?(?:suspended|revoked)|suspended|revoked|barred|texting))(?:_of_(?:alcohol|drugs|liquor|intoxicating_liquor)(?:_(?:or|and)_drugs)?)?
driving_(?:on|with|under)_an?_(?:suspended|revoked|expired|restricted)(?:_or_revoked)?(?:_driver['’]s)?_licen[sc]e | driving_without_(?:an?_)?(?:valid_)?(?:driver['’]s_)?(?:licen[sc]e|insurance|lights)
driving_after_(?:revocation|suspension|cancellation) | driving_on_(?:suspended|revoked) | driving_too_fast(?:_for_conditions)?
operating_(?:an?_)?(?:motor_)?(?:vehicle|boat|watercraft)?_?(?:while_(?:intoxicated|impaired|under_the_influence|visibly_impaired)|under_the_influence|without_(?:an?_)?(?:valid_)?(?:license|insurance|registration))
DUI | DWI | OWI | OUI | OVI | BUI | DUII | DWLS | DWLR | DWS | UUMV | UUV | PWID | CCW | DWAI | MIP
reckless_(?:driving|endangerment|conduct|operation(?:_of_an?_(?:motor_)?vehicle)?|homicide) | careless_(?:driving|operation) | inattentive_driving | aggressive_driving | distracted_driving
improper_(?:driving|lane_(?:change|use)|passing|turn|equipment|registration) | following_too_closely | speeding | racing | street_racing | drag_racing | speed_contest
hit_and_run | hit-and-run | leaving_the_scene(?:_of_(?:an?_|the_)?(?:(?:injury_|fatal_|vehicle_|traffic_)?accident|crash|collision))? | leaving_(?:the_scene_of_)?an?_(?:accident|crash)
failure_to_(?:stop(?:_and_render_aid|_at_an?_accident)?|yield(?:_right_of_way)?|appear|register(?:_as_an?_sex_offender)?|report_(?:an?_)?(?:accident|crash|child_abuse)|maintain_(?:lane|control|insurance)|obey_an?_(?:police_officer|traffic_\w+)|render_aid|comply|identify|pay_child_support|use_due_care|signal|carry_\w+|provide_\w+|leave_the_premises)
failing_to_(?:register|stop|yield|appear|identify|report)(?:_as_an?_sex_offender)? | eluding(?:_@officer)? | fleeing(?:_(?:or|and)_(?:attempting_to_elude|eluding|evading))?(?:_@officer)? | flight_to_avoid_(?:arrest|prosecution)
evading(?:_(?:arrest|police|@officer))?(?:_with_an?_(?:motor_)?vehicle)? | evasion_of_arrest | attempt_to_elude | attempting_to_elude(?:_@officer)? | no_(?:proof_of_insurance|insurance|driver['’]s_license|valid_license)
unsafe_(?:lane_change|speed|start) | running_an?_(?:red_light|stop_sign) | expired_(?:registration|tags|license) | vehicular_(?:homicide|assault|manslaughter|hijacking)

perjury | subornation_of_perjury | false_(?:swearing|statements?|reporting|reports?|personation|informing|declarations?|claims?|voting|impersonation|information(?:_to_@officer)?)
making_(?:an?_)?false_(?:reports?|statements?|police_report|alarm|claims?|entr(?:y|ies)) | filing_an?_false_(?:police_)?(?:report|claim|document|tax_return|instrument) | (?:giving|providing)_false_(?:information|name|identification)(?:_to_@officer)?
giving_(?:an?_)?false_(?:information|name|identification|report)(?:_to_@officer)? | providing_(?:an?_)?false_(?:information|name|identification)(?:_to_@officer)? | concealing_(?:identity|stolen_property|evidence|an?_\w+)
obstruction(?:_of_(?:justice|governmental_operations|an?_(?:investigation|official_proceeding)|law_enforcement|@officer))? | obstructing(?:_(?:justice|governmental_(?:operations|administration)|an?_investigation|police|official_business|legal_process|@officer))?
obstructing_or_(?:resisting|hindering)_@officer | hindering(?:_(?:apprehension|prosecution|arrest|an?_investigation|police|@officer))?(?:_or_prosecution)?
resisting(?:,?_(?:evading|obstructing|delaying|hindering))?(?:,?_(?:and|or)_(?:evading|obstructing|delaying|hindering|interfering_with))?(?:_(?:arrest|detention|police|law_enforcement|execution_of_process|@officer))?(?:_(?:with(?:out)?_violence|in_the_lawful_\w+_of_\w+_duty))?
resist(?:,|_)_?(?:obstruct|delay|evade)(?:,?_(?:or|and)?_?(?:obstruct|delay))? | interfering_with_(?:an?_|the_)?(?:@officer|police|public_duties|judicial_proceedings|official_acts|emergency_(?:call|communication|medical_\w+)|custody|911_call|domestic_violence_reporting)
interference_with_(?:an?_)?(?:@officer|police|public_duties|official_acts|emergency_(?:call|request_for_assistance|communication)s?|communications?|judicial_process|custody|civil_rights)
refusing_(?:to_(?:identify|submit|obey|aid)\b(?:_to_an?_\w+)?|a_(?:breath|chemical)_test) | refusal_to_(?:submit|obey|aid)(?:_to_\w+_\w+)? | refusal_of_(?:a_)?(?:breath|chemical|blood)_test
(?:evidence|witness|jury|election|product|records?)_tampering | evidence_tampering | witness_(?:tampering|intimidation|retaliation|bribery) | jury_tampering | election_(?:tampering|fraud|interference)
tampering_with_(?:or_fabricating_)?(?:an?_|the_|physical_|public_|government(?:al)?_|private_)*(?:evidence|records?|witness(?:es)?|jury|juror|informant|identification_numbers|utilit(?:y|ies)|consumer_products?|motor_vehicle|vehicle|judicial_\w+|voting_\w+)(?:_or_informant)?
fabricat(?:ion|ing)_(?:of_)?(?:physical_)?evidence | fabricating_(?:physical_)?evidence | destruction_of_evidence | destroying_evidence | concealment_of_(?:evidence|a_death|an?_\w+)
intimidating_an?_(?:witness|juror|judge|public_servant|victim) | intimidation | retaliat(?:ion|ing)_against_an?_(?:witness|informant|judge|juror|public_servant|victim) | retaliation
bribery | bribing_an?_\w+ | bribe_receiving | commercial_bribery | kickbacks? | accepting_an?_bribe | soliciting_an?_bribe | escape(?:_from_(?:custody|jail|lawful_custody|an?_\w+))? | bail_jumping | jumping_bail | absconding
contempt(?:_of_court)? | violat(?:ion|ing)_(?:of_)?(?:an?_|the_|his_|her_)?(?:temporary_|permanent_|domestic_(?:violence_|abuse_)?|civil_)*(?:protective|protection|restraining|no-contact|no_contact|stalking|court)_order
violation_of_(?:an?_|the_|his_|her_)?(?:temporary_|permanent_|domestic_(?:violence_|abuse_)?|civil_)*(?:protective|protection|restraining|no-contact|no_contact|stalking|court)_orders? | violating_(?:an?_|the_|his_|her_)?(?:temporary_|permanent_|domestic_(?:violence_|abuse_)?)*(?:protective|protection|restraining|no-contact|no_contact|stalking)_orders?
harboring(?:_(?:or|and)_\w+)?_an?_(?:felon|fugitive|runaway|criminal|minor|escapee) | aiding_(?:or_abetting_)?(?:an?_)?(?:felon|fugitive|escape|prisoner)(?:_to_escape)? | aiding_escape | rendering_criminal_assistance | accessory_after_the_fact
misprision_of_(?:a_)?felony | compounding(?:_a_(?:felony|crime))? | impersonat(?:ing|ion)_(?:of_)?@officer | impersonating_an?_\w+(?:_officer)? | impersonation(?:_of_an?_\w+)? | criminal_(?:impersonation|negligence|contempt|solicitation|facilitation|coercion|possession_of_@|use_of_@|sale_of_@|negligent_homicide|endangerment|recklessness|confinement|restraint|nuisance|libel|abuse_of_a_\w+|nonsupport|anarchy|gang_\w+)
official_(?:misconduct|oppression) | misconduct_(?:in_office|in_public_office|by_a_public_official) | malfeasance | misuse_of_(?:public_(?:funds|money|office|information)|official_information|an?_credit_card|official_\w+) | misappropriation_of_(?:public_)?(?:funds|money|property|fiduciary_property)
misapplication_of_(?:public_)?(?:funds|money|fiduciary_property|entrusted_property) | paying_or_receiving_public_money_for_services_not_rendered | unlawful_interest_in_a_public_contract | conflict_of_interest | making_or_permitting_a_false_public_voucher
introduc(?:tion|ing)_(?:of_)?(?:contraband|drugs)(?:_into_an?_\w+)? | promoting_(?:prison_)?contraband | bringing_contraband_into_(?:an?_)?(?:jail|prison|place_of_imprisonment) | introducing_contraband(?:_into_an?_\w+)? | prohibited_(?:acts?|articles?_in_\w+)
furnishing_(?:drugs_or_liquor_to_a_prisoner|contraband) | voter_fraud | illegal_voting | ballot_tampering | sedition | treason | seditious_conspiracy | insurrection | gang_(?:participation|activity|assault|solicitation) | criminal_street_gang_\w+
falsif(?:ying|ication)_(?:of_)?(?:an?_)?(?:\w+_)?(?:records?|documents?|evidence|reports?) | falsifying_(?:an?_)?(?:\w+_)?(?:records?|documents?|evidence|reports?) | falsification(?:_of_(?:\w+_)?(?:records?|documents?))? | forging_\w+ | impeding_(?:an?_)?(?:@officer|investigation|federal_\w+)

child_(?:abuse|endangerment|neglect|molestation|pornography|abandonment|enticement|exploitation|solicitation(?:_by_electronic_communication_device)?|cruelty|seduction|luring|stealing|sexual_abuse)(?:_resulting_in_(?:death|great_bodily_harm|(?:serious_)?(?:bodily_)?injury))?
abuse_of_an?_(?:child|minor|infant)(?:_resulting_in_(?:death|great_bodily_harm|injury))? | abuse_of_children | neglect_of_an?_(?:child|minor|dependent|elder|vulnerable_adult)(?:_person)? | abandonment_(?:or_abuse_)?of_an?_(?:child|minor|dependent)
abandoning_(?:or_endangering_)?an?_(?:child|minor|animal) | contributing_to_the_(?:delinquency|dependency|neglect)_of_an?_(?:minor|child|juvenile) | injury_to_an?_(?:child|elderly|disabled)(?:_person|_individual)? | risk_of_injury_to_an?_(?:minor|child)
enticement_of_an?_(?:child|minor) | enticing_an?_(?:child|minor) | luring(?:_(?:of_)?an?_(?:child|minor))? | corruption_of_an?_minor | corrupting_(?:an?_)?(?:minors?|morals_of_a_minor) | permitting_(?:child_abuse|an?_\w+_to_\w+) | solicitation_of_an?_(?:child|minor|prostitute)(?:_by_computer)?
online_(?:solicitation|impersonation|enticement)(?:_of_an?_minor)? | internet_(?:stalking|luring)_of_an?_child | criminal_nonsupport | nonsupport | dependent_neglect | sexting | obscenity | distributing_obscene_materials?

poaching | (?:unlawful_|illegal_)?(?:hunting|killing|taking)_(?:of_)?(?:(?:an?_)?[\w-]+_){0,2}?(?:deer|elk|bear|moose|antelope|game|big_game|wildlife|fish|turkey|waterfowl|bird|sheep|eagle|lion)(?:_out_of_season|_without_an?_license)?
unlawful_(?:hunting|killing|taking|possession)_(?:of_)?(?:(?:an?_)?[\w-]+_){0,2}?(?:deer|elk|bear|moose|antelope|game|wildlife|fish|turkey|waterfowl|bird|sheep|eagle|lion)s? | illegal_(?:hunting|taking|possession|killing|discharge|entry|reentry|re-entry)_(?:of_)?(?:(?:an?_)?[\w-]+_){0,2}?\w+
hunting_(?:without_an?_(?:license|permit|tag)|on_(?:posted|private)_(?:land|property|lands)|out_of_season|from_a_(?:road|vehicle)|with_a_spotlight) | fishing_without_an?_license | spotlighting | waste_of_(?:game|wildlife) | illegal_(?:reentry|re-entry) | alien_smuggling
conspiracy(?:_to_(?:commit_[\w\s-]{3,40}?(?=[,.;:()]|_and_|_in_|_on_|_after_|_for_|$)|(?:distribute|possess|defraud|manufacture|sell|deliver|launder|traffic|import|transport|violate|obstruct|murder|kill|rob|bribe|smuggle)(?:_with_intent_to_\w+)?(?:_(?:an?_|the_)?(?:[\w-]+_)?(?:substances?|States|cocaine|heroin|fentanyl|methamphetamine|marijuana|drugs?|money|firearms?|property|justice|persons?|aliens|witness|officials?|proceeds))?))?
"""  # noqa: E501 - a table: a line is a group of names
# What may be had, carried or sold.
_THINGS = (
    r"(?:(?:an?|the|any)_)?(?:(?!and\b|or\b|with\b|in\b|on\b|at\b|by\b|for\b)[\w-]+_(?:or_)?){0,3}(?:substances?|weapons?|firearms?|"
    r"handguns?|guns?|pistol|rifle|shotgun|silencer|ammunition|explosives?|bomb|(?:device|instrument|materials?)|paraphernalia|"
    r"drugs?|narcotics?|cocaine|heroin|fentanyl|meth(?:amphetamine)?|marijuana|cannabis|ecstasy|oxycodone|opioids?|opiates?|"
    r"steroids|prescription|medication|contraband|property|vehicle|goods|credit_cards?|documents?|identification|"
    r"identit(?:y|ies)|currency|pornography|tools|alcohol|liquor|tobacco|fireworks|wildlife|game|"
    r"machine_gun|knife|knuckles)"
    r"|(?:(?:an?|the)_)?(?:\d[\w.]*_(?:grams?|ounces?|pounds?|kilograms?|kilos?)_(?:or_more_)?of_)?[\w-]+"
)
_NARROWED = (
    r"(?:first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th)[-\s]{1,20}degree|aggravated|agg\.?|attempted|attempt|felony|"
    r"misdemeanou?r|involuntary|voluntary|negligent|vehicular|armed|unarmed|criminal|capital|grand|petty|petit|simple|common|"
    r"domestic|domestic[-\s]violence|reckless|unlawful|illegal|wire|mail|bank|securities|tax|insurance|health(?:\s?care)?|"
    r"medicaid|medicare|workers['’]\s+compensation|unemployment|food\s+stamp|mortgage|real\s+estate|investment|voter|election|"
    r"immigration|computer|internet|cyber|welfare|credit\s+card|debit\s+card|check|sexual|child|identity|public|gross|federal|"
    r"state|residential|commercial|auto|vehicle|package|mail|bicycle|firearm|gun|weapon|drug|statutory|depraved[-\s]heart|"
    r"depraved[-\s]mind|open|intoxication|intoxicated|deliberate|premeditated|wage|retail|organized\s+retail|organized|home|"
    r"strong[-\s]arm|bank|business|international|serious|violent|malicious|willful|intentional|knowing|forcible|assisting|"
    r"promoting|facilitating|facilitation\s+of|complicity\s+to|habitual|continuous|indirect|direct|material|fraudulent|false|"
    r"extreme|heat[-\s]of[-\s]passion|excessive\s+speed|super|personal|property|nighttime|daytime|occupied|unoccupied|"
    r"conspiracy\s+to(?:\s+commit)?|(?:criminal\s+)?attempt\s+to\s+commit|attempting\s+to\s+commit|"
    r"(?:criminal\s+)?solicitation\s+(?:of|to\s+commit)|solicitation\s+for|accessory\s+(?:before|after)\s+the\s+fact\s+to|"
    r"accessory\s+to|aiding\s+and\s+abetting|conspiring\s+to\s+commit|attempted\s+and"
)
_PEOPLE = (
    r"(?:(?:an?|the|his|her)_)?(?:(?:[\w-]+_)?(?:peace|police|law[-_]enforcement|correctional|corrections|public_safety|transit|school|"
    r"health_care|healthcare|emergency|household|family|elderly|disabled|vulnerable|dependent|pregnant|intimate|dating|sports|"
    r"public|athletic|federal)_)?(?:officers?|officials?|members?|person|partner|adult|employee|worker|servant|personnel|minor|"
    r"child|spouse|infant|elder|firefighter|paramedic|judge|inmate|prisoner|jailer|victim|juvenile|personnel|provider|nurse|"
    r"teacher|public_servant|woman)"
)
_PLACE = (
    r"(?:(?:motor|occupied|unoccupied|inhabited|uninhabited|commercial|public|private|residential|stolen|"
    r"vacant|coin[-_]operated|mobile)_){0,2}(?:dwelling(?:_house)?|habitation|residence|home|house|building|structure|vehicles?|"
    r"conveyance|automobile|boat|aircraft|store|bank|church|school|vessel|property|buildings|edifice|business|apartment|railcar|"
    r"watercraft|machine|merchandise|storehouse)"
)
_PLACES = rf"(?:(?:an?|the)_)?{_PLACE}"
_THING = (
    r"(?:(?:an?|the|any)_)?(?:(?:motor|mail|lost|stolen|public|private|personal|government|controlled|trade|rental|leased|retail|"
    r"identity|intellectual|deadly|dangerous)_){0,2}(?:vehicles?|firearms?|weapons?|substances?|property|services?|funds|money|"
    r"merchandise|mail|secrets?|livestock|cattle|utilities|electricity|timber|metal|copper|trailer|credit_cards?|identity|"
    r"records?|checks?|instrument|prescription|government_property|means_of_support|wages|goods|currency|fuel|gasoline|"
    r"cable_services|artifacts?|honor|justice|court|election)"
)
_QUALITY = (
    r"(?:[\w$,.’'–/-]+\s+){0,6}?(?:harm|weapon|weapons|injury|injuries|degree|firearm|dwelling|household|family|member|minor|child|"
    r"DV|domestic|violence|officer|property|death|residential|non-?residential|vehicle|commercial|strangulation|over|under|"
    r"subsequent|occupied|unoccupied|unarmed|armed|intimidation|marijuana|cocaine|heroin|methamphetamine|fentanyl|narcotic|"
    r"paraphernalia|substance|schedule|merchandise|auto|injuries|person|resident|building|habitation|more|less|force|"
    r"deadly|GBH|SBI|narcotics|meth)(?:\s+[\w$,.–-]+){0,3}"
)
_AFTER = re.compile(
    (
        rf"\s{{0,2}}\((?!see\b|count\b|class\b|the\b|he\b|she\b|in\s+the\s+alternative){_QUALITY}\)"
        r"|,?_(?:in_)?(?:the_)?(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)[-_]degree|_in_degree_\w+"
        r"|_(?:with|by_use_of|using|by_means_of)_(?:an?_)?(?:deadly|dangerous)_(?:weapon|instrument)|_(?:with|using)_an?_(?:firearm|handgun|gun|knife|motor_vehicle|vehicle)(?!_(?:specification|enhancement|allegation))"
        r"|_with_(?:the_)?intent_to_(?:commit_)?(?:(?:an?_|do_)?[\w-]+)(?:_(?:great_)?(?:bodily_)?(?:harm|injury)|_an?_(?:felony|violent_felony|theft|crime)|_theft)?"
        rf"|_(?:up)?on_{_PEOPLE}|_against_{_PEOPLE}|_to_{_PEOPLE}|_with_an?_(?:minor|child|person_under_\d\d)"
        rf"|_of_{_PLACES}(?!\w)|_of_{_THING}(?!\w)|_of_{_PEOPLE}(?!\w)|_from_{_PEOPLE}(?!\w)|_(?:from|at|in)_an?_{_PLACE}(?!\w)"
        r"|_(?:in|of)_(?:the_)?(?:controlled_substances?|cocaine|heroin|methamphetamine|fentanyl|marijuana|narcotics|stolen_property)"
        r"|_by_(?:an?_)?(?:convicted_)?(?:felon|public_(?:official|servant|officer)|prohibited_person|restricted_person|minor|inmate|prisoner|caretaker)"
        r"|_by_(?:strangulation|suffocation|deception|check|fraud|false_pretenses|force|extortion|threats?|vehicle|motor_vehicle|drugs?|taking|receiving|computer|shoplifting|unlawful_taking|swindle|use_of_force)"
        r"|_(?:over|under|exceeding|in_excess_of|more_than|less_than|of_more_than|of_less_than|of_over|of_under|greater_than|of)_\$\d+(?:,\d{3}){0,3}(?:\.\d\d)?(?:_(?:or_(?:more|less)|but_(?:less|more|not_more|under|over)(?:_than)?_\$\d+(?:,\d{3}){0,3}(?:\.\d\d)?))?"
        r"|_(?:valued|worth|with_a_value)_(?:at_|of_|in_excess_of_)?(?:(?:more|less)_than_|over_|under_|at_least_)?\$\d+(?:,\d{3}){0,3}(?:\.\d\d)?(?:_or_(?:more|less))?"
        r"|[^\S\n](?:I{1,3}|IV|[1-5])(?=\s*(?:[,.;:()]|and\b|or\b|$))"
        r"|_(?:resulting_in|causing|involving|inflicting)_(?:an?_)?(?:(?:great|serious|substantial|grievous|physical|bodily|mental|personal)_){0,3}(?:death|harm|injur(?:y|ies)|damage|violence|firearm)"
        r"|_without_(?:an?_)?(?:permission|authority|consent|violence|license|permit|great_bodily_harm)"
        r"|_while_(?:armed|intoxicated|impaired|under_the_influence|masked|on_bail|license_(?:suspended|revoked))"
        r"|_(?:in|on)_(?:an?_)?(?:school|correctional|penal|public)_(?:zone|property|facility|institution|premises|place|grounds)"
    ).replace("_", _W),
    re.IGNORECASE,
)  # fmt: skip
_WORD = re.compile(r"(?<![\w$-])[^\W_][\w'’-]*")
_NARROWS = re.compile(rf"(?:{_NARROWED})(?=[\s-])[\s:–-]{{1,40}}".replace(r"\s+", _W), re.IGNORECASE)
_NARROWING = {"misdemeanor", "misdemeanour"} | frozenset(
    re.findall(r"(?<![\w\\])[a-z1-5]{2,}", _NARROWED.replace(r"\s", " "))
) - {"to", "of", "and", "the", "before", "after", "fact", "commit", "for"}  # fmt: skip


def _entries() -> dict[str, list[str]]:
    """The names by their first word; alternatives in a first word in brackets are told apart."""
    told: dict[str, list[str]] = {}
    for name in (part.strip() for line in _NAMES.splitlines() for part in re.split(r"\s\|\s", line)):
        if not name:
            continue
        opened = re.match(r"\(\?:([\w|-]+)_?\)(\??)", name)
        first = re.match(r"[\w'’-]+?(?=_|\(|$|,|\\)", name)
        if opened:
            bare = name[opened.end() :].removeprefix("_")
            starts = [
                f"{one.strip('_')}_{bare}" if bare else one.strip("_") for one in opened[1].split("|") if one
            ]
            starts += [bare] if opened[2] else []
        else:
            starts = [name] if first else []
        for one in starts:
            word = re.match(r"[A-Za-z'’-]+", one)
            if word:
                told.setdefault(word[0].lower(), []).append(one)
    return told


def _pattern(names: list[str]) -> re.Pattern[str]:
    said = "|".join(sorted(names, key=lambda one: ("@" in one, -len(one))))
    said = said.replace("@officer", _OFFICER)
    said = said.replace("@", f"(?:{_THINGS})").replace("_", _W)
    return re.compile(rf"(?:{said})(?![\w-])", re.IGNORECASE)


_TOWARDS = frozenset("conspiracy conspiring solicitation attempt attempting accessory aiding".split())
# No name of an offence is longer, in characters.
_LONGEST = 160
_BY_WORD = {word: _pattern(names) for word, names in _entries().items()}


def find_offences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Every name of an offence with all that narrows it, in order; none meets another."""
    limit = len(text) if end is None else end
    place, run, run_ends = start, -1, -1
    while (word := _WORD.search(text, place, limit)) is not None:
        first = word.group().casefold()
        place = word.end()
        head = first if first in _BY_WORD else first.split("-")[0]
        stop = _prepared(text, word.start(), limit) if head in _TOWARDS else 0
        if not stop and head in _BY_WORD:
            found = _BY_WORD[head].match(text, word.start(), limit)
            stop = _narrowed_after(text, found.end(), limit) if found is not None else 0
        if stop:
            yield Span(run if run_ends == word.start() else word.start(), stop)
            place, run_ends = stop, -1
        elif first in _NARROWING or head in _NARROWING:
            narrows = _NARROWS.match(text, word.start(), limit)
            if narrows is not None:
                run = run if run_ends == word.start() else word.start()
                run_ends = place = narrows.end()


def _prepared(text: str, start: int, limit: int) -> int:
    """Where an offence ends that is attempted, agreed on or asked for: "conspiracy to commit burglary"; else 0."""
    towards = _NARROWS.match(text, start, limit)
    if towards is None or " " not in towards.group().strip():
        return 0
    meant = next(find_offences(text, towards.end(), min(limit, towards.end() + _LONGEST)), None)
    return meant.end if meant is not None and meant.start == towards.end() else 0


def _narrowed_after(text: str, end: int, limit: int) -> int:
    for _ in range(4):
        after = _AFTER.match(text, end, limit)
        if after is None:
            return end
        end = after.end()
    return end


def first_offence(text: str) -> Span | None:
    """The first name of an offence in words, or None."""
    return next(find_offences(text), None)
