/* What every page starts with: the components of govuk-frontend that it has, the menus, the lock. */
import {
  Button, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink, createAll,
} from "../vendor/govuk/govuk-frontend.min.js";
import { watch } from "./lock.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, Checkboxes, ErrorSummary, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}

for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const { lockUrl, lockSeconds, csrf } = document.body.dataset;
if (lockUrl) watch({ url: lockUrl, seconds: Number(lockSeconds), token: csrf });
