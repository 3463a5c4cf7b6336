// Checks 5 to 14: these are all the entries of the case, and they stand in a record that others watch.

import { sameBytes, unb64u } from "./bytes.js";
import { caseValue, readMapProof, verifyAbsence, verifyPresence } from "./case_index.js";
import { answers, failed, notChecked, passed, someOf } from "./checks.js";
import { REGISTER_LABEL, caseLabel } from "./docket.js";
import { IntegrityFailure, Unread } from "./errors.js";
import { INDEX_KIND } from "./header.js";
import { verifyConsistency, verifyMany } from "./merkle.js";
import { parseCheckpoint, parseNote, verifyNote } from "./note.js";
import { NO_QUORUM, checkQuorum, cosignersOf } from "./policy.js";

answers({
  async the_bundle_is_readable(given) {
    const bundle = await given.input("bundle");
    const shown = bundle.entries.length + bundle.register.length + bundle.brought.length + 1;
    return passed(`It shows ${shown} entries of the record of ${bundle.origin}.`, shown);
  },

  async the_checkpoint_is_signed_by_the_log(given) {
    const [checkpoint, key, note] = await given.inputs("checkpoint", "log_key", "note");
    await verifyNote(note, key);
    const bundle = await given.input("bundle");
    if (bundle.origin !== checkpoint.origin || bundle.size !== checkpoint.size) {
      return failed("The proof speaks of another record, or another length of it, than the checkpoint.");
    }
    const namer = given.ownPolicy ? "your own policy" : "the sender";
    return passed(
      `${checkpoint.origin} signed for ${checkpoint.size} entries, with the key that ${namer} names.`);
  },

  async the_witness_policy_is_met(given) {
    const policy = await given.input("policy");
    const note = policy.witnesses.size ? await given.input("note") : null;
    const cosigned = note ? await cosignersOf(note, policy) : new Map();
    if (policy.quorum === NO_QUORUM) {
      if (given.ownPolicy) return passed("Your policy asks for no witness.");
      return notChecked("The sender names no witness and you gave no policy of your own.", true);
    }
    await checkSignedByPolicy(given, policy);
    checkQuorum(policy, cosigned);
    const names = someOf([...cosigned.keys()].sort(), 10);
    if (given.ownPolicy) return passed(`Cosigned by ${names}, as your own policy asks.`, cosigned.size);
    return passed(`Cosigned by ${names}. Key and witnesses are those which the sender named: compare the key by ` +
      "telephone, or give a policy of your own.", cosigned.size);
  },

  async the_log_extends_what_was_seen_before(given) {
    const [now, bundle] = await given.inputs("checkpoint", "bundle");
    for (const one of bundle.earlier) verifyConsistency(one.size, now.size, one.root, now.root, one.proof);
    if (given.known === null) {
      const listed = bundle.earlier.length;
      const own = listed ? `; the ${listed} which the sender lists agree` : "";
      return notChecked(`You gave no checkpoint kept from an earlier production${own}. Keep this one for the next.`, true);
    }
    const keptNote = parseNote(given.known);
    const kept = parseCheckpoint(keptNote.text);
    if (kept.origin !== now.origin) return failed(`The checkpoint you kept is of another record: ${kept.origin}.`);
    await verifyNote(keptNote, await given.input("log_key"));
    return compareWithKept(kept, now, bundle.earlier);
  },

  async every_header_is_canonical(given) {
    const [index, entries, register, brought] = await given.inputs("index", "entries", "register", "brought");
    const { origin } = await given.input("bundle");
    const shown = [index, ...entries, ...register, ...brought];
    const foreign = shown.filter((one) => one.header.act.log !== origin);
    if (foreign.length) {
      return failed(`These entries were signed for another record: ${someOf(foreign.map((one) => one.seq))}.`, shown.length);
    }
    return passed(`All ${shown.length} entries are.`, shown.length);
  },

  async the_last_entry_is_the_index(given) {
    const [index, { size }] = await given.inputs("index", "checkpoint");
    if (index.kind !== INDEX_KIND || index.seq !== size - 1) {
      return failed(`Entry ${size - 1}, the last, is not the index that came with the proof.`);
    }
    if (index.broken || !index.whole || index.fields === null) return failed("The index is not shown whole.");
    if (index.fields.size !== index.seq) return failed("The index does not cover every entry before it.");
    return passed(`Entry ${index.seq} is the index over the ${index.seq} entries before it.`, 1);
  },

  async every_entry_is_in_the_log(given) {
    const leaves = new Map();
    const [index, entries, register, brought] = await given.inputs("index", "entries", "register", "brought");
    for (const { seq, leaf } of [index, ...entries, ...register, ...brought]) {
      if (leaves.has(seq) && !sameBytes(leaves.get(seq), leaf)) {
        return failed(`Two different entries are shown with the number ${seq}.`);
      }
      leaves.set(seq, leaf);
    }
    const [{ size, root }, { multiproof }] = await given.inputs("checkpoint", "bundle");
    verifyMany(leaves, size, multiproof, root);
    return passed(`All ${leaves.size} entries are in the record of ${size}.`, leaves.size);
  },

  async the_case_index_counts_every_entry(given) {
    const [entries, bundle] = await given.inputs("entries", "bundle");
    await checkWhole(given, entries, caseLabel(bundle.docket), bundle.caseProof);
    const labels = new Map();
    for (const one of [...(await given.input("brought")), ...(await given.input("register")), ...entries]) {
      for (const docket of one.dockets) {
        if (!labels.has(docket)) labels.set(docket, caseLabel(docket));
        if (!one.header.act.cases.includes(labels.get(docket))) {
          return failed(`Entry ${one.seq} names ${docket} and is not filed under it.`, entries.length);
        }
      }
    }
    return passed(`The index counts ${entries.length} entries for this case, and all are here.`, entries.length);
  },

  async the_register_is_complete(given) {
    const [register, bundle] = await given.inputs("register", "bundle");
    await checkWhole(given, register, REGISTER_LABEL, bundle.registerProof);
    return passed(
      `The index counts ${register.length} entries about people and keys, and all are here.`, register.length);
  },

  async every_linked_history_is_whole(given) {
    const [brought, entries] = await given.inputs("brought", "entries");
    const here = new Map([...brought, ...entries].map((one) => [one.seq, one]));
    const links = entries.filter((one) => one.kind === "item.linked");
    const named = new Set();
    for (const link of links) {
      const isLost = link.fields === null && link.entry.expungedBy !== null;
      if (isLost) for (const seq of here.keys()) named.add(seq); // what it brought along is no longer known
      const why = isLost ? "" : gapInHistory(link, here, named);
      if (why) return failed(why, links.length);
    }
    const unasked = brought.map((one) => one.seq).filter((seq) => !named.has(seq));
    if (unasked.length) {
      return failed(
        `Entries of other cases are shown that no linked item brings along: ${someOf(unasked)}.`, links.length);
    }
    if (!links.length) return passed("No item was linked from another case.");
    return passed(`The histories of ${links.length} linked items are here.`, links.length);
  },
});

