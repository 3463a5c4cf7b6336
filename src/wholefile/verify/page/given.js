// What a verification is given, each input read once and only when a check asks for it (wholefile.verify.given). An
// input that cannot be read raises Unread to every check that asks, so one broken part leaves the others standing.

import { fromUtf8 } from "./bytes.js";
import { parseBundle } from "./bundle.js";
import { decodeObject, isObject } from "./canonical.js";
import { readCase } from "./case_file.js";
import { Recorded, readKeyring } from "./entries.js";
import { Unread, WholefileError } from "./errors.js";
import { BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, parseBagInfo, parseManifest } from "./manifest.js";
import { parseCheckpoint, parseNote } from "./note.js";
import { parsePolicy } from "./policy.js";
import { parseSchedule, scheduleOf } from "./schedule.js";

const SMALL_FILE = 1 << 20;
const LIST_FILE = 512 << 20;
const CERTIFICATE = "data/certificate.json";
const PAUSE_EVERY = 400;

export class Given {
  #inputs = new Map();

  /** `ownPolicy` and `known` are a policy and the bytes of a checkpoint that the recipient brings, or null. */
  constructor(folder, { ownPolicy = null, known = null, progress = null } = {}) {
    this.folder = folder;
    this.ownPolicy = ownPolicy;
    this.known = known;
    this.progress = progress;
  }

  /** The input of this name, worked out on first use; a failure is remembered as Unread under that name. */
  input(name) {
    if (!this.#inputs.has(name)) {
      const answer = INPUTS[name](this).catch((error) => {
        throw error instanceof WholefileError ? new Unread(name, error.message) : error;
      });
      answer.catch(() => undefined);
      this.#inputs.set(name, answer);
    }
    return this.#inputs.get(name);
  }

  /** Several inputs, asked for in this order, the first that cannot be read being the answer. */
  async inputs(...names) {
    const found = [];
    for (const name of names) found.push(await this.input(name));
    return found;
  }

  /** The case as the acts before this position tell it. */
  async caseAt(seq) {
    const [acts, bundle] = await this.inputs("acts", "bundle");
    return readCase(acts.filter((one) => one.seq < seq), bundle.docket);
  }

  get hasCertificate() {
    return this.folder.has(CERTIFICATE);
  }

  /** Every entry as shown in each place, so that a second showing cannot differ from the first unseen. */
  async everyShowing() {
    const [brought, register, entries, index] = await this.inputs("brought", "register", "entries", "index");
    return [...brought, ...register, ...entries, index];
  }
}

/** Let the page draw, so that a long verification can be watched. */
export function pause() {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });
}

async function readEntries(entries) {
  const found = [];
  for (const entry of entries) {
    found.push(new Recorded(entry));
    if (found.length % PAUSE_EVERY === 0) await pause();
  }
  return found;
}

/** Each entry once, by its number, in the order of the log; of two with one number the later named counts. */
function inOrder(entries) {
  const found = new Map(entries.map((one) => [one.seq, one]));
  return [...found.values()].sort((a, b) => a.seq - b.seq);
}

