/* The board by keyboard: j k move, x chooses, d w r decide, / searches, ? helps. The keys can be switched off. */

import { singleKeys } from "./single-keys.js";

const KEPT_BACK = ["withheld", "partial"];
const DECISIONS = { d: "produced", w: "withheld", r: "partial" };

const form = document.querySelector("form[data-board]");
const boxes = form ? [...form.querySelectorAll("tr[data-row] input[name=pick]")] : [];
const rows = form ? [...form.querySelectorAll("tr[data-row]")] : [];
const help = document.querySelector("dialog[data-help]");
const search = document.querySelector("[data-board-filter] input[name=words]");

const missing = form?.querySelector("[data-missing]");

let current = -1;

function told() {
  const chosen = form.querySelectorAll("input[name=pick]:checked, input[name=pick][type=hidden]").length;
  form.querySelector("[data-count]").textContent = `${chosen} ${form.dataset.chosen}`;
  for (const box of boxes) box.closest("tr").setAttribute("aria-selected", String(box.checked));
}

function picked() {
  return form.querySelector("input[name=pick]:checked, input[name=pick][type=hidden], input[name=all]:checked");
}

/* Whether what was chosen is kept back: then its particulars are needed, and stand open. */
function particulars() {
  const chosen = form.querySelector("input[name=decision]:checked")?.value;
  const needed = KEPT_BACK.includes(chosen);
  for (const one of form.querySelectorAll("[data-kept-back]")) {
    const label = one.querySelector("[data-needed]");
    label.textContent = !chosen ? label.dataset.needed : needed ? form.dataset.required : form.dataset.optional;
    one.querySelector("select, textarea").setAttribute("aria-required", String(needed));
  }
  if (needed) form.querySelector("details[data-more]").open = true;
}

function lacking() {
  if (!picked()) return form.dataset.none;
  return form.querySelector("input[name=decision]:checked") ? "" : form.dataset.undecided;
}

/* What is missing is said beside the button, and what was chosen and typed stays. */
function say(words) {
  missing.textContent = words;
  missing.hidden = !words;
}

function go(to) {
  if (!rows.length) return;
  rows[current]?.classList.remove("wf-current");
  current = Math.max(0, Math.min(rows.length - 1, to));
  rows[current].classList.add("wf-current");
  const reached = rows[current].querySelector("input[name=pick]:not(:disabled)") ?? rows[current].querySelector("a");
  reached.focus({ preventScroll: true });
  rows[current].scrollIntoView({ block: "nearest" });
}

function toggle() {
  const box = rows[current]?.querySelector("input[name=pick]:not(:disabled)");
  if (!box) return;
  box.checked = !box.checked;
  told();
}

function decide(decision) {
  const radio = form.querySelector(`input[name=decision][value=${decision}]`);
  if (!radio) return;
  if (!picked()) toggle();
  if (!picked()) {
    form.querySelector("[data-count]").textContent = form.dataset.none;
    return;
  }
  radio.checked = true;
  particulars();
  if (decision === "produced") {
    form.requestSubmit(form.querySelector("button[name=step]"));
    return;
  }
  const more = form.querySelector("details[data-more]");
  more.open = true;
  more.querySelector("select").focus();
}

const KEYS = {
  j: () => go(current + 1),
  k: () => go(current - 1),
  x: toggle,
  d: () => decide(DECISIONS.d),
  w: () => decide(DECISIONS.w),
  r: () => decide(DECISIONS.r),
  "/": () => search?.focus(),
  "?": () => help?.showModal(),
};

if (form) {
  const page = form.querySelector("[data-pick-page]");
  if (!boxes.length) page.hidden = true;
  page.addEventListener("click", () => {
    const free = boxes.filter((box) => !box.disabled);
    const all = free.every((box) => box.checked);
    for (const box of free) box.checked = !all;
    told();
  });
  form.addEventListener("change", () => {
    told();
    if (!missing) return;
    particulars();
    if (!missing.hidden) say(lacking());
  });
  /* Enter in a box would press the button of the form; a box is for the space bar. */
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && boxes.includes(event.target)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    const words = lacking();
    say(words);
    if (!words) return;
    event.preventDefault();
    if (picked()) form.querySelector("input[name=decision]").focus();
  });
  form.addEventListener("focusin", (event) => {
    const at = rows.indexOf(event.target.closest("tr[data-row]"));
    if (at < 0 || at === current) return;
    rows[current]?.classList.remove("wf-current");
    current = at;
    rows[current].classList.add("wf-current");
  });
  if (missing) particulars();
  singleKeys(KEYS, form, form.querySelector("[data-board-keys]"), help);
  told();
}
