// What the production contains, in the words of the record, for the reader to see next to the verdict.

import { hex } from "./bytes.js";
import { sha256 } from "./sha256.js";
import { cosignersOf } from "./policy.js";

/** Facts to show, each null when it could not be read: all of it from inputs that the checks have judged. */
export async function contentsOf(given) {
  const read = async (name) => given.input(name).catch(() => null);
  const [schedule, served, plan, logKey] = [await read("schedule"), await read("served"), await read("plan"), await read("log_key")];
  return {
    production: schedule?.production ?? null,
    volume: schedule?.volume ?? null,
    replaces: schedule?.supersedes ?? null,
    docket: (await read("bundle"))?.docket ?? null,
    title: titleOf(await read("entries")),
    counts: schedule ? Object.entries(schedule.counts).filter(([, count]) => typeof count === "number") : [],
    items: schedule ? schedule.rows.length : null,
    bates: plan && plan.last >= plan.first ? boundsOf(schedule) : null,
    files: given.folder.files.size,
    bytes: [...given.folder.files.values()].reduce((sum, file) => sum + file.size, 0),
    servedAt: served ? (served.fields.occurred_at ?? served.header.act.at) : null,
    servedTo: served?.fields.to ?? null,
    servedBy: served ? nameIn(await read("register"), served.fields.by) : null,
    certificate: served?.fields.certificate ?? null,
    entries: (await read("entries"))?.length ?? null,
    origin: (await read("checkpoint"))?.origin ?? null,
    size: (await read("checkpoint"))?.size ?? null,
    logKey: logKey?.vkey ?? null,
    fingerprint: logKey ? fingerprintOf(logKey) : null,
    ownPolicy: given.ownPolicy !== null,
    witnesses: await witnessesOf(given),
    checkpoint: await read("checkpoint_bytes"),
  };
}

/** 32 hexadecimal digits to be read aloud: the first half of SHA-256 over the key's text. */
function fingerprintOf({ vkey }) {
  return hex(sha256(new TextEncoder().encode(vkey)).subarray(0, 16)).match(/.{4}/g).join(" ");
}

function boundsOf(schedule) {
  const numbers = (schedule?.rows ?? []).flatMap((row) => row.files.flatMap((file) => [file.bates_first, file.bates_last]));
  const texts = numbers.filter((number) => typeof number === "string");
  texts.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return texts.length ? [texts[0], texts[texts.length - 1]] : null;
}

/** The caption of the case, from the act that opened it. */
function titleOf(entries) {
  return entries?.find((one) => one.kind === "case.opened" && one.fields?.title)?.fields.title ?? null;
}

/** The name behind a person id, from the register. */
function nameIn(register, person) {
  let name = null;
  for (const { kind, fields } of register ?? []) {
    if (kind === "person.added" && fields?.person === person) name = fields.name;
    const founder = kind === "record.opened" ? fields?.founders?.find((one) => one.person === person) : null;
    if (founder) name = founder.name;
  }
  return name ? `${name} (${person})` : person ?? null;
}

/** Each witness of the policy with when it cosigned, or null when it did not; no list when that cannot be told. */
async function witnessesOf(given) {
  try {
    const [note, policy] = await given.inputs("note", "policy");
    const times = await cosignersOf(note, policy);
    return [...policy.witnesses].map(([name, key]) => ({ name, key: key.name, at: times.get(name) ?? null }));
  } catch {
    return null;
  }
}
