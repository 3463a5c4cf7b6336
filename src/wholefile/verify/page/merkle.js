// The Merkle tree of RFC 6962: roots, consistency (RFC 9162 section 2.1.4.2), and one proof for many entries.
// Every hash that comes in is checked to have 32 bytes.

import { sameBytes } from "./bytes.js";
import { IntegrityFailure } from "./errors.js";
import { sha256 } from "./sha256.js";

export const HASH_BYTES = 32;
export const EMPTY_ROOT = sha256();
const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

export function leafHash(...data) {
  return sha256(LEAF_PREFIX, ...data);
}

function nodeHash(left, right) {
  return sha256(NODE_PREFIX, left, right);
}

function checkHashes(hashes) {
  for (const hash of hashes) {
    if (hash.length !== HASH_BYTES) {
      throw new IntegrityFailure("merkle.hash_length", `A hash has ${hash.length} bytes instead of ${HASH_BYTES}.`);
    }
  }
}

/** The root over these leaf hashes; SHA-256 of nothing when there are none. */
export function merkleRoot(leafHashes) {
  if (!leafHashes.length) return EMPTY_ROOT;
  checkHashes(leafHashes);
  let row = leafHashes;
  while (row.length > 1) {
    const above = [];
    for (let i = 0; i + 1 < row.length; i += 2) above.push(nodeHash(row[i], row[i + 1]));
    if (row.length & 1) above.push(row[row.length - 1]);
    row = above;
  }
  return row[0];
}

/** How many hashes lead from leaf `index` to the root over `size` leaves; below 2^31, and `index` lies within them. */
export function inclusionLength(index, size) {
  const inner = 32 - Math.clz32(index ^ (size - 1));
  return inner + bitCount(index >>> inner);
}

/** The root that this proof of inclusion leads to (RFC 9162 section 2.1.3.2); it has the right length. */
export function rootFromInclusion(leaf, index, size, proof) {
  checkHashes([leaf, ...proof]);
  const inner = 32 - Math.clz32(index ^ (size - 1));
  return proof.reduce((below, sibling, level) => (
    level >= inner || (index >>> level) & 1 ? nodeHash(sibling, below) : nodeHash(below, sibling)), leaf);
}

/** The tree of `size` leaves only adds to the one of `old` leaves, or IntegrityFailure. Sizes may exceed 2^32. */
export function verifyConsistency(oldSize, newSize, oldRoot, newRoot, proof) {
  checkHashes([oldRoot, newRoot, ...proof]);
  if (oldSize < 1 || oldSize > newSize) {
    throw inconsistent(`A log of ${newSize} entries cannot continue one of ${oldSize}.`);
  }
  if (oldSize === newSize) {
    if (proof.length || !sameBytes(oldRoot, newRoot)) throw inconsistent("Two logs of the same size have different roots.");
    return;
  }
  const [old, size] = [BigInt(oldSize), BigInt(newSize)];
  const level = bitLength(old & -old) - 1; // the complete subtree at the old right edge
  const steps = [...proof];
  const seed = old === 1n << BigInt(level) ? oldRoot : steps.shift();
  const inner = bitLength((old - 1n) ^ (size - 1n));
  if (!seed || steps.length !== inner - level + bitCount((old - 1n) >> BigInt(inner))) {
    throw inconsistent("The proof of consistency has the wrong number of hashes.");
  }
  let [before, after] = [seed, seed];
  steps.forEach((sibling, i) => {
    const height = level + i;
    if (height >= inner || ((old - 1n) >> BigInt(height)) & 1n) {
      before = nodeHash(sibling, before);
      after = nodeHash(sibling, after);
    } else {
      after = nodeHash(after, sibling);
    }
  });
  if (!sameBytes(before, oldRoot) || !sameBytes(after, newRoot)) {
    throw inconsistent(`The log of ${newSize} entries does not continue the one of ${oldSize}.`);
  }
}

function inconsistent(message) {
  return new IntegrityFailure("merkle.consistency", message);
}

function bitLength(value) {
  return value === 0n ? 0 : value.toString(2).length;
}

function bitCount(value) {
  return value.toString(2).replaceAll("0", "").length;
}

/** The root that these leaf hashes (Map from index to hash) and this multiproof lead to. */
function rootFromMany(leaves, size, proof) {
  const indexes = [...leaves.keys()].sort((a, b) => a - b);
  if (!indexes.length || indexes[0] < 0 || indexes[indexes.length - 1] >= size) {
    throw new IntegrityFailure("multiproof.indexes",
      `Entries are named in order, once each, within a log of ${size}.`);
  }
  checkHashes(leaves.values());
  checkHashes(proof);
  const rest = { proof, at: 0 };
  let row = indexes.map((index) => [index, leaves.get(index)]);
  for (let width = size; width > 1; width = Math.ceil(width / 2)) row = rowAbove(row, width, rest);
  if (rest.at !== proof.length) {
    throw new IntegrityFailure("multiproof.too_long", "The proof has hashes that nothing needs.");
  }
  return row[0][1];
}

export function verifyMany(leaves, size, proof, expectedRoot) {
  if (!sameBytes(rootFromMany(leaves, size, proof), expectedRoot)) {
    throw new IntegrityFailure("multiproof.mismatch", `These entries are not all in the log of ${size} entries.`);
  }
}

function rowAbove(row, width, rest) {
  const above = [];
  for (let i = 0; i < row.length; i++) {
    const [index, hash] = row[i];
    let value = hash;
    if (index % 2) {
      value = nodeHash(nextOf(rest), hash);
    } else if (index + 1 < width) {
      const paired = i + 1 < row.length && row[i + 1][0] === index + 1;
      value = nodeHash(hash, paired ? row[++i][1] : nextOf(rest));
    }
    above.push([Math.floor(index / 2), value]);
  }
  return above;
}

function nextOf(rest) {
  if (rest.at >= rest.proof.length) throw new IntegrityFailure("multiproof.too_short", "The proof has too few hashes.");
  return rest.proof[rest.at++];
}
