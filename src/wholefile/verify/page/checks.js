// The register of checks: what each claims comes from the same list as in `wholefile verify` (see page.py), how it is
// checked stands in check_*.js. Checks run one by one and none hides another.

import { Unable, Unread, WholefileError } from "./errors.js";

const FUNCTIONS = new Map();

/** Enter the functions that answer checks, by the id of the check. */
export function answers(functions) {
  for (const [id, answer] of Object.entries(functions)) FUNCTIONS.set(id, answer);
}

/** The claim holds. */
export function passed(detail, count = 0) {
  return { status: "passed", detail, count, expected: false };
}

/** The claim does not hold; the detail names what is wrong and where. */
export function failed(detail, count = 0) {
  return { status: "failed", detail, count, expected: false };
}

/** Nothing can be said about the claim. `expected` marks a reason that is no fault of the production. */
export function notChecked(reason, expected = false) {
  return { status: "not checked", detail: reason, count: 0, expected };
}

/** Ask one check: { number, id, claim, owns } as described; whatever happens there is an answer. */
export async function ask(check, given) {
  const { number, id, claim } = check;
  return { number, id, claim, ...(await outcomeOf(check, given)) };
}

async function outcomeOf({ id, owns }, given) {
  const answer = FUNCTIONS.get(id);
  if (!answer) return notChecked("This page does not know how to check this.");
  try {
    return await answer(given);
  } catch (error) {
    if (error instanceof Unread) {
      if (owns.includes(error.what)) return failed(error.why);
      return notChecked(`This needs something that could not be read. ${error.why}`);
    }
    if (error instanceof Unable) return notChecked(error.message);
    if (error instanceof WholefileError) return failed(error.message);
    return failed(`What is in the folder cannot be understood (${error.name}).`);
  }
}

/** The first few of many, for a sentence. */
export function someOf(things, shown = 3) {
  const listed = [...things];
  const rest = listed.length - shown;
  return listed.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
