/* The screen locks when nobody has used it for a while: everything on it is taken out of the page, and the server is told.

   The server keeps the true lock and counts for itself; this only makes sure that what is shown does not outlive it.
   Tabs of one browser lock together, and use of one keeps the others open. A page that comes back from the browser's
   memory after it was locked is asked for anew.

   The server is told by POST to `session-lock`: `state=locked`, or `state=active` at most every four minutes of use, since
   somebody who fills in a long form asks the server for nothing. */

const WARN_BEFORE = 120;
const TELL_EVERY = 240;
const LOOK_EVERY = 5;
const SIGNS_OF_USE = ["keydown", "pointerdown", "pointermove", "scroll", "touchstart", "wheel"];

export function watch({ url, seconds, token, now = () => Date.now() / 1000 }) {
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("wholefile-lock") : null;
  let used = now();
  let told = used;
  let locked = false;
  let warning = null;

  function tell(state) {
    const body = new URLSearchParams({ state, csrfmiddlewaretoken: token });
    return fetch(url, { method: "POST", body, keepalive: true, redirect: "manual", credentials: "same-origin" }).then(
      (answer) => answer,
      () => null, // no network: the server's own clock locks
    );
  }

  function unwarn() {
    warning?.remove();
    warning = null;
  }

  function lock({ told: known = false } = {}) {
    if (locked) return;
    locked = true;
    blank();
    if (known) return;
    tabs?.postMessage("locked");
    tell("locked");
  }

  function use() {
    if (locked) return;
    look();
    if (locked) return;
    used = now();
    unwarn();
    if (used - told < TELL_EVERY) return;
    told = used;
    tabs?.postMessage("used");
    tell("active").then((answer) => {
      // Only this one answer says that the session is over; a page that is missing or a fault says nothing about it.
      if (answer?.status === 401 || answer?.status === 423) lock({ told: true });
    });
  }

  function look() {
    const idle = now() - used;
    if (idle >= seconds) lock();
    else if (idle >= seconds - WARN_BEFORE && !warning && !locked) warning = warn();
  }

  for (const sign of SIGNS_OF_USE) window.addEventListener(sign, use, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-lock-now]")) return;
    event.preventDefault();
    lock();
  });
  tabs?.addEventListener("message", ({ data }) => {
    if (data === "locked") lock({ told: true });
    else if (!locked) {
      used = told = now();
      unwarn();
    }
  });
  window.setInterval(look, LOOK_EVERY * 1000);
  return { lock, look };
}

/* Everything that was on the page leaves the document: nothing stays for a reader's eye, a search or a print. */
export function blank() {
  if (document.body.classList.contains("wf-locked")) return;
  const shown = document.querySelector("template#wf-locked").content.cloneNode(true);
  const link = shown.querySelector("[data-unlock]");
  link.setAttribute("href", window.location.href.split("#")[0]);
  document.title = shown.querySelector("h1").textContent;
  document.body.replaceChildren(shown);
  document.body.classList.add("wf-locked");
  document.querySelector("main").focus();
}

function warn() {
  const shown = document.querySelector("template#wf-locks-soon").content.firstElementChild.cloneNode(true);
  document.body.append(shown);
  return shown;
}
