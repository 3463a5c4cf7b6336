// Trust policies (C2SP tlog-policy): which logs are believed and which witnesses must have cosigned.

import { fromUtf8, sameBytes } from "./bytes.js";
import { IntegrityFailure, Invalid, WholefileError } from "./errors.js";
import { COSIGNATURE, ED25519_NOTE, cosignedAt, parseVkey } from "./note.js";

export const NO_QUORUM = "none";
const POLICY_BYTES = 262144;

/** The policy which a file holds: `logs`, `witnesses` and `groups` by name in their order, `quorum`. */
export function parsePolicy(raw) {
  if (raw.length > POLICY_BYTES) {
    throw new Invalid("policy.too_long", `A policy file has at most ${POLICY_BYTES} bytes.`);
  }
  if (raw.some((byte) => (byte < 32 && byte !== 9 && byte !== 10) || byte === 127)) {
    throw new Invalid("policy.characters", "A policy file holds no control characters other than tab and newline.");
  }
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  const grouped = new Set();
  linesOf(raw).forEach((line, i) => {
    try {
      const words = wordsOf(line);
      if (words[0] && !words[0].startsWith("#")) readPolicyLine(policy, grouped, words);
    } catch (error) {
      if (!(error instanceof WholefileError)) throw error;
      throw new Invalid("policy.line", `Line ${i + 1} of the policy: ${error.message}`);
    }
  });
  if (policy.quorum === null) throw new Invalid("policy.no_quorum", "A policy has a quorum line.");
  return policy;
}

function linesOf(raw) {
  const lines = [];
  let start = 0;
  for (let end = raw.indexOf(10); end >= 0; end = raw.indexOf(10, start)) {
    lines.push(raw.subarray(start, end));
    start = end + 1;
  }
  return [...lines, raw.subarray(start)];
}

/** The words of a line; a remark may hold any bytes, other lines are UTF-8. */
function wordsOf(line) {
  const first = line.find((byte) => byte !== 32 && byte !== 9);
  if (first === undefined || first === 35) return ["#"];
  try {
    return fromUtf8(line).replace(/^[ \t]+|[ \t]+$/g, "").split(/[ \t]+/);
  } catch {
    throw new Invalid("policy.words", "it is not valid UTF-8.");
  }
}

function readPolicyLine(policy, grouped, words) {
  const [what, name, ...rest] = words;
  if (what === "log" && (words.length === 2 || words.length === 3)) {
    policy.logs.push(policyKey(name, ED25519_NOTE, policy.logs));
  } else if (what === "witness" && (words.length === 3 || words.length === 4)) {
    checkNew(policy, name);
    policy.witnesses.set(name, policyKey(rest[0], COSIGNATURE, [...policy.witnesses.values()]));
  } else if (what === "group" && words.length >= 4) {
    addGroup(policy, grouped, name, rest[0], rest.slice(1));
  } else if (what === "quorum" && words.length === 2) {
    setQuorum(policy, name);
  } else {
    throw new Invalid("policy.words", `${what} is not followed by what belongs there.`);
  }
}

function addGroup(policy, grouped, name, needed, members) {
  checkNew(policy, name);
  for (const member of members) {
    if (!isDefined(policy, member)) {
      throw new Invalid("policy.member", `${member} is not defined on a line before.`);
    }
    if (grouped.has(member)) throw new Invalid("policy.member", `${member} already stands in a group.`);
    grouped.add(member);
  }
  const named = { all: members.length, any: 1 };
  let count = /^[1-9][0-9]{0,3}$/.test(needed) ? Number(needed) : 0;
  if (Object.hasOwn(named, needed)) count = named[needed];
  if (count < 1 || count > members.length) {
    throw new Invalid("policy.count", `A group needs all, any or 1 to ${members.length} of its members.`);
  }
  policy.groups.set(name, { needed: count, members });
}

function setQuorum(policy, name) {
  if (policy.quorum !== null) throw new Invalid("policy.quorum_twice", "there is a quorum line already.");
  if (name !== NO_QUORUM && !isDefined(policy, name)) {
    throw new Invalid("policy.member", `${name} is not defined on a line before.`);
  }
  policy.quorum = name;
}

function isDefined(policy, name) {
  return policy.witnesses.has(name) || policy.groups.has(name);
}

function checkNew(policy, name) {
  if (name === NO_QUORUM || isDefined(policy, name)) {
    throw new Invalid("policy.name", `the name ${name} is taken.`);
  }
}

function policyKey(vkey, type, others) {
  const key = parseVkey(vkey);
  if (key.type !== type) {
    throw new Invalid("policy.key_type", `a key of type ${type} belongs here, not of type ${key.type}.`);
  }
  if (others.some((other) => sameBytes(other.publicKey, key.publicKey))) {
    throw new Invalid("policy.key_twice", "this public key stands here twice.");
  }
  return key;
}

/** When (seconds since 1970) each witness of the policy cosigned this note, by its name in the policy. */
export async function cosignersOf(note, policy) {
  const times = new Map();
  for (const [name, key] of policy.witnesses) {
    const at = await cosignedAt(note, key);
    if (at !== null) times.set(name, at);
  }
  return times;
}

/** IntegrityFailure unless these cosigners make the quorum of the policy. */
export function checkQuorum(policy, cosigned) {
  const witnessed = new Set(cosigned.keys());
  for (const [name, group] of policy.groups) { // a group stands after its members
    if (group.members.filter((member) => witnessed.has(member)).length >= group.needed) witnessed.add(name);
  }
  if (policy.quorum !== NO_QUORUM && !witnessed.has(policy.quorum)) {
    const names = [...cosigned.keys()].sort().join(", ") || "no witness";
    throw new IntegrityFailure("policy.quorum", `The policy asks for more witnesses; cosigned by ${names}.`);
  }
}
