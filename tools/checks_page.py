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
  Compare the fingerprint printed at the end of the report by telephone with the court or the office: the first 32
  hexadecimal digits of SHA-256 over the key's text, in groups of four.
- **The witnesses.** A record that was rewritten as a whole, and signed again, agrees with itself. Only the witnesses,
  and a checkpoint that you kept from before (`--known`), can tell.
- **The index itself.** That the index holds every entry which names the case is for the auditor to say, who reads the
  whole record and computes each index again. An auditor's cosignature, asked for in your policy, stands for that.
- **What was never recorded.** A thing that nobody entered is in no index. Submitters' receipts, screening and
  inventories narrow this down; no proof can.
- **Rules and roles.** Who held which office is in acts of the register that stay closed in a production: the other side
  has no need to read who works where. So the verifier checks who signed, with which key, and that two-person acts
  have two people; not that a signer held the role, nor any other rule of the record. The ledger asks for it when an act
  is entered, and the auditor, who reads everything, checks it again. One office is shown: an order to destroy counts
  only from somebody whom an open act makes part of the court (check 17). That an administrator did not name the wrong
  person is for the reader to see.
- **The history of an item linked from another case.** That an act of that case was left out of it, other than how the
  item came in, is not seen here (check 14): the ledger refuses it, and the auditor sees it.
- **What an act is said to be about.** Who records a finding under an item that is withheld closes it. Both signed.
- **The letter.** The cover letter (PDF) is checked by its digest only: it is what was served. The `.csv` files are made
  again and compared byte for byte (checks 24 and 32).

## The verdict

- `failed`, exit code 1: at least one check failed.
- `incomplete`, exit code 2: none failed, and at least one could not be made.
- `passed`, exit code 0: all passed. Left out without harm are only: check 7 when neither side names a witness, check
  8 when you kept no checkpoint, check 26 when the act of service names no certificate and none is enclosed.

A check that passed may still say something to act on: that items came into the case after it was served (23), that
contents were destroyed by order (17), that decisions changed after the certificate (26).

What is neither a folder nor a readable archive ends in exit code 2 with one line. Archives are refused whole when a
name leads out of the folder, stands twice (case and Unicode form aside), is a link, is encrypted, when the archive
swells beyond reason, or when something stands before, between or behind its members, since another program could then
unpack other files than those checked.

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
  through what it names, is withheld or undecided in this case at the checkpoint (production.md says which fields and
  acts these are), `withheld_by` being the position of a decision that withholds one of its items when it is of all,
  and `closed` being `pending` else; the explanation and note of a decision and of a dismissal; what `record.expunged`
  names, `expunged_by` being its position; and register entries other than `record.opened`, `person.added`,
  `key.enrolled`, `key.revoked` and `record.expunged`, if their kind is one of the register or `role.granted`,
  `role.ended`, `inventory.recorded` or `access.exported`. At least one item of a closed act is of the case. Who ordered
  an expungement is named by an open `role.granted` of the role `court`, everywhere or in this case; `record.opened`,
  `key.enrolled`, `key.revoked`, `record.expunged` and index entries cannot be expunged.
- Files of items produced (check 29): every file that an act before the service put on record for an item which was then
  decided as produced and not detached stands, by item, digest and name, in this production or in one that was served
  before and is not replaced; but for files that a `record.expunged` names.
- A voucher number is given once, by `item.received` or as a part in `item.split`, a part being numbered after its whole
  (check 23). A person is added before a key is enrolled for them (check 19).

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
