// Which files are on record for an item, and which of them a production leaves out (wholefile.core.produced_files).

import { need } from "./errors.js";
import { itemIds } from "./vocabulary.js";

// Acts that put files on record, and the field in which they do.
const HOLDS_FILES = {
  "condition.declared": "photographs",
  "file.attached": "files",
  "item.destroyed": "photographs",
  "laboratory.reported": "files",
};
export const EXPUNGEMENT = "record.expunged";

/** Item, digest and name of every file that these acts put on record, as far as they are open. */
export function recordedFiles(acts) {
  return acts.flatMap(({ kind, fields }) => {
    const held = Object.hasOwn(HOLDS_FILES, kind) && fields ? fields[HOLDS_FILES[kind]] ?? [] : [];
    const items = held.length ? itemIds(kind, fields) : [];
    return held.flatMap((file) => items.map((item) => ({ item, sha256: need(file, "sha256"), name: need(file, "name") })));
  });
}

/** Item and name of every file of a produced item that no production holds, in the order of the acts. */
export function filesLeftOut(file, acts, production) {
  const all = [...file.productions.values()];
  const replaced = new Set(all.filter((one) => one.served !== null).map((one) => one.supersedes));
  replaced.add(file.productions.get(production).supersedes);
  const held = new Set(all
    .filter((one) => one.production === production || (one.served !== null && !replaced.has(one.production)))
    .flatMap((one) => [...one.byItem].flatMap(([item, files]) => files.map((member) => keyOf(item, member)))));
  const gone = new Set(acts.filter((one) => one.kind === EXPUNGEMENT).flatMap((one) => one.fields?.files ?? []));
  const wanted = new Map(recordedFiles(acts).map((one) => [keyOf(one.item, one), one]));
  return [...wanted]
    .filter(([key, { item, sha256 }]) => isProduced(file.items.get(item)) && !held.has(key) && !gone.has(sha256))
    .map(([, one]) => one);
}

function keyOf(item, file) {
  return `${item} ${need(file, "sha256")} ${need(file, "name")}`;
}

function isProduced(view) {
  return Boolean(view) && view.number > 0 && view.detached === null && view.decision?.decision === "produced";
}
