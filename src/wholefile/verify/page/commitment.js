// Commitments to the body of an act, opened whole or field by field (wholefile.core.commitment).

import { isAscii, sameBytes, unb64u, utf8 } from "./bytes.js";
import { encode, hasExactly, isObject } from "./canonical.js";
import { IntegrityFailure, Invalid } from "./errors.js";
import { HASH_BYTES, leafHash, merkleRoot } from "./merkle.js";
import { hmacWith, sha256 } from "./sha256.js";

const FIELD_TAG = sha256(utf8("wholefile/field/v1"));

/** The fields which this opening shows, once it is certain that they are what was committed to. */
export function checkOpening(opening, commitment) {
  let read;
  try {
    read = readOpening(opening);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw new IntegrityFailure("commitment.malformed", `This opening cannot be read: ${error.message}`);
  }
  if (!sameBytes(merkleRoot(read.leaves.map((leaf) => leafHash(leaf))), commitment)) {
    throw new IntegrityFailure("commitment.mismatch", "These fields are not the ones this entry was made with.");
  }
  return read.shown;
}

/** Whether an opening, already checked, withholds nothing. */
export function showsEverything(opening) {
  return !Array.isArray(opening.leaves) || opening.leaves.every((leaf) => "name" in leaf);
}

function readOpening(opening) {
  if (isObject(opening) && hasExactly(opening, ["fields", "secret"])) {
    const salt = hmacWith(unb64u(opening.secret, 32));
    if (!isObject(opening.fields)) throw new Invalid("commitment.fields", "its fields are not an object.");
    encode(opening.fields); // refuses names and values that have no canonical form
    const names = Object.keys(opening.fields).sort();
    return {
      shown: opening.fields,
      leaves: names.map((name) => fieldLeaf(name, opening.fields[name], salt(utf8(name)))),
    };
  }
  if (isObject(opening) && hasExactly(opening, ["leaves"]) && Array.isArray(opening.leaves)) {
    return readLeaves(opening.leaves);
  }
  throw new Invalid("commitment.shape", "it has neither fields with a secret nor leaves.");
}

function readLeaves(entries) {
  const shown = Object.create(null);
  const leaves = [];
  let previous = null;
  for (const entry of entries) {
    if (isObject(entry) && hasExactly(entry, ["hash"])) {
      leaves.push(unb64u(entry.hash, HASH_BYTES));
    } else if (isObject(entry) && hasExactly(entry, ["name", "salt", "value"])) {
      const { name } = entry;
      if (typeof name !== "string" || !isAscii(name) || (previous !== null && name <= previous)) {
        throw new Invalid("commitment.order", "its names are not in order.");
      }
      leaves.push(fieldLeaf(name, entry.value, unb64u(entry.salt, 32)));
      shown[name] = entry.value;
      previous = name;
    } else {
      throw new Invalid("commitment.leaf", "a leaf is neither shown nor hidden.");
    }
  }
  return { shown, leaves };
}

function fieldLeaf(name, value, salt) {
  return sha256(FIELD_TAG, salt, utf8(encode([name, value])));
}
