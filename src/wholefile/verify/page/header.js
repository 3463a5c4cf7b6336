// Headers: what the log holds of an act (wholefile.core.header). Anything but the one permitted form is refused.

import { isAscii, utf8 } from "./bytes.js";
import { decodeObject, hasExactly, isObject } from "./canonical.js";
import { Invalid } from "./errors.js";
import { checkSignatureShape } from "./signatures.js";

export const INDEX_KIND = "index";
const MOST_SIGNATURES = 8;
const ACT_NAMES = ["at", "body", "cases", "kind", "log", "nonce", "v"];
const HEADER_NAMES = ["act", "seq", "signatures"];
// Unpadded base64url whose last character has no stray bits: the only spelling of 32 and of 16 bytes.
const B64U_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const B64U_16 = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const PARTS = {
  body: B64U_32,
  nonce: B64U_16,
  kind: /^[a-z][a-z0-9_]{0,39}(?:\.[a-z][a-z0-9_]{0,39})?$/,
  log: /^[!-*,-~]{1,255}$/,
};

/** The header these bytes stand for: `act`, `seq` and `signatures`. */
export function decodeHeader(text) {
  const header = decodeObject(utf8(text));
  if (!isAscii(text)) throw new Invalid("canonical.not_ascii", "Only ASCII characters may stand in a header.");
  if (!hasExactly(header, HEADER_NAMES)) {
    throw new Invalid("header.names", `A header has exactly these parts: ${HEADER_NAMES.join(", ")}.`);
  }
  checkAct(header.act);
  const { seq, signatures } = header;
  if (!isCount(seq)) throw new Invalid("header.seq", "The number of an entry is a whole number from 0.");
  if (!Array.isArray(signatures) || signatures.length < 1 || signatures.length > MOST_SIGNATURES) {
    throw new Invalid("header.signatures", `An entry carries one to ${MOST_SIGNATURES} signatures.`);
  }
  let previous = "";
  for (const signature of signatures) {
    checkSignatureShape(signature);
    if (signature.key <= previous) {
      throw new Invalid("header.signature_order", "Signatures stand in the order of their keys, one per key.");
    }
    previous = signature.key;
  }
  return header;
}

function checkAct(act) {
  if (!isObject(act) || !hasExactly(act, ACT_NAMES)) {
    throw new Invalid("act.names", `An act has exactly these parts: ${ACT_NAMES.join(", ")}.`);
  }
  if (act.v !== 1) throw new Invalid("act.version", "Only version 1 of acts is known.");
  if (!isCount(act.at)) throw new Invalid("act.at", "The time of an act is in whole milliseconds since 1970.");
  for (const [name, pattern] of Object.entries(PARTS)) {
    if (typeof act[name] !== "string" || !pattern.test(act[name])) {
      throw new Invalid(`act.${name}`, `The part ${name} of an act does not have its form.`);
    }
  }
  const { cases } = act;
  if (!Array.isArray(cases) || !cases.every((label) => typeof label === "string" && B64U_32.test(label))) {
    throw new Invalid("act.cases", "The cases of an act are labels, 32 bytes each in base64url.");
  }
  if (cases.some((label, i) => i > 0 && cases[i - 1] >= label)) {
    throw new Invalid("act.cases_order", "The cases of an act stand in order, none twice.");
  }
  if (act.kind === INDEX_KIND && cases.length) {
    throw new Invalid("act.index_cases", "An index entry belongs to no case.");
  }
}

function isCount(value) {
  return typeof value === "number" && value >= 0;
}
