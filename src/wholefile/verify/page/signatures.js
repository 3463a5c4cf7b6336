// Signatures of people on acts (wholefile.core.signatures): with a key held as a file, or a passkey through WebAuthn.

import { challengeOfPart, checkBatch } from "./acts_together.js";
import { b64u, isAscii, joinBytes, sameBytes, unb64u, utf8 } from "./bytes.js";
import { encode, hasExactly, isObject, parseJson } from "./canonical.js";
import { IntegrityFailure, Invalid } from "./errors.js";
import { ED25519, PUBLIC_KEY_BYTES, WEBAUTHN_ES256, ed25519Verify, es256Verify } from "./keys.js";
import { sha256 } from "./sha256.js";

const PLAIN_NAMES = ["algorithm", "key", "signature"];
const WEBAUTHN_NAMES = ["algorithm", "authenticator_data", "client_data", "key", "signature"];
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ANNOUNCES_MORE = 0x40 | 0x80;
const AUTHENTICATOR_DATA_BYTES = 37; // hash of the relying party, flags, counter

/** The bytes that people sign. */
function actMessage(act) {
  const text = encode(act);
  if (!isAscii(text)) {
    throw new Invalid("canonical.not_ascii",
      "Only ASCII characters may stand in an act; names and texts belong in its body.");
  }
  return utf8(`wholefile/act/v1\n${text}`);
}

/** A signature object with exactly the right names and values of the right form. */
export function checkSignatureShape(signature) {
  if (!isObject(signature)) throw new Invalid("signature.shape", "A signature is an object.");
  const { algorithm } = signature;
  if (typeof algorithm !== "string" || !Object.hasOwn(PUBLIC_KEY_BYTES, algorithm)) {
    throw new Invalid("signature.algorithm",
      `Signatures are of one of these kinds: ${Object.keys(PUBLIC_KEY_BYTES).join(", ")}.`);
  }
  const webauthnNames = "batch" in signature ? [...WEBAUTHN_NAMES, "batch"] : WEBAUTHN_NAMES;
  if (!hasExactly(signature, algorithm === ED25519 ? PLAIN_NAMES : webauthnNames)) {
    throw new Invalid("signature.names", `A signature of the kind ${algorithm} has other parts than this one.`);
  }
  unb64u(signature.key, 32);
  unb64u(signature.signature, algorithm === WEBAUTHN_ES256 ? null : 64);
  if (algorithm !== ED25519) {
    unb64u(signature.authenticator_data);
    unb64u(signature.client_data);
  }
  if ("batch" in signature) checkBatch(signature.batch);
}

/** This signature is by this enrolled key, on exactly this act; otherwise IntegrityFailure. Its shape was checked. */
export async function verifySignature(signature, act, enrolled) {
  if (signature.key !== enrolled.key || signature.algorithm !== enrolled.algorithm) {
    throw wrong("other_key", "The signature names another key than the one enrolled.");
  }
  let message = actMessage(act);
  if (enrolled.algorithm !== ED25519) {
    const authenticatorData = unb64u(signature.authenticator_data);
    const clientData = unb64u(signature.client_data);
    const actHash = sha256(message);
    checkClientData(clientData, signature.batch ? challengeOfPart(actHash, signature.batch) : actHash, enrolled);
    checkAuthenticatorData(authenticatorData, enrolled);
    message = joinBytes(authenticatorData, sha256(clientData));
  }
  const verify = enrolled.algorithm === WEBAUTHN_ES256 ? es256Verify : ed25519Verify;
  if (!(await verify(enrolled.publicKey, message, unb64u(signature.signature)))) {
    throw wrong("wrong", "The signature does not belong to this act and this key.");
  }
}

/** What the browser says it asked the authenticator for (WebAuthn section 5.8.1). */
function checkClientData(clientData, challenge, enrolled) {
  let client;
  try {
    client = parseJson(clientData);
  } catch (error) {
    throw wrong("client_data", `The browser's part cannot be read: ${error.message}`);
  }
  if (!isObject(client) || client.type !== "webauthn.get") {
    throw wrong("client_data", "The browser's part is not that of a signature.");
  }
  if (client.challenge !== b64u(challenge)) {
    throw wrong("other_act", "The security key signed something other than this act.");
  }
  if (!enrolled.origins.includes(client.origin)) {
    throw wrong("origin", "The signature was made on a page this key is not enrolled for.");
  }
  if ("crossOrigin" in client && client.crossOrigin !== false) {
    throw wrong("cross_origin", "The signature was asked for by a page inside another site's page.");
  }
}

/** What the authenticator says (WebAuthn section 6.1): for whom, and that a verified person was there. */
function checkAuthenticatorData(data, enrolled) {
  if (data.length < AUTHENTICATOR_DATA_BYTES) throw wrong("authenticator_data", "The security key's part is too short.");
  const flags = data[32];
  if (data.length > AUTHENTICATOR_DATA_BYTES && !(flags & ANNOUNCES_MORE)) {
    throw wrong("authenticator_data", "The security key's part has bytes it does not announce.");
  }
  if (!sameBytes(data.subarray(0, 32), sha256(utf8(enrolled.rpId)))) {
    throw wrong("relying_party", "The signature was made for another relying party.");
  }
  if (!(flags & USER_PRESENT && flags & USER_VERIFIED)) {
    throw wrong("user_not_verified", "The security key did not verify who was there.");
  }
}

function wrong(why, message) {
  return new IntegrityFailure(`signature.${why}`, message);
}
