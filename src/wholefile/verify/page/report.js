// What a verification found, and the verdict over all checks: the same structure as `wholefile verify --json`.

import { ask } from "./checks.js";
import { pause } from "./given.js";

const REPORT_FORMAT = "wholefile verification v1";

/** Run every check on what is given, each whatever the others found. `told` hears of each before it is asked. */
export async function examine(given, checks, told = () => undefined) {
  const lines = [];
  for (const check of checks) {
    told(check);
    await pause();
    lines.push(await ask(check, given));
  }
  const read = async (name) => given.input(name).catch(() => null);
  const [checkpoint, bundle, logKey] = [await read("checkpoint"), await read("bundle"), await read("log_key")];
  return {
    format: REPORT_FORMAT,
    production: (await read("production")) ?? "",
    docket: bundle?.docket ?? "",
    origin: checkpoint?.origin ?? "",
    size: checkpoint?.size ?? -1,
    log_key: logKey?.vkey ?? "",
    verdict: verdictOf(lines),
    checks: lines.map(({ number, id, claim, status, detail, count }) => ({ number, id, claim, status, detail, count })),
  };
}

/** `failed` when any check failed, `incomplete` when one was left out for a reason the recipient did not choose. */
function verdictOf(lines) {
  if (lines.some((line) => line.status === "failed")) return "failed";
  if (lines.some((line) => line.status === "not checked" && !line.expected)) return "incomplete";
  return "passed";
}
