// Checks 15 to 17: what the entries say is what was signed, and what is not shown is accounted for.

import { CLOSED_PENDING, CLOSED_REGISTER } from "./bundle.js";
import { NOT_OPENED } from "./case_file.js";
import { answers, failed, passed, someOf } from "./checks.js";
import { INDEX_KIND } from "./header.js";
import { EXPUNGEMENT } from "./produced_files.js";
import { KEPT_BACK } from "./schedule.js";
import { Subjects } from "./subjects.js";
import { KINDS, refuse, refuseBody } from "./vocabulary.js";

// Who may sign must be open to whoever relies on the signatures; other entries of the register are not their business.
const OPEN_IN_REGISTER = ["record.opened", "person.added", "key.enrolled", "key.revoked", "record.expunged"];
// What else may stand in the register beside acts of its own: those of cases that name no case.
const CLOSED_OF_CASES = ["access.exported", "inventory.recorded", "role.ended", "role.granted"];
// Without these nobody could check the signatures, the index and the expungements of all the rest.
const KEPT_FOREVER = ["record.opened", "key.enrolled", "key.revoked", EXPUNGEMENT, INDEX_KIND];
const DECISION = "disclosure.decided";
const WITHHELD = "withheld";

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
    const [entries, brought, { docket }] = await given.inputs("entries", "brought", "bundle");
    const all = await given.everyShowing();
    const reasons = new Reasons(entries, brought, docket, all, await given.input("case"));
    let explained = 0;
    for (const one of all) {
      if (one.whole || one.broken) continue;
      explained++;
      const why = reasons.lacking(one);
      if (why) return failed(`Entry ${one.seq} (${one.kind}) ${why}.`, explained);
    }
    const destroyed = new Set(all.filter((one) => one.entry.expungedBy !== null).map((one) => one.seq)).size;
    const told = destroyed ? ` ${destroyed} of them a court had destroyed: ${someOf(reasons.orders)}.` : "";
    return passed(`${explained} entries are not shown in full; for each, the record says why.${told}`, explained);
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

/** What the proven entries give as reasons for closing others. */
class Reasons {
  constructor(entries, brought, docket, all, caseFile) {
    this.inCase = new Set([...entries, ...brought].map((one) => one.seq));
    this.decisions = currentDecisions(entries, docket);
    const court = courtIn(all, docket);
    const orders = all.filter((one) => one.kind === EXPUNGEMENT && one.whole && court.has(one.fields.ordered_by));
    this.orders = new Set(orders.map(({ fields }) => `${fields.order} (entered by ${fields.ordered_by})`));
    this.expunged = expungedBy(orders);
    this.caseFile = caseFile;
    this.subjects = new Subjects();
    for (const one of [...brought, ...entries]) if (one.fields) this.subjects.read(one.kind, one.fields);
  }

  /** Why what is closed of this entry is not accounted for, or an empty text. */
  lacking(one) {
    const { closed, expungedBy: order } = one.entry;
    if (closed === CLOSED_REGISTER) {
      return isClosedInRegister(one.kind) && !this.inCase.has(one.seq) ? "" : "may not be closed";
    }
    if (order !== null) {
      const stands = this.expunged.get(one.seq) === order && !KEPT_FOREVER.includes(one.kind);
      return stands ? "" : "is said to be expunged, but no order of a court in the record destroys it";
    }
    if (one.fields === null || !(one.kind in KINDS) || !this.inCase.has(one.seq)) return "is not shown, and nothing says why";
    const why = unplaced(KINDS[one.kind], one);
    if (why) return why;
    return KINDS[one.kind].reasoning.length ? "" : this.openSubject(one); // nothing else can be closed of reasoning
  }

  /** Whether all that the entry is about is closed, and by what the sender says it is. */
  openSubject(one) {
    const items = this.subjects.of(one.kind, one.fields);
    const decided = items.map((item) => this.decisions.get(item)).filter((decision) => decision);
    if (!items.length || decided.some((decision) => !NOT_OPENED.includes(decision.fields.decision))) {
      return "is not shown in full, although it concerns something that is decided and not withheld";
    }
    if (!items.some((item) => this.caseFile.has(item))) {
      return "is not shown in full, although it concerns no item of the case";
    }
    const withheld = decided.filter((decision) => decision.fields.decision === WITHHELD).map((decision) => decision.seq);
    if (one.entry.closed === CLOSED_PENDING) {
      return withheld.length === items.length ? "is said to wait for a decision that was made" : "";
    }
    const isNamed = withheld.includes(one.entry.withheldBy) && withheld.length === items.length;
    return isNamed ? "" : "does not name the decision by which it is withheld";
  }
}

/**
 * Whether something is closed that says what the act bears on, or, in acts with reasoning, more than that. The name of a
 * closed field is not known, but it stands in its place among the shown ones, in the order of names: no more can be
 * closed between two names than the kind has fields there that may be.
 */
function unplaced({ fields, placing, reasoning }, one) {
  const shown = one.fields;
  const closable = reasoning.length ? reasoning : Object.keys(fields).filter((name) => !placing.includes(name));
  const unshown = Object.keys(fields).find(
    (name) => fields[name].required && !closable.includes(name) && !(name in shown));
  if (unshown) return `does not show its ${unshown}, which no production may keep back`;
  if (one.kind === DECISION && KEPT_BACK.includes(shown.decision) && !("ground" in shown)) {
    return "does not show its ground, which no production may keep back";
  }
  for (const { after, before, count } of one.closedRuns) {
    const fitting = closable.filter((name) => !(name in shown) && after < name && (!before || name < before));
    if (count > fitting.length) return "keeps back more than may be";
  }
  return "";
}

/** The last decision on each item in this case. */
function currentDecisions(entries, docket) {
  const found = new Map();
  for (const one of entries) {
    if (one.kind === DECISION && one.fields?.docket === docket && "item" in one.fields) {
      found.set(one.fields.item, one);
    }
  }
  return found;
}

function isClosedInRegister(kind) {
  if (OPEN_IN_REGISTER.includes(kind) || !(kind in KINDS)) return false;
  return KINDS[kind].place === "register" || CLOSED_OF_CASES.includes(kind);
}

/** The persons whom an open grant makes part of the court, everywhere or in this case. */
function courtIn(all, docket) {
  const grants = all.filter((one) => one.kind === "role.granted" && one.whole && one.fields.role === "court");
  return new Set(grants.filter((one) => (one.fields.docket ?? docket) === docket).map((one) => one.fields.person));
}

/** Positions whose bodies a court ordered to be destroyed, each with the position of that act. */
function expungedBy(orders) {
  const found = new Map();
  for (const one of orders) {
    for (const seq of one.fields.positions ?? []) if (seq < one.seq) found.set(seq, one.seq);
  }
  return found;
}
