// Bytes and the texts they travel as. A byte string is a Uint8Array everywhere.

import { Invalid } from "./errors.js";

const utf8Writer = new TextEncoder();
const utf8Reader = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const B64U_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const B64U_VALUES = valuesOf(B64U_LETTERS);
const B64_VALUES = valuesOf(B64U_LETTERS.slice(0, 62) + "+/");

function valuesOf(letters) {
  const values = new Int16Array(128).fill(-1);
  for (let i = 0; i < letters.length; i++) values[letters.charCodeAt(i)] = i;
  return values;
}

/** UTF-8 of a text that has no half of a surrogate pair (see `isWhole`). */
export function utf8(text) {
  return utf8Writer.encode(text);
}

/** The text these bytes stand for; throws TypeError when they are not UTF-8. A byte order mark is kept. */
export function fromUtf8(bytes) {
  return utf8Reader.decode(bytes);
}

export function isAscii(text) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text);
}

/** Whether a text has no half of a surrogate pair, so that UTF-8 can carry it. */
export function isWhole(text) {
  return text.isWellFormed ? text.isWellFormed() : !/\p{Cs}/u.test(text);
}

/** Number of characters, counted as Python and readers do: a pair of surrogates is one. */
export function countCharacters(text) {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}

/** Order by code point. (JavaScript's own order is by UTF-16 unit and differs above U+FFFF.) */
export function compareText(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const high = (unit) => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);
      return high(x) - high(y);
    }
  }
  return a.length - b.length;
}

export function sameBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function hex(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += HEX[bytes[i]];
  return text;
}

export function joinBytes(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A whole number up to 2^53-1 as 8 bytes, big-endian. */
export function u64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

/** Bytes as unpadded base64url text. */
export function b64u(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
    text += B64U_LETTERS[group >> 18] + B64U_LETTERS[(group >> 12) & 63];
    if (left > 1) text += B64U_LETTERS[(group >> 6) & 63];
    if (left > 2) text += B64U_LETTERS[group & 63];
  }
  return text;
}

/** The bytes of base64 letters without padding; null unless this is the only spelling of them. */
function fromBase64(text, values) {
  const rest = text.length & 3;
  if (rest === 1) return null;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const value = unit < 128 ? values[unit] : -1;
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return held & ((1 << bits) - 1) ? null : bytes;
}

/** The bytes of unpadded base64url text in its only spelling; `length` of them, if given. */
export function unb64u(text, length = null) {
  const bytes = typeof text === "string" ? fromBase64(text, B64U_VALUES) : null;
  if (bytes === null) {
    throw new Invalid("canonical.not_base64url", "An unpadded base64url text is expected here.");
  }
  if (length !== null && bytes.length !== length) {
    throw new Invalid("canonical.wrong_length", `${length} bytes are expected here, not ${bytes.length}.`);
  }
  return bytes;
}

/** The bytes of standard padded base64 in its only spelling. */
export function unb64(text) {
  const bare = text.replace(/={1,2}$/, "");
  const bytes = fromBase64(bare, B64_VALUES);
  if (bytes === null || bare.length + (-bare.length & 3) !== text.length) {
    throw new Invalid("note.base64", "This is not base64 text.");
  }
  return bytes;
}
