// Asks a person's passkey for a signature on the acts that this page shows, and sends it.
// The challenge is worked out here from the canonical acts on the page, so what is signed is what is shown.

const form = document.querySelector("[data-sign]");
const status = document.querySelector("[data-status]");

export const bytes = (text) => new TextEncoder().encode(text);
export const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  parts.reduce((at, one) => (whole.set(one, at), at + one.length), 0);
  return whole;
};
const digest = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
const hex = (data) => Array.from(data, (one) => one.toString(16).padStart(2, "0")).join("");
export const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

// The root of a Merkle tree (RFC 6962 section 2.1) over these leaves.
async function root(leaves) {
  if (leaves.length === 1) return digest(Uint8Array.of(0), leaves[0]);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return digest(Uint8Array.of(1), await root(leaves.slice(0, half)), await root(leaves.slice(half)));
}

const hashOf = (act) => digest(bytes("wholefile/act/v1\n"), bytes(act));

// The canonical acts on the page, once each has the digest that is shown beside it.
export async function checked() {
  const acts = Array.from(document.querySelectorAll("[data-canonical]"));
  for (const one of acts) {
    if (hex(await hashOf(one.textContent)) !== one.dataset.digest) throw new Error(form.dataset.differs);
  }
  return acts.map((one) => one.textContent);
}

// One act is signed by its own digest; several by that of the tree over theirs (docs/formats).
async function challenge() {
  const hashes = await Promise.all((await checked()).map(hashOf));
  if (hashes.length === 1) return hashes[0];
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(hashes.length));
  return digest(bytes("wholefile/acts/v1\n"), size, await root(hashes));
}

export function say(words, kind) {
  status.textContent = words;
  status.dataset.kind = kind;
}

function told(answer) {
  const changes = (answer.changed || []).map(
    (one) => `${one.item}: ${one.kind}, ${one.by.join(", ")}, ${new Date(one.at).toISOString()} [${one.position}]`,
  );
  return [answer.message, ...changes].join("\n");
}

async function sign(button) {
  say(form.dataset.asking, "asking");
  const allow = JSON.parse(button.dataset.credentials).map((id) => ({ type: "public-key", id: fromBase64url(id) }));
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: await challenge(),
      rpId: form.dataset.rp,
      userVerification: "required",
      allowCredentials: allow,
    },
  });
  await send(credential.toJSON());
}

// Sends a signature and goes where the answer leads; what was refused is said on the page.
export async function send(signed) {
  const response = await fetch(form.dataset.signature, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    body: JSON.stringify(signed),
  });
  const answer = await response.json();
  if (!response.ok) {
    say(told(answer), "refused");
  } else if (answer.next) {
    location.assign(answer.next);
  } else {
    location.reload();
  }
}

if (form) {
  for (const button of form.querySelectorAll("button[data-credentials]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await sign(button);
      } catch (error) {
        say(error.name === "NotAllowedError" ? form.dataset.cancelled : error.message, "refused");
      }
      button.disabled = false;
    });
  }
}
