// Public keys, and one strict verdict on every signature: the odd ones are refused before WebCrypto is asked, exactly as
// wholefile.core.keys does before it asks libsodium.

import { b64u, utf8 } from "./bytes.js";
import { GROUP_ORDER, isGroupPoint, isOddPoint, littleEndian } from "./edwards25519.js";
import { IntegrityFailure, Invalid, Unable } from "./errors.js";
import { sha256 } from "./sha256.js";

export const ED25519 = "ed25519";
export const WEBAUTHN_ES256 = "webauthn-es256";
export const PUBLIC_KEY_BYTES = { ed25519: 32, "webauthn-ed25519": 32, "webauthn-es256": 65 };

const NO_ED25519 = "This browser cannot check signatures of the kind Ed25519. Use a newer one, or wholefile verify.";
const NO_WEBCRYPTO = "This browser does not let a page from disk check signatures. Use another one, or wholefile verify.";
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const imported = new Map();

/** What names a key everywhere. */
export function keyId(algorithm, publicKey) {
  const length = Object.hasOwn(PUBLIC_KEY_BYTES, algorithm) ? PUBLIC_KEY_BYTES[algorithm] : undefined;
  if (length === undefined) {
    throw new Invalid("key.algorithm", `Keys are of one of these kinds: ${Object.keys(PUBLIC_KEY_BYTES).join(", ")}.`);
  }
  if (publicKey.length !== length) {
    throw new Invalid("key.length", `A public key of the kind ${algorithm} has ${length} bytes.`);
  }
  return b64u(sha256(utf8(`wholefile/key/v1\n${algorithm}\n`), publicKey));
}

/** An Ed25519 key that may sign notes: a proper point of the prime-order group. */
export function checkPublicKey(publicKey) {
  if (!isGroupPoint(publicKey)) {
    throw new Invalid("key.weak", "This Ed25519 key is not a point of the prime-order group.");
  }
}

/** A signing key as it was enrolled; `rpId` is null and `origins` empty for a plain key. */
export function enrolledKey(key, algorithm, publicKey, rpId, origins) {
  if (key !== keyId(algorithm, publicKey)) {
    throw new IntegrityFailure("signature.key_id", "This public key is not the one which the key's name stands for.");
  }
  const isPasskey = algorithm !== ED25519;
  if ((rpId !== null) !== isPasskey || origins.length > 0 !== isPasskey) {
    throw new Invalid("key.relying_party",
      "A WebAuthn key, and only such a key, is enrolled with the pages it signs on.");
  }
  return { key, algorithm, publicKey, rpId, origins };
}

/** Whether this is a signature of the message by this key (RFC 8032 without cofactor). */
export async function ed25519Verify(publicKey, message, signature) {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  if (isOddPoint(publicKey) || isOddPoint(signature.subarray(0, 32))) return false;
  if (littleEndian(signature.subarray(32)) >= GROUP_ORDER) return false;
  const key = await importKey("Ed25519", publicKey, { name: "Ed25519" });
  return key !== null && crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

/** Whether this is an ECDSA signature with P-256 and SHA-256, its DER form being the only one (X.690). */
export async function es256Verify(publicKey, message, signature) {
  const raw = rawFromDer(signature);
  if (raw === null || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const key = await importKey("ECDSA", publicKey, { name: "ECDSA", namedCurve: "P-256" });
  return key !== null && crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, raw, message);
}

/** The key as WebCrypto holds it; null when it refuses these bytes. */
function importKey(name, publicKey, algorithm) {
  if (!globalThis.crypto?.subtle) throw new Unable(NO_WEBCRYPTO);
  const id = `${name} ${b64u(publicKey)}`;
  if (!imported.has(id)) {
    imported.set(id, crypto.subtle.importKey("raw", publicKey, algorithm, false, ["verify"]).catch((error) => {
      if (error.name === "NotSupportedError") throw new Unable(NO_ED25519);
      return null;
    }));
  }
  return imported.get(id);
}

/** r and s of 32 bytes each, from a SEQUENCE of two INTEGERs in DER; null when it is not exactly that. */
function rawFromDer(der) {
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const raw = new Uint8Array(64);
  let at = 2;
  for (let i = 0; i < 2; i++) {
    const length = der[at + 1];
    const end = at + 2 + length;
    if (der[at] !== 0x02 || !length || length > 33 || end > der.length) return null;
    const number = der.subarray(at + 2, end);
    if (number[0] & 0x80 || (number[0] === 0 && (length === 1 || !(number[1] & 0x80)))) return null;
    const bare = number[0] === 0 ? number.subarray(1) : number;
    if (bare.length > 32 || littleEndian(bare.slice().reverse()) >= P256_ORDER) return null;
    raw.set(bare, 32 * (i + 1) - bare.length);
    at = end;
  }
  return at === der.length ? raw : null;
}
