"""Write docs/formats/checks.md from the verifier's own register of checks.

Run as `python -m tools.checks_page`; a test fails when the page no longer says what the program does.
"""

import inspect
from pathlib import Path

from wholefile.verify import CHECKS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats" / "checks.md"

HEAD = """# The checks on a production

*Written by `python -m tools.checks_page` from the program; change it there.*

`wholefile verify FOLDER_OR_ZIP` and the page `verify.html` inside every production ask the same thirty-two questions.
Each check is passed, failed or not checked, with a sentence that can be read aloud. No check hides another: one whose
input cannot be read is *not checked* and says why, and the check whose business that input is fails.

## What is believed

Nothing that the sender wrote. The schedule is worked out again from the opened acts of the case; the index proves
that these are all acts of the case; the keys come from the register of people and keys, which the index proves to be
whole; and the index is the last entry of a record for which the log and the witnesses signed. What remains to be
trusted:

- **The key of the record.** Without a policy file of your own, key and witnesses are those that the sender named.
  Compare the key printed at the end of the report by telephone with the court or the office.
- **The witnesses.** A record that was rewritten as a whole, and signed again, agrees with itself. Only the witnesses,
  and a checkpoint that you kept from before (`--known`), can tell.
- **The index itself.** That the index holds every entry which names the case is for the auditor to say, who reads the
  whole record and computes each index again. An auditor's cosignature, asked for in your policy, stands for that.
- **What was never recorded.** A thing that nobody entered is in no index. Submitters' receipts, screening and
  inventories narrow this down; no proof can.
- **Rules and roles.** Who held which office is in acts of the register that stay closed in a production: the other side
  has no need to read who works where. So the verifier checks who signed, with which key, and that two-person acts
  have two people; not that a signer held the role, nor any other rule of the record. The ledger asks for it when an act
  is entered, and the auditor, who reads everything, checks it again.
- **The sheets for people.** The `.csv` files and the cover letter (PDF) are checked by their digests only: they are what
  was served. That they say the same as the `.json` files beside them is not checked; where they differ, the `.json`
  files are what is proven.

## The verdict

- `failed`, exit code 1: at least one check failed.
- `incomplete`, exit code 2: none failed, and at least one could not be made.
- `passed`, exit code 0: all passed. Left out without harm are only: check 7 when neither side names a witness, check
  8 when you kept no checkpoint, check 26 when the act of service names no certificate and none is enclosed.

What is neither a folder nor a readable archive ends in exit code 2 with one line. Archives are refused whole when a
name leads out of the folder, stands twice (case and Unicode form aside), is a link, is encrypted, or when the archive
swells beyond reason.

`--json` prints

    {"format":"wholefile verification v1","production","docket","origin","size","log_key","verdict",
     "checks":[{"number","id","claim","status":"passed|failed|not checked","detail","count"}]}

where `size` is -1 and texts are empty for what could not be read, `log_key` is the key as `name+hash+key`, and
`count` says how many things the check looked at.

## Numbers that are not in other pages

- An act may be dated at most fifteen minutes before the latest of those before it (clocks of two signers may each be
  five minutes off), and may tell of nothing more than fifteen minutes after itself (check 22).
- `data/certificate.json` is `{"format":"wholefile certificate v1","position","act"}` in the canonical encoding:
  position and whole body of the act `disclosure.certified` (check 26).
- What may be closed (check 17): the fields of an act that do not place it, when every item it is about, itself or
  through what it names, is withheld or undecided in this case at the checkpoint (production.md says which fields and acts
  these are), `withheld_by` being the position of a decision that withholds one of its items when it is of all, and
  `closed` being `pending` else; the explanation and note of a decision and of a dismissal; what `record.expunged` names,
  `expunged_by` being its position; and register entries other than `record.opened`, `person.added`, `key.enrolled` and
  `key.revoked`.

## The checks

"""


def checks_page() -> str:
    """The page as it should be."""
    parts = [HEAD]
    parts += (
        f"### {check.number}. {check.claim}\n\n"
        f"`{check.id}`. {inspect.getdoc(check.function)}\n\n"
        f"Reads: {check.reads}.\n\n"
        f"If it fails: {check.failing}\n\n"
        for check in CHECKS
    )
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(checks_page(), "utf-8")
