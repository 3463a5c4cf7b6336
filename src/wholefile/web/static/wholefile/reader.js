/* The reader by keyboard: j k move, a accepts and goes on, c corrects, r rejects, s signs, n p turn to the next part of
   the text and back, g goes to a page or line, ? helps. */

import { singleKeys } from "./single-keys.js";

const form = document.querySelector("form[data-reader]");
const facts = form ? [...form.querySelectorAll("[data-fact]")] : [];
const text = document.querySelector("[data-reader-text]");
const help = document.querySelector("dialog[data-help]");
const counter = form?.querySelector("[data-count]");

const pages = document.querySelector("details[data-pages]");
const sheet = pages?.querySelector("img");
const gone = pages?.querySelector("[data-gone]");

let current = -1;
let turning = 0;

/* The picture of the page in which a fact stands; one that is only passed on the way is not asked for. */
function turn(to, at = 250) {
  clearTimeout(turning);
  if (!sheet || !to.dataset.picture || sheet.getAttribute("src") === to.dataset.picture) return;
  turning = setTimeout(() => {
    const number = to.dataset.page;
    gone.hidden = true;
    sheet.alt = pages.dataset.alt.replace("#", number);
    sheet.src = to.dataset.picture;
    pages.querySelector("h2").textContent = pages.dataset.title.replace("#", number);
    pages.querySelector("[data-alone]").href = to.dataset.picture;
    for (const one of pages.querySelectorAll("nav a")) {
      if (one.dataset.page === number) one.setAttribute("aria-current", "page");
      else one.removeAttribute("aria-current");
    }
  }, at);
}

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
  turn(fact);
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
  n: () => document.querySelector("[data-way=later]")?.click(),
  p: () => document.querySelector("[data-way=earlier]")?.click(),
  g: () => document.querySelector("[data-jump]")?.select(),
  "?": () => help?.showModal(),
};

if (pages) {
  if (matchMedia("(max-width: 59.99rem)").matches && location.hash !== "#pages") pages.open = false;
  const failed = () => { gone.textContent = gone.dataset.words; gone.hidden = false; };
  sheet.addEventListener("error", failed);
  if (sheet.complete && !sheet.naturalWidth && pages.open) failed();
  pages.querySelector("nav").addEventListener("click", (event) => {
    const to = event.target.closest("a[data-picture]");
    if (!to || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(to, 0);
  });
}

if (form) {
  form.addEventListener("click", (event) => {
    const fact = event.target.closest("[data-on-page]")?.closest("[data-picture]");
    if (!fact || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(facts.indexOf(fact), false);
    pages.open = true;
    turn(fact, 0);
    pages.scrollIntoView({ block: "nearest" });
  });
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
