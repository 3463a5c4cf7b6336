// Checks 18 to 22: the people who had to sign did, with keys that were theirs at the time, once, and in order.

import { sameBytes } from "./bytes.js";
import { answers, failed, passed, someOf } from "./checks.js";
import { holdsAt, keyFor } from "./entries.js";
import { WholefileError } from "./errors.js";
import { INDEX_KIND } from "./header.js";
import { pause } from "./given.js";
import { verifySignature } from "./signatures.js";
import { signerPersons } from "./vocabulary.js";

// Clocks of people's devices may be off by five minutes either way when an act is recorded; two of them by ten.
const SKEW_MINUTES = 15;
const SKEW_MS = SKEW_MINUTES * 60 * 1000;
// A decision to keep something back is never one person's.
const REVIEWED = ["withheld", "partial"];
const SIGNATURES_AT_ONCE = 64;

answers({
  async every_signature_is_valid(given) {
    const [all, ring] = await given.inputs("all_entries", "keyring");
    const jobs = [];
    for (const one of all) {
      for (const signature of one.header.signatures) {
        const key = keyFor(ring, signature.key, one.kind);
        if (key) jobs.push({ one, signature, key });
      }
    }
    const wrong = [];
    for (let start = 0; start < jobs.length; start += SIGNATURES_AT_ONCE) {
      const found = await Promise.all(jobs.slice(start, start + SIGNATURES_AT_ONCE).map(flawOfSignature));
      wrong.push(...found.filter((flaw) => flaw));
      await pause();
    }
    if (wrong.length) return failed(`${wrong[0]} (${wrong.length} of ${jobs.length} are wrong.)`, jobs.length);
    return passed(`All ${jobs.length} signatures hold.`, jobs.length);
  },

  async every_signer_held_the_key(given) {
    const ring = await given.input("keyring");
    if (ring.log === null) return failed("The register does not begin with the opening of the record.");
    if (!sameBytes(ring.log.publicKey, (await given.input("log_key")).publicKey)) {
      return failed("The record was opened with another key than the one that signed the checkpoint.");
    }
    const flawed = [...ring.held.values()].filter((held) => held.flaw).sort((a, b) => a.since - b.since);
    if (flawed.length) return failed(`The key enrolled by entry ${flawed[0].since} ${flawed[0].flaw}.`);
    let count = 0;
    for (const one of await given.input("all_entries")) {
      for (const key of one.signingKeys) {
        count++;
        const why = notTheirs(ring, key, one);
        if (why) return failed(`Entry ${one.seq} is signed with a key that ${why}.`, count);
      }
    }
    return passed(`All ${count} signatures were made with keys that were enrolled and not revoked.`, count);
  },

  async every_required_person_signed(given) {
    const [ring, all] = await given.inputs("keyring", "all_entries");
    let count = 0;
    for (const one of all) {
      if (one.kind === INDEX_KIND || one.fields === null) continue;
      count++;
      const why = wrongSigners(ring, one);
      if (why) return failed(`Entry ${one.seq} (${one.kind}) ${why}.`, count);
    }
    return passed(`${count} acts are signed by exactly the people whom they name.`, count);
  },

  async no_act_is_repeated(given) {
    const seen = new Map();
    for (const { seq, header } of await given.input("all_entries")) {
      const { nonce } = header.act;
      if (seen.has(nonce)) return failed(`Entries ${seen.get(nonce)} and ${seq} hold the same signed act.`, seen.size);
      seen.set(nonce, seq);
    }
    return passed(`All ${seen.size} acts are different.`, seen.size);
  },

  async times_are_in_order(given) {
    const entries = await given.input("all_entries");
    let latest = 0;
    for (const one of entries) {
      const { at } = one.header.act;
      if (at < latest - SKEW_MS) return failed(`Entry ${one.seq} is dated before the entries before it.`, entries.length);
      const occurred = one.fields?.occurred_at ?? at;
      if (typeof occurred === "number" && occurred > at + SKEW_MS) {
        return failed(`Entry ${one.seq} tells of something that happened after it was recorded.`, entries.length);
      }
      latest = Math.max(latest, at);
    }
    return passed(
      `All ${entries.length} entries are, within the ${SKEW_MINUTES} minutes that clocks may differ.`, entries.length);
  },
});

/** What is wrong with one signature, or an empty text. */
async function flawOfSignature({ one, signature, key }) {
  try {
    await verifySignature(signature, one.header.act, key);
    return "";
  } catch (error) {
    if (!(error instanceof WholefileError)) throw error;
    return `Entry ${one.seq}: ${error.message}`;
  }
}

function notTheirs(ring, key, one) {
  if (one.kind === INDEX_KIND) return keyFor(ring, key, INDEX_KIND) ? "" : "is not the key of the record";
  const held = ring.held.get(key);
  if (!held) return "was never enrolled";
  if (one.seq < held.since) return `was only enrolled later, by entry ${held.since}`;
  return holdsAt(held, one.seq) ? "" : `was revoked by entry ${held.until}`;
}

function wrongSigners(ring, one) {
  const required = signerPersons(one.kind, one.fields).sort();
  const signed = one.signingKeys.map((key) => ring.held.get(key)?.person ?? "").sort();
  const absent = [...new Set(required)].filter((person) => !signed.includes(person));
  if (absent.length) return `is not signed by ${someOf(absent)}`;
  if (required.length !== signed.length || required.some((person, i) => person !== signed[i])) {
    const twice = new Set(required).size < required.length;
    return twice ? "names one person where two are needed" : "is signed by somebody whom it does not name";
  }
  if (one.kind === "disclosure.decided" && REVIEWED.includes(one.fields.decision) && !("reviewer" in one.fields)) {
    return "keeps something back on the word of one person alone";
  }
  return "";
}
