"""What was written about the case: a police report, an interview, a complaint and a newspaper. All fictional."""

POLICE_REPORT = """SIERRA ALTA COUNTY SHERIFF
INCIDENT REPORT

Case No.: SA-2031-04471
Date of report: October 22, 2031
Date of incident: October 21, 2031
Location: Caldera Flats Ranch, church set
Reporting officer: Detective Dale Whitcomb
Supervisor: Sergeant Hector Solis

NARRATIVE

On October 21, 2031, at about 1:48 p.m., I was dispatched to Caldera Flats Ranch after an emergency call. Joan Ferris, a
camera operator, had been shot and was pronounced dead at the scene.

I spoke with Nell Harker, the property master. Harker stated that nobody had checked the chambers before the scene. She
said, "There was no time, so I called it cold and handed it over."

Walter Pruitt, who supplied the ammunition, denied that he had brought live rounds to the set. Pruitt said that he
delivered three boxes of dummy rounds on October 8, 2031.

An unidentified crew member told me that he heard somebody call out "cold gun" before the rehearsal.

Sergeant Solis and I recovered five dummy rounds from the cylinder and one fired case. One live round was found in the
bandolier.
"""

INTERVIEW_TRANSCRIPT = """SIERRA ALTA COUNTY SHERIFF
TRANSCRIPT OF INTERVIEW

Witness: Walter Pruitt
Interviewed by: Detective Dale Whitcomb
Date: November 3, 2031

Q. How many boxes did you bring to the ranch?
A. Two boxes. I brought two boxes of dummy rounds on October 8.
Q. Did you bring any live rounds?
A. No. I never brought live rounds to the set.
Q. Who looked after the box with the RIDGE stamp?
A. Nell Harker did. She told me, "Leave it on the cart."
Q. When did you learn that a live round had been found?
A. Two days after the shooting.
"""

COMPLAINT = """STATE OF NEW MEXICO
COUNTY OF SIERRA ALTA
NINTH DISTRICT COURT

CORIN VARGA,
    Plaintiff,

v.                                      No. D-909-CV-2033-00218

COUNTY OF SIERRA ALTA and DALE WHITCOMB,
    Defendants.

COMPLAINT FOR DAMAGES

Plaintiff Corin Varga, through his counsel, Sofia Marchetti, states:

1. Plaintiff Corin Varga is an actor. He held the revolver on October 21, 2031.

2. Defendant Dale Whitcomb is a detective of the Sierra Alta County Sheriff's Office.

3. On March 6, 2032, Gus Tillery handed a box of rounds to the sheriff. Upon information and belief, Defendant
Whitcomb booked the box under another case number.

4. Plaintiff was charged with involuntary manslaughter on October 21, 2031. The charge was dismissed with prejudice on
February 17, 2033.

5. On September 16, 2032, Defendant Whitcomb told the Sierra Alta Courier: "He knew that gun was live. Nobody else had a
hand in it."

COUNT I
MALICIOUS ABUSE OF PROCESS

6. Defendant Whitcomb deliberately concealed the box from Plaintiff.

COUNT II
INTENTIONAL SPOLIATION OF EVIDENCE

7. Defendants destroyed the packaging of the box.

COUNT III
DEFAMATION

8. The statement to the Sierra Alta Courier was false.

COUNT IV
VIOLATION OF CIVIL RIGHTS (42 U.S.C. § 1983)

9. Defendants deprived Plaintiff of a fair trial.

PRAYER FOR RELIEF

WHEREFORE, Plaintiff prays for compensatory damages in an amount to be proven at trial, punitive damages against
Defendant Whitcomb, and an injunction.

DATED this 1st day of June, 2033.

/s/ Sofia Marchetti
Marchetti & Lowe
Attorney for Plaintiff
"""

NEWS_REPORT = """Sierra Alta Courier, June 3, 2033

SIERRA ALTA - The actor Corin Varga is suing the county for malicious abuse of process over the shooting on the set of
'Lantern Ridge' in October 2031.

Varga was charged with involuntary manslaughter after a revolver he was holding fired and the camera operator Joan
Ferris was killed. The charge was dismissed last February.

According to the complaint, Detective Dale Whitcomb hid a box of rounds that had been handed to the sheriff eleven
months before the charge was dismissed.

Whitcomb denied that he had hidden anything. "I booked what I was given," he said in a telephone interview on Thursday.

Varga's lawyer, Sofia Marchetti, said the armorer Nell Harker had told a hearing in September 2032 that the chambers
were checked by two people. Marchetti said in a statement: "We looked into the chambers together, she swore. On the
day she said that nobody did."
"""
