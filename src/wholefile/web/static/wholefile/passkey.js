/* Passkeys for signing in: makes one, or asks one that is there, and sends what it answers as a form.

   <form data-passkey="make|ask" data-cancelled="words">
     <input type="hidden" name="credential">
     <button type="submit" hidden disabled data-passkey-button>...</button>
     <p role="status" data-passkey-status></p>
   </form>
   The button waits for this script: neither a press nor Enter in a field sends the form before there is an answer in it.
   What to ask is in the JSON block that `data-options` names, or is fetched from `data-options-url` when it is asked. */

const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

const toBase64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const described = (one) => ({ ...one, id: fromBase64url(one.id) });

async function options(form) {
  const { options: block, optionsUrl: url } = form.dataset;
  if (block) return JSON.parse(document.getElementById(block).textContent);
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(form.dataset.failed);
  return (await answer.json()).request_options;
}

async function make(form) {
  const { publicKey } = await options(form);
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: fromBase64url(publicKey.challenge),
      user: described(publicKey.user),
      excludeCredentials: (publicKey.excludeCredentials ?? []).map(described),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  return answered(credential, {
    attestationObject: toBase64url(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

async function ask(form) {
  const { publicKey } = await options(form);
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: fromBase64url(publicKey.challenge),
      allowCredentials: (publicKey.allowCredentials ?? []).map(described),
    },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return answered(credential, {
    authenticatorData: toBase64url(authenticatorData),
    signature: toBase64url(signature),
    ...(userHandle ? { userHandle: toBase64url(userHandle) } : {}),
  });
}

function answered(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toBase64url(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toBase64url(credential.response.clientDataJSON), ...response },
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const status = form.querySelector("[data-passkey-status]");
  button.hidden = button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = "";
    try {
      const answer = await (form.dataset.passkey === "make" ? make(form) : ask(form));
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
      return;
    } catch (error) {
      status.textContent = error.name === "InvalidStateError" ? form.dataset.known : form.dataset.cancelled;
    }
    button.disabled = false;
  });
}
