// Manifests of a bag (BagIt 1.0, RFC 8493), in the one spelling of wholefile.core.manifest.

import { compareText, fromUtf8, hex, utf8 } from "./bytes.js";
import { Invalid } from "./errors.js";
import { sha256 } from "./sha256.js";

export const PAYLOAD = "data/";
export const MANIFEST = "manifest-sha256.txt";
export const TAG_MANIFEST = "tagmanifest-sha256.txt";
export const BAGIT = "bagit.txt";
export const BAG_INFO = "bag-info.txt";
export const BAGIT_TXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const MANIFEST_BYTES = 256 * 1024 * 1024;
const PATH_BYTES = 1024;
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** The digest a production is served under. */
export function payloadDigest(manifest) {
  return hex(sha256(manifest));
}

/** Map from path to SHA-256 in hex. `payload` true or false also says which half of the bag it must list. */
export function parseManifest(raw, payload = null) {
  if (raw.length > MANIFEST_BYTES) {
    throw new Invalid("manifest.too_long", `A manifest has at most ${MANIFEST_BYTES} bytes.`);
  }
  const text = readUtf8(raw, "manifest.not_utf8", "The manifest is not valid UTF-8.");
  if (text && !text.endsWith("\n")) {
    throw new Invalid("manifest.line", "The last line of the manifest is not complete.");
  }
  const found = new Map();
  let previous = "";
  text.split("\n").slice(0, -1).forEach((line, i) => {
    const match = /^([0-9a-f]{64}) {2}([^\n\r]+)$/.exec(line);
    if (!match) throw new Invalid("manifest.line", `Line ${i + 1} is not a digest, two spaces and a path.`);
    const path = unescapePath(match[2], i + 1);
    const order = compareText(path, previous);
    if (order <= 0) {
      const why = order === 0 ? "stands twice" : "is out of order";
      throw new Invalid("manifest.order", `Line ${i + 1}: the path ${path} ${why}.`);
    }
    found.set(path, match[1]);
    previous = path;
  });
  checkPaths(found.keys(), payload);
  return found;
}

/** Refuse paths that leave the bag or their half of it, and two that some file system reads as one. */
function checkPaths(paths, payload) {
  const seen = new Map();
  const folders = new Map();
  for (const path of paths) {
    checkPath(path);
    if (payload !== null && path.startsWith(PAYLOAD) !== payload) {
      const where = payload ? "below data/" : "outside data/";
      throw new Invalid("manifest.half", `Every path of this manifest is ${where}; ${path} is not.`);
    }
    const key = alike(path);
    if (seen.has(key)) {
      throw new Invalid("manifest.alike", `On some systems ${path} and ${seen.get(key)} are one file.`);
    }
    seen.set(key, path);
    for (let at = key.indexOf("/"); at >= 0; at = key.indexOf("/", at + 1)) folders.set(key.slice(0, at), path);
  }
  for (const [folder, path] of folders) {
    if (seen.has(folder)) {
      throw new Invalid("manifest.folder", `${seen.get(folder)} cannot be a file and hold ${path}.`);
    }
  }
}

function checkPath(path) {
  let why = "";
  if (path.startsWith("/") || /^.:/su.test(path)) why = "is not relative to the bag";
  else if (path.includes("\\")) why = "holds a backslash, which some systems read as a folder";
  else if (/(?![\n\r])[\p{Cc}\p{Cs}]/u.test(path)) why = "holds control characters";
  else if (path.split("/").some((part) => part === "" || part === "." || part === ".." || part.startsWith("~"))) {
    why = "does not name a file below the bag";
  } else if (utf8(path).length > PATH_BYTES) why = `is longer than ${PATH_BYTES} bytes`;
  if (why) throw new Invalid("manifest.path", `The path '${path.slice(0, 100)}' ${why}.`);
}

/** What two paths have in common that a forgiving file system takes for one. */
export function alike(path) {
  return foldCase(path.normalize("NFKC")).normalize("NFC");
}

/** Characters fold together as in Unicode case folding: through upper case and back, dotless i apart. */
function foldCase(text) {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, (c) => (c === "\u0131" ? c : c.toLowerCase().toUpperCase().toLowerCase())).join("");
}

function unescapePath(text, number) {
  return text.replace(/%(25|0A|0D)?/g, (_, code) => {
    if (code === undefined) {
      throw new Invalid("manifest.escape", `Line ${number}: only %25, %0A and %0D may stand in a path.`);
    }
    return String.fromCharCode(parseInt(code, 16));
  });
}

/** Labels and values of bag-info.txt; of one label that stands twice the last counts. */
export function parseBagInfo(raw) {
  const text = readUtf8(raw, "manifest.bag_info", "bag-info.txt is not valid UTF-8.");
  const lines = text.split("\n");
  const found = new Map();
  for (const line of lines.slice(0, -1)) {
    const match = /^([A-Za-z][A-Za-z0-9-]{0,60}): (.*\S.*)$/u.exec(line);
    if (!match || BREAKS.test(match[2])) throw notInfo();
    found.set(match[1], match[2]);
  }
  if (lines[lines.length - 1]) throw notInfo();
  return found;
}

function notInfo() {
  return new Invalid("manifest.bag_info", "bag-info.txt is not made of lines with a label and a value.");
}

/** The text of these bytes; Invalid with this code when they are not UTF-8. */
export function readUtf8(raw, code, message) {
  try {
    return fromUtf8(raw);
  } catch {
    throw new Invalid(code, message);
  }
}
