/* The reader by keyboard: j k move, a accepts and goes on, c corrects, r rejects, s signs, ? helps. */

import { singleKeys } from "./single-keys.js";

const form = document.querySelector("form[data-reader]");
const facts = form ? [...form.querySelectorAll("[data-fact]")] : [];
const text = document.querySelector("[data-reader-text]");
const help = document.querySelector("dialog[data-help]");
const counter = form?.querySelector("[data-count]");

let current = -1;

function marks(fact) {
  return text ? [...text.querySelectorAll(`[data-over~="${CSS.escape(fact.dataset.fact)}"]`)] : [];
}

function told() {
  if (counter) counter.textContent = `${form.querySelectorAll("input[name=pick]:checked").length} ${form.dataset.chosen}`;
}

function show(to, focus = true) {
  if (!facts.length) return;
  if (current >= 0) {
    facts[current].classList.remove("wf-current");
    for (const one of marks(facts[current])) one.classList.remove("wf-current");
  }
  current = Math.max(0, Math.min(facts.length - 1, to));
  const fact = facts[current];
  fact.classList.add("wf-current");
  const found = marks(fact);
  for (const one of found) one.classList.add("wf-current");
  if (found.length) text.scrollTop += found[0].getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
  fact.scrollIntoView({ block: "nearest" });
  if (focus) fact.focus({ preventScroll: true });
}

function accept() {
  if (current < 0) { show(0); return; }
  const box = facts[current].querySelector("input[name=pick]");
  if (!box) { show(current + 1); return; }
  box.checked = !box.checked;
  told();
  if (box.checked) show(current + 1);
}

function follow(which) {
  const link = facts[current]?.querySelector(`a[data-${which}]`);
  if (link) location.assign(link.href);
}

const KEYS = {
  j: () => show(current + 1),
  k: () => show(current - 1),
  a: accept,
  c: () => follow("correct"),
  r: () => follow("reject"),
  s: () => { if (form.querySelector("input[name=pick]:checked")) form.requestSubmit(form.querySelector("[data-sign]")); },
  "?": () => help?.showModal(),
};

if (form) {
  form.addEventListener("change", told);
  form.addEventListener("focusin", (event) => {
    const at = facts.indexOf(event.target.closest("[data-fact]"));
    if (at >= 0 && at !== current) show(at, false);
  });
  text?.addEventListener("click", (event) => {
    const over = event.target.closest("[data-over]")?.dataset.over.split(" ") ?? [];
    const at = facts.findIndex((one) => one.dataset.fact === over[0]);
    if (at >= 0) show(at);
  });
  singleKeys(KEYS, form, form.querySelector("[data-reader-keys]"), help);
  told();
}
