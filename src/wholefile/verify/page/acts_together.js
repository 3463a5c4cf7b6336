// Many acts under one gesture of a passkey (wholefile.core.acts_together): what was signed is the root over all of them.

import { joinBytes, u64, unb64u, utf8 } from "./bytes.js";
import { hasExactly, isObject } from "./canonical.js";
import { Invalid } from "./errors.js";
import { HASH_BYTES, inclusionLength, leafHash, rootFromInclusion } from "./merkle.js";
import { sha256 } from "./sha256.js";

const BATCH_NAMES = ["index", "path", "size"];
const MOST_TOGETHER = 10000;

/** A `batch` in its one form: exactly its parts, within bounds, and a path as long as index and size ask for. */
export function checkBatch(batch) {
  if (!isObject(batch) || !hasExactly(batch, BATCH_NAMES)) {
    throw badBatch("The batch of a signature has exactly these parts: index, path, size.");
  }
  const { index, path, size } = batch;
  if (!Number.isInteger(size) || size < 2 || size > MOST_TOGETHER) {
    throw badBatch(`From 2 to ${MOST_TOGETHER} acts are signed together.`);
  }
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw badBatch("The index of an act among others is counted from 0 and below their number.");
  }
  if (!Array.isArray(path) || path.length !== inclusionLength(index, size)) {
    throw badBatch("The path of an act among others has the wrong number of hashes.");
  }
  for (const one of path) unb64u(one, HASH_BYTES);
}

/** The challenge that was signed if this act stood among others where a `batch` of the right form says. */
export function challengeOfPart(actHash, { index, path, size }) {
  const root = rootFromInclusion(leafHash(actHash), index, size, path.map((one) => unb64u(one)));
  return sha256(joinBytes(utf8("wholefile/acts/v1\n"), u64(size), root));
}

function badBatch(message) {
  return new Invalid("signature.batch", message);
}
