// The page: what was chosen goes in, the result comes out. Nothing leaves this computer.

import { byId } from "./elements.js";
import { contentsOf } from "./contents.js";
import { WholefileError } from "./errors.js";
import { folderOf, folderOfHandle } from "./folder.js";
import { Given, pause } from "./given.js";
import { parsePolicy } from "./policy.js";
import { examine } from "./report.js";
import { showResult } from "./result.js";
import { learnKinds } from "./vocabulary.js";
import { folderOfZip } from "./zip.js";

const embedded = JSON.parse(byId("vocabulary").textContent);
const FILES_PER_DRAW = 50;
const TITLES = { passed: "Checks out", failed: "Does not check out", incomplete: "Not everything checked" };
let choice = null;

learnKinds(embedded.kinds);
byId("folder").addEventListener("change", () => choose("archive", byId("folder").files, describeFolder));
byId("archive").addEventListener("change", () => choose("folder", byId("archive").files, describeArchive));
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  start();
});
for (const kind of ["dragenter", "dragover"]) document.addEventListener(kind, hover);
for (const kind of ["dragleave", "drop"]) byId("drop").addEventListener(kind, () => byId("drop").classList.remove("over"));
document.addEventListener("drop", dropped);

/**
 * The report on a production, as plain data: the same structure as `wholefile verify --json`. `files` are those of a
 * folder input, or one ZIP file; `policy` and `known` are files or bytes that the recipient brings.
 */
window.wholefileVerify = async (files, { policy = null, known = null } = {}) => {
  const given = await prepare(() => folderFrom(files), policy, known);
  return examine(given, embedded.checks);
};

async function prepare(open, policy, known, progress = null) {
  const ownPolicy = policy ? parsePolicy(await bytesOf(policy)) : null;
  return new Given(await open(), { ownPolicy, known: known ? await bytesOf(known) : null, progress });
}

async function bytesOf(source) {
  return source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : new Uint8Array(source);
}

function folderFrom(files) {
  const all = files instanceof Blob ? [files] : [...files];
  return all.length === 1 && !all[0].webkitRelativePath ? folderOfZip(all[0]) : folderOf(all);
}

function choose(other, files, describe) {
  byId(other).value = "";
  choice = files.length ? () => folderFrom(files) : null;
  byId("chosen").textContent = files.length ? describe(files) : "";
  byId("problem").hidden = true;
}

function describeFolder(files) {
  return `Chosen: the folder ${files[0].webkitRelativePath.split("/")[0]}, ${files.length.toLocaleString("en")} files.`;
}

function describeArchive([file]) {
  return `Chosen: ${file.name}.`;
}

function hover(event) {
  event.preventDefault();
  byId("drop").classList.add("over");
}

/** A folder can be dropped only where the browser gives a handle to it: others give a page from disk nothing to read. */
async function dropped(event) {
  event.preventDefault();
  byId("drop").classList.remove("over");
  const [item] = event.dataTransfer?.items ?? [];
  if (item?.kind !== "file") return;
  const file = item.getAsFile();
  const handle = (await item.getAsFileSystemHandle?.().catch(() => null)) ?? null;
  if (handle?.kind !== "directory" && !/\.zip$/i.test(file.name)) {
    complain("Your browser does not let this page read what you dropped. Choose it with the buttons instead.");
    return;
  }
  byId("folder").value = "";
  byId("archive").value = "";
  choice = handle?.kind === "directory" ? () => folderOfHandle(handle) : () => folderOfZip(file);
  byId("chosen").textContent = `Chosen: ${file.name}.`;
  byId("problem").hidden = true;
}

async function start() {
  if (!choice) {
    complain("Choose the production’s folder or ZIP file first.");
    return;
  }
  const [policy, known] = ["policy", "known"].map((id) => byId(id).files[0] ?? null);
  show("working");
  try {
    const given = await prepare(choice, policy, known, progressShown);
    const report = await examine(given, embedded.checks, (check) => {
      byId("doing").textContent = `Check ${check.number} of ${embedded.checks.length}: ${check.claim}`;
      byId("bar").value = (100 * (check.number - 1)) / embedded.checks.length;
    });
    const contents = await contentsOf(given);
    show("result");
    document.title = `${TITLES[report.verdict]}: ${report.production || "production"} – Wholefile`;
    showResult(report, contents, embedded.checks, restart);
  } catch (error) {
    show("start");
    complain(error instanceof WholefileError ? error.message : `This production cannot be read (${error.message}).`);
  }
}

async function progressShown(done, total) {
  if (done % FILES_PER_DRAW) return;
  byId("doing").textContent = `Reading files: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  byId("bar").value = (100 * done) / total;
  await pause();
}

function show(section) {
  for (const id of ["start", "working", "result"]) byId(id).hidden = id !== section;
  byId("problem").hidden = true;
}

function complain(message) {
  byId("problem").textContent = message;
  byId("problem").hidden = false;
  byId("problem").focus();
}

function restart() {
  choice = null;
  byId("form").reset();
  byId("chosen").textContent = "";
  document.title = "Check a production – Wholefile";
  show("start");
  byId("main").focus();
}
