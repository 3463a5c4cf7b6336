// The schedule and the privilege log as the acts of the case give them (wholefile.core.schedule).

import { decodeObject, encode, isObject } from "./canonical.js";
import { NOT_OPENED, overridingState } from "./case_file.js";
import { Invalid, need } from "./errors.js";
import { nativePath, textIn } from "./load_files.js";

const SCHEDULE_FORMAT = "wholefile schedule v1";
const LOG_FORMAT = "wholefile privilege log v1";
const SCHEDULE_BYTES = 256 * 1024 * 1024;
export const KEPT_BACK = ["withheld", "partial"];
const SCHEDULE_NAMES = ["format", "docket", "production", "volume", "rows", "counts", "candidates"];
const ROW_NAMES = ["number", "item", "status", "tags", "files"];
const ROW_MAY = ["description", "category", "decision", "decided_by", "ground", "status_by", "earlier"];

/** Whether two values read from acts or files are the same. */
export function sameValue(a, b) {
  if (a === undefined || b === undefined) return a === b;
  return encode(a, 64) === encode(b, 64);
}

/** How many there are of each, by word. */
export function tally(words) {
  const counts = Object.create(null);
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The schedule of a production, from the case as it stood when it was served. */
export function scheduleOf(file, production) {
  const plan = file.productions.get(production);
  if (!plan) {
    throw new Invalid("schedule.production", `No act in the case ${file.docket} plans the production ${production}.`);
  }
  const rows = file.rows.map((item) => scheduleRow(file, item, production));
  const schedule = {
    format: SCHEDULE_FORMAT,
    docket: file.docket,
    production,
    volume: plan.volume,
    rows,
    counts: tally(rows.map((row) => row.status)),
    candidates: { dismissed: file.dismissedCandidates().length, open: file.openCandidates().length },
  };
  if (plan.supersedes) schedule.supersedes = plan.supersedes;
  return schedule;
}

function scheduleRow(file, item, production) {
  const { decision } = item;
  const [status, statusBy] = overridingState(item) ?? [decision ? decision.decision : "pending", null];
  const row = {
    number: item.number,
    item: item.item,
    status,
    tags: decision ? decision.tags : [],
    files: file.members(production, item.item).map((one) => ({
      name: need(one, "name"),
      sha256: need(one, "sha256"),
      bates_first: need(one, "bates_first"),
      bates_last: need(one, "bates_last"),
      path: nativePath(textIn(one, "bates_first"), textIn(one, "name")),
    })),
  };
  if (item.category) row.category = item.category;
  if (item.description && decision && !NOT_OPENED.includes(decision.decision)) row.description = item.description;
  if (decision) {
    row.decision = decision.decision;
    row.decided_by = decision.seq;
    if (decision.ground) row.ground = decision.ground;
  }
  if (statusBy !== null) row.status_by = statusBy;
  const earlier = file.earlierRanges(production, item.item);
  if (earlier.length) row.earlier = earlier;
  return row;
}

/** The items kept back wholly or in part: ground, author and reviewer of each decision, nothing of the content. */
export function privilegeLogOf(file, production) {
  const rows = file.rows
    .filter((item) => item.decision && KEPT_BACK.includes(item.decision.decision))
    .map(({ number, item, category, decision }) => {
      const row = { number, item, decision: decision.decision, decided_by: decision.seq, tags: decision.tags };
      const known = { category, ground: decision.ground, author: decision.author, reviewer: decision.reviewer };
      for (const [name, value] of Object.entries(known)) if (value) row[name] = value;
      return row;
    });
  return { format: LOG_FORMAT, docket: file.docket, production, rows };
}

/** A schedule read back, with the parts every schedule has. Its numbers are not believed here. */
export function parseSchedule(raw) {
  const value = decodeObject(raw, { maxBytes: SCHEDULE_BYTES });
  const names = Object.keys(value);
  if (!isBetween(names, SCHEDULE_NAMES, ["supersedes"]) || value.format !== SCHEDULE_FORMAT) {
    throw new Invalid("schedule.names", `A schedule says that it is a ${SCHEDULE_FORMAT} and has exactly its parts.`);
  }
  const texts = names.filter((name) => !["rows", "counts", "candidates"].includes(name));
  if (texts.some((name) => typeof value[name] !== "string")) {
    throw new Invalid("schedule.head", "Case, production and volume of a schedule are texts.");
  }
  if (!Array.isArray(value.rows) || !isObject(value.counts) || !isObject(value.candidates)) {
    throw new Invalid("schedule.parts", "A schedule has a list of rows, and counts by name.");
  }
  value.rows.forEach((row, i) => {
    const shaped = isObject(row) && isBetween(Object.keys(row), ROW_NAMES, ROW_MAY);
    if (!shaped || !Array.isArray(row.files) || !Array.isArray(row.tags) || typeof row.item !== "string") {
      throw new Invalid("schedule.row", `Row ${i + 1} of the schedule does not have the parts of a row.`);
    }
  });
  return value;
}

/** Whether these names are all of the first list and perhaps some of the second. */
function isBetween(names, must, may) {
  return must.every((name) => names.includes(name)) &&
    names.every((name) => must.includes(name) || may.includes(name));
}