const INPUTS = {
  // The bag.

  async declaration({ folder }) {
    const raw = await folder.read(BAGIT, SMALL_FILE);
    try {
      return fromUtf8(raw);
    } catch {
      return "";
    }
  },
  async bag_info({ folder }) {
    return parseBagInfo(await folder.read(BAG_INFO, SMALL_FILE));
  },
  async payload_manifest(given) {
    return parseManifest(await given.input("payload_manifest_bytes"));
  },
  async payload_manifest_bytes({ folder }) {
    return folder.read(MANIFEST, LIST_FILE);
  },
  async tag_manifest({ folder }) {
    return parseManifest(await folder.read(TAG_MANIFEST, LIST_FILE), false);
  },
  async digests({ folder, progress }) {
    return folder.digests(progress);
  },

  // The proof.

  async bundle({ folder }) {
    return parseBundle(await folder.read("proof/bundle.json", LIST_FILE));
  },
  async checkpoint_bytes({ folder }) {
    return folder.read("proof/checkpoint", SMALL_FILE);
  },
  async note(given) {
    return parseNote(await given.input("checkpoint_bytes"));
  },
  async checkpoint(given) {
    return parseCheckpoint((await given.input("note")).text);
  },
  async policy({ folder, ownPolicy }) {
    return ownPolicy ?? parsePolicy(await folder.read("proof/policy", SMALL_FILE));
  },
  async log_key(given) {
    const [policy, checkpoint] = await given.inputs("policy", "checkpoint");
    const key = policy.logs.find((one) => one.name === checkpoint.origin);
    if (!key) throw new Unread("log_key", `The policy names no record called ${checkpoint.origin}.`);
    return key;
  },

  // The entries.

  async index(given) {
    return new Recorded((await given.input("bundle")).index);
  },
  async entries(given) {
    return readEntries((await given.input("bundle")).entries);
  },
  async register(given) {
    return readEntries((await given.input("bundle")).register);
  },
  async brought(given) {
    return readEntries((await given.input("bundle")).brought);
  },
  async all_entries(given) {
    return inOrder(await given.everyShowing());
  },
  async acts(given) {
    const [brought, entries] = await given.inputs("brought", "entries");
    const found = inOrder([...brought, ...entries]);
    const broken = found.find((one) => one.broken);
    if (broken) throw new Unread("acts", `The contents of entry ${broken.seq} are not those it was made with.`);
    return found.filter((one) => one.fields !== null);
  },
  async keyring(given) {
    return readKeyring(await given.input("register"));
  },

  // The production.

  async schedule_bytes({ folder }) {
    return folder.read("data/schedule.json", LIST_FILE);
  },
  async schedule(given) {
    return parseSchedule(await given.input("schedule_bytes"));
  },
  async schedule_sheet({ folder }) {
    return folder.read("data/schedule.csv", LIST_FILE);
  },
  async production(given) {
    return (await given.input("schedule")).production;
  },
  async served(given) {
    const [entries, { docket }] = await given.inputs("entries", "bundle");
    for (const one of entries) {
      if (one.kind === "production.served" && one.fields && one.fields.production === (await given.input("production")) &&
        one.fields.docket === docket) {
        return one;
      }
    }
    throw new Unread("served", `No act in the record serves the production ${await given.input("production")}.`);
  },
  async case(given) {
    return given.caseAt((await given.input("bundle")).size);
  },
  async served_case(given) {
    return given.caseAt((await given.input("served")).seq);
  },
  async plan(given) {
    const [file, production] = await given.inputs("served_case", "production");
    const plan = file.productions.get(production);
    if (!plan) throw new Unread("plan", `No act in the record plans the production ${production}.`);
    return plan;
  },
  async expected_schedule(given) {
    return scheduleOf(...(await given.inputs("served_case", "production")));
  },
  async certificate({ folder }) {
    return decodeObject(await folder.read(CERTIFICATE, SMALL_FILE));
  },
  async privilege_log({ folder }) {
    const log = decodeObject(await folder.read("data/privilege-log.json", LIST_FILE), { maxBytes: LIST_FILE });
    if (!Array.isArray(log.rows) || !log.rows.every((row) => isObject(row) && typeof row.item === "string")) {
      throw new Unread("privilege_log", "The privilege log does not have rows with items.");
    }
    return log;
  },
  async privilege_log_sheet({ folder }) {
    return folder.read("data/privilege-log.csv", LIST_FILE);
  },
  async dat(given) {
    return given.folder.read(`data/loadfiles/${await given.input("production")}.dat`, LIST_FILE);
  },
  async opt(given) {
    return given.folder.read(`data/loadfiles/${await given.input("production")}.opt`, LIST_FILE);
  },
};
