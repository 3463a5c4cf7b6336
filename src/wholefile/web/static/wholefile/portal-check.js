// A production is fetched and checked in this page, by the modules of which verify.html is made. Nothing is sent.

import "/verify/part/check_bag.js";
import "/verify/part/check_bodies.js";
import "/verify/part/check_production.js";
import "/verify/part/check_proof.js";
import "/verify/part/check_schedule.js";
import "/verify/part/check_signers.js";
import { hex } from "/verify/part/bytes.js";
import { contentsOf } from "/verify/part/contents.js";
import { WholefileError } from "/verify/part/errors.js";
import { Given, pause } from "/verify/part/given.js";
import { examine } from "/verify/part/report.js";
import { sha256 } from "/verify/part/sha256.js";
import { learnKinds } from "/verify/part/vocabulary.js";
import { folderOfZip } from "/verify/part/zip.js";

const DRAWN_EVERY = 50;
const COLOURS = { passed: "green", failed: "red", "not checked": "grey" };

const place = document.querySelector("[data-check]");
const said = place.dataset;
const words = { passed: said.wordPassed, failed: said.wordFailed, "not checked": said.wordLeft };
const start = place.querySelector("[data-start]");
const status = place.querySelector("[data-status]");
const bar = place.querySelector("[data-bar]");
const result = document.querySelector("[data-result]");

start.hidden = false;
start.addEventListener("click", check);

function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
}

async function check() {
  start.disabled = true;
  result.hidden = true;
  bar.hidden = false;
  try {
    const embedded = await (await fetched("/verify/part/vocabulary.json")).json();
    learnKinds(embedded.kinds);
    status.textContent = said.fetching;
    const archive = await (await fetched(said.check)).blob();
    const given = new Given(await folderOfZip(archive), { progress: shown });
    const report = await examine(given, embedded.checks, (one) => {
      status.textContent = filled(said.checking, { number: one.number, total: embedded.checks.length, claim: one.claim });
      bar.value = (100 * (one.number - 1)) / embedded.checks.length;
    });
    await show(report, given);
  } catch (error) {
    status.textContent = error instanceof WholefileError ? error.message : said.lost;
  }
  bar.hidden = true;
  start.disabled = false;
}

/** An answer that is what was asked for, and not a page that asks to sign in. */
async function fetched(address) {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer;
}

async function shown(done, total) {
  if (done % DRAWN_EVERY) return;
  status.textContent = filled(said.reading, { done, total });
  bar.value = (100 * done) / Math.max(1, total);
  await pause();
}

async function show(report, given) {
  const contents = await contentsOf(given);
  const of = (state) => report.checks.filter((one) => one.status === state).length;
  const counts = { passed: of("passed"), failed: of("failed"), left: of("not checked") };
  status.textContent = "";
  result.querySelector("[data-verdict]").textContent = await verdict(report, contents, given, counts);
  result.querySelector("[data-counted]").textContent = filled(said.counts, counts);
  result.querySelector("[data-fingerprint]").textContent = contents.fingerprint ?? "";
  result.querySelector("[data-checks]").replaceChildren(...report.checks.map(row));
  result.dataset.verdictIs = report.verdict;
  await offer(report.verdict, given);
  result.hidden = false;
  document.getElementById("verdict").focus();
}

async function verdict(report, contents, given, { failed }) {
  if (report.verdict === "failed") return filled(said.failed, { wrong: failed, total: report.checks.length });
  if (report.verdict !== "passed") return said.incomplete;
  const seen = (contents.witnesses ?? []).filter((one) => one.at !== null);
  const names = seen.map((one) => `${one.key} (${new Date(one.at * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC)`);
  const witnesses = names.length ? filled(said.witnessed, { names: names.join(", ") }) : said.unwitnessed;
  const entry = (await given.input("served")).seq;
  return filled(said.passed, { files: contents.files.toLocaleString("en"), entry, witnesses });
}

/** The receipt with this result and with the digest of the schedule that was really fetched. */
async function offer(found, given) {
  const link = result.querySelector("[data-say]");
  const raw = await given.input("schedule_bytes").catch(() => null);
  const results = { passed: "verified", failed: "failed" };
  const asked = new URLSearchParams({ result: results[found] ?? "not checked" });
  if (raw) asked.set("schedule", hex(sha256(raw)));
  link.href = `${said.receive}?${asked}`;
  link.hidden = false;
  const objects = result.querySelector("[data-objects]");
  objects.href = said.object;
  objects.hidden = found === "passed";
}

function row(one) {
  const made = document.createElement("li");
  made.dataset.check = one.id;
  const tag = document.createElement("strong");
  tag.className = `govuk-tag govuk-tag--${COLOURS[one.status]}`;
  tag.textContent = words[one.status];
  const detail = document.createElement("span");
  detail.className = "wf-quiet";
  detail.textContent = ` ${one.detail}`;
  made.append(tag, ` ${one.claim}`, detail);
  return made;
}
