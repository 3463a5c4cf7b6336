/* Scans become rows of a list without a reload: from a scanner that types, from the camera, or typed and ended with
   Enter. The server reads what was scanned and writes the list; without this script the same form does the same. */
import { openCamera } from "./camera.js";
import { bad, good, isSilent, say, setSilent } from "./sound.js";
import { listen } from "./wedge.js";

const form = document.querySelector("form[data-scan]");
const list = form && document.getElementById(form.dataset.list);
const field = form?.elements.namedItem("text");
let last = Promise.resolve();

/* One after the other, in the order in which they were scanned. */
function add(text) {
  last = last.then(() => send(text)).catch(() => bad(form.dataset.gone));
  return last;
}

async function send(text) {
  const said = new FormData(form);
  said.set("text", text);
  const answer = await fetch(form.action, {
    method: "POST", body: said, headers: { Accept: "application/json" }, credentials: "same-origin",
  });
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
    bad(form.dataset.gone);
    return;
  }
  const told = await answer.json();
  if (!told.ok) {
    bad(told.words);
    return;
  }
  good(told.words);
  if (told.html !== undefined && list) list.innerHTML = told.html;
  if (told.go && told.go !== window.location.pathname) window.location.assign(told.go);
  else if (told.go) fill(told.fill);
}

/* What a place or badge says goes into the form that is open already, where nothing else was written. */
function fill(values) {
  for (const [name, value] of Object.entries(values ?? {})) {
    const target = document.querySelector(`form:not([data-scan]) [name="${CSS.escape(name)}"]`);
    if (target) target.value = value;
  }
}

function startCamera(button) {
  const viewfinder = document.querySelector("[data-viewfinder]");
  let camera = null;
  button.hidden = !navigator.mediaDevices?.getUserMedia;

  function close() {
    camera?.stop();
    camera = null;
    viewfinder.hidden = true;
    button.setAttribute("aria-pressed", "false");
  }

  button.addEventListener("click", async () => {
    if (camera) {
      close();
      return;
    }
    button.disabled = true;
    viewfinder.hidden = false;
    try {
      camera = await openCamera({
        video: viewfinder.querySelector("video"), reader: button.dataset.camera, found: add, ended: close,
      });
      button.setAttribute("aria-pressed", "true");
      say(form.dataset.looking);
    } catch {
      close();
      bad(form.dataset.noCamera);
    }
    button.disabled = false;
  });
}

function startSilence(button) {
  const show = () => button.setAttribute("aria-pressed", String(isSilent()));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    setSilent(!isSilent());
    show();
  });
}

if (form) {
  listen();
  document.addEventListener("scan", (event) => add(event.detail.text));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) add(text);
    field.value = "";
    field.focus();
  });
  const camera = form.querySelector("[data-camera]");
  if (camera) startCamera(camera);
  const silence = form.querySelector("[data-silence]");
  if (silence) startSilence(silence);
}
