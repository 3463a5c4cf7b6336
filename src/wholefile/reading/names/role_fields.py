"""What the labels of the fields of a form say of the people in them."""

import re

# What the label of a field of a form says of the person in it.
FIELDS = (
    (
        re.compile(
            r"(?i)\b(?:officers?|ofc|deput(?:y|ies)|detectives?|det|investigators?|troopers?|sergeant|sgt|supervisors?|"
            r"agents?|assisting|(?:prepared|submitted|reported|approved|reviewed|arrested|assigned|written|taken|"
            r"impounded|collected)[^\S\n](?:by|to))\b(?!.*(?:victim|suspect))"
        ),
        "officer",
    ),
    (
        re.compile(
            r"(?i)\b(?:suspect|arrestee|offender|perpetrator|accused|person arrested|inmate|detainee)"
        ),
        "suspect",
    ),
    (re.compile(r"(?i)\b(?:victim|injured (?:party|person))"), "victim"),
    (re.compile(r"(?i)\b(?:(?:eye-?)?witness(?:es)?|deponents?|interviewees?)\b"), "witness"),
    (re.compile(r"(?i)^(?:co-?)?defendant\b(?!['’]s)"), "defendant"),
    (re.compile(r"(?i)\b(?:decedents?|deceased)\b"), "decedent"),
    (re.compile(r"(?i)\b(?:judge|magistrate|presiding|hearing officer)\b"), "judge"),
    (
        re.compile(
            r"(?i)\b(?:prosecutors?|(?:prosecuting|district|county|state['’]?s?|commonwealth['’]?s|u\.?s\.?) attorney|"
            r"ADA|DDA|AAG|AUSA|for the (?:state|people|commonwealth|government|prosecution))\b"
        ),
        "prosecutor",
    ),
    (re.compile(r"(?i)\b(?:reporting (?:party|person)|complainant|caller|r/?p|informant)\b"), "witness"),
    (
        re.compile(
            r"(?i)\b(?:medical examiner|coroner|pathologist|toxicologist|criminalist|(?:forensic |lab |dna )?"
            r"(?:examiner|analyst)|(?:evidence|crime scene|lab) technician)\b"
        ),
        "expert",
    ),
    (re.compile(r"(?i)\bforeperson\b"), "juror"),
    (
        re.compile(r"(?i)\b(?:attorney|counsel|public defender|for the (?:defen[cs]e|defendant))\b"),
        "attorney",
    ),
)
