// Checks 27 to 32: what was delivered is what was served, file by file and number by number.

import { compareText, hex, sameBytes } from "./bytes.js";
import { answers, failed, passed, someOf } from "./checks.js";
import {
  DAT_FIELDS, NATIVES, checkConsecutive, datRows, formatBates, optPages, parseDat, parseOpt, textIn,
} from "./load_files.js";
import { payloadDigest } from "./manifest.js";
import { filesLeftOut, recordedFiles } from "./produced_files.js";
import { KEPT_BACK, privilegeLogOf, sameValue } from "./schedule.js";
import { sha256 } from "./sha256.js";
import { privilegeLogCsv } from "./sheets.js";

// What else a production holds below data/, beside its two load files.
const OF_A_PRODUCTION = [
  "data/certificate.json", "data/cover-letter.pdf", "data/privilege-log.csv", "data/privilege-log.json",
  "data/schedule.csv", "data/schedule.json",
];
const SERVED_NAMES = {
  payload: "list of files", schedule: "schedule", items: "number of items", files: "number of files", last: "last number",
};

answers({
  async the_served_act_names_this_payload(given) {
    const [served, plan, payload] = await given.inputs("served", "plan", "payload_manifest");
    const files = [...payload.keys()].filter((path) => path.startsWith(NATIVES)).length;
    const [listBytes, scheduleBytes, schedule] = await given.inputs("payload_manifest_bytes", "schedule_bytes", "schedule");
    const found = {
      payload: payloadDigest(listBytes),
      schedule: hex(sha256(scheduleBytes)),
      items: schedule.rows.length,
      files,
      last: plan.last,
    };
    const wrong = Object.keys(found).filter((name) => served.fields[name] !== found[name]);
    if (wrong.length) {
      const told = wrong.map((name) => `another ${SERVED_NAMES[name]}`).join(", ");
      return failed(`Entry ${served.seq} served ${schedule.production} with ${told}.`);
    }
    return passed(`Entry ${served.seq} of the record serves ${schedule.production} with these files.`, files);
  },

  async this_is_the_latest_production(given) {
    const [served, production, entries] = await given.inputs("served", "production", "entries");
    const all = entries.filter((one) => one.kind === "production.served" && one.fields);
    const later = all.filter((one) => one.seq > served.seq).map((one) => String(one.fields.production));
    if (later.length) {
      const { productions } = await given.input("case");
      const replacing = later.filter((name) => productions.get(name)?.supersedes === production);
      return replacing.length
        ? failed(`${production} was replaced by ${someOf(replacing)}. Ask for it.`, all.length)
        : failed(`After ${production}, ${someOf(later)} was served. Ask for it.`, all.length);
    }
    const { size } = await given.input("checkpoint");
    return passed(`None was served after it up to entry ${size - 1}.`, all.length);
  },

  async every_native_is_a_recorded_file(given) {
    const [every, served] = await given.inputs("acts", "served");
    const acts = every.filter((one) => one.seq < served.seq);
    const recorded = new Set(recordedFiles(acts).map((one) => `${one.item} ${one.sha256}`));
    const [schedule, payload] = await given.inputs("schedule", "payload_manifest");
    const listed = new Map();
    for (const row of schedule.rows) {
      for (const file of row.files) {
        listed.set(textIn(file, "path"), textIn(file, "sha256"));
        if (!recorded.has(`${row.item} ${file.sha256}`)) {
          return failed(`${file.path} is no file that the record holds for item ${row.item}.`, listed.size);
        }
      }
    }
    const natives = [...payload.keys()].filter((path) => path.startsWith(NATIVES));
    const unlisted = [
      ...natives.filter((path) => !listed.has(path)),
      ...[...listed.keys()].filter((path) => !path.startsWith(NATIVES) || !payload.has(path)),
    ].sort(compareText);
    if (unlisted.length) {
      return failed(`The schedule and the folder do not name the same files: ${someOf(unlisted)}.`, listed.size);
    }
    const digests = await given.input("digests");
    const exchanged = [...listed]
      .filter(([path, digest]) => digest !== payload.get(path) || digest !== digests.get(path))
      .map(([path]) => path)
      .sort(compareText);
    if (exchanged.length) {
      return failed(`These are not the files that the record holds: ${someOf(exchanged)}.`, listed.size);
    }
    const [production, file] = await given.inputs("production", "served_case");
    const strange = [...payload.keys()].filter((path) => !belongs(path, production)).sort(compareText);
    if (strange.length) return failed(`These are no part of a production: ${someOf(strange)}.`, listed.size);
    const leftOut = filesLeftOut(file, acts, production).map(({ item, name }) => `${name} of ${item}`);
    if (leftOut.length) {
      return failed(`These files of items produced are in no production: ${someOf(leftOut)}.`, listed.size);
    }
    return passed(`All ${listed.size} files are those that the record holds for their items.`, listed.size);
  },

  async bates_numbers_are_unique_and_consecutive(given) {
    const [plan, schedule] = await given.inputs("plan", "schedule");
    const parts = [...plan.members.keys()].sort((a, b) => a - b);
    if (parts.length !== plan.parts || parts.some((part, i) => part !== i + 1)) {
      return failed(`The plan of ${schedule.production} has ${plan.parts} parts, and not all are here.`);
    }
    const members = parts.flatMap((part) => plan.members.get(part));
    const ranges = members.map((one) => [textIn(one, "bates_first"), textIn(one, "bates_last")]);
    const used = checkConsecutive(ranges);
    const ends = members.length ? [ranges[0][0], ranges[ranges.length - 1][1]] : null;
    if (ends && (ends[0] !== formatBates(plan.prefix, plan.first) || ends[1] !== formatBates(plan.prefix, plan.last))) {
      return failed("The numbers do not begin and end where the plan says.", used);
    }
    if (used !== plan.last - plan.first + 1) {
      return failed(`The plan spans ${plan.last - plan.first + 1} numbers and uses ${used}.`, used);
    }
    const why = overlapAmong([...(await given.input("case")).productions.values()]);
    if (why) return failed(why, used);
    const planned = members.map((one) => numberingOf(one, one.item)).sort();
    const listed = schedule.rows.flatMap((row) => row.files.map((file) => numberingOf(file, row.item))).sort();
    if (!sameValue(planned, listed)) return failed("The schedule gives other numbers to files than the plan.", used);
    return passed(`${used} numbers are used, without gap or repetition.`, used);
  },

  async the_load_files_agree(given) {
    const [fields, ...rows] = parseDat(await given.input("dat"));
    const pages = parseOpt(await given.input("opt"));
    const schedule = await given.input("schedule");
    const [expected, expectedPages] = [datRows(schedule), optPages(schedule)];
    if (!sameValue(fields, DAT_FIELDS)) return failed("The DAT file does not have the fields of a production.");
    const why = firstDifference(rows, expected) || firstDifference(pages, expectedPages);
    if (why) return failed(`The load files do not follow the schedule at ${why}.`, expected.length);
    const paths = schedule.rows.flatMap((row) => row.files.map((file) => file.path));
    const absent = paths.filter((path) => !given.folder.has(path));
    if (absent.length) {
      return failed(`The load files lead to files that are not here: ${someOf(absent)}.`, expected.length);
    }
    return passed(`Both list the ${expected.length} files of the schedule.`, expected.length);
  },

  async the_privilege_log_lists_every_withheld_item(given) {
    const derived = privilegeLogOf(...(await given.inputs("served_case", "production")));
    const [log, schedule] = await given.inputs("privilege_log", "schedule");
    const expected = new Map(derived.rows.map((row) => [row.item, row]));
    const listed = new Map(log.rows.map((row) => [row.item, row]));
    const kept = schedule.rows.filter((row) => KEPT_BACK.includes(row.decision)).map((row) => row.item);
    const unlisted = [...new Set([...expected.keys(), ...kept])].filter((item) => !listed.has(item)).sort(compareText);
    if (unlisted.length) {
      return failed(`These items are kept back and not on the log: ${someOf(unlisted)}.`, expected.size);
    }
    if (!sameValue(log, derived)) {
      const wrong = [...listed.keys()].filter((item) => !sameValue(expected.get(item), listed.get(item))).sort(compareText);
      return failed(`The log is not what was decided: ${someOf(wrong) || "its head or order differs"}.`, expected.size);
    }
    const groundless = [...expected].filter(([, row]) => !("ground" in row)).map(([item]) => item).sort(compareText);
    if (groundless.length) {
      return failed(`These items are kept back without a ground: ${someOf(groundless)}.`, expected.size);
    }
    const [sheet, { names }] = await given.inputs("privilege_log_sheet", "keyring");
    if (!sameBytes(sheet, privilegeLogCsv(derived, names))) {
      return failed("privilege-log.csv, the sheet for people, does not say what the log says.", expected.size);
    }
    return passed(`All ${expected.size} items kept back are on it, each with its ground.`, expected.size);
  },
});

function belongs(path, production) {
  const loads = ["dat", "opt"].map((ending) => `data/loadfiles/${production}.${ending}`);
  return path.startsWith(NATIVES) || OF_A_PRODUCTION.includes(path) || loads.includes(path);
}

function numberingOf(file, item) {
  return ["bates_first", "bates_last"].map((name) => textIn(file, name)).concat(item, textIn(file, "sha256")).join(" ");
}

/** Two productions of the case that use one number, in words, or an empty text. */
function overlapAmong(productions) {
  const spans = productions
    .filter((one) => one.last >= one.first)
    .sort((a, b) => compareText(a.prefix, b.prefix) || a.first - b.first || a.last - b.last);
  for (let i = 1; i < spans.length; i++) {
    const [before, after] = [spans[i - 1], spans[i]];
    if (before.prefix === after.prefix && after.first <= before.last) {
      return `${formatBates(after.prefix, after.first)} is given in ${before.production} and again in ` +
        `${after.production}.`;
    }
  }
  return "";
}

function firstDifference(rows, expected) {
  for (let i = 0; i < Math.max(rows.length, expected.length); i++) {
    if (!sameValue(rows[i], expected[i])) return String((rows[i] ?? expected[i])[0]);
  }
  return "";
}
