// Signed notes (C2SP signed-note), checkpoints (tlog-checkpoint) and cosignatures (tlog-cosignature).

import { hex, isWhole, sameBytes, unb64, utf8 } from "./bytes.js";
import { IntegrityFailure, Invalid } from "./errors.js";
import { checkPublicKey, ed25519Verify } from "./keys.js";
import { readUtf8 } from "./manifest.js";
import { EMPTY_ROOT, HASH_BYTES } from "./merkle.js";
import { sha256 } from "./sha256.js";
import { PYTHON_SPACE } from "./vocabulary.js";

export const ED25519_NOTE = 1;
export const COSIGNATURE = 4;
const NOTE_BYTES = 1000000;
const MOST_NOTE_SIGNATURES = 100;
const DASH = "\u2014 ";
const NOT_IN_NAMES = new RegExp(`[${PYTHON_SPACE}+\\x00-\\x1f]`);

/** The key which a vkey text stands for: `name`, `type`, `publicKey`, `keyHash` and the `vkey` itself. */
export function parseVkey(vkey) {
  const parts = vkey.split("+");
  if (parts.length < 3) throw new Invalid("note.vkey", "A key is written as name+hash+key.");
  const [name, hash] = parts;
  const material = unb64(parts.slice(2).join("+"));
  if (material.length !== 33) {
    throw new Invalid("note.vkey", "The key part of this vkey does not hold an Ed25519 key.");
  }
  checkKeyName(name);
  const [type] = material;
  const publicKey = material.subarray(1);
  if (type !== ED25519_NOTE && type !== COSIGNATURE) {
    throw new Invalid("note.key_type", "Only Ed25519 keys of type 1 (logs) and type 4 (witnesses) are known.");
  }
  checkPublicKey(publicKey);
  const keyHash = sha256(utf8(`${name}\n`), material).subarray(0, 4);
  if (hash !== hex(keyHash)) {
    throw new Invalid("note.vkey", "The hash in this vkey is not that of its name and key.");
  }
  return { name, type, publicKey, keyHash, vkey };
}

/** A note read back: `text`, which ends in a newline, and `signatures`, not checked yet. */
export function parseNote(raw) {
  if (raw.length > NOTE_BYTES) throw new Invalid("note.too_long", `A note has at most ${NOTE_BYTES} bytes.`);
  const whole = readUtf8(raw, "note.not_utf8", "The note is not valid UTF-8.");
  const end = whole.lastIndexOf("\n\n");
  if (end < 0 || !whole.endsWith("\n") || end + 2 === whole.length) {
    throw new Invalid("note.shape", "A note is a text, an empty line and at least one signature line.");
  }
  const text = whole.slice(0, end + 1);
  const lines = whole.slice(end + 2, -1).split("\n");
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x09\x0b-\x1f]/.test(text)) {
    throw new Invalid("note.control_character", "A note holds no control characters other than newlines.");
  }
  if (lines.length > MOST_NOTE_SIGNATURES) {
    throw new Invalid("note.too_many_signatures", `A note carries at most ${MOST_NOTE_SIGNATURES} signatures.`);
  }
  return { text, signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line) {
  const parts = line.slice(DASH.length).split(" ");
  if (!line.startsWith(DASH) || parts.length !== 2) {
    throw new Invalid("note.signature_line",
      "A signature line is a dash, a key name and the signature in base64.");
  }
  checkKeyName(parts[0]);
  const blob = unb64(parts[1]);
  if (blob.length < 5) throw new Invalid("note.signature_line", "A signature line holds no signature.");
  return { name: parts[0], keyHash: blob.subarray(0, 4), signature: blob.subarray(4) };
}

function checkKeyName(name) {
  if (!name || NOT_IN_NAMES.test(name) || !isWhole(name)) {
    throw new Invalid("note.key_name", "The name of a key is not empty and has no spaces and no plus sign.");
  }
}

/** The signatures of a note that say they are by this key. */
function claimedBy(note, key) {
  return note.signatures.filter((one) => one.name === key.name && sameBytes(one.keyHash, key.keyHash));
}

/** The note carries a signature by this log's key, and each that says it is by it holds. */
export async function verifyNote(note, key) {
  if (key.type !== ED25519_NOTE) throw new Invalid("note.key_type", "A witness's key signs no notes of its own.");
  const claimed = claimedBy(note, key);
  if (!claimed.length) {
    throw new IntegrityFailure("note.not_signed", `The note carries no signature by ${key.name}.`);
  }
  for (const { signature } of claimed) {
    if (!(await ed25519Verify(key.publicKey, utf8(note.text), signature))) {
      throw new IntegrityFailure("note.wrong_signature", `The signature by ${key.name} does not belong to this text.`);
    }
  }
}

/** The checkpoint a note's text stands for: `origin`, `size`, `root`. Extension lines are refused. */
export function parseCheckpoint(text) {
  const lines = text.split("\n");
  if (lines.length < 4 || lines[lines.length - 1]) {
    throw new Invalid("checkpoint.lines", "A checkpoint has three lines: origin, size and root.");
  }
  if (lines.length > 4) throw new Invalid("checkpoint.extension", "A checkpoint carries no lines after its root.");
  const [origin, digits] = lines;
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(digits) || !Number.isSafeInteger(Number(digits))) {
    throw new Invalid("checkpoint.size", "The size of a log is a whole number without leading zeros.");
  }
  const size = Number(digits);
  const root = readRoot(lines[2]);
  checkKeyName(origin);
  if (root.length !== HASH_BYTES || (size === 0 && !sameBytes(root, EMPTY_ROOT))) {
    throw new Invalid("checkpoint.root", "The root in a checkpoint is not one that a log of this size can have.");
  }
  return { origin, size, root };
}

function readRoot(line) {
  try {
    return unb64(line);
  } catch {
    throw new Invalid("checkpoint.root", "The root in a checkpoint is 32 bytes in base64.");
  }
}

/** When this witness cosigned the note, in seconds since 1970; null when it did not. A false one spoils the note. */
export async function cosignedAt(note, key) {
  if (key.type !== COSIGNATURE) throw new Invalid("cosignature.key_type", "A witness has a key of type 4.");
  let latest = null;
  for (const { signature } of claimedBy(note, key)) {
    const at = await verifyCosignature(note.text, signature, key);
    if (latest === null || at > latest) latest = at;
  }
  return latest;
}

async function verifyCosignature(text, blob, key) {
  const at = blob.length === 72 ? new DataView(blob.buffer, blob.byteOffset).getBigUint64(0) : 0n;
  if (at <= 0n || at > 2n ** 63n - 1n) {
    throw new IntegrityFailure("cosignature.malformed", `The cosignature by ${key.name} does not have its form.`);
  }
  const message = utf8(`cosignature/v1\ntime ${at}\n${text}`);
  if (!(await ed25519Verify(key.publicKey, message, blob.subarray(8)))) {
    throw new IntegrityFailure("cosignature.wrong",
      `The cosignature by ${key.name} does not belong to this checkpoint.`);
  }
  return Number(at);
}
