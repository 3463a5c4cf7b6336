// Docket numbers and the labels that stand for cases in the log, as in wholefile.core.docket.

import { b64u, utf8 } from "./bytes.js";
import { Invalid } from "./errors.js";
import { sha256 } from "./sha256.js";

const LABEL_TAG = sha256(utf8("wholefile/case-label/v1"));

/** People, keys, places and policies: lower case, so no docket number spells it. */
export const REGISTER_LABEL = b64u(sha256(LABEL_TAG, utf8("register")));

/** The same docket number, when it is spelled the one permitted way. */
export function canonicalDocket(text) {
  if (typeof text !== "string") throw new Invalid("docket.malformed", "A docket number is text.");
  if (text.length < 3 || text.length > 40) {
    throw new Invalid("docket.length", "A docket number has 3 to 40 characters.");
  }
  if (!/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/.test(text)) {
    throw new Invalid("docket.malformed",
      "A docket number is made of A-Z, 0-9 and single hyphens, such as 2026-CR-42.");
  }
  if (!/[0-9]/.test(text)) throw new Invalid("docket.no_digit", "A docket number holds at least one digit.");
  if (text.split("-").some((group) => /^0[0-9]+$/.test(group))) {
    throw new Invalid("docket.leading_zero", "Leave out leading zeros: 42, not 0042.");
  }
  return text;
}

export function caseLabel(docket) {
  return b64u(sha256(LABEL_TAG, utf8(canonicalDocket(docket))));
}
