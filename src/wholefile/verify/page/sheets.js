// The sheets for people, schedule.csv and privilege-log.csv, as wholefile.core.sheets writes them.

import { utf8 } from "./bytes.js";

const SCHEDULE_HEAD = [
  "Number", "Item", "Status", "Decision", "Ground", "Tags", "Category", "Description", "Bates", "Files",
  "Earlier productions", "Remark",
];
const LOG_HEAD = ["Number", "Item", "Category", "Decision", "Ground", "Tags", "Decided by", "Reviewed by", "Entry"];
const NO_REDACTION = "produced in part; nothing of it is in this volume until a redacted version is served";

/** The bytes of schedule.csv. */
export function scheduleCsv(schedule) {
  return csvBytes(SCHEDULE_HEAD, schedule.rows.map((row) => [
    String(row.number), row.item, row.status, row.decision ?? "pending", row.ground ?? "", row.tags.join(", "),
    row.category ?? "", row.description ?? "", row.files.map(spanOf).join(", "),
    row.files.map((file) => file.name).join("; "),
    (row.earlier ?? []).map((one) => `${one.production}: ${spanOf(one)}`).join("; "),
    row.decision === "partial" ? NO_REDACTION : "",
  ]));
}

/** The bytes of privilege-log.csv; `names` is a Map from person id to name. */
export function privilegeLogCsv(log, names) {
  return csvBytes(LOG_HEAD, log.rows.map((row) => [
    String(row.number), row.item, row.category ?? "", row.decision, row.ground ?? "", row.tags.join(", "),
    names.get(row.author) ?? "", names.get(row.reviewer) ?? "", String(row.decided_by),
  ]));
}

/** RFC 4180 with byte order mark; what a spreadsheet would run as a formula gets a quotation mark before it. */
function csvBytes(head, lines) {
  const rows = [head, ...lines.map((line) => line.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)))];
  return utf8(`\ufeff${rows.map((row) => `${row.map(quotedCsv).join(",")}\r\n`).join("")}`);
}

function quotedCsv(value) {
  return /[,"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function spanOf({ bates_first: first, bates_last: last }) {
  return first === last ? first : `${first} to ${last}`;
}
