// Checks 15 to 17: what the entries say is what was signed, and what is not shown is accounted for.

import { CLOSED_REGISTER } from "./bundle.js";
import { answers, failed, passed, someOf } from "./checks.js";
import { need } from "./errors.js";
import { COMMON_NAMES, KINDS, refuse, refuseBody } from "./vocabulary.js";

// Who may sign must be open to whoever relies on the signatures; other entries of the register are not their business.
const OPEN_IN_REGISTER = ["record.opened", "person.added", "key.enrolled", "key.revoked"];
// The explanation why a candidate does not concern the case is the office's own; that it was dismissed is not.
const HIDDEN_IN_DISMISSAL = ["explanation"];

answers({
  async every_body_matches_its_commitment(given) {
    const shown = (await given.everyShowing()).filter((one) => one.entry.opening !== null);
    const broken = [...new Set(shown.filter((one) => one.broken).map((one) => one.seq))].sort((a, b) => a - b);
    if (broken.length) {
      return failed(`The contents shown for these entries are not theirs: ${someOf(broken)}.`, shown.length);
    }
    return passed(`The contents of ${shown.length} entries are those that were signed.`, shown.length);
  },

  async every_body_fits_its_kind(given) {
    let count = 0;
    for (const one of await given.everyShowing()) {
      if (one.fields === null) continue;
      count++;
      const why = refusalOf(one);
      if (why) return failed(`Entry ${one.seq}: ${why}.`, count);
    }
    return passed(`The contents of ${count} entries are complete and of the right form.`, count);
  },

  async every_missing_body_is_explained(given) {
    const decisions = await currentDecisions(given);
    const all = await given.everyShowing();
    const expunged = expungedBy(all);
    const [entries, brought] = await given.inputs("entries", "brought");
    const inCase = new Set([...entries, ...brought].map((one) => one.seq));
    let explained = 0;
    for (const one of all) {
      if (one.whole || one.broken) continue;
      explained++;
      const why = unexplained(one, decisions, expunged, inCase.has(one.seq));
      if (why) return failed(`Entry ${one.seq} (${one.kind}) ${why}.`, explained);
    }
    return passed(`${explained} entries are not shown in full; for each, the record says why.`, explained);
  },
});

function refusalOf(one) {
  if (!(one.kind in KINDS)) return `there is no kind of act '${one.kind}'`;
  return one.whole ? refuseBody(one.kind, one.fields) : refusePart(one);
}

/** Why the shown part of a body does not fit its kind, or an empty text. */
function refusePart({ kind, fields, hidden }) {
  const known = KINDS[kind].fields;
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(known, name)) return `${kind} has no field '${name}'`;
    const why = refuse(known[name], value);
    if (why) return `${kind}: ${name} ${why}`;
  }
  const unseen = Object.keys(known).filter((name) => !(name in fields));
  if (hidden < unseen.filter((name) => known[name].required).length || hidden > unseen.length) {
    return `${kind} cannot have ${hidden} more fields than are shown`;
  }
  return "";
}

/** Why what is hidden of this entry is not accounted for, or an empty text. */
function unexplained(one, decisions, expunged, isInCase) {
  const { closed, expungedBy: order, withheldBy } = one.entry;
  if (closed !== null) {
    const mayClose = closed === CLOSED_REGISTER && !OPEN_IN_REGISTER.includes(one.kind) && !isInCase;
    return mayClose ? "" : "may not be closed";
  }
  if (order !== null) {
    return expunged.get(one.seq) === order ? "" : "is said to be expunged, but no order in the record names it";
  }
  if (one.fields === null) return "is not shown, and nothing says why";
  if (one.kind === "candidate.dismissed" && onlyHides(one, HIDDEN_IN_DISMISSAL)) return "";
  const withheld = one.items
    .map((item) => decisions.get(item))
    .filter((decision) => decision?.fields?.decision === "withheld")
    .map((decision) => decision.seq);
  if (!one.items.length || withheld.length !== one.items.length) {
    return "is not shown in full, although it concerns something that is not withheld";
  }
  return withheld.includes(withheldBy) ? "" : "does not name the decision by which it is withheld";
}

function onlyHides(one, hidden) {
  const names = Object.keys(need(KINDS, one.kind).fields);
  return names.every((name) => hidden.includes(name) || COMMON_NAMES.has(name) || name in one.fields);
}

/** The last decision on each item in this case. */
async function currentDecisions(given) {
  const [entries, bundle] = await given.inputs("entries", "bundle");
  const found = new Map();
  for (const one of entries) {
    if (one.kind === "disclosure.decided" && one.fields?.docket === bundle.docket && "item" in one.fields) {
      found.set(one.fields.item, one);
    }
  }
  return found;
}

/** Positions whose bodies a court ordered to be destroyed, each with the position of that act. */
function expungedBy(all) {
  const found = new Map();
  for (const one of all) {
    if (one.kind !== "record.expunged" || !one.whole || !one.fields) continue;
    for (const seq of one.fields.positions ?? []) if (seq < one.seq) found.set(seq, one.seq);
  }
  return found;
}
