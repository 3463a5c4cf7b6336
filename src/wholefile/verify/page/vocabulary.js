// The vocabulary of the record: every kind of act with its fields. The description itself is data which the page is
// built with (see page.py), the same from which wholefile.core.acts checks; here are the types that can say no.

import { countCharacters, unb64u } from "./bytes.js";
import { encode, isObject } from "./canonical.js";
import { canonicalDocket } from "./docket.js";
import { Invalid, need } from "./errors.js";

/** Kinds of act by name; filled once, when the page starts. */
export const KINDS = Object.create(null);

export function learnKinds(kinds) {
  for (const [name, kind] of Object.entries(kinds)) KINDS[name] = kind;
}

// White space as Python's str.isspace() and str.strip() know it.
export const PYTHON_SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACE_AT_END = new RegExp(`^[${PYTHON_SPACE}]|[${PYTHON_SPACE}]$`);
const ONLY_SPACE = new RegExp(`^[${PYTHON_SPACE}]*$`);

const REFUSALS = {
  line(value, type) {
    const why = refuseString(value);
    if (why) return why;
    if (value === "" || SPACE_AT_END.test(value)) return "must not be empty or have spaces at its ends";
    if (countCharacters(value) > type.limit) return `must have at most ${type.limit} characters`;
    if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(value)) return "must be a single line without control characters";
    return "";
  },
  text(value, type) {
    const why = refuseString(value);
    if (why) return why;
    if (ONLY_SPACE.test(value)) return "must not be empty";
    if (countCharacters(value) > type.limit) return `must have at most ${type.limit} characters`;
    if (/(?![\n\t])[\p{Cc}\p{Cs}]/u.test(value)) {
      return "must not hold control characters other than line feed and tab";
    }
    return "";
  },
  pattern(value, type) {
    const fits = typeof value === "string" && new RegExp(`^(?:${type.expression})$`).test(value);
    return fits ? "" : `must be spelled as ${type.name}`;
  },
  code(value, type) {
    return typeof value === "string" && type.words.includes(value) ? "" : `must be one of: ${type.words.join(", ")}`;
  },
  integer(value, type) {
    const fits = typeof value === "number" && value >= type.low && value <= type.high;
    return fits ? "" : `must be a whole number from ${type.low} to ${type.high}`;
  },
  octets(value, type) {
    return throws(() => unb64u(value, type.length || null))
      ? "must be unpadded base64url" + (type.length ? ` of ${type.length} bytes` : "")
      : "";
  },
  list: refuseList,
  record(value, type) {
    return isObject(value) ? firstRefusal(type.fields, value) : "must be an object";
  },
  day(value) {
    return typeof value === "string" && isDay(value) ? "" : "must be a day as YYYY-MM-DD";
  },
  flag(value) {
    return typeof value === "boolean" ? "" : "must be true or false";
  },
  docket(value) {
    return throws(() => canonicalDocket(value)) ? "must be a docket number in its one canonical spelling" : "";
  },
};

/** Why a value is not of its type, or an empty text. */
export function refuse(type, value) {
  return need(REFUSALS, type.type)(value, type);
}

/** Why an object does not fit its closed list of fields, or an empty text. */
function firstRefusal(fields, value) {
  for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) return `has no field '${name}'`;
  for (const [name, field] of Object.entries(fields)) {
    if (value[name] === undefined) {
      if (field.required) return `lacks ${name}`;
    } else {
      const why = refuse(field, value[name]);
      if (why) return `${name} ${why}`;
    }
  }
  return "";
}

function refuseString(value) {
  if (typeof value !== "string") return "must be text";
  return value.normalize("NFC") === value ? "" : "must be in Unicode normal form C";
}

function refuseList(value, type) {
  if (!Array.isArray(value)) return "must be a list";
  if (value.length < type.least || value.length > type.most) {
    return `must have from ${type.least} to ${type.most} members`;
  }
  for (const [i, one] of value.entries()) {
    const why = refuse(type.of, one);
    if (why) return `member ${i + 1} ${why}`;
  }
  if (type.unique && new Set(value.map((one) => encode(one))).size !== value.length) return "must not repeat a member";
  return "";
}

function isDay(text) {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!match || match[1] === "0000") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function throws(action) {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

/** Why a whole body does not fit its kind, or an empty text. */
export function refuseBody(kind, body) {
  const why = firstRefusal(KINDS[kind].fields, body);
  return why && `${kind}: ${why}`;
}

/** Field name to person id for every person who must sign this body. */
export function signerPersons(kind, body) {
  if (!(kind in KINDS)) throw new Invalid("act.kind", `there is no kind of act '${kind}'`);
  return Object.entries(KINDS[kind].fields)
    .filter(([name, field]) => field.signer && body[name] !== undefined)
    .map(([name]) => body[name]);
}

/** Dockets an act names itself, without repeats. */
export function docketNumbers(body) {
  const named = ["docket", "other"].filter((name) => name in body).map((name) => body[name]);
  return [...new Set([...named, ...(body.dockets ?? [])])];
}

/** Vouchers an act is about, without repeats; nothing when what is shown of it does not say. */
export function itemIds(kind, body) {
  try {
    const found = "item" in body ? [body.item] : [];
    if (Array.isArray(body.items)) found.push(...body.items);
    if (kind === "item.split") found.push(...need(body, "parts").map((part) => need(part, "item")));
    if (kind === "inventory.recorded") {
      found.push(...need(body, "found"), ...need(body, "missing"), ...need(body, "unexpected"));
    }
    return [...new Set(found)];
  } catch {
    return [];
  }
}
