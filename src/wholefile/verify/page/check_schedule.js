// Checks 23 to 26: the schedule says of every item of the case exactly what the record says. It is not believed: what it
// should say is worked out again from the opened acts, as of the act by which the production was served.

import { compareText, sameBytes } from "./bytes.js";
import { answers, failed, notChecked, passed, someOf } from "./checks.js";
import { need } from "./errors.js";
import { sameValue, tally } from "./schedule.js";
import { scheduleCsv } from "./sheets.js";

// How a certificate counts: every item, also a detached one, and of those that are not detached by what was decided.
const PRODUCED = ["produced", "partial", "inspection"];
const UNDECIDED = ["pending", ""];
const CERTIFICATE_FORMAT = "wholefile certificate v1";

answers({
  async the_schedule_lists_every_item(given) {
    const [schedule, expected] = await given.inputs("schedule", "expected_schedule");
    for (const name of ["docket", "production", "volume", "supersedes"]) {
      if (schedule[name] !== expected[name]) {
        return failed(
          `The schedule gives another ${name} than the record: ${(schedule[name] ?? "none").slice(0, 60)}.`);
      }
    }
    for (let i = 0; i < Math.max(schedule.rows.length, expected.rows.length); i++) {
      const why = differenceAt(schedule.rows[i], expected.rows[i]);
      if (why) return failed(why, expected.rows.length);
    }
    const [acts, { docket }] = await given.inputs("acts", "bundle");
    const reused = givenTwice(acts);
    if (reused.length) {
      return failed(`These numbers are given to more than one thing: ${someOf(reused)}.`, expected.rows.length);
    }
    const late = (await given.input("case")).rows.slice(expected.rows.length).map((row) => row.item);
    const told = late.length
      ? ` ${late.length} came into the case after it was served and are on no schedule here: ${someOf(late)}.`
      : "";
    return passed(`All ${expected.rows.length} items of ${docket} are on it.${told}`, expected.rows.length);
  },

  async every_decision_is_as_recorded(given) {
    const [derived, { rows }] = await given.inputs("expected_schedule", "schedule");
    const expected = new Map(derived.rows.map((row) => [row.item, row]));
    for (const row of rows) {
      const mine = expected.get(row.item) ?? row; // an item too many is check 23's finding
      for (const name of [...new Set([...Object.keys(mine), ...Object.keys(row)])].sort()) {
        if (!sameValue(mine[name], row[name])) {
          return failed(`The schedule gives another ${name} for item ${row.item} than the record.`, rows.length);
        }
      }
    }
    if (!sameBytes(await given.input("schedule_sheet"), scheduleCsv(derived))) {
      return failed("schedule.csv, the sheet for people, does not say what the record says.", rows.length);
    }
    return passed(`All ${rows.length} rows are as recorded.`, rows.length);
  },

  async the_counts_add_up(given) {
    const [schedule, expected] = await given.inputs("schedule", "expected_schedule");
    if (!sameValue(schedule.counts, tally(schedule.rows.map((row) => row.status)))) {
      return failed("The counts are not those of the rows.");
    }
    if (!sameValue(schedule.counts, expected.counts)) return failed("The counts are not those of the record.");
    if (!sameValue(schedule.candidates, expected.candidates)) {
      return failed("The record holds another number of candidates, dismissed or open.");
    }
    const told = Object.keys(expected.counts).sort(compareText).map((status) => `${expected.counts[status]} ${status}`);
    return passed(
      `${told.join(", ") || "No items"}; ${expected.candidates.open} candidates are open.`, expected.rows.length);
  },

  async the_certificate_covers_every_item(given) {
    const served = await given.input("served");
    const number = served.fields.certificate;
    if (number === undefined) {
      if (given.hasCertificate) {
        return failed("A certificate is enclosed, but the production was not served on it.");
      }
      return notChecked("This production was served without a certificate.", true);
    }
    const [entries, { docket }] = await given.inputs("entries", "bundle");
    const certified = entries.find((one) =>
      one.kind === "disclosure.certified" && one.fields?.certificate === number && one.fields.docket === docket);
    if (!certified || certified.seq > served.seq) return failed(`No act before the service holds the certificate ${number}.`);
    const { fields, seq } = certified;
    const why = wrongCount(fields, await given.caseAt(seq), seq);
    const { rows } = await given.input("expected_schedule");
    if (why) return failed(`Certificate ${number} ${why}.`, rows.length);
    const later = rows.length - fields.items;
    if (later) {
      return failed(`${later} items came into the case after certificate ${number} was signed.`, fields.items);
    }
    if (!sameValue(await given.input("certificate"), { format: CERTIFICATE_FORMAT, position: seq, act: fields })) {
      return failed("The certificate enclosed is not the one in the record.");
    }
    const decided = (await given.input("served_case")).rows.filter((item) => item.decision && item.decision.seq > seq);
    const since = decided.length ? ` Decided anew after it was signed: ${someOf(decided.map((item) => item.item))}.` : "";
    return passed(`Certificate ${number} counts all ${fields.items} items.${since}`, fields.items);
  },
});

/** Numbers under which more than one thing came in, and parts that are not numbered after their whole. */
function givenTwice(acts) {
  const seen = new Set();
  const found = new Set();
  for (const { kind, fields } of acts) {
    const isSplit = kind === "item.split";
    if (!isSplit && kind !== "item.received") continue;
    const numbers = isSplit ? (fields.parts ?? []).map((part) => need(part, "item")) : [fields.item];
    for (const number of isSplit ? numbers : []) {
      if (number.slice(0, Math.max(0, number.lastIndexOf("."))) !== fields.item) found.add(number);
    }
    for (const number of numbers) if (seen.has(number)) found.add(number);
    for (const number of numbers) seen.add(number);
  }
  return [...found];
}

function differenceAt(listed, recorded) {
  if (!listed) return `Item ${recorded.item} of the case, number ${recorded.number}, is not on the schedule.`;
  if (!recorded) return `Item ${listed.item.slice(0, 60)} on the schedule is not in the case.`;
  if (listed.number === recorded.number && listed.item === recorded.item) return "";
  return `Where the record has item ${recorded.item} as number ${recorded.number}, the schedule has ` +
    `${listed.item.slice(0, 60)} as number ${JSON.stringify(listed.number).slice(0, 20)}.`;
}

function wrongCount(fields, file, seq) {
  const here = file.rows.filter((item) => item.detached === null);
  const decisions = here.map((item) => item.decision?.decision ?? "");
  const counted = {
    items: file.rows.length,
    produced: decisions.filter((decision) => PRODUCED.includes(decision)).length,
    withheld: decisions.filter((decision) => decision === "withheld").length,
    dismissed: file.dismissedCandidates().length,
    covers_to: seq,
  };
  for (const [name, count] of Object.entries(counted)) {
    if (need(fields, name) !== count) {
      return `gives ${fields[name]} for ${name.replaceAll("_", " ")} where the record has ${count}`;
    }
  }
  const undecided = here.filter((item) => UNDECIDED.includes(item.decision?.decision ?? "")).map((item) => item.item);
  if (undecided.length) return `was signed while these items were undecided: ${someOf(undecided)}`;
  const candidates = file.openCandidates();
  return candidates.length ? `was signed while these candidates were open: ${someOf(candidates)}` : "";
}
