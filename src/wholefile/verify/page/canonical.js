// The canonical encoding (RFC 8785, restricted), as wholefile.core.canonical reads and writes it: objects with ASCII
// names, text, whole numbers up to 2^53-1 either way, true, false, arrays. JSON.parse is no help: it keeps the last of two
// equal names and rounds numbers. Objects are made without a prototype, so that no name means anything to JavaScript.

import { fromUtf8, isAscii, isWhole } from "./bytes.js";
import { Invalid } from "./errors.js";

const MAX_BYTES = 65535;
const MAX_DEPTH = 8;
const MOST_NESTED = 900;
const MOST_NAMES = 10000;
const encodedNames = new Map();

/** The value these canonical bytes stand for; refuses any other spelling of it. */
function decode(raw, { maxBytes = MAX_BYTES, maxDepth = MAX_DEPTH } = {}) {
  if (raw.length > maxBytes) {
    throw new Invalid("canonical.too_long", `These ${raw.length} bytes exceed the limit of ${maxBytes}.`);
  }
  if (raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf) {
    throw new Invalid("canonical.byte_order_mark", "Remove the byte order mark at the start.");
  }
  return decodeText(readText(raw), maxDepth);
}

/** The same for a text whose length is known to be within bounds. */
function decodeText(text, maxDepth) {
  const value = parseJsonText(text);
  if (encode(value, maxDepth) !== text) {
    throw new Invalid("canonical.not_canonical", "The bytes are not the canonical (RFC 8785) form of their value.");
  }
  return value;
}

/** Like `decode`, for bytes that must stand for an object. */
export function decodeObject(raw, limits) {
  return checkObject(decode(raw, limits));
}

function checkObject(value) {
  if (!isObject(value)) {
    throw new Invalid("canonical.not_an_object", "An object with named values is expected here.");
  }
  return value;
}

/** Read JSON that somebody else wrote, in any spelling; equal names, fractions and non-numbers are refused. */
export function parseJson(raw) {
  return parseJsonText(readText(raw));
}

function readText(raw) {
  try {
    return fromUtf8(raw);
  } catch {
    throw new Invalid("canonical.not_utf8", "The bytes are not valid UTF-8.");
  }
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an object has exactly these names. */
export function hasExactly(value, names) {
  const own = Object.keys(value);
  return own.length === names.length && names.every((name) => value[name] !== undefined);
}

/** The canonical text of a value; UTF-8 of it are the canonical bytes. */
export function encode(value, depth = MAX_DEPTH) {
  switch (typeof value) {
    case "string":
      return encodeText(value);
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isSafeInteger(value)) {
        throw new Invalid("canonical.integer_range", "Whole numbers must lie within 2^53-1 either way.");
      }
      return String(value);
    case "object":
      return value === null ? refuseType("null") : encodeContainer(value, depth);
    default:
      return refuseType(typeof value);
  }
}

function encodeText(text) {
  if (!isWhole(text)) {
    throw new Invalid("canonical.lone_surrogate", "A text holds half of a surrogate pair; use whole characters.");
  }
  return JSON.stringify(text);
}

function encodeContainer(value, depth) {
  if (depth < 1) throw new Invalid("canonical.too_deep", "The value is nested too deeply.");
  if (Array.isArray(value)) {
    let items = "";
    for (const item of value) items += `,${encode(item, depth - 1)}`;
    return `[${items.slice(1)}]`;
  }
  let members = "";
  for (const name of Object.keys(value).sort()) {
    members += `,${encodeName(name)}:${encode(value[name], depth - 1)}`;
  }
  return `{${members.slice(1)}}`;
}

/** Few names stand in many objects: each is looked at once. */
function encodeName(name) {
  let encoded = encodedNames.get(name);
  if (encoded === undefined) {
    if (!isAscii(name)) throw new Invalid("canonical.key", "Names in an object must be ASCII text.");
    encoded = JSON.stringify(name);
    if (encodedNames.size < MOST_NAMES) encodedNames.set(name, encoded);
  }
  return encoded;
}

function refuseType(name) {
  throw new Invalid(
    "canonical.type", `Only objects, arrays, text, whole numbers and true or false, not ${name}.`);
}

function parseJsonText(text) {
  const reader = new JsonReader(text);
  const value = reader.value(0);
  if (reader.next() !== undefined) reader.refuse();
  return value;
}

class JsonReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  refuse() {
    throw new Invalid("canonical.not_json", "The bytes are not one complete JSON value.");
  }

  /** The next character that is not white space, without moving past it. */
  next() {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return this.text[this.at];
      this.at++;
    }
  }

  value(depth) {
    if (depth > MOST_NESTED) throw new Invalid("canonical.too_deep", "The value is nested too deeply.");
    switch (this.next()) {
      case "{":
        return this.object(depth);
      case "[":
        return this.array(depth);
      case '"':
        return this.string();
      default:
        return this.word();
    }
  }

  object(depth) {
    const found = Object.create(null);
    this.at++;
    if (this.next() === "}") {
      this.at++;
      return found;
    }
    for (;;) {
      if (this.next() !== '"') this.refuse();
      const name = this.string();
      if (this.next() !== ":") this.refuse();
      this.at++;
      const value = this.value(depth + 1);
      if (name in found) throw new Invalid("canonical.duplicate_key", "A name stands twice in the same object.");
      found[name] = value;
      if (this.ends("}")) return found;
    }
  }

  array(depth) {
    const found = [];
    this.at++;
    if (this.next() === "]") {
      this.at++;
      return found;
    }
    for (;;) {
      found.push(this.value(depth + 1));
      if (this.ends("]")) return found;
    }
  }

  /** Past a comma (false) or the closing bracket (true). */
  ends(bracket) {
    const found = this.next();
    if (found !== bracket && found !== ",") this.refuse();
    this.at++;
    return found === bracket;
  }

  string() {
    const start = this.at;
    let end = start;
    do {
      end = this.text.indexOf('"', end + 1);
      if (end < 0) this.refuse();
    } while (this.isEscaped(end));
    this.at = end + 1;
    const inside = this.text.slice(start + 1, end);
    // eslint-disable-next-line no-control-regex
    if (!/[\\\x00-\x1f]/.test(inside)) return inside;
    try {
      return JSON.parse(this.text.slice(start, end + 1));
    } catch {
      return this.refuse();
    }
  }

  isEscaped(at) {
    let before = at - 1;
    while (this.text[before] === "\\") before--;
    return (at - before) % 2 === 0;
  }

  word() {
    const pattern = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?|true|false|null|NaN|-?Infinity/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return this.refuse();
    this.at = pattern.lastIndex;
    if (match[1] !== undefined && !match[2] && !match[3]) return Number(match[1]);
    if (match[0] === "true" || match[0] === "false") return match[0] === "true";
    if (match[0] === "null") return null;
    throw new Invalid(
      "canonical.not_an_integer", `Only whole numbers in plain digits, not ${match[0].slice(0, 20)}.`);
  }
}
