// Signs the acts of this page with a key file, which is opened here and never sent: Argon2id and XSalsa20-Poly1305 as in
// wholefile.core.keyfile, then one Ed25519 signature on each act. The form's fields have no names and its button waits
// for this script, so that a browser cannot send them by itself, as part of an address.

import { bytes, checked, fromBase64url, joined, say, send } from "./sign.js";

const form = document.querySelector("[data-key-file]");
const chosen = document.querySelector("#key-file");
const passphrase = document.querySelector("#passphrase");
const button = form?.querySelector("button");

const NO_PADDING = (sodium) => sodium.base64_variants.URLSAFE_NO_PADDING;

async function library() {
  const sodium = (await import("/static/vendor/sodium/libsodium-wrappers.js")).default;
  await sodium.ready;
  return sodium;
}

// The seed in a key file; throws with words for whoever chose another file or typed another passphrase.
function seedOf(sodium, file, words) {
  const secret = sodium.crypto_pwhash(
    sodium.crypto_secretbox_KEYBYTES, bytes(passphrase.value.normalize("NFKC")), fromBase64url(file.kdf.salt),
    file.kdf.ops, file.kdf.mem, sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  try {
    return sodium.crypto_secretbox_open_easy(fromBase64url(file.ciphertext), fromBase64url(file.nonce), secret);
  } catch {
    throw new Error(words.passphrase);
  }
}

async function read(words) {
  try {
    const file = JSON.parse(await chosen.files[0].text());
    if (file.format === "wholefile key file v1" && file.kdf.name === "argon2id") return file;
  } catch {
    // falls through to the words below
  }
  throw new Error(words.file);
}

async function sign() {
  const words = form.dataset;
  const file = await read(words);
  const acts = await checked();
  const sodium = await library();
  const seed = seedOf(sodium, file, words);
  const { privateKey, publicKey } = sodium.crypto_sign_seed_keypair(seed);
  sodium.memzero(seed);
  if (sodium.to_base64(publicKey, NO_PADDING(sodium)) !== file.public_key) throw new Error(words.file);
  const signatures = acts.map((one) =>
    sodium.to_base64(
      sodium.crypto_sign_detached(joined(bytes("wholefile/act/v1\n"), bytes(one)), privateKey), NO_PADDING(sodium),
    ),
  );
  sodium.memzero(privateKey);
  await send({ key: file.key, signatures });
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  say(form.dataset.opening, "asking");
  try {
    // A moment for the words to be seen: opening a key takes about a second and stops everything else on the page.
    await new Promise((next) => setTimeout(next, 50));
    await sign();
  } catch (error) {
    say(error.message, "refused");
  }
  passphrase.value = "";
  button.disabled = false;
});
if (button) button.disabled = false;
