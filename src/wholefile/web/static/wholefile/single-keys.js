/* Single keys of a page: each does one thing, none while somebody types, and one switch, kept in the browser, turns
   those of every page off. */

const KEPT = "wholefile-board-keys";

function typing(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName)) return true;
  return target.tagName === "INPUT" && !["checkbox", "radio"].includes(target.type);
}

/* `known` maps a key to what it does; `bar` holds the switch and the button for help, or is nothing; the words for
   on and off are those of the form. */
export function singleKeys(known, form, bar, help) {
  let active = true;
  try { active = localStorage.getItem(KEPT) !== "off"; } catch { /* a browser that keeps nothing */ }

  function label(button) {
    button.textContent = active ? form.dataset.on : form.dataset.off;
    button.setAttribute("aria-pressed", String(!active));
  }

  if (bar) {
    bar.hidden = false;
    const off = bar.querySelector("[data-keys-switch]");
    label(off);
    off.addEventListener("click", () => {
      active = !active;
      try { localStorage.setItem(KEPT, active ? "on" : "off"); } catch { /* a browser that keeps nothing */ }
      label(off);
    });
    bar.querySelector("[data-keys-help]").addEventListener("click", () => help.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (!active || event.ctrlKey || event.metaKey || event.altKey || help?.open || typing(event.target)) return;
    const done = known[event.key];
    if (!done) return;
    event.preventDefault();
    done();
  });
}