/** A log that the policy names, under this origin, signed the note, and each signature said to be by it holds. */
async function checkSignedByPolicy(given, policy) {
  const note = await given.input("note");
  const { origin } = parseCheckpoint(note.text);
  const key = policy.logs.find((one) => one.name === origin &&
    note.signatures.some((line) => line.name === one.name && sameBytes(line.keyHash, one.keyHash)));
  if (!key) throw new IntegrityFailure("policy.log", `No log of the policy signed this checkpoint of ${origin}.`);
  await verifyNote(note, key);
}

function compareWithKept(kept, now, earlier) {
  if (kept.size > now.size) {
    return failed(`You have seen ${kept.size} entries before, and this is an older state of ${now.size}.`);
  }
  const known = new Map([...earlier.map((one) => [one.size, one.root]), [now.size, now.root]]);
  if (!known.has(kept.size)) {
    return notChecked(`The sender gives no proof from the ${kept.size} entries you have seen; ask for one.`);
  }
  if (!sameBytes(known.get(kept.size), kept.root)) {
    return failed(`The first ${kept.size} entries are not those which you saw before.`);
  }
  return passed(`The ${kept.size} entries you saw before are the beginning of these ${now.size}.`, kept.size);
}

/** Count, last number and root over these entries are what the index holds under this label. */
async function checkWhole(given, entries, label, proof) {
  const index = await given.input("index");
  if (index.broken || index.fields === null || !("map" in index.fields)) {
    throw new Unread("index", "The index does not show its root.");
  }
  if (entries.some((one, i) => i > 0 && entries[i - 1].seq >= one.seq)) {
    throw new IntegrityFailure("verify.order", "The entries do not stand in the order of the record.");
  }
  const strangers = entries.filter((one) => !one.header.act.cases.includes(label)).map((one) => one.seq);
  if (strangers.length) {
    throw new IntegrityFailure("verify.strangers", `These entries do not belong here: ${someOf(strangers)}.`);
  }
  const root = unb64u(index.fields.map, 32);
  const raw = unb64u(label, 32);
  const found = readMapProof(proof);
  if (!entries.length) return verifyAbsence(root, raw, found);
  const value = caseValue(entries);
  if (!found.terminal || !sameBytes(found.terminal.label, raw) || !sameBytes(found.terminal.value, value)) {
    throw new IntegrityFailure("verify.not_whole", `The index does not hold these ${entries.length} entries: some are ` +
      "missing, added, changed or out of order.");
  }
  return verifyPresence(root, raw, value, found);
}

/** What is missing of the history that a link brings along, or an empty text; `named` takes its numbers. */
function gapInHistory(link, here, named) {
  const { history, item } = link.fields ?? {};
  if (history === undefined || item === undefined) {
    return `Entry ${link.seq} links an item and does not show its history.`;
  }
  for (const seq of history) named.add(seq);
  const missing = history.filter((seq) => !here.has(seq));
  if (missing.length) return `Earlier entries on ${item} are not here: ${someOf(missing)}.`;
  const acts = history.map((seq) => here.get(seq)).filter((one) => one.entry.expungedBy === null);
  const wholes = withWholes(item);
  if (history.some((seq) => seq >= link.seq) || acts.some((one) => !one.items.some((other) => wholes.includes(other)))) {
    return `The history of ${item} names entries that are not earlier ones about it.`;
  }
  const beginning = wholes.length === 1 ? ["item.received"] : ["item.received", "item.split"];
  if (acts.length === history.length && !beginning.every((kind) => acts.some((one) => one.kind === kind))) {
    return `The history of ${item} does not begin with how it came into custody.`;
  }
  return "";
}

/** An item and the items it is a part of, whose history up to the split is its own. */
function withWholes(item) {
  const parts = item.split(".");
  return parts.map((_, end) => parts.slice(0, end + 1).join("."));
}
