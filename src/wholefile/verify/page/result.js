// The result, as it is shown: one sentence first, then every check by number, then what the production contains.

import { amount, byId, bytesInWords, make, momentInWords } from "./elements.js";

const STATUS_CLASS = { passed: "passed", failed: "failed", "not checked": "left" };
const STATUS_WORD = { passed: "Passed", failed: "Failed", "not checked": "Not checked" };

/** Put report and contents on the page. `checks` are the descriptions, for what a failure means. */
export function showResult(report, contents, checks, again) {
  const section = byId("result");
  section.replaceChildren(
    verdictPanel(report, contents),
    report.verdict === "failed" ? "" : trustNote(contents),
    actionsOf(report, contents, again),
    make("h2", {}, "What was checked"),
    make("p", {}, summaryOf(report)),
    checkList(report, checks),
    make("h2", {}, headingOf(report)),
    contentsList(contents),
    countsTable(contents),
    make("h2", {}, "Who stands for the record"),
    recordList(contents),
  );
  section.hidden = false;
  byId("verdict").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function withStatus(report, status) {
  return report.checks.filter((line) => line.status === status);
}

function verdictPanel(report, { title }) {
  const [sentence, ...more] = verdictSentences(report);
  const what = [report.production, report.docket, title].filter(Boolean).join(" · ");
  return make(`div.verdict ${report.verdict}`, {}, make("p.what", {}, what),
    make("h1", { id: "verdict", tabindex: "-1" }, sentence), ...more.map((text) => make("p", {}, text)));
}

function verdictSentences(report) {
  const left = withStatus(report, "not checked");
  const wrong = withStatus(report, "failed");
  const total = report.checks.length;
  if (report.verdict === "failed") {
    return [
      `This production does not check out: ${wrong.length} of ${total} checks failed.`,
      ...wrong.slice(0, 3).map((line) => `Check ${line.number}, “${trimmed(line.claim)}”, failed. ${line.detail}`),
      wrong.length > 3 ? `The other ${wrong.length - 3} are below.` : "",
      "Do not rely on it. Keep it as it is, and tell the sender and, if need be, the court.",
    ].filter(Boolean);
  }
  if (report.verdict === "incomplete") {
    return [
      "Not everything could be checked. Nothing that was checked is wrong.",
      `${amount(total - left.length, "check")} of ${total} hold; ${left.length} could not be made. Do not treat this as a pass.`,
    ];
  }
  if (!left.length) return [`Everything was checked and nothing was found wrong. All ${total} checks hold.`];
  return [
    `Nothing was found wrong. ${total - left.length} of ${total} checks were made, and all of them hold.`,
    ...left.map((line) => `Not checked: number ${line.number}. ${line.detail}`),
  ];
}

function trimmed(claim) {
  return claim.replace(/\.$/, "");
}

function trustNote({ ownPolicy, fingerprint }) {
  if (ownPolicy || !fingerprint) return "";
  return make("div.inset", {},
    make("p", {}, make("strong", {}, "One thing only you can do: "),
      "the key of the record and its witnesses are those which the sender named. Call the court, or the office that keeps " +
      "the record, at a number you already have, and compare this fingerprint:"),
    make("p", {}, make("span.code", {}, make("span.fingerprint", {}, fingerprint))));
}

function actionsOf(report, contents, again) {
  const copy = make("button.button second", { type: "button", id: "copy" }, "Copy the result as JSON");
  const said = make("span", { role: "status", id: "copied" });
  const json = JSON.stringify(report, null, 2);
  copy.addEventListener("click", async () => {
    said.textContent = (await copyText(json)) ? "Copied." : "Could not be copied; select it below.";
    if (said.textContent !== "Copied.") said.after(make("pre.code", { tabindex: "0" }, json));
  });
  const print = make("button.button second", { type: "button" }, "Print this result");
  print.addEventListener("click", () => window.print());
  const other = make("button.button second", { type: "button" }, "Check another production");
  other.addEventListener("click", again);
  return make("div.actions", {}, copy, print, keepLink(report, contents), other, said);
}

/** Offer the checkpoint for next time, but only of a production that passed. */
function keepLink(report, { checkpoint, production }) {
  if (report.verdict !== "passed" || !checkpoint) return "";
  const keep = make("button.button second", { type: "button" }, "Keep the checkpoint for next time");
  keep.addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([checkpoint], { type: "application/octet-stream" }));
    const name = `checkpoint-after-${String(production).replace(/[^A-Za-z0-9-]/g, "")}.txt`;
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });
  return keep;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function summaryOf(report) {
  const [held, wrong, left] = ["passed", "failed", "not checked"].map((status) => withStatus(report, status).length);
  return `${held} passed, ${wrong} failed, ${left} not checked.`;
}

