// The case index: a sparse Merkle map from every case to all of its entries (wholefile.core.case_index).

import { sameBytes, u64, unb64u, utf8 } from "./bytes.js";
import { hasExactly, isObject } from "./canonical.js";
import { IntegrityFailure, Invalid } from "./errors.js";
import { HASH_BYTES, leafHash, merkleRoot } from "./merkle.js";
import { sha256 } from "./sha256.js";

const DEEPEST = 256;
const VALUE_TAG = sha256(utf8("wholefile/case-value/v1"));
const MAP_LEAF_TAG = sha256(utf8("wholefile/map-leaf/v1"));
const MAP_NODE_TAG = sha256(utf8("wholefile/map-node/v1"));
const NO_CASE = new Uint8Array(HASH_BYTES);

/** What the map holds for a case with these entries, each with `seq` and `leaf`, in order. */
export function caseValue(entries) {
  const subroot = merkleRoot(entries.map((one) => leafHash(u64(one.seq), one.leaf)));
  return sha256(VALUE_TAG, u64(entries.length), u64(entries[entries.length - 1].seq), subroot);
}

/** The proof an object stands for: siblings from the root down and, unless the path ends empty, a terminal. */
export function readMapProof(proof) {
  try {
    return parseMapProof(proof);
  } catch (error) {
    if (error instanceof Invalid) throw broken(`it cannot be read: ${error.message}`);
    throw error;
  }
}

function parseMapProof(proof) {
  if (!isObject(proof) || !(hasExactly(proof, ["depth", "siblings"]) || hasExactly(proof, ["depth", "siblings", "terminal"]))) {
    throw new Invalid("case_index.names", "A map proof has a depth, siblings and perhaps a terminal.");
  }
  if (!Array.isArray(proof.siblings) || proof.depth !== proof.siblings.length) {
    throw new Invalid("case_index.depth", "A map proof has as many siblings as its depth.");
  }
  let terminal = null;
  if ("terminal" in proof) {
    if (!isObject(proof.terminal) || !hasExactly(proof.terminal, ["label", "value"])) {
      throw new Invalid("case_index.terminal", "The terminal of a map proof has a label and a value.");
    }
    terminal = { label: unb64u(proof.terminal.label, HASH_BYTES), value: unb64u(proof.terminal.value, HASH_BYTES) };
  }
  return { siblings: proof.siblings.map(readSibling), terminal };
}

function readSibling(text) {
  if (text === "") return NO_CASE;
  const value = unb64u(text, HASH_BYTES);
  if (sameBytes(value, NO_CASE)) {
    throw new Invalid("case_index.empty", "An empty sibling is written as an empty text.");
  }
  return value;
}

/** The map with this root holds this value under this label; otherwise IntegrityFailure. */
export function verifyPresence(root, label, value, proof) {
  if (!proof.terminal || !sameBytes(proof.terminal.label, label) || !sameBytes(proof.terminal.value, value)) {
    throw broken("it ends at another case or another value.");
  }
  verifyPath(root, label, proof);
}

/** The map with this root holds nothing under this label; otherwise IntegrityFailure. */
export function verifyAbsence(root, label, proof) {
  if (proof.terminal && sameBytes(proof.terminal.label, label)) {
    throw broken("it ends at the very case which is said to be absent.");
  }
  verifyPath(root, label, proof);
}

function verifyPath(root, label, { siblings, terminal }) {
  const depth = siblings.length;
  if (depth > DEEPEST) throw broken("it is deeper than a label has bits.");
  if (depth && sameBytes(siblings[depth - 1], NO_CASE)) {
    throw broken("a single case does not stand under an empty sibling.");
  }
  let result = NO_CASE;
  if (terminal) {
    for (let level = 0; level < depth; level++) {
      if (sideOf(terminal.label, level) !== sideOf(label, level)) {
        throw broken("it ends at a case that is not on this path.");
      }
    }
    result = sha256(MAP_LEAF_TAG, terminal.label, terminal.value);
  }
  for (let level = depth - 1; level >= 0; level--) {
    const sibling = siblings[level];
    result = sideOf(label, level) ? sha256(MAP_NODE_TAG, sibling, result) : sha256(MAP_NODE_TAG, result, sibling);
  }
  if (!sameBytes(result, root)) throw broken("it does not lead to this root.");
}

/** Which side of a node at this depth a label is on: 0 left, 1 right. */
function sideOf(label, depth) {
  return (label[depth >> 3] >> (7 - (depth & 7))) & 1;
}

function broken(why) {
  return new IntegrityFailure("case_index.proof", `The proof from the case index does not hold: ${why}`);
}
