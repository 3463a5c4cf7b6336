// The completeness bundle (wholefile.core.bundle): read strictly, proving nothing by itself.

import { unb64u, utf8 } from "./bytes.js";
import { decodeObject, hasExactly, isObject } from "./canonical.js";
import { canonicalDocket } from "./docket.js";
import { Invalid } from "./errors.js";
import { HASH_BYTES } from "./merkle.js";

const BUNDLE_FORMAT = "wholefile completeness bundle v1";
const BUNDLE_BYTES = 512 * 1024 * 1024;
const BUNDLE_DEPTH = 12;
export const CLOSED_REGISTER = "register";
export const CLOSED_PENDING = "pending";
const BUNDLE_NAMES = [
  "format", "origin", "docket", "size", "map", "index", "entries", "register", "brought", "multiproof", "earlier",
];
const ENTRY_NAMES = ["header", "opening", "withheld_by", "expunged_by", "closed"];

/** The bundle these bytes stand for. Headers and openings inside are carried, not judged. */
export function parseBundle(raw) {
  const value = decodeObject(raw, { maxBytes: BUNDLE_BYTES, maxDepth: BUNDLE_DEPTH });
  if (!hasExactly(value, BUNDLE_NAMES) || value.format !== BUNDLE_FORMAT) {
    throw new Invalid("bundle.names", `A bundle says that it is a ${BUNDLE_FORMAT} and has exactly its parts.`);
  }
  const { docket, origin, size, map } = value;
  if (typeof origin !== "string" || typeof docket !== "string" || typeof size !== "number" || size < 1) {
    throw new Invalid("bundle.head", "The bundle does not say of which log, case and size it is.");
  }
  canonicalDocket(docket);
  if (!isObject(map) || !hasExactly(map, ["case", "register"]) || !isObject(map.case) || !isObject(map.register)) {
    throw new Invalid("bundle.map", "The bundle has a proof of the case index for the case and for the register.");
  }
  return {
    origin,
    docket,
    size,
    caseProof: map.case,
    registerProof: map.register,
    index: readEntry(value.index),
    entries: listIn(value.entries).map(readEntry),
    register: listIn(value.register).map(readEntry),
    brought: listIn(value.brought).map(readEntry),
    multiproof: readHashes(value.multiproof),
    earlier: listIn(value.earlier).map(readEarlier),
  };
}

/** One entry as it travels: `header` is text, `raw` the exact bytes that were hashed. Absent parts are null. */
function readEntry(value) {
  if (!isObject(value) || !("header" in value) || !Object.keys(value).every((name) => ENTRY_NAMES.includes(name))) {
    throw new Invalid("bundle.entry", "An entry has a header, and what is opened or why it is not.");
  }
  const { header, opening = null, withheld_by = null, expunged_by = null, closed = null } = value;
  if (typeof header !== "string" || !(opening === null || isObject(opening))) {
    throw new Invalid("bundle.entry", "The header of an entry is text and its opening an object.");
  }
  for (const [name, position] of [["withheld_by", withheld_by], ["expunged_by", expunged_by]]) {
    if (position !== null && (typeof position !== "number" || position < 0)) {
      throw new Invalid("bundle.entry", `${name} is the position of an act.`);
    }
  }
  if (closed !== null && closed !== CLOSED_REGISTER && closed !== CLOSED_PENDING) {
    throw new Invalid("bundle.entry", "Entries are closed for the register's sake or because nothing is decided yet.");
  }
  return { header, raw: utf8(header), opening, withheldBy: withheld_by, expungedBy: expunged_by, closed };
}

function readEarlier(value) {
  if (!isObject(value) || !hasExactly(value, ["size", "root", "proof"])) {
    throw new Invalid("bundle.earlier", "An earlier checkpoint has a size, a root and a proof.");
  }
  if (typeof value.size !== "number" || value.size < 1) {
    throw new Invalid("bundle.earlier", "The size of an earlier checkpoint is a whole number from 1.");
  }
  return { size: value.size, root: unb64u(value.root, HASH_BYTES), proof: readHashes(value.proof) };
}

function readHashes(value) {
  return listIn(value).map((one) => unb64u(one, HASH_BYTES));
}

function listIn(value) {
  if (!Array.isArray(value)) throw new Invalid("bundle.list", "A list is expected here.");
  return value;
}
