// Makes a signing passkey for the person this page names, and sends its public part. The form's button waits for this
// script, so that a browser cannot send the form by itself: there is no passkey in it.

const form = document.querySelector("[data-make-key]");
const status = document.querySelector("[data-status]");
const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

async function make() {
  const options = JSON.parse(document.getElementById("options").textContent);
  options.challenge = fromBase64url(options.challenge);
  options.user.id = fromBase64url(options.user.id);
  options.excludeCredentials = options.excludeCredentials.map((one) => ({ ...one, id: fromBase64url(one.id) }));
  const credential = await navigator.credentials.create({ publicKey: options });
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify({ ...credential.toJSON(), name: form.elements.name.value }),
  });
  const answer = await response.json();
  if (response.ok) location.assign(answer.next);
  else status.textContent = answer.message;
}

const button = form?.querySelector("button");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    await make();
  } catch (error) {
    status.textContent = error.name === "NotAllowedError" ? form.dataset.cancelled : error.message;
  }
  button.disabled = false;
});
if (button) button.disabled = false;
