// Bates numbers and load files (wholefile.core.bates, wholefile.core.loadfile): Concordance DAT and Opticon OPT.

import { compareText, isWhole } from "./bytes.js";
import { Invalid, need } from "./errors.js";
import { PAYLOAD, readUtf8 } from "./manifest.js";

export const NATIVES = "data/natives/";
export const DAT_FIELDS = ["BEGBATES", "ENDBATES", "ITEM", "ROW", "STATUS", "FILENAME", "SHA256", "NATIVELINK"];
const HIGHEST_BATES = 999999999;
const BATES_PREFIX = /^[A-Z](?:[A-Z0-9-]{0,18}[A-Z-])?$/;
const BATES_NUMBER = /^([A-Z](?:[A-Z0-9-]{0,18}[A-Z-])?)([0-9]{6,9})$/;
const BYTE_ORDER_MARK = "\ufeff";
const DAT_SEPARATOR = "\x14";
const DAT_QUOTE = "\xfe";
const DAT_LINE_END = "\xae";
const ROW_END = "\r\n";

export function formatBates(prefix, number) {
  if (!BATES_PREFIX.test(prefix)) {
    throw new Invalid("bates.prefix", "A Bates prefix has 1 to 20 characters A-Z, 0-9 and hyphen, and begins with a " +
      "letter and does not end in a digit, such as DOE or DA-2026-.");
  }
  if (!(number >= 1 && number <= HIGHEST_BATES)) {
    throw new Invalid("bates.number", `Bates numbers run from 1 to ${HIGHEST_BATES}; begin another prefix.`);
  }
  return prefix + String(number).padStart(6, "0");
}

function parseBates(text) {
  const match = BATES_NUMBER.exec(text);
  if (!match || formatBates(match[1], Number(match[2])) !== text) {
    throw new Invalid("bates.malformed", `'${text.slice(0, 40)}' is not a Bates number, such as DOE000007.`);
  }
  return { prefix: match[1], number: Number(match[2]), text };
}

/** How many numbers these [first, last] pairs use, once each continues the one before under one prefix. */
export function checkConsecutive(ranges) {
  let used = 0;
  let before = null;
  for (const [firstText, lastText] of ranges) {
    const [first, last] = [parseBates(firstText), parseBates(lastText)];
    if (first.prefix !== last.prefix || last.number < first.number) {
      throw notConsecutive(`${firstText} to ${lastText} is not a range of Bates numbers.`);
    }
    if (before && (first.prefix !== before.prefix || first.number !== before.number + 1)) {
      throw notConsecutive(`${firstText} does not come right after ${before.text}.`);
    }
    used += last.number - first.number + 1;
    before = last;
  }
  return used;
}

function notConsecutive(message) {
  return new Invalid("bates.not_consecutive", message);
}

/** Where a native lies in the bag: under its number, with the ending of the name it came with. */
export function nativePath(first, name) {
  parseBates(first);
  const ending = /\.([A-Za-z0-9]{1,10})\n?$/.exec(name);
  return NATIVES + first + (ending ? `.${ending[1].toLowerCase()}` : "");
}

/** The rows of a DAT file, the first of which names the fields; every field holds one line. */
export function parseDat(raw) {
  const text = readUtf8(raw, "loadfile.not_utf8", "The load file is not valid UTF-8.");
  if (!text.startsWith(BYTE_ORDER_MARK) || !text.endsWith(ROW_END)) {
    throw new Invalid("loadfile.dat", "A DAT file begins with a byte order mark and ends with a complete row.");
  }
  const lines = text.slice(1, -ROW_END.length).split(ROW_END);
  const rows = lines.map((line, i) => line.split(DAT_SEPARATOR).map((value) => unquoteDat(value, i + 1)));
  rows.forEach((row, i) => {
    if (row.length !== rows[0].length) {
      throw new Invalid("loadfile.columns", `Row ${i + 1} of the DAT file does not have a value for every field.`);
    }
  });
  if (new Set(rows[0]).size !== rows[0].length) {
    throw new Invalid("loadfile.fields", "Two fields of the DAT file have one name.");
  }
  return rows;
}

function unquoteDat(value, number) {
  const inner = value.slice(1, -1);
  const quoted = value.length >= 2 && value.startsWith(DAT_QUOTE) && value.endsWith(DAT_QUOTE);
  if (!quoted || inner.replaceAll(DAT_QUOTE + DAT_QUOTE, "").includes(DAT_QUOTE)) {
    throw new Invalid("loadfile.value", `Row ${number} of the DAT file holds a value without its þ on both sides.`);
  }
  if (/[\r\n]/.test(inner) || !isWhole(inner)) {
    throw new Invalid("loadfile.value", `Row ${number} holds a character that no DAT file can carry.`);
  }
  return inner.replaceAll(DAT_QUOTE + DAT_QUOTE, DAT_QUOTE);
}

/** The rows of an OPT file: number, volume, path, whether a document begins, pages. */
export function parseOpt(raw) {
  const text = readUtf8(raw, "loadfile.not_utf8", "The load file is not valid UTF-8.");
  if (text && !text.endsWith(ROW_END)) {
    throw new Invalid("loadfile.opt", "The OPT file does not end with a complete row.");
  }
  return text.split(ROW_END).slice(0, -1).map((line, i) => readOptRow(line, i + 1));
}

function readOptRow(line, number) {
  const values = line.split(",");
  if (values.length !== 7) {
    throw new Invalid("loadfile.opt", `Row ${number} of the OPT file does not have seven values.`);
  }
  const begins = values[3] === "Y";
  if (begins && !/^[1-9][0-9]{0,5}$/.test(values[6])) {
    throw new Invalid("loadfile.opt", `Row ${number} of the OPT file does not say how many pages there are.`);
  }
  // eslint-disable-next-line no-control-regex
  const malformed = values.slice(0, 3).some((value) => !value || /[\x00-\x1f]/.test(value) || !isWhole(value));
  const more = values[4] !== "" || values[5] !== "" || (!begins && (values[3] !== "" || values[6] !== ""));
  if (malformed || more) throw new Invalid("loadfile.opt", "The OPT file is not written in its one form.");
  return [values[0], values[1], values[2], begins, begins ? Number(values[6]) : 1];
}

/** The rows that a production's DAT file has by its schedule: one for every native. */
export function datRows(schedule) {
  return filesOf(schedule).map(([row, file]) => [
    file.bates_first, textIn(file, "bates_last"), row.item, String(need(row, "number")), textIn(row, "status"),
    textIn(file, "name"), textIn(file, "sha256"), nativeLink(textIn(file, "path")),
  ]);
}

/** The same for its OPT file: every native is a document of one page. */
export function optPages(schedule) {
  return filesOf(schedule).map(([, file]) => [
    file.bates_first, schedule.volume, nativeLink(textIn(file, "path")), true, 1,
  ]);
}

function nativeLink(path) {
  return (path.startsWith(PAYLOAD) ? path.slice(PAYLOAD.length) : path).replaceAll("/", "\\");
}

/** Every file with its row, in the order of the Bates numbers. */
function filesOf(schedule) {
  const found = schedule.rows.flatMap((row) => row.files.map((file) => [row, file]));
  for (const [, file] of found) textIn(file, "bates_first");
  const key = ([, file]) => file.bates_first;
  return found.sort((a, b) => key(a).length - key(b).length || compareText(key(a), key(b)));
}

export function textIn(object, name) {
  const value = need(object, name);
  if (typeof value !== "string") throw new TypeError(`${name} is not text`);
  return value;
}