function checkList(report, checks) {
  const meaning = new Map(checks.map((check) => [check.id, check.failing]));
  const rows = report.checks.map((line) => make("li", { "data-check": line.id, "data-status": line.status },
    make("span.number", {}, String(line.number)),
    make("span", {}, make(`span.tag ${STATUS_CLASS[line.status]}`, {}, STATUS_WORD[line.status])),
    make("div.text", {},
      make("p.claim", {}, line.claim),
      make("p.detail", {}, line.detail),
      line.status === "failed" ? make("p.meaning", {}, make("strong", {}, "What this means: "), meaning.get(line.id)) : "")));
  return make("ol.checks", {}, ...rows);
}

function headingOf(report) {
  return report.verdict === "passed" ? "What the production contains" : "What the production says of itself (not confirmed)";
}

function definitions(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== "").map(([name, value]) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return make("dl", {}, ...rows);
}

function contentsList(contents) {
  const { bates, servedAt } = contents;
  return definitions([
    ["Production", contents.production && `${contents.production}${contents.volume ? `, volume ${contents.volume}` : ""}`],
    ["Replaces", contents.replaces],
    ["Case", contents.docket && `${contents.docket}${contents.title ? `, ${contents.title}` : ""}`],
    ["Served", servedAt === null ? null : `${momentInWords(servedAt)}, to ${contents.servedTo}`],
    ["Served by", contents.servedBy],
    ["Certificate", contents.certificate ?? "none"],
    ["Bates numbers", bates ? (bates[0] === bates[1] ? bates[0] : `${bates[0]} to ${bates[1]}`) : "none"],
    ["Files in the folder", `${amount(contents.files, "file")}, ${bytesInWords(contents.bytes)}`],
    ["Entries about the case", contents.entries === null ? null : contents.entries.toLocaleString("en")],
  ]);
}

function countsTable({ counts, items }) {
  if (items === null) return "";
  const rows = counts.map(([status, count]) =>
    make("tr", {}, make("th", { scope: "row" }, status), make("td.count", {}, String(count))));
  return make("table", {},
    make("caption", {}, "Items of the case, by what is done with them"),
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Status"), make("th.count", { scope: "col" }, "Items"))),
    make("tbody", {}, ...rows,
      make("tr", {}, make("th", { scope: "row" }, "All items"), make("td.count", {}, String(items)))));
}

function recordList(contents) {
  const { witnesses } = contents;
  const listed = (witnesses ?? []).map(({ name, key, at }) =>
    make("div", {}, `${name} (${key}): ${at === null ? "did not cosign" : `cosigned on ${momentInWords(at * 1000)}`}`));
  return definitions([
    ["Record", contents.origin],
    ["Entries in the record", contents.size === null ? null : contents.size.toLocaleString("en")],
    ["Fingerprint of its key", contents.fingerprint && make("span.code", {}, contents.fingerprint)],
    ["Its key in full", contents.logKey && make("span.code", {}, contents.logKey)],
    ["Key and witnesses named by", contents.ownPolicy ? "your own policy" : "the sender"],
    ["Witnesses", witnesses === null ? "could not be read" : listed.length ? make("div", {}, ...listed) : "none"],
  ]);
}
