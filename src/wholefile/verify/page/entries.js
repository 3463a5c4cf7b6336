// Entries as a production shows them, and whose key is whose (wholefile.verify.entries and keyring).

import { unb64u } from "./bytes.js";
import { canonicalDocket } from "./docket.js";
import { checkOpening, showsEverything } from "./commitment.js";
import { WholefileError, need } from "./errors.js";
import { INDEX_KIND, decodeHeader } from "./header.js";
import { ED25519, enrolledKey, keyId } from "./keys.js";
import { leafHash } from "./merkle.js";
import { docketNumbers, itemIds } from "./vocabulary.js";

/**
 * An entry as it stands in the log: `fields` are those shown, `whole` says whether that is all of them. `fields` is null
 * when nothing is shown, or when what is shown is not what was committed to (`broken` says why).
 */
export class Recorded {
  constructor(entry) {
    this.entry = entry;
    this.header = decodeHeader(entry.header);
    this.leaf = leafHash(entry.raw);
    this.fields = null;
    this.whole = false;
    this.broken = "";
    if (entry.opening !== null) this.open(entry.opening);
  }

  open(opening) {
    try {
      this.fields = checkOpening(opening, unb64u(this.header.act.body, 32));
      this.whole = showsEverything(opening);
    } catch (error) {
      if (!(error instanceof WholefileError)) throw error;
      this.broken = error.message;
    }
  }

  get seq() {
    return this.header.seq;
  }

  get kind() {
    return this.header.act.kind;
  }

  get signingKeys() {
    return this.header.signatures.map((signature) => signature.key);
  }

  /** How many fields are not shown, of a body that is opened in part. */
  get hidden() {
    return (this.entry.opening?.leaves ?? []).filter((leaf) => "hash" in leaf).length;
  }

  /** The shown name before each run of closed fields, the one behind it, and how many are closed; "" at the ends. */
  get closedRuns() {
    const runs = [];
    let after = "";
    let count = 0;
    for (const leaf of [...(this.entry.opening?.leaves ?? []), { name: "" }]) {
      if (!("name" in leaf)) {
        count++;
        continue;
      }
      if (count) runs.push({ after, before: leaf.name, count });
      after = leaf.name;
      count = 0;
    }
    return runs;
  }

  /** The items it is about, as far as they are shown. */
  get items() {
    return itemIds(this.kind, this.fields ?? Object.create(null));
  }

  /** The cases it names, as far as they are shown and spelled as dockets are. */
  get dockets() {
    try {
      return docketNumbers(this.fields ?? Object.create(null)).map(canonicalDocket);
    } catch {
      return [];
    }
  }
}

/** Every key of the register by its id (`held`), the key of the log (`log`, or null), and names by person id (`names`). */
export function readKeyring(register) {
  const held = new Map();
  const names = new Map();
  let anybody = false;
  let log = null;
  for (const one of register) {
    const { fields, kind, seq } = one;
    if (fields === null) {
      anybody ||= kind === "person.added"; // who that was is no longer known
      continue;
    }
    if (kind === "record.opened" && seq === 0) {
      const publicKey = unb64u(need(fields, "log_key"), 32);
      log = enrolledKey(keyId(ED25519, publicKey), ED25519, publicKey, null, []);
      for (const founder of need(fields, "founders")) {
        hold(held, founder, 0, "");
        names.set(founder.person, need(founder, "name"));
      }
    } else if (kind === "person.added") {
      if (!names.has(need(fields, "person"))) names.set(fields.person, need(fields, "name"));
    } else if (kind === "key.enrolled") {
      let flaw = held.has(fields.key) ? "was enrolled twice" : flawOfEnrolment(one, held);
      if (!flaw && !anybody && !names.has(need(fields, "person"))) flaw = "is said to be of somebody whom nobody added";
      hold(held, fields, seq, flaw);
    } else if (kind === "key.revoked" && held.has(fields.key) && held.get(fields.key).until === null) {
      held.get(fields.key).until = seq;
    }
  }
  return { held, log, names };
}

function hold(held, fields, since, flaw) {
  const { rp_id = null, origins = [] } = fields;
  const key = enrolledKey(
    need(fields, "key"), need(fields, "algorithm"), unb64u(need(fields, "public_key")), rp_id, origins);
  held.set(fields.key, { person: need(fields, "person"), key, since, until: null, flaw });
}

/** Whether a held key could sign this entry. */
export function holdsAt(held, seq) {
  return !held.flaw && held.since <= seq && (held.until === null || seq <= held.until);
}

/** The key that an id stands for, or null; the log's own signs indexes and nothing else. */
export function keyFor(ring, key, kind) {
  if (kind === INDEX_KIND) return ring.log && ring.log.key === key ? ring.log : null;
  return ring.held.get(key)?.key ?? null;
}

/** What is wrong with an enrolment: the new key and another person's valid key must have signed it. */
function flawOfEnrolment(one, held) {
  const { fields } = one;
  if (!one.signingKeys.includes(need(fields, "key"))) return "did not sign its own enrolment";
  if (need(fields, "countersigned_by") === need(fields, "person")) return "was countersigned by its own owner";
  const others = one.signingKeys.map((key) => held.get(key)).filter((other) => other && holdsAt(other, one.seq));
  if (!others.some((other) => other.person === fields.countersigned_by)) {
    return "was not countersigned by the person who is said to have checked it";
  }
  return "";
}
